import { identifier, sql } from '../../src/contract/sql.ts';
import { MISFIT_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import type { Database, Run } from '../engine/database.ts';
import type { FieldSource } from './csv-source.ts';
import { nextTable } from './loaded-orders.ts';
import type { RowsOf } from './plan-rows.ts';
import { lastRecords } from './read-head.ts';
import { readWhole, recordRow } from './read-whole.ts';
import { Sieve, type LeftOut } from './sieve.ts';
import { rowQuery, storedName, type RowPlan } from './row-query.ts';
import { readColumns, type TakenAsStored } from './stage-columns.ts';
import type { ColumnTable } from './sources/table-source.ts';
import { agrees } from './stored-values.ts';
import type { WasRead, WholeRead } from './whole-read.ts';

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
  /** Rows outside of the part that was asked for; null where all of the file was. */
  readonly leftOut: LeftOut | null;
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

/** The last record of a text, in all readings, as a relation of one row. */
async function lastRows(of: RowsOf): Promise<readonly FieldSource[]> {
  if (of.kind === 'columns') return [];
  const { source, file } = of;
  const records = await lastRecords(source, file.dialect);
  return records
    .filter((fields) => fields.length <= file.columnCount)
    .map((fields) => ({ relation: recordRow(fields, file.columnCount), marksMalformed: false }));
}

async function sieveOf(db: Database, run: Run, of: RowsOf, plan: RowPlan): Promise<Sieve | null> {
  return plan.part === null ? null : Sieve.open(db, run, plan, await lastRows(of));
}

async function read(db: Database, run: Run, { of, plan, size, expectedRows }: ScanInput): Promise<Scan> {
  const sieve = await sieveOf(db, run, of, plan);
  const wanted = sieve === null ? undefined : (source: FieldSource) => sieve.condition(source);
  const input = {
    rows: ROWS,
    malformed: nextTable('malformed_rows'),
    query: (fields: FieldSource) => rowQuery(plan, fields, wanted),
    indexes: [...plan.columns.map(({ index }) => index), ...(plan.ghosts?.totals ?? [])],
  };
  const begin = async (): Promise<void> => sieve?.reset(db, run);
  const was = await readInto(db, run, { of, plan, size, expectedRows }, { ...input, begin });
  return { plan, ...was, leftOut: sieve === null ? null : await sieve.close(db, run, ROWS) };
}

type Into = Pick<WholeRead, 'rows' | 'malformed' | 'query' | 'indexes'> & {
  readonly begin: () => Promise<void>;
};

async function readInto(
  db: Database,
  run: Run,
  { of, plan, size, expectedRows }: ScanInput,
  input: Into,
): Promise<WasRead> {
  if (of.kind === 'columns') {
    const { table } = of;
    await input.begin();
    return readColumns(db, run, { ...input, table, size, asStored: takenAsStored(table, plan) });
  }
  const compared = plan.columns.map((column) => identifier(storedName(column, plan)));
  return readWhole(db, run, { ...input, source: of.source, file: of.file, expectedRows, compared });
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
