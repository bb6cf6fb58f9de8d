import { identifier, sql } from '../../src/contract/sql.ts';
import { MISFIT_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import type { Database, FileSource, Run } from '../engine/database.ts';
import type { AttachedFile } from './csv-source.ts';
import { nextTable } from './loaded-orders.ts';
import { readWhole, type WasRead } from './read-whole.ts';
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
export interface Scan extends WasRead {
  readonly plan: RowPlan;
}

const ROWS = nextTable('order_rows');

async function read(db: Database, run: Run, { plan, ...input }: ScanInput): Promise<Scan> {
  const was = await readWhole(db, run, {
    ...input,
    rows: ROWS,
    malformed: nextTable('malformed_rows'),
    query: (fields) => rowQuery(plan, fields),
    compared: plan.columns.map((column) => identifier(storedName(column, plan))),
    indexes: plan.columns.map(({ index }) => index),
  });
  return { plan, ...was };
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
