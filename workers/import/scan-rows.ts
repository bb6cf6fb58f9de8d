import { identifier, sql } from '../../src/contract/sql.ts';
import { MISFIT_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import type { Database, Run } from '../engine/database.ts';
import type { FieldSource } from './csv-source.ts';
import { nextTable } from './loaded-orders.ts';
import type { RowsOf } from './plan-rows.ts';
import { readWhole, type WasRead } from './read-whole.ts';
import { rowQuery, storedName, type RowPlan } from './row-query.ts';
import { readColumns, type TakenAsStored } from './stage-columns.ts';
import type { ColumnTable } from './sources/table-source.ts';
import { agrees } from './stored-values.ts';

/** What is to be scanned. */
export interface ScanInput {
  readonly of: RowsOf;
  readonly plan: RowPlan;
  /** Bytes of the file. */
  readonly size: number;
  /** Rows expected, for the progress. */
  readonly expectedRows: number;
}

/** What a scan of the file has found out about it. */
export interface Scan extends WasRead {
  readonly plan: RowPlan;
}

const ROWS = nextTable('order_rows');

/** Whether values of a column are taken as they are stored: where no cure and no test of the row needs their text. */
function takenAsStored({ columns }: ColumnTable, plan: RowPlan): TakenAsStored {
  return (index) => {
    const column = plan.columns.find((each) => each.index === index);
    const stored = columns[index]?.stored;
    const needsText = plan.ghosts !== null || plan.cures.some((cure) => cure.column === index);
    return column !== undefined && stored !== undefined && !needsText && agrees(column, plan, stored);
  };
}

async function read(db: Database, run: Run, { of, plan, size, expectedRows }: ScanInput): Promise<Scan> {
  const input = {
    rows: ROWS,
    malformed: nextTable('malformed_rows'),
    query: (fields: FieldSource) => rowQuery(plan, fields),
    indexes: [...plan.columns.map(({ index }) => index), ...(plan.ghosts?.totals ?? [])],
  };
  if (of.kind === 'columns') {
    const { table } = of;
    const was = await readColumns(db, run, { ...input, table, size, asStored: takenAsStored(table, plan) });
    return { plan, ...was };
  }
  const compared = plan.columns.map((column) => identifier(storedName(column, plan)));
  const was = await readWhole(db, run, {
    ...input,
    source: of.source,
    file: of.file,
    expectedRows,
    compared,
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
 * Reads the rows of a file into `order_rows_next`, in one pass where the ids keep the shape that the
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
