import fc from 'fast-check';
import type { DashboardDimension, FilterClause } from '../../../src/contract/dashboard.ts';
import type { DashboardData } from '../../../workers/dashboard/dashboard-data.ts';
import { CellGatherer } from '../../../workers/dashboard/gather-cells.ts';
import { allPlaces } from '../../../workers/dashboard/order-cells.ts';

const CUSTOMERS = 70;

function dimension(name: string, count: number, level: DashboardDimension['level']): DashboardDimension {
  return { name, level, ordered: true, values: Array.from({ length: count }, (_, at) => `${name}${at}`) };
}

const ORDER_DIMENSIONS = [
  dimension('period', 5, 'time'),
  dimension('weekday', 3, 'time'),
  dimension('channel', 2, 'order'),
];
const CUSTOMER_DIMENSIONS = [dimension('segment', 3, 'customer'), dimension('country', 2, 'customer')];
/** All dimensions of the cells. */
export const DIMENSIONS = [...ORDER_DIMENSIONS, ...CUSTOMER_DIMENSIONS];

type Row = readonly [customer: number, code: number, order: number, amount: number | null];

const axes = ORDER_DIMENSIONS.map(({ name, values }) => ({ name, size: values.length }));
const places = allPlaces(axes);

/** Cells of some rows; rows of an order are of one customer. */
export function dataOf(rows: readonly Row[]): DashboardData {
  const gatherer = new CellGatherer(
    { axes, places },
    { customers: CUSTOMERS, most: rows.length, summed: ['revenue'] },
  );
  const at = Float64Array.from(rows, ([customer, code]) => customer * places.codes + code);
  const order = Float64Array.from(rows, ([, , id]) => id);
  const revenue = Float64Array.from(rows, ([, , , amount]) => amount ?? Number.NaN);
  gatherer.add({ at, order, sums: { revenue } }, CUSTOMERS);
  const someone = (size: number, step: number): Int32Array =>
    Int32Array.from({ length: CUSTOMERS }, (_, customer) => (customer * step) % size);
  return {
    cells: gatherer.gathered(),
    orderAxes: ORDER_DIMENSIONS.map((each) => ({
      dimension: each,
      first: each.level === 'time' ? someone(each.values.length, 7) : null,
    })),
    customerAxes: CUSTOMER_DIMENSIONS.map((each) => ({
      dimension: each,
      of: Uint16Array.from(someone(each.values.length, 5)),
    })),
    measures: [],
    lastIsIncomplete: false,
  };
}

/** A row of an order: customer, code, order and amount. */
export const row = fc.tuple(
  fc.nat(CUSTOMERS - 1),
  fc.nat(places.codes - 1),
  fc.nat(2),
  fc.option(fc.integer({ min: -9, max: 99 }), { freq: 4 }),
);

/** A condition on one of the dimensions. */
export const clause = fc.constantFrom(...DIMENSIONS).chain(({ name, values }): fc.Arbitrary<FilterClause> =>
  fc.oneof(
    fc
      .subarray([...values], { minLength: 1 })
      .map((some) => ({ dimension: name, op: 'in' as const, values: some })),
    fc
      .tuple(fc.constantFrom(...values), fc.constantFrom(...values))
      .map(([low, high]) => ({ dimension: name, op: 'between' as const, low, high })),
  ),
);
