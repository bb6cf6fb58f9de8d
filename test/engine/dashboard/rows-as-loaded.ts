import type { DatasetId } from '../../../src/contract/ids.ts';
import { sql } from '../../../src/contract/sql.ts';
import { table, type LoadedOrders } from '../../../workers/import/loaded-orders.ts';
import { type AnalysedOrders, newRun } from '../../analyses/orders-in-engine.ts';

/** Has the orders in the engine stand in the table of rows too, as the import leaves them, and says so. */
export async function rowsAsLoaded(engine: AnalysedOrders, datasetId: DatasetId): Promise<LoadedOrders> {
  const { db, data } = engine;
  await db.query(
    sql`CREATE OR REPLACE TABLE ${table('order_rows')} AS SELECT *, 0::USMALLINT AS flags FROM memory.main.orders`,
    newRun(),
  );
  const found = await db.query(sql`SELECT * FROM memory.main.orders LIMIT 0`, newRun());
  const columns = found.columns.map(({ name }) => ({
    name,
    stored: name,
    role: name === 'ordered_at' ? 'orderedAt' : null,
  }));
  const at = (day: string | null): number | null => (day === null ? null : Date.parse(day));
  const receipt = { ...data, firstOrderAt: at(data.firstOrder), lastOrderAt: at(data.lastOrder) };
  return { datasetId, receipt, columns, rules: {}, merge: null } as unknown as LoadedOrders;
}
