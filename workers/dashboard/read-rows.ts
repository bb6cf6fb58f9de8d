import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import type { NumberLists } from '../engine/number-lists.ts';
import { type CustomersWithin, PLACED } from './customer-dimensions.ts';
import type { CustomerPlaces } from './customer-places.ts';
import type { Summed } from './order-cells.ts';
import { rowPlaces } from './order-stretches.ts';
import type { RowWord } from './row-words.ts';
import { type OrderRows, type SortedRows, sortedRows } from './sorted-rows.ts';

/** What is read of rows. */
export interface RowReading {
  readonly db: Database;
  readonly run: Run;
  readonly within: CustomersWithin;
  readonly customers: CustomerPlaces;
  readonly words: readonly RowWord[];
  /** Figures that can be added up, in SQL. */
  readonly sums: Readonly<Partial<Record<Summed, Sql>>>;
}

/** The integers of a list. */
export function integersOf(lists: NumberLists, name: string): Int32Array {
  const found = lists[name];
  if (!(found instanceof Int32Array)) throw new RangeError(`list ${name} is not of integers`);
  return found;
}

function floatsOf(lists: NumberLists, name: string): Float64Array {
  const found = lists[name];
  if (!(found instanceof Float64Array)) throw new RangeError(`list ${name} is not of numbers`);
  return found;
}

/** SQL that makes one row of lists of columns, under their names. */
export function asLists(names: readonly string[], relation: Sql): Sql {
  const lists = names.map((name) => sql`list(${identifier(name)}) AS ${identifier(name)}`);
  return sql`SELECT ${lists} FROM ${relation}`;
}

/** Asks for the rows of a stretch as numbers. */
function stretchQuery({ within, customers, words, sums }: RowReading, from: number, to: number): Sql {
  const { between, data } = within;
  const columns = new Map<string, Sql>([
    ...words.map(({ value }, at): [string, Sql] => [`word${at}`, value]),
    ...Object.entries(sums).map(([name, value]): [string, Sql] => [name, sql`(${value})::DOUBLE`]),
  ]);
  // The upper 53 bits, which a DOUBLE holds.
  const order = sql`CASE WHEN order_key IS NOT NULL THEN (hash(order_key) >> 11)::DOUBLE END`;
  if (data.orderLines) columns.set('order_hash', order);
  const named = [...columns].map(([name, value]) => sql`${value} AS ${identifier(name)}`);
  // Where customers are joined, columns come first: of one as it stands DuckDB looks at the entries of its dictionary.
  const read = sql`(SELECT ${[sql`customer_key`, ...named]} FROM ${between(from, to)} WHERE ${PLACED})`;
  const names = [...columns.keys()];
  return asLists(['place', ...names], customers.placed(read, names.map(identifier)));
}

function rowsOf(found: NumberLists, { words, sums, within }: RowReading): OrderRows {
  return {
    customer: integersOf(found, 'place'),
    words: words.map((_, at) => integersOf(found, `word${at}`)),
    order: within.data.orderLines ? floatsOf(found, 'order_hash') : null,
    sums: Object.fromEntries(Object.keys(sums).map((name) => [name, floatsOf(found, name)])),
  };
}

/**
 * Reads rows as numbers, a stretch at a time, each with the share that has been read then. While one is sorted by customer,
 * and is worked on, DuckDB makes the next.
 *
 * @param atATime rows of a stretch
 */
export async function* readRows(
  reading: RowReading,
  atATime: number,
): AsyncGenerator<{ readonly rows: SortedRows; readonly share: number }, void> {
  const { db, run, customers } = reading;
  const places = await rowPlaces(db, run);
  const read = (from: number): Promise<NumberLists> => {
    const found = db.lists(stretchQuery(reading, from, from + atATime), run);
    // Whoever waits for it is told; until then a failure is nobody's.
    found.catch(() => undefined);
    return found;
  };
  let next = read(0);
  for (let to = atATime; to - atATime < places; to += atATime) {
    const found = await next;
    if (to < places) next = read(to);
    yield { rows: sortedRows(rowsOf(found, reading), customers.places), share: Math.min(1, to / places) };
  }
}
