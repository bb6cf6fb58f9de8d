import type { KernelColumn } from '../../src/contract/kernel.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { type Database, Run } from '../engine/database.ts';
import type { RunId } from '../../src/contract/ids.ts';
import { CUSTOMER_COLUMNS } from '../../src/data/relations.ts';
import { type CustomersWithin, PLACED } from './customer-dimensions.ts';
import type { DashboardData } from './dashboard-data.ts';
import { CellGatherer } from './gather-cells.ts';
import { allPlaces, type CellAxis, type CellPlaces, type OrderCells, type Summed } from './order-cells.ts';
import {
  type AxisSource,
  followEachOther,
  isCustomerDimension,
  measuresOf,
  summedColumns,
} from './prepare-axes.ts';

/** Attached in-memory database with numbered rows while they are read. */
const DATABASE = 'dashboard_rows';
/** Rows that are read at a time: they stand in memory twice meanwhile. */
const AT_A_TIME = 1_000_000;
/** Most places on all axes that codes are made for whether they occur or not. */
const MOST_PLACES = 1_048_576;

function at(name: string): Sql {
  return sql`${identifier(DATABASE)}.main.${identifier(name)}`;
}

function numbered(prefix: string, index: number): Sql {
  return identifier(`${prefix}${index}`);
}

function float(columns: Readonly<Record<string, KernelColumn>>, name: string): Float64Array {
  const found = columns[name];
  if (!(found instanceof Float64Array)) throw new RangeError(`column ${name} is not of numbers`);
  return found;
}

/** Customers by place from 0. */
interface Places {
  readonly customers: number;
  /** Place of a row's customer. */
  readonly place: Sql;
  readonly join: Sql;
}

/** Keys that lie close together are places as they are; others are numbered. */
async function placesOf(db: Database, run: Run, { customers }: CustomersWithin): Promise<Places> {
  const found = await db.query(
    sql`SELECT count(*)::DOUBLE AS customers, coalesce(min(customer_key), 0)::VARCHAR AS lowest,
      (coalesce(max(customer_key), 0)::HUGEINT - coalesce(min(customer_key), 0) + 1)::DOUBLE AS width FROM ${customers}`,
    run,
  );
  const [count = 0] = numbers(found, 'customers');
  const [width = 0] = numbers(found, 'width');
  if (width <= 2 * count + 1000) {
    const lowest = found.columns[1]?.values[0] ?? '0';
    return {
      customers: width,
      place: sql`(customer_key - ${String(lowest)}::BIGINT)::INTEGER`,
      join: sql``,
    };
  }
  await db.query(
    sql`CREATE TABLE ${at('places')} AS
      SELECT customer_key, (row_number() OVER (ORDER BY customer_key) - 1)::INTEGER AS place FROM ${customers}`,
    run,
  );
  return { customers: count, place: sql`place`, join: sql` JOIN ${at('places')} USING (customer_key)` };
}

/** What rows are numbered by. */
interface Reading {
  readonly db: Database;
  readonly run: Run;
  readonly within: CustomersWithin;
  readonly places: Places;
  /** Dimensions read from rows, `period` first. */
  readonly rows: readonly AxisSource[];
  readonly known: readonly AxisSource[];
  readonly sums: Readonly<Partial<Record<Summed, Sql>>>;
}

/** Writes orders as numbers: place of the customer, places on each axis, what is added up, and what tells orders apart. */
async function numberRows({ db, run, within, places, rows, sums }: Reading): Promise<void> {
  const { orders, data } = within;
  const columns = [
    ...rows.map(({ place }, index) => sql`${place}::INTEGER AS ${numbered('axis', index)}`),
    ...Object.entries(sums).map(([name, value]) => sql`${value}::DOUBLE AS ${identifier(name)}`),
    // The upper 53 bits, which a DOUBLE holds.
    ...(data.orderLines
      ? [sql`CASE WHEN order_key IS NOT NULL THEN (hash(order_key) >> 11)::DOUBLE END AS order_hash`]
      : []),
  ];
  await db.query(
    sql`CREATE TABLE ${at('rows')} AS SELECT ${places.place} AS place, ${columns}
      FROM ${orders}${places.join} WHERE ${PLACED}`,
    run,
  );
}

/** Which of the dimensions of rows have one value for each customer. */
async function singleValued({ db, run, rows }: Reading): Promise<readonly boolean[]> {
  const texts = rows.flatMap(({ from }, index) => (from === 'rows' ? [index] : []));
  if (texts.length === 0) return rows.map(() => false);
  const spans = texts.map(
    (index) => sql`min(${numbered('axis', index)}) AS ${numbered('low', index)},
      max(${numbered('axis', index)}) AS ${numbered('high', index)}`,
  );
  await db.query(
    sql`CREATE TABLE ${at('spans')} AS SELECT place, ${spans} FROM ${at('rows')} GROUP BY place`,
    run,
  );
  const all = texts.map(
    (index) =>
      sql`bool_and(${numbered('low', index)} = ${numbered('high', index)}) AS ${numbered('axis', index)}`,
  );
  const found = await db.query(sql`SELECT ${all} FROM ${at('spans')}`, run);
  return rows.map((_, index) => found.columns[texts.indexOf(index)]?.values[0] === true);
}

/** Codes of the places that rows lie at. */
async function codesOf(
  { db, run }: Reading,
  axes: readonly (CellAxis & { readonly column: Sql })[],
): Promise<{ readonly places: CellPlaces; readonly code: Sql; readonly join: Sql }> {
  const total = axes.reduce((all, { size }) => all * size, 1);
  if (total <= MOST_PLACES) {
    const code = axes.reduce((all, { size, column }) => sql`(${all} * ${size} + ${column})`, sql`0`);
    return { places: allPlaces(axes), code, join: sql`` };
  }
  const columns = axes.map(({ column }) => column);
  await db.query(
    sql`CREATE TABLE ${at('codes')} AS SELECT row_number() OVER () - 1 AS code, *
      FROM (SELECT DISTINCT ${columns} FROM ${at('rows')})`,
    run,
  );
  const found = await db.query(sql`SELECT ${columns} FROM ${at('codes')} ORDER BY code`, run);
  const digits = found.columns.map(({ values }) => Int32Array.from(values, Number));
  const places = { codes: found.rowCount, digits };
  return { places, code: sql`code`, join: sql` JOIN ${at('codes')} USING (${columns})` };
}

/** Takes rows over, some customers at a time. */
async function gather(reading: Reading, apart: readonly number[]): Promise<OrderCells> {
  const { db, run, within, places, rows, sums } = reading;
  const axes = apart.flatMap((index) => {
    const axis = rows[index];
    if (axis === undefined) return [];
    return [{ name: axis.name, size: axis.values.length, column: numbered('axis', index) }];
  });
  const codes = await codesOf(reading, axes);
  const counted = await db.query(sql`SELECT count(*)::DOUBLE AS rows FROM ${at('rows')}`, run);
  const [most = 0] = numbers(counted, 'rows');
  const names = Object.keys(sums) as Summed[];
  const { customers } = places;
  const gatherer = new CellGatherer(
    { axes: axes.map(({ name, size }) => ({ name, size })), places: codes.places },
    { customers, most, summed: names },
  );
  const columns = [
    sql`(place::BIGINT * ${codes.places.codes} + ${codes.code})::DOUBLE AS at`,
    ...names.map(identifier),
    ...(within.data.orderLines ? [sql`order_hash`] : []),
  ];
  const parts = Math.max(1, Math.ceil(most / AT_A_TIME));
  for (let part = 0; part < parts; part += 1) {
    const [from, to] = [part, part + 1].map((each) => Math.floor((customers * each) / parts));
    const found = await db.columns(
      sql`SELECT ${columns} FROM ${at('rows')}${codes.join}
        WHERE place >= ${from ?? 0} AND place < ${to ?? 0}`,
      run,
    );
    gatherer.add(
      {
        at: float(found, 'at'),
        order: within.data.orderLines ? float(found, 'order_hash') : null,
        sums: Object.fromEntries(names.map((name) => [name, float(found, name)])),
      },
      to ?? 0,
    );
    run.report({ phase: 'computing', share: (part + 1) / parts });
  }
  return gatherer.gathered();
}

/** Places of customers on dimensions that are theirs, and of their first orders on those of time. */
async function readCustomers(
  { db, run, within, places, rows, known }: Reading,
  single: readonly boolean[],
): Promise<{
  readonly of: ReadonlyMap<string, Uint16Array>;
  readonly first: ReadonlyMap<string, Int32Array>;
}> {
  const texts = rows.flatMap(({ name }, index) =>
    single[index] === true ? [{ name, value: numbered('low', index) }] : [],
  );
  const mine = [...known.map(({ name, place }) => ({ name, value: place })), ...texts];
  const times = rows.flatMap(({ name, first }) => (first === null ? [] : [{ name, value: first }]));
  const named = known.map(({ name }) => name).filter(isCustomerDimension);
  const joins = named.map((name) => {
    const relation = within.named.get(name) ?? sql``;
    const column = identifier(CUSTOMER_COLUMNS[name]);
    return sql` LEFT JOIN (SELECT customer_key, name AS ${column} FROM ${relation}) USING (customer_key)`;
  });
  const spans = texts.length === 0 ? sql`` : sql` JOIN ${at('spans')} USING (place)`;
  const columns = [...mine, ...times].map(
    ({ value }, index) => sql`(${value})::DOUBLE AS ${numbered('value', index)}`,
  );
  const found = await db.columns(
    sql`SELECT place::DOUBLE AS place, ${columns}
      FROM (SELECT *, ${places.place} AS place FROM ${within.customers}${places.join})${joined(joins, '')}${spans}`,
    run,
  );
  const place = float(found, 'place');
  const put = <T extends Uint16Array | Int32Array>(into: T, index: number): T => {
    const values = float(found, `value${index}`);
    for (let row = 0; row < place.length; row += 1) into[place[row] ?? 0] = values[row] ?? 0;
    return into;
  };
  return {
    of: new Map(mine.map(({ name }, index) => [name, put(new Uint16Array(places.customers), index)])),
    first: new Map(
      times.map(({ name }, index) => [name, put(new Int32Array(places.customers), mine.length + index)]),
    ),
  };
}

/**
 * Reads the orders of a dashboard as numbers. What is written to DuckDB on the way is gone afterwards.
 *
 * @param axes dimensions, `period` first
 */
export async function readOrders(
  db: Database,
  run: Run,
  within: CustomersWithin,
  axes: readonly AxisSource[],
): Promise<Omit<DashboardData, 'lastIsIncomplete'>> {
  await forget(db);
  await db.query(sql`ATTACH ':memory:' AS ${identifier(DATABASE)}`, run);
  try {
    const places = await placesOf(db, run, within);
    const rows = axes.filter(({ from }) => from !== 'customers');
    const known = axes.filter(({ from }) => from === 'customers');
    const sums = summedColumns(within);
    const reading: Reading = { db, run, within, places, rows, known, sums };
    await numberRows(reading);
    const single = await singleValued(reading);
    const apart = rows.flatMap((_, index) => (single[index] === true ? [] : [index]));
    const cells = await gather(reading, apart);
    const { of, first } = await readCustomers(reading, single);
    const dimension = ({ name, values }: AxisSource, level: 'time' | 'customer' | 'order') => ({
      name,
      level: name === 'period' ? ('time' as const) : level,
      ordered: followEachOther(name),
      values,
    });
    return {
      cells,
      orderAxes: apart.flatMap((index) => {
        const axis = rows[index];
        if (axis === undefined) return [];
        return [{ dimension: dimension(axis, 'order'), first: first.get(axis.name) ?? null }];
      }),
      customerAxes: axes.flatMap((axis) => {
        const places = of.get(axis.name);
        return places === undefined ? [] : [{ dimension: dimension(axis, 'customer'), of: places }];
      }),
      measures: measuresOf(Object.keys(sums) as Summed[]),
    };
  } finally {
    await forget(db);
  }
}

/** Takes numbered rows away; by a run of its own, as a stopped one would run nothing more. */
async function forget(db: Database): Promise<void> {
  await db.query(sql`DETACH DATABASE IF EXISTS ${identifier(DATABASE)}`, new Run('forget' as RunId));
}
