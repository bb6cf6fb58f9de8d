import { appError, AppFailure } from '../../src/contract/error.ts';
import type { KernelTable } from '../../src/contract/kernel.ts';
import type { Database, Run } from '../engine/database.ts';
import type { TakenRecords } from './taken-records.ts';

/** Records grouped to their distinct combinations of values. */
export interface GroupedRecords {
  /** Columns `q1`… (codes of quasi-identifiers), `s1`… (codes of sensitive columns), `n` (records). */
  readonly tuples: KernelTable;
  /**
   * Values by column: the code is the place in the list. Values stand in their natural order (numbers by value,
   * text by its code points), an empty value last, as null.
   */
  readonly values: Readonly<Record<string, readonly (string | null)[]>>;
}

/** Groups records by quasi-identifiers and sensitive columns, in DuckDB. */
export function groupRecords(
  _db: Database,
  _run: Run,
  _taken: TakenRecords,
  _quasi: readonly string[],
  _sensitive: readonly string[],
): Promise<GroupedRecords> {
  throw new AppFailure(appError('records.unknown', {}));
}
