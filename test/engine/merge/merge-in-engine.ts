import type { CleaningReceipt } from '../../../src/contract/import.ts';
import type { CustomerMerge, MergePreview, MergeTable } from '../../../src/contract/merge.ts';
import { sql } from '../../../src/contract/sql.ts';
import type { Value } from '../../../src/contract/result-set.ts';
import type { Run } from '../../../workers/engine/database.ts';
import { MergeDesk } from '../../../workers/merge/merge-desk.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { TablesInEngine } from '../tables/tables-in-engine.ts';

/** Rules that a test begins with: all of them, no columns. */
export const RULES: CustomerMerge = {
  rules: ['exactId', 'email', 'phone'],
  columns: [],
  gmail: false,
  country: 'DE',
  mostShared: 10,
};

/** A desk for merging customers on a workbench, with files made by a test. */
export class MergeInEngine {
  readonly tables: TablesInEngine;
  readonly desk: MergeDesk;

  private constructor(tables: TablesInEngine) {
    this.tables = tables;
    const { bench, files } = tables;
    this.desk = new MergeDesk({
      db: files.db,
      audit: bench.audit,
      ground: () => bench.ground,
      stand: (loaded) => bench.stand(loaded),
    });
  }

  static async start(): Promise<MergeInEngine> {
    return new MergeInEngine(await TablesInEngine.start());
  }

  /** Takes away all tables beside the orders, and loads other orders. */
  async begin(orders: string): Promise<CleaningReceipt> {
    for (const { tableId } of this.tables.bench.ground.sides.all) {
      await this.tables.desk.drop(newRun(), tableId);
    }
    const receipt = await this.tables.orders(orders);
    await this.desk.forget(newRun());
    return receipt;
  }

  /** The rules with all columns as they are suggested. */
  async suggested(change: Partial<CustomerMerge> = {}): Promise<CustomerMerge> {
    const columns = usesOf(await this.desk.tables(newRun()));
    return { ...RULES, columns, ...change };
  }

  preview(merge: CustomerMerge, reveal = true): Promise<MergePreview> {
    return this.desk.preview(newRun(), { merge, reveal: reveal ? { reason: 'test' } : null });
  }

  async merge(merge: CustomerMerge | null, run: Run = newRun()): Promise<CleaningReceipt> {
    const { loaded } = this.tables.bench.ground;
    if (loaded === null) throw new RangeError('nothing is loaded');
    return this.desk.merge(run, loaded.datasetId, merge);
  }

  /** Each id of the file with the id of the customer it stands for, ids that stand for themselves left out. */
  async merged(): Promise<Readonly<Record<string, string>>> {
    const rows = await this.tables.rows(
      sql`SELECT ids.customer_id, customers.customer_id FROM data.main.customer_ids ids
        JOIN memory.main.customers customers USING (customer_key)
        WHERE ids.customer_id <> customers.customer_id ORDER BY ids.own_key`,
    );
    return Object.fromEntries(rows.map(([id, stands]) => [String(id), String(stands)]));
  }

  /** Everything that analyses read, row by row in the order of the file. */
  async everything(): Promise<readonly (readonly Value[])[]> {
    return [
      ...(await this.tables.rows(sql`SELECT * FROM memory.main.orders`)),
      ...(await this.tables.rows(sql`SELECT * FROM memory.main.customers ORDER BY customer_key`)),
    ];
  }

  close(): Promise<void> {
    return this.tables.close();
  }
}

/** The columns of tables that something is suggested for. */
export function usesOf(tables: readonly MergeTable[]): CustomerMerge['columns'] {
  return tables.flatMap(({ relation, columns }) =>
    columns.flatMap(({ name, suggested }) =>
      suggested === null ? [] : [{ relation, column: name, use: suggested }],
    ),
  );
}
