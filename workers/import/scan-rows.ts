import { appError, AppFailure, toAppError } from '../../src/contract/error.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { MISFIT_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import { dropRejects } from './attach.ts';
import {
  field,
  fieldName,
  fieldSource,
  lenientSource,
  type AttachedFile,
  type FieldSource,
} from './csv-source.ts';
import { nextTable } from './loaded-orders.ts';
import { lastRecords } from './read-head.ts';
import { rowQuery, storedName, type RowPlan } from './row-query.ts';

/** What is to be scanned. */
export interface ScanInput {
  readonly source: FileSource;
  readonly file: AttachedFile;
  readonly plan: RowPlan;
  /** Rows expected, for the progress. */
  readonly expectedRows: number;
}

/** What a scan of the file has found out about it. */
export interface Scan {
  readonly plan: RowPlan;
  readonly rejected: number;
  readonly marksMalformed: boolean;
}

const ROWS = nextTable('order_rows');

async function count(db: Database, run: Run, query: Sql): Promise<number> {
  return numbers(await db.query(query, run), 'n')[0] ?? 0;
}

/** Rejected rows that are really missing: a broken character in a column that is not read rejects nothing. */
function rejectedRows(plan: RowPlan): Sql {
  const read = plan.columns.map((column) => sql`${fieldName(column.index)}`);
  return sql`SELECT line, any_value(trim(csv_line, ${'\r\n'})) AS text, any_value(error_type) AS reason
    FROM reject_errors WHERE error_type <> 'INVALID ENCODING' OR column_name IN (${[...read, sql`'line'`]})
    GROUP BY line`;
}

async function keepRejects(db: Database, run: Run, plan: RowPlan): Promise<number> {
  await db.query(
    sql`CREATE OR REPLACE TABLE ${nextTable('malformed_rows')} AS
      SELECT line::BIGINT AS line, text, reason::VARCHAR AS reason FROM (${rejectedRows(plan)}) ORDER BY line`,
    run,
  );
  await dropRejects(db, run);
  return count(db, run, sql`SELECT count(*)::INTEGER AS n FROM ${nextTable('malformed_rows')}`);
}

async function readInto(db: Database, run: Run, input: ScanInput, fields: FieldSource): Promise<Scan> {
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
  await dropRejects(db, run);
  await db.query(sql`CREATE OR REPLACE TABLE ${ROWS} AS ${rowQuery(input.plan, fields)}`, run, report);
  report(1);
  const rejected = await keepRejects(db, run, input.plan);
  return { plan: input.plan, rejected, marksMalformed: fields.marksMalformed };
}

/** Reads by the letter, and leniently where that fails or does not come to the end. */
async function read(db: Database, run: Run, input: ScanInput): Promise<Scan> {
  try {
    const strict = await readInto(db, run, input, fieldSource(input.file));
    if (await reachedEnd(db, run, input, strict)) return strict;
  } catch (thrown) {
    if (toAppError(thrown).code !== 'engine.query') throw thrown;
  }
  run.check();
  const lenient = await readInto(db, run, input, lenientSource(input.file));
  if (await reachedEnd(db, run, input, { ...lenient, marksMalformed: false })) return lenient;
  const row = await count(db, run, sql`SELECT count(*)::DOUBLE AS n FROM ${ROWS}`);
  throw new AppFailure(appError('file.openQuote', { name: input.source.name, row: row + 1 }));
}

/**
 * Whether the reader came to the end of the file. A quote that is never closed swallows the rest without a word,
 * so the last record of the file is read on its own and compared with the last row.
 */
async function reachedEnd(db: Database, run: Run, input: ScanInput, scan: Scan): Promise<boolean> {
  const { source, file, plan } = input;
  if (file.dialect.quote === null || scan.marksMalformed) return true;
  const candidates = (await lastRecords(source, file.dialect)).filter(
    (fields) => fields.length <= file.columnCount,
  );
  const rows = await count(db, run, sql`SELECT count(*)::DOUBLE AS n FROM ${ROWS}`);
  if (candidates.length === 0) return true;
  if (rows === 0) return scan.rejected > 0;
  const stored = plan.columns.map((column) => identifier(storedName(column, plan)));
  for (const record of candidates) {
    const values = Array.from({ length: file.columnCount }, (_, index) => {
      const text = record[index] ?? '';
      return sql`${text === '' ? null : text}::VARCHAR AS ${field(index)}`;
    });
    const single: FieldSource = { relation: sql`(SELECT ${values})`, marksMalformed: false };
    const same = await count(
      db,
      run,
      sql`SELECT count(*)::INTEGER AS n FROM (SELECT ${stored} FROM (${rowQuery(plan, single)})
        INTERSECT SELECT ${stored} FROM ${ROWS} WHERE rowid = ${rows - 1})`,
    );
    if (same > 0) return true;
  }
  return false;
}

/** Which ids did not keep the shape of the sample. */
async function misfits(
  db: Database,
  run: Run,
  plan: RowPlan,
): Promise<{ customer: boolean; order: boolean }> {
  const tests = [
    plan.customerShape.kind === 'text'
      ? sql`FALSE`
      : sql`coalesce(bool_or(customer_key IS NULL AND (flags & ${RULE_BITS.noCustomer}) = 0), FALSE)`,
    plan.orderShape === null || plan.orderShape.kind === 'text'
      ? sql`FALSE`
      : sql`coalesce(bool_or(order_key IS NULL), FALSE)`,
  ];
  const [customer = sql`FALSE`, order = sql`FALSE`] = tests;
  const found = await db.query(
    sql`SELECT ${customer} AS customer, ${order} AS orders FROM ${ROWS} WHERE (flags & ${MISFIT_BIT}) <> 0`,
    run,
  );
  const is = (place: number): boolean => found.columns[place]?.values[0] === true;
  return { customer: is(0), order: is(1) };
}

/**
 * Reads the rows of an attached file into `order_rows_next`, in one pass where the ids keep the shape that the
 * sample promised; else once more with the ids as text.
 *
 * @throws AppFailure `file.openQuote`, `engine.query` where the file cannot be read at all, `engine.*`
 */
export async function scanRows(db: Database, run: Run, input: ScanInput): Promise<Scan> {
  const first = await read(db, run, input);
  const { customer, order } = await misfits(db, run, input.plan);
  if (!customer && !order) return first;
  run.check();
  const text = { kind: 'text' } as const;
  const plan: RowPlan = {
    ...input.plan,
    customerShape: customer ? text : input.plan.customerShape,
    orderShape: order ? text : input.plan.orderShape,
  };
  return read(db, run, { ...input, plan });
}
