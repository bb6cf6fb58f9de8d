import { periodName, periodNumber, periodOfDay } from '../../src/analyses/calendar-periods.ts';
import {
  dimensionValue,
  isOrdered,
  needsCustomers,
  numberedGroups,
  periodNumberOf,
} from '../../src/analyses/metric/columns.ts';
import { marginOf } from '../../src/analyses/margin.ts';
import { hasAmount } from '../../src/analyses/placed-orders.ts';
import {
  CUSTOMER_DIMENSIONS,
  DASHBOARD_MEASURES,
  type DashboardGrain,
  type DashboardMeasure,
  TIME_DIMENSION,
} from '../../src/contract/dashboard.ts';
import { texts } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMER_COLUMNS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import { isTime } from './clause-conditions.ts';
import { type CustomerDimension, type CustomersWithin, PLACED } from './customer-dimensions.ts';
import { listedNames, listedNumbers, listedText } from './listed-dimension.ts';
import type { Summed } from './order-cells.ts';
import { isIdentifying } from './identifying-column.ts';
import type { RowPositions } from './row-words.ts';

/** A dimension that is read off what is known of customers. */
export interface CustomerSource {
  readonly from: 'customers';
  readonly name: string;
  readonly values: readonly string[];
  /** Place of a customer's value, in SQL over what is known of customers. */
  readonly place: Sql;
}

/** A dimension that is read off rows of orders. */
export interface RowSource extends RowPositions {
  readonly from: 'time' | 'rows';
  readonly name: string;
  readonly values: readonly string[];
  /** Where the first order of all of a customer lies on it, in SQL over what is known of customers; null if not of time. */
  readonly first: Sql | null;
}

/** A dimension as it is read. */
export type AxisSource = CustomerSource | RowSource;

/** What a dashboard asks of the data. */
interface AxisGround {
  readonly db: Database;
  readonly run: Run;
  readonly within: CustomersWithin;
  readonly grain: DashboardGrain;
}

const ORDERED_AT = sql`ordered_at`;
const FIRST_AT = identifier(CUSTOMER_COLUMNS.firstAt);

export function isCustomerDimension(name: string): name is CustomerDimension {
  return CUSTOMER_DIMENSIONS.some((each) => each === name);
}

/** Periods from the first order to the last, also those without an order. */
async function periods({ db, run, within, grain }: AxisGround): Promise<AxisSource> {
  const { firstOrder, lastOrder } = within.data;
  const [first, last] = [firstOrder, lastOrder].map((day) => (day === null ? 0 : periodOfDay(grain, day)));
  const [from = 0, to = 0] = [first, last];
  const found = await db.query(
    sql`SELECT ${periodName(grain, sql`n`)} AS name FROM range(${from}, ${to + 1}) AS numbers(n)`,
    run,
  );
  const place = (at: Sql): Sql => sql`(${periodNumber(grain, at)} - ${from})`;
  const values = texts(found, 'name');
  return {
    name: TIME_DIMENSION,
    from: 'time',
    values,
    position: place(ORDERED_AT),
    places: [...values.keys()],
    first: place(FIRST_AT),
  };
}

async function axis(ground: AxisGround, name: string): Promise<AxisSource | null> {
  const { db, run, within } = ground;
  const { data, orders, customers, named } = within;
  if (isCustomerDimension(name)) {
    const relation = named.get(name) ?? null;
    if (relation === null) return null;
    const value = dimensionValue({ ...data, customerColumns: [name] }, name);
    const column = identifier(CUSTOMER_COLUMNS[name]);
    if (value === null) return null;
    const from = sql`(SELECT name AS ${column} FROM ${customers} LEFT JOIN ${relation} USING (customer_key))`;
    return { name, from: 'customers', ...(await listedNames(db, run, from, value)) };
  }
  const numbered = numberedGroups(name);
  if (needsCustomers(name)) {
    if (numbered === null) return null;
    const { values, placeOf } = await listedNumbers(db, run, customers, numbered);
    return { name, from: 'customers', values, place: placeOf(numbered.number) };
  }
  if (isTime(name, ground.grain)) {
    const began = periodNumberOf(name, FIRST_AT);
    if (numbered === null || began === null) return null;
    const from = sql`(SELECT ordered_at FROM ${orders} WHERE ${PLACED})`;
    const { values, placeOf } = await listedNumbers(db, run, from, numbered);
    const places = [...values.keys()];
    return { name, from: 'time', values, places, position: placeOf(numbered.number), first: placeOf(began) };
  }
  if (await isIdentifying(db, run, within, name)) return null;
  const listed = await listedText(db, run, within, name);
  return listed === null ? null : { name, from: 'rows', first: null, ...listed };
}

/**
 * Lists the values of the dimensions of a dashboard.
 *
 * @param names that are asked for, `period` aside
 * @returns `period` first, then those that the data have; `missing` are the others
 */
export async function listAxes(
  ground: AxisGround,
  names: readonly string[],
): Promise<{ readonly axes: readonly AxisSource[]; readonly missing: readonly string[] }> {
  const axes: AxisSource[] = [await periods(ground)];
  const missing: string[] = [];
  for (const name of new Set(names)) {
    if (name === TIME_DIMENSION) continue;
    const found = await axis(ground, name);
    if (found === null) missing.push(name);
    else axes.push(found);
  }
  return { axes, missing };
}

/** Whether values of a dimension follow each other. */
export function followEachOther(name: string): boolean {
  return name === TIME_DIMENSION || isOrdered(name);
}

/** What rows of orders say that can be added up, in SQL. */
export function summedColumns({ data }: CustomersWithin): Readonly<Partial<Record<Summed, Sql>>> {
  const margin = marginOf(data);
  return {
    ...(hasAmount(data) ? { revenue: sql`amount` } : {}),
    ...(data.roles.includes('quantity') ? { units: sql`quantity` } : {}),
    ...(margin === null ? {} : { margin }),
  };
}

/** Sums that a figure needs. */
const NEEDS: Readonly<Partial<Record<DashboardMeasure, readonly Summed[]>>> = {
  revenue: ['revenue'],
  average_order_value: ['revenue'],
  revenue_per_customer: ['revenue'],
  units: ['units'],
  units_per_order: ['units'],
  margin: ['margin'],
  margin_rate: ['margin', 'revenue'],
};

/** Figures that data with these sums have. */
export function measuresOf(sums: readonly Summed[]): readonly DashboardMeasure[] {
  return DASHBOARD_MEASURES.filter((name) => (NEEDS[name] ?? []).every((each) => sums.includes(each)));
}
