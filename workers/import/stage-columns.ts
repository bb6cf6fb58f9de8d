import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { Run, type Database } from '../engine/database.ts';
import { field, type FieldSource } from './csv-source.ts';
import { stagedField } from './sources/column-fields.ts';
import type { ColumnBatch, ColumnTable } from './sources/table-source.ts';
import type { WasRead } from './whole-read.ts';

const STAGE = 'import_columns';

/** Whether the values of a column are taken as they are; else it is read as text. */
export type TakenAsStored = (index: number) => boolean;

/** What is read of a table whose columns have types, and what becomes of it. */
export interface ColumnsRead {
  readonly table: ColumnTable;
  /** Bytes of the file, for the progress. */
  readonly size: number;
  /** Table that the rows go into, in place of one that stands there. */
  readonly rows: Sql;
  /** Table of the rows that could not be cut, which stays empty: `line`, `text`, `reason`. Absent: none is made. */
  readonly malformed?: Sql;
  /** The rows made of the fields, in the order of the file. */
  readonly query: (fields: FieldSource) => Sql;
  /** Places of the columns that are read. */
  readonly indexes: readonly number[];
  readonly asStored: TakenAsStored;
}

/** Fields of the table in which columns stand, in their order. */
function fieldsOf({ columns }: ColumnTable, indexes: readonly number[]): number[] {
  const places = indexes.flatMap((index) => columns[index]?.field ?? []);
  return [...new Set(places)].sort((a, b) => a - b);
}

/** Columns of staged rows as fields: of text, but for those that are taken as they are stored. */
function stagedSource(
  { columns }: ColumnTable,
  indexes: readonly number[],
  asStored: TakenAsStored,
): FieldSource {
  const typed = new Set(indexes.filter((index) => columns[index]?.stored !== 'text' && asStored(index)));
  const values = [...new Set(indexes)].flatMap((index) => {
    const column = columns[index];
    if (column === undefined) return [];
    const value = column.value(stagedField(column.field));
    const isText = column.stored === 'text' || typed.has(index);
    return [sql`${isText ? value : sql`${value}::VARCHAR`} AS ${field(index)}`];
  });
  return { relation: sql`(SELECT ${values} FROM ${identifier(STAGE)})`, marksMalformed: false, typed };
}

async function dropStage(db: Database, run: Run): Promise<void> {
  await db.query(sql`DROP TABLE IF EXISTS ${identifier(STAGE)}`, new Run(run.id));
}

async function stage(db: Database, run: Run, streams: ColumnBatch['streams']): Promise<void> {
  let create = true;
  for (const stream of streams) {
    run.check();
    await db.insertStream(STAGE, stream, create);
    create = false;
  }
  run.check();
}

async function withBatch<T>(
  db: Database,
  run: Run,
  { streams }: ColumnBatch,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await stage(db, run, streams);
    return await work();
  } finally {
    await dropStage(db, run);
  }
}

/** Batches in turn; the next one is unpacked while the engine works on the one before. */
async function* oneAhead(batches: AsyncGenerator<ColumnBatch>): AsyncGenerator<ColumnBatch> {
  let coming = batches.next();
  try {
    for (;;) {
      const step = await coming;
      if (step.done === true) return;
      coming = batches.next();
      yield step.value;
    }
  } finally {
    await coming.catch(() => undefined);
    await batches.return(undefined);
  }
}

/**
 * Has some work done on the first rows of a table, as fields of text.
 *
 * @param indexes places of the columns wanted
 * @param most rows wanted
 */
export async function withFirstRows<T>(
  db: Database,
  run: Run,
  table: ColumnTable,
  { indexes, most }: { readonly indexes: readonly number[]; readonly most: number },
  work: (fields: FieldSource) => Promise<T>,
): Promise<T | null> {
  for await (const batch of table.batches(run, fieldsOf(table, indexes), most)) {
    return withBatch(db, run, batch, () => work(stagedSource(table, indexes, () => false)));
  }
  return null;
}

/**
 * Reads all rows of a table whose columns have types, a batch after the other: each is staged, read, and dropped.
 *
 * @throws AppFailure `file.*`, `engine.*`
 */
export async function readColumns(db: Database, run: Run, input: ColumnsRead): Promise<WasRead> {
  const { table, size, indexes, rows } = input;
  const source = stagedSource(table, indexes, input.asStored);
  const report = (done: number): void => {
    const share = table.rows === 0 ? 1 : Math.min(1, done / table.rows);
    run.report({ phase: 'reading', share, bytes: Math.round(size * share), totalBytes: size, rows: done });
  };
  let done = 0;
  report(done);
  for await (const batch of oneAhead(table.batches(run, fieldsOf(table, indexes)))) {
    const query = input.query(source);
    const into =
      done === 0 ? sql`CREATE OR REPLACE TABLE ${rows} AS ${query}` : sql`INSERT INTO ${rows} ${query}`;
    await withBatch(db, run, batch, () => db.query(into, run));
    done += batch.rows;
    report(done);
  }
  if (input.malformed !== undefined) {
    const columns = sql`(line BIGINT, text VARCHAR, reason VARCHAR)`;
    await db.query(sql`CREATE OR REPLACE TABLE ${input.malformed} ${columns}`, run);
  }
  return { rejected: 0, marksMalformed: false };
}

/** Rows of a page of texts. */
const PAGE = 20_000;

/**
 * Texts of all rows of some columns, in pages of rows; NULL is empty.
 *
 * @param indexes places of the columns; -1 where there is none, whose texts are empty
 */
export async function* textRows(
  db: Database,
  run: Run,
  table: ColumnTable,
  indexes: readonly number[],
): AsyncGenerator<readonly (readonly string[])[]> {
  const known = indexes.filter((index) => index >= 0);
  const { relation } = stagedSource(table, known, () => false);
  const texts = indexes.map((index) => (index < 0 ? sql`''` : sql`coalesce(${field(index)}, '')`));
  for await (const { rows, streams } of oneAhead(table.batches(run, fieldsOf(table, known)))) {
    try {
      await stage(db, run, streams);
      for (let at = 0; at < rows; at += PAGE) {
        const page = sql`SELECT ${texts} FROM ${relation} LIMIT ${PAGE} OFFSET ${at}`;
        const found = await db.query(page, run);
        yield Array.from({ length: found.rowCount }, (_, row) =>
          found.columns.map(({ values }) => String(values[row] ?? '')),
        );
      }
    } finally {
      await dropStage(db, run);
    }
  }
}

/** Texts of the first rows of some columns. */
export async function firstTexts(
  db: Database,
  run: Run,
  table: ColumnTable,
  { indexes, most }: { readonly indexes: readonly number[]; readonly most: number },
): Promise<readonly (readonly (string | null)[])[]> {
  const read = await withFirstRows(db, run, table, { indexes, most }, async ({ relation }) => {
    const found = await db.query(sql`SELECT ${indexes.map(field)} FROM ${relation} LIMIT ${most}`, run);
    return indexes.map((_, place) =>
      (found.columns[place]?.values ?? []).map((value) => (value === null ? null : String(value))),
    );
  });
  return read ?? indexes.map(() => []);
}
