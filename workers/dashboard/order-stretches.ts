import { numbers } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { maskOf } from '../../src/data/cleaning-rules.ts';
import type { Database, Run } from '../engine/database.ts';
import { type LoadedOrders, table } from '../import/loaded-orders.ts';
import { orderColumns } from '../import/relations.ts';

/**
 * The loaded orders whose rows stand in a stretch of the table of rows, with the columns of `orders`: that relation itself
 * does not say where its rows stand, and only stretches are read without a look at all other rows.
 *
 * @param from place of the first row
 * @param to place after the last one
 */
export function ordersBetween(loaded: LoadedOrders, from: number, to: number): Sql {
  return sql`(SELECT ${orderColumns(loaded, loaded.merge)} FROM ${table('order_rows')}
    WHERE rowid >= ${from} AND rowid < ${to} AND (flags & ${maskOf(loaded.rules)}) = 0)`;
}

/** Place after the last row in the table of rows. */
export async function rowPlaces(db: Database, run: Run): Promise<number> {
  const found = await db.query(
    sql`SELECT (coalesce(max(rowid), -1) + 1)::DOUBLE AS places FROM ${table('order_rows')}`,
    run,
  );
  return numbers(found, 'places')[0] ?? 0;
}
