import fc from 'fast-check';
import type { DashboardDimension, FilterClause } from '../../../src/contract/dashboard.ts';
import type { DashboardData } from '../../../workers/dashboard/dashboard-data.ts';
import { type CodedRows, gatherCells } from '../../../workers/dashboard/gather-cells.ts';
import { allPlaces } from '../../../workers/dashboard/order-cells.ts';
import { sortedRows } from '../../../workers/dashboard/sorted-rows.ts';

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

/** What work comes to once all its steps are done. */
export function allOf<T>(steps: Generator<number, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Cells of some rows, which come in parts; rows of an order are of one customer. */
export function dataOf(rows: readonly Row[]): DashboardData {
  const parts = [rows.slice(0, rows.length >> 1), rows.slice(rows.length >> 1)].map((some): CodedRows => {
    const read = {
      customer: Int32Array.from(some, ([customer]) => customer),
      words: [Int32Array.from(some, ([, code]) => code)],
      order: Float64Array.from(some, ([, , id]) => id),
      sums: { revenue: Float64Array.from(some, ([, , , amount]) => amount ?? Number.NaN) },
    };
    const {
      words: [code = new Int32Array()],
      ...sorted
    } = sortedRows(read, CUSTOMERS);
    return { ...sorted, code };
  });
  const gathering = gatherCells(parts, { axes, places, customers: CUSTOMERS, summed: ['revenue'] });
  const someone = (size: number, step: number): Int32Array =>
    Int32Array.from({ length: CUSTOMERS }, (_, customer) => (customer * step) % size);
  return {
    cells: allOf(gathering),
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
