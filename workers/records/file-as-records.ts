import { appError, AppFailure, toAppError } from '../../src/contract/error.ts';
import type { FilePreview } from '../../src/contract/import.ts';
import { numbers, row } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { Run, type Database, type FileSource } from '../engine/database.ts';
import { dropRejects, withFile } from '../import/attach.ts';
import {
  field,
  fieldName,
  fieldSource,
  lenientSource,
  type AttachedFile,
  type FieldSource,
} from '../import/csv-source.ts';
import { lastRecords } from '../import/read-head.ts';
import { openTable } from '../import/sources/open-table.ts';
import type { ColumnTable } from '../import/sources/table-source.ts';
import { readColumns } from '../import/stage-columns.ts';
import type { RecordsColumn } from './records-table.ts';

/** What fields are trimmed of. */
const BLANKS = ' \t\r\n\u00a0\u3000';

interface OpenedFile {
  readonly source: FileSource;
  readonly preview: FilePreview;
}

function trimmed(text: Sql): Sql {
  return sql`nullif(trim(${text}, ${BLANKS}), '')`;
}

async function readInto(
  db: Database,
  run: Run,
  input: { readonly relation: Sql; readonly file: AttachedFile; readonly size: number },
  fields: FieldSource,
): Promise<void> {
  const { relation, file, size } = input;
  const columns = Array.from(
    { length: file.columnCount },
    (_, index) => sql`${trimmed(field(index))} AS ${field(index)}`,
  );
  const sound = fields.marksMalformed ? sql`WHERE NOT malformed` : sql``;
  const report = (share: number): void => {
    run.report({ phase: 'reading', share, bytes: Math.round(size * share), totalBytes: size });
  };
  await dropRejects(db, run);
  const query = sql`SELECT ${columns} FROM ${fields.relation} ${sound}`;
  await db.query(sql`CREATE OR REPLACE TABLE ${relation} AS ${query}`, run, report);
}

/**
 * Whether the reader came to the end of the file: a quote that is never closed swallows the rest without a word,
 * so the last record is cut on its own and compared with the last row.
 */
async function reachedEnd(
  db: Database,
  run: Run,
  relation: Sql,
  { source, file }: { readonly source: FileSource; readonly file: AttachedFile },
): Promise<boolean> {
  if (file.dialect.quote === null) return true;
  const candidates = (await lastRecords(source, file.dialect)).filter(
    (fields) => fields.length <= file.columnCount,
  );
  if (candidates.length === 0) return true;
  const last = await db.query(
    sql`SELECT * FROM ${relation} WHERE rowid = (SELECT max(rowid) FROM ${relation})`,
    run,
  );
  // Rows that cannot be cut are left out; a file of nothing else has no last row to compare.
  if (last.rowCount === 0) return true;
  const values = row(last, 0);
  return candidates.some((fields) =>
    values.every((value, index) => (fields[index] ?? '').trim() === (value ?? '')),
  );
}

/** The same of a table whose columns have types: their values as text. */
async function columnsInto(
  db: Database,
  run: Run,
  relation: Sql,
  { table, size }: { readonly table: ColumnTable; readonly size: number },
): Promise<void> {
  const indexes = table.columns.map((_, index) => index);
  const columns = indexes.map((index) => sql`${trimmed(field(index))} AS ${field(index)}`);
  const query = (fields: FieldSource): Sql => sql`SELECT ${columns} FROM ${fields.relation}`;
  try {
    await readColumns(db, run, { table, size, rows: relation, query, indexes, asStored: () => false });
  } catch (thrown) {
    await db.query(sql`DROP TABLE IF EXISTS ${relation}`, new Run(run.id)).catch(() => undefined);
    throw thrown;
  }
}

/**
 * Reads all columns of a file as text: trimmed, NULL where empty. Rows that cannot be cut into fields are left
 * out, as the import leaves them out.
 *
 * @param relation table to make; its columns are called as the fields of a file are
 * @returns the columns under the names of the preview
 * @throws AppFailure `file.openQuote` where a quote is never closed, `file.unreadable`, `engine.*`
 */
export async function fileAsRecords(
  db: Database,
  run: Run,
  relation: Sql,
  opened: OpenedFile,
): Promise<readonly RecordsColumn[]> {
  const { preview } = opened;
  const wish = { ...preview.reading, dialect: preview.dialect };
  const { table } = await openTable(run, opened.source, wish);
  const named = preview.columns.map(({ name }, index) => ({ name, stored: fieldName(index) }));
  if (table.kind === 'columns') {
    await columnsInto(db, run, relation, { table, size: preview.size });
    return named;
  }
  const source = await table.whole(run);
  run.check();
  await withFile(db, source, async (attachedAs) => {
    const file = { attachedAs, dialect: preview.dialect, columnCount: preview.columns.length };
    const input = { relation, file, size: source.size };
    try {
      if (await strictly(db, run, input, source)) return;
      run.check();
      await readInto(db, run, input, lenientSource(file));
      if (await reachedEnd(db, run, relation, { source, file })) return;
      const counted = await db.query(sql`SELECT count(*)::DOUBLE AS n FROM ${relation}`, run);
      const name = source.name;
      throw new AppFailure(appError('file.openQuote', { name, row: (numbers(counted, 'n')[0] ?? 0) + 1 }));
    } catch (thrown) {
      await db.query(sql`DROP TABLE IF EXISTS ${relation}`, new Run(run.id)).catch(() => undefined);
      throw thrown;
    } finally {
      await dropRejects(db, new Run(run.id));
    }
  });
  return named;
}

/** Reads by the letter of the format; false where that fails or stops before the end. */
async function strictly(
  db: Database,
  run: Run,
  input: { readonly relation: Sql; readonly file: AttachedFile; readonly size: number },
  source: FileSource,
): Promise<boolean> {
  try {
    await readInto(db, run, input, fieldSource(input.file));
    return await reachedEnd(db, run, input.relation, { source, file: input.file });
  } catch (thrown) {
    if (toAppError(thrown).code !== 'engine.query') throw thrown;
    return false;
  }
}
