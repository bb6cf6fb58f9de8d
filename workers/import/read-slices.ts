import { toAppError } from '../../src/contract/error.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import { dropRejects } from './attach.ts';
import { fieldSource, type AttachedFile } from './csv-source.ts';
import { cutSlices, type Slice } from './cut-slices.ts';
import { countRejects, isRefused, keepRejects } from './rejected-rows.ts';
import { madeFile } from './sources/bytes.ts';
import type { WasRead, WholeRead } from './whole-read.ts';

/**
 * Bytes of a text that are read by one statement. The rows of a statement stand in memory uncompressed until it ends:
 * ten million in one took 3.7 GB, a slice takes some hundred megabytes.
 */
const SLICE_BYTES = 96 * 2 ** 20;

/** A stretch of a file as a file of its own, with some text behind it. */
async function sliceOf(source: FileSource, { from, to }: Slice, tail: string): Promise<FileSource> {
  const { name, handle } = source;
  const bytes = handle instanceof Blob ? handle.slice(from, to) : new Uint8Array(await source.read(from, to));
  return madeFile(name, new Blob([bytes, tail]));
}

/** The number of the line behind a slice, where the reader has refused it as a line of its own; else null. */
async function lineBehind(db: Database, run: Run, behind: string): Promise<number | null> {
  const found = await db.query(
    sql`SELECT max(line)::DOUBLE AS line FROM reject_errors WHERE ${isRefused(behind)}`,
    run,
  );
  const line = numbers(found, 'line')[0] ?? Number.NaN;
  return Number.isNaN(line) ? null : line;
}

/**
 * Reads a large delimited file slice by slice, so that only the rows of one slice at a time stand in memory uncompressed.
 * Behind each slice stands a line with too many fields. The reader refuses it where it takes it for a line, and so tells
 * that the slice ended between two records, and how many lines it had; inside quotes the line is swallowed.
 *
 * @returns null where the file is not large, or a slice ended within a record, or cannot be read: the file is to be read as
 *   one then, and what stands in the tables goes
 */
export async function readSlices(db: Database, run: Run, input: WholeRead): Promise<WasRead | null> {
  const { source, file } = input;
  const cut = await cutSlices(source, file, db.sliceBytes ?? SLICE_BYTES);
  if (cut === null) return null;
  const { slices, lineEnd } = cut;
  // No file holds this line by chance.
  const fields = [crypto.randomUUID(), ...Array.from({ length: file.columnCount }, () => 'x')];
  const behind = fields.join(file.dialect.delimiter);
  const report = (bytes: number): void => {
    const share = bytes / source.size;
    const rows = Math.round(input.expectedRows * share);
    run.report({ phase: 'reading', share, bytes: Math.round(bytes), totalBytes: source.size, rows });
  };
  const read = async (slice: Slice, attached: AttachedFile): Promise<void> => {
    const rows: Sql = input.query(fieldSource(attached));
    const into =
      slice.from === 0
        ? sql`CREATE OR REPLACE TABLE ${input.rows} AS ${rows}`
        : sql`INSERT INTO ${input.rows} ${rows}`;
    await db.query(into, run, (share) => {
      report(slice.from + share * (slice.to - slice.from));
    });
  };
  report(0);
  await input.begin?.();
  await dropRejects(db, run);
  let lines = 0;
  for (const [place, slice] of slices.entries()) {
    run.check();
    const isLast = place === slices.length - 1;
    const attachedAs = `${file.attachedAs}-${place + 1}`;
    const dialect = place === 0 ? file.dialect : { ...file.dialect, header: false, skipLines: 0 };
    await db.attachFile(attachedAs, await sliceOf(source, slice, isLast ? '' : behind + lineEnd));
    try {
      await read(slice, { ...file, attachedAs, dialect });
      const line = isLast ? 1 : await lineBehind(db, run, behind);
      if (line === null) return null;
      await keepRejects(db, run, input, { lines: place === 0 ? null : lines, behind });
      lines += line - 1;
    } catch (thrown) {
      if (toAppError(thrown).code !== 'engine.query') throw thrown;
      return null;
    } finally {
      await db.detachFile(attachedAs);
    }
    report(slice.to);
  }
  return { rejected: await countRejects(db, run, input), marksMalformed: false };
}
