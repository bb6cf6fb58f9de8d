import type { Finding } from '../../../src/contract/doctor.ts';
import type { Dialect, FileNotice } from '../../../src/contract/import.ts';
import type { Reading, ReadingChoices, StoredType } from '../../../src/contract/reading.ts';
import type { Sql } from '../../../src/contract/sql.ts';
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

/** A column of a table whose columns have types. */
export interface StoredColumn {
  readonly name: string;
  readonly stored: StoredType;
  /** Place of the field it stands in among those of the file, from 0. */
  readonly field: number;
  /** Its values, of the staged field: numbers, TIMESTAMP, BOOLEAN, or VARCHAR by `stored`. */
  readonly value: (staged: Sql) => Sql;
}

/** Some rows of such a table. */
export interface ColumnBatch {
  readonly rows: number;
  /** Arrow IPC streams of the fields asked for, in the order asked for, called as `stagedName` says. */
  readonly streams: readonly Uint8Array[];
}

/** A table whose columns have types: Parquet, Arrow. */
export interface ColumnTable {
  readonly kind: 'columns';
  readonly columns: readonly StoredColumn[];
  readonly rows: number;
  /**
   * All rows in their order, some hundred thousand at a time. Only the fields asked for are read.
   *
   * @param fields places of fields, rising
   * @param most rows wanted; absent: all
   */
  batches(run: Run, fields: readonly number[], most?: number): AsyncGenerator<ColumnBatch>;
}

/** A file that is known to be a table. */
export interface OpenedTable {
  readonly reading: Reading;
  readonly choices: ReadingChoices;
  readonly table: TextTable | ColumnTable;
}
