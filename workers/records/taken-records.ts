import type { FilePreview } from '../../src/contract/import.ts';
import type { RecordsId } from '../../src/contract/ids.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { customersAsRecords } from './customers-as-records.ts';
import { fileAsRecords } from './file-as-records.ts';
import { recordsTable, valuesTable, type RecordsColumn } from './records-table.ts';

/** Rows about people in the engine: all columns as text, trimmed, NULL where empty. */
export interface TakenRecords {
  readonly recordsId: RecordsId;
  readonly name: string;
  readonly records: number;
  readonly synthetic: boolean;
  /** The table they stand in. */
  readonly relation: Sql;
  /** `stored` is the name in the table, which no name of a file can clash with. */
  readonly columns: readonly RecordsColumn[];
  /** The column, as it is stored, that holds the ids of customers of the loaded orders; absent: rows came from a file. */
  readonly customerColumn?: string;
}

/** What is to be taken up. */
export type RecordsOrigin =
  | { readonly kind: 'file'; readonly source: FileSource; readonly preview: FilePreview }
  | { readonly kind: 'customers'; readonly loaded: LoadedOrders; readonly synthetic: boolean };

/**
 * Takes rows up into a table of their own, in the order they stand in: every row of a file, or one row for each
 * customer of the loaded orders.
 *
 * @throws AppFailure `file.*` where the file cannot be read to its end, `engine.*`
 */
export async function takeRecords(
  db: Database,
  run: Run,
  recordsId: RecordsId,
  origin: RecordsOrigin,
): Promise<TakenRecords> {
  const relation = recordsTable(recordsId);
  const columns =
    origin.kind === 'file'
      ? await fileAsRecords(db, run, relation, origin)
      : await customersAsRecords(db, run, relation, origin.loaded);
  for (const column of columns) {
    await db.query(sql`DROP TABLE IF EXISTS ${valuesTable(recordsId, column)}`, run);
  }
  const counted = await db.query(sql`SELECT count(*)::DOUBLE AS n FROM ${relation}`, run);
  return {
    recordsId,
    name: origin.kind === 'file' ? origin.source.name : origin.loaded.fileName,
    records: numbers(counted, 'n')[0] ?? 0,
    synthetic: origin.kind === 'customers' && origin.synthetic,
    relation,
    columns,
    // What is taken up of customers begins with their ids.
    ...(origin.kind === 'customers' && columns[0] !== undefined ? { customerColumn: columns[0].stored } : {}),
  };
}
