import type { Finding } from '../../../src/contract/doctor.ts';
import type { Dialect, FileNotice } from '../../../src/contract/import.ts';
import type { Reading, ReadingChoices, StoredType } from '../../../src/contract/reading.ts';
import type { FileSource, Run } from '../../engine/database.ts';

/** A table that is text in UTF-8, or can be made so: delimited text in any encoding, JSON, sheets. */
export interface TextTable {
  readonly kind: 'text';
  /** The first bytes as UTF-8, whole lines; all of them where `complete`. */
  readonly head: FileSource;
  readonly complete: boolean;
  /** Bytes of the whole as UTF-8; an estimate where it has not been unpacked or recoded yet. */
  readonly size: number;
  /** How it is cut where that is known (we have written it ourselves); null: to be found. */
  readonly dialect: Dialect | null;
  /** What was found while it became text; none where it was text. */
  readonly notices?: readonly FileNotice[];
  readonly findings?: readonly Finding[];
  /**
   * All of the text. Takes long where bytes must be unpacked or recoded: it tells the run how far it is and can be
   * stopped. The bytes live as long as somebody holds the source.
   */
  whole(run: Run): Promise<FileSource>;
}

/** A table whose columns have types: Parquet, Arrow. */
export interface ColumnTable {
  readonly kind: 'columns';
  readonly names: readonly string[];
  readonly types: readonly StoredType[];
  readonly rows: number;
  /** The first rows as an Arrow IPC stream with the columns `c1`, `c2` …, all of them. */
  head(run: Run, rows: number): Promise<Uint8Array>;
  /**
   * All rows in their order, as Arrow IPC streams of some hundred thousand rows each. Only the columns asked for are read;
   * they come as `c<index + 1>`.
   */
  batches(run: Run, indexes: readonly number[]): AsyncIterable<Uint8Array>;
}

/** A file that is known to be a table. */
export interface OpenedTable {
  readonly reading: Reading;
  readonly choices: ReadingChoices;
  readonly table: TextTable;
}
