import { identifier, joined, sql } from '../../src/contract/sql.ts';
import { CUSTOMER_COLUMNS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import { inTurns } from '../engine/in-turns.ts';
import type { CustomersWithin } from './customer-dimensions.ts';
import { forgetPlaces, placeCustomers } from './customer-places.ts';
import type { DashboardData } from './dashboard-data.ts';
import { gatherCells } from './gather-cells.ts';
import type { OrderCells, Summed } from './order-cells.ts';
import {
  type AxisSource,
  type CustomerSource,
  followEachOther,
  isCustomerDimension,
  measuresOf,
  type RowSource,
  summedColumns,
} from './prepare-axes.ts';
import { asLists, integersOf, readRows, type RowReading } from './read-rows.ts';
import { codeRows, type CodedAxis } from './row-codes.ts';
import { rowWords } from './row-words.ts';
import { SingleValues } from './single-values.ts';
import type { SortedRows } from './sorted-rows.ts';

/** Rows that are read at a time: they stand in memory several times meanwhile. */
const AT_A_TIME = 1_000_000;

/** Shares of the work that are done once rows have been read, and once they have their codes. */
const ROWS_READ = 0.8;
const ROWS_CODED = 0.82;

/** Reads all rows, and finds out on which dimensions each customer has one place. */
async function readAll(
  reading: RowReading,
  rows: readonly RowSource[],
  atATime: number,
): Promise<{ readonly parts: readonly SortedRows[]; readonly single: readonly (Uint16Array | null)[] }> {
  const texts = rows.flatMap(({ from }, index) => (from === 'rows' ? [index] : []));
  const single = new SingleValues(reading.words, texts, reading.customers.places);
  const parts: SortedRows[] = [];
  for await (const { rows: read, share } of readRows(reading, atATime)) {
    single.add(read);
    parts.push(read);
    reading.run.report({ phase: 'computing', share: share * ROWS_READ });
  }
  return { parts, single: rows.map((_, index) => single.placesOf(index)) };
}

/** Puts rows into cells by the dimensions that are not of customers alone. */
async function cellsOf(
  { run, words, customers, sums }: RowReading,
  parts: readonly SortedRows[],
  axes: readonly CodedAxis[],
): Promise<OrderCells> {
  const coding = codeRows(
    parts.map((rows) => rows.words),
    words,
    axes,
  );
  const places = await inTurns(run, coding, { from: ROWS_READ, to: ROWS_CODED });
  const coded = parts.flatMap(({ words: [code], ...rows }) =>
    code === undefined ? [] : [{ ...rows, code }],
  );
  const gathering = gatherCells(coded, {
    axes: axes.map(({ name, size }) => ({ name, size })),
    places,
    customers: customers.places,
    summed: Object.keys(sums) as Summed[],
  });
  return inTurns(run, gathering, { from: ROWS_CODED, to: 1 });
}

/** Places of customers on dimensions that are theirs, and of their first orders on those of time. */
async function readCustomers(
  { db, run, within, customers }: RowReading,
  known: readonly CustomerSource[],
  rows: readonly RowSource[],
): Promise<{
  readonly of: ReadonlyMap<string, Uint16Array>;
  readonly first: ReadonlyMap<string, Int32Array>;
}> {
  const times = rows.flatMap(({ name, first }) => (first === null ? [] : [{ name, place: first }]));
  const values = [...known, ...times].map(({ name, place }, index) => ({ name, place, as: `value${index}` }));
  const named = known.map(({ name }) => name).filter(isCustomerDimension);
  const joins = named.map((name) => {
    const relation = within.named.get(name) ?? sql``;
    const column = identifier(CUSTOMER_COLUMNS[name]);
    return sql` LEFT JOIN (SELECT customer_key, name AS ${column} FROM ${relation}) USING (customer_key)`;
  });
  const columns = values.map(({ place, as }) => sql`(${place})::INTEGER AS ${identifier(as)}`);
  const read = sql`(SELECT ${[sql`customer_key`, ...columns]} FROM ${within.customers}${joined(joins, '')})`;
  const names = values.map(({ as }) => as);
  const found = await db.lists(
    asLists(['place', ...names], customers.placed(read, names.map(identifier))),
    run,
  );
  const place = integersOf(found, 'place');
  const put = <T extends Uint16Array | Int32Array>(into: T, as: string): T => {
    const list = integersOf(found, as);
    for (let row = 0; row < place.length; row += 1) into[place[row] ?? 0] = list[row] ?? 0;
    return into;
  };
  const [mine, firsts] = [values.slice(0, known.length), values.slice(known.length)];
  return {
    of: new Map(mine.map(({ name, as }) => [name, put(new Uint16Array(customers.places), as)])),
    first: new Map(firsts.map(({ name, as }) => [name, put(new Int32Array(customers.places), as)])),
  };
}

/**
 * Reads the orders of a dashboard as numbers. What is written to DuckDB on the way is gone afterwards.
 *
 * @param axes dimensions, `period` first
 * @param atATime rows that are read at a time
 */
export async function readOrders(
  db: Database,
  run: Run,
  within: CustomersWithin,
  axes: readonly AxisSource[],
  atATime = AT_A_TIME,
): Promise<Omit<DashboardData, 'lastIsIncomplete'>> {
  await forgetPlaces(db);
  try {
    const customers = await placeCustomers(db, run, within);
    const rows = axes.filter((axis) => axis.from !== 'customers');
    const known = axes.filter((axis) => axis.from === 'customers');
    const sums = summedColumns(within);
    const reading: RowReading = { db, run, within, customers, words: rowWords(rows), sums };
    const { parts, single } = await readAll(reading, rows, atATime);
    const customersRead = readCustomers(reading, known, rows);
    customersRead.catch(() => undefined);
    const apart = rows.flatMap((axis, index) => (single[index] === null ? [{ axis, index }] : []));
    const coded = apart.map(({ axis: { name, values }, index }) => ({ name, size: values.length, index }));
    const cells = await cellsOf(reading, parts, coded);
    const { of, first } = await customersRead;
    const dimension = ({ name, values }: AxisSource, level: 'time' | 'customer' | 'order') => ({
      name,
      level: name === 'period' ? ('time' as const) : level,
      ordered: followEachOther(name),
      values,
    });
    const places = new Map([
      ...of,
      ...rows.flatMap(({ name }, index): [string, Uint16Array][] => {
        const mine = single[index] ?? null;
        return mine === null ? [] : [[name, mine]];
      }),
    ]);
    return {
      cells,
      orderAxes: apart.map(({ axis }) => ({
        dimension: dimension(axis, 'order'),
        first: first.get(axis.name) ?? null,
      })),
      customerAxes: axes.flatMap((axis) => {
        const mine = places.get(axis.name);
        return mine === undefined ? [] : [{ dimension: dimension(axis, 'customer'), of: mine }];
      }),
      measures: measuresOf(Object.keys(sums) as Summed[]),
    };
  } finally {
    await forgetPlaces(db);
  }
}
