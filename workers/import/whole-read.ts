import type { Sql } from '../../src/contract/sql.ts';
import type { FileSource } from '../engine/database.ts';
import type { AttachedFile, FieldSource } from './csv-source.ts';

/** What is read of an attached file, and what becomes of it. */
export interface WholeRead {
  readonly source: FileSource;
  readonly file: AttachedFile;
  /** Rows expected, for the progress. */
  readonly expectedRows: number;
  /** Table that the rows go into, in place of one that stands there. */
  readonly rows: Sql;
  /** Table of the rows that could not be cut: `line`, `text`, `reason`. */
  readonly malformed: Sql;
  /** The rows made of the fields, in the order of the file. */
  readonly query: (fields: FieldSource) => Sql;
  /** Called before each time the file is read. */
  readonly begin?: () => Promise<void>;
  /** Columns of the rows that tell one row from another. */
  readonly compared: readonly Sql[];
  /** Places of the columns of the file that are read. */
  readonly indexes: readonly number[];
}

/** What has been found out about a file while it was read. */
export interface WasRead {
  /** Rows that the reader could not cut; they stand in the table of malformed rows. */
  readonly rejected: number;
  /** Whether rows that could not be cut stand among the rows, marked. */
  readonly marksMalformed: boolean;
}
