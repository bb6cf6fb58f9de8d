import { appError, AppFailure, toAppError } from '../../src/contract/error.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { dropRejects } from './attach.ts';
import { field, fieldSource, lenientSource, type FieldSource } from './csv-source.ts';
import { lastRecords } from './read-head.ts';
import { readSlices } from './read-slices.ts';
import { countRejects, keepRejects } from './rejected-rows.ts';
import type { WasRead, WholeRead } from './whole-read.ts';

async function count(db: Database, run: Run, query: Sql): Promise<number> {
  return numbers(await db.query(query, run), 'n')[0] ?? 0;
}

async function readInto(db: Database, run: Run, input: WholeRead, fields: FieldSource): Promise<WasRead> {
  const { size } = input.source;
  const report = (share: number): void => {
    run.report({
      phase: 'reading',
      share,
      bytes: Math.round(size * share),
      totalBytes: size,
      rows: Math.round(input.expectedRows * share),
    });
  };
  report(0);
  await input.begin?.();
  await dropRejects(db, run);
  await db.query(sql`CREATE OR REPLACE TABLE ${input.rows} AS ${input.query(fields)}`, run, report);
  report(1);
  await keepRejects(db, run, input, { lines: null, behind: null });
  return { rejected: await countRejects(db, run, input), marksMalformed: fields.marksMalformed };
}

/** A text as SQL, whose literals cannot hold NUL characters; NULL where it is empty. */
function textOf(text: string): Sql {
  if (text === '') return sql`NULL`;
  const parts = text.split('\0').map((part) => sql`${part}`);
  return sql`(${joined(parts, ' || chr(0) || ')})`;
}

/** A record as a relation of one row, whose columns are fields of text. */
export function recordRow(record: readonly string[], columnCount: number): Sql {
  const values = Array.from({ length: columnCount }, (_, index) => {
    return sql`${textOf(record[index] ?? '')}::VARCHAR AS ${field(index)}`;
  });
  return sql`(SELECT ${values})`;
}

/**
 * Whether the reader came to the end of the file. A quote that is never closed swallows the rest without a word,
 * so the last record of the file is read on its own and compared with the last row.
 */
async function reachedEnd(db: Database, run: Run, input: WholeRead, { rejected }: WasRead): Promise<boolean> {
  const { source, file, rows, compared } = input;
  if (file.dialect.quote === null) return true;
  const candidates = (await lastRecords(source, file.dialect)).filter(
    (fields) => fields.length <= file.columnCount,
  );
  const there = await count(db, run, sql`SELECT count(*)::DOUBLE AS n FROM ${rows}`);
  if (candidates.length === 0) return true;
  if (there === 0) return rejected > 0;
  for (const record of candidates) {
    const single: FieldSource = { relation: recordRow(record, file.columnCount), marksMalformed: false };
    const same = await count(
      db,
      run,
      sql`SELECT count(*)::INTEGER AS n FROM (SELECT ${compared} FROM (${input.query(single)})
        INTERSECT SELECT ${compared} FROM ${rows} WHERE rowid = ${there - 1})`,
    );
    if (same > 0) return true;
  }
  return false;
}

/**
 * Reads all rows of an attached file: by the letter, a large one in slices, and leniently where that fails or does not come
 * to the end.
 *
 * @throws AppFailure `file.openQuote`, `engine.query` where the file cannot be read at all, `engine.*`
 */
export async function readWhole(db: Database, run: Run, input: WholeRead): Promise<WasRead> {
  try {
    const sliced = await readSlices(db, run, input);
    run.check();
    const strict = sliced ?? (await readInto(db, run, input, fieldSource(input.file)));
    if (strict.marksMalformed || (await reachedEnd(db, run, input, strict))) return strict;
  } catch (thrown) {
    if (toAppError(thrown).code !== 'engine.query') throw thrown;
  }
  run.check();
  const lenient = await readInto(db, run, input, lenientSource(input.file));
  if (await reachedEnd(db, run, input, lenient)) return lenient;
  const row = await count(db, run, sql`SELECT count(*)::DOUBLE AS n FROM ${input.rows}`);
  throw new AppFailure(appError('file.openQuote', { name: input.source.name, row: row + 1 }));
}
