import type { FilePreview } from '../../src/contract/import.ts';
import type { RecordsId } from '../../src/contract/ids.ts';
import type { Sql } from '../../src/contract/sql.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';

/** Rows about people in the engine: all columns as text, trimmed, NULL where empty. */
export interface TakenRecords {
  readonly recordsId: RecordsId;
  readonly name: string;
  readonly records: number;
  readonly synthetic: boolean;
  /** The table they stand in. */
  readonly relation: Sql;
  /** `stored` is the name in the table, which no name of a file can clash with. */
  readonly columns: readonly { readonly name: string; readonly stored: string }[];
}

/** What is to be taken up. */
export type RecordsOrigin =
  | { readonly kind: 'file'; readonly source: FileSource; readonly preview: FilePreview }
  | { readonly kind: 'customers'; readonly loaded: LoadedOrders; readonly synthetic: boolean };

/** Takes rows up into a table of their own, in the order they stand in. */
export function takeRecords(
  _db: Database,
  _run: Run,
  _recordsId: RecordsId,
  _origin: RecordsOrigin,
): Promise<TakenRecords> {
  throw new AppFailure(appError('records.unknown', {}));
}
