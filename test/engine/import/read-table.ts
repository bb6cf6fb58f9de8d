import { expect } from 'vitest';
import type { Reading, ReadingChoices, ReadingWish } from '../../../src/contract/reading.ts';
import { AppFailure, type AppError } from '../../../src/contract/error.ts';
import { sql } from '../../../src/contract/sql.ts';
import type { FileSource } from '../../../workers/engine/database.ts';
import { openTable } from '../../../workers/import/sources/open-table.ts';
import type { TextTable } from '../../../workers/import/sources/table-source.ts';
import { splitRecords } from '../../../workers/import/split-records.ts';
import type { Workbench } from './workbench.ts';

/** A file that was made a text table, with all its rows. */
export interface WholeTable {
  /** The header first where there is one. */
  readonly rows: readonly (readonly string[])[];
  readonly reading: Reading;
  readonly choices: ReadingChoices;
  readonly table: TextTable;
}

/** Reads the whole of a file as a text table. */
export async function wholeTable(
  bench: Workbench,
  source: FileSource,
  wish: ReadingWish = {},
): Promise<WholeTable> {
  const { table, reading, choices } = await openTable(bench.run, source, wish);
  if (table.kind !== 'text') expect.fail('it is a text table');
  const dialect = table.dialect ?? expect.fail('the dialect of a table that is made is known');
  const whole = await table.whole(bench.run);
  const text = new TextDecoder().decode(await whole.read(0, whole.size));
  const records = splitRecords(text, dialect, Number.POSITIVE_INFINITY);
  return { rows: records.map(({ fields }) => fields), reading, choices, table };
}

/** The error that some work ends with. */
export async function failure(work: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await work.catch((error: unknown) => error);
  if (thrown instanceof AppFailure) return thrown.error;
  throw thrown;
}

/** Names of the tables that the engine holds. */
export async function heldTables(bench: Workbench): Promise<unknown> {
  const found = await bench.db.query(sql`SELECT table_name FROM duckdb_tables() ORDER BY ALL`, bench.run);
  return found.columns[0]?.values;
}
