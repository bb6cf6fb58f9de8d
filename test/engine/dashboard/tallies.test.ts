import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../fixtures/property-seed.ts';
import type { DashboardDimension, FilterClause, Selection } from '../../../src/contract/dashboard.ts';
import { normalSelection } from '../../../src/crossfilter/selection.ts';
import type { DashboardData } from '../../../workers/dashboard/dashboard-data.ts';
import { CellGatherer } from '../../../workers/dashboard/gather-cells.ts';
import { allPlaces } from '../../../workers/dashboard/order-cells.ts';
import { Tallies } from '../../../workers/dashboard/tallies.ts';

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
const DIMENSIONS = [...ORDER_DIMENSIONS, ...CUSTOMER_DIMENSIONS];

type Row = readonly [customer: number, code: number, order: number, amount: number | null];

const axes = ORDER_DIMENSIONS.map(({ name, values }) => ({ name, size: values.length }));
const places = allPlaces(axes);

/** Cells of some rows; rows of an order are of one customer. */
function dataOf(rows: readonly Row[]): DashboardData {
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

const row = fc.tuple(
  fc.nat(CUSTOMERS - 1),
  fc.nat(places.codes - 1),
  fc.nat(2),
  fc.option(fc.integer({ min: -9, max: 99 }), { freq: 4 }),
);

const clause = fc.constantFrom(...DIMENSIONS).chain(({ name, values }): fc.Arbitrary<FilterClause> =>
  fc.oneof(
    fc
      .subarray([...values], { minLength: 1 })
      .map((some) => ({ dimension: name, op: 'in' as const, values: some })),
    fc
      .tuple(fc.constantFrom(...values), fc.constantFrom(...values))
      .map(([low, high]) => ({ dimension: name, op: 'between' as const, low, high })),
  ),
);

const question = fc.record({
  dimensions: fc.subarray(
    DIMENSIONS.map(({ name }) => name),
    { maxLength: 2 },
  ),
  selection: fc.array(clause, { maxLength: 3 }).map((clauses): Selection => normalSelection(clauses)),
});

describe('figures of groups', () => {
  it('are the same off cubes and bits of customers as off cells', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), fc.array(question, { maxLength: 8 }), (rows, asked) => {
        const data = dataOf(rows);
        const off = {
          held: new Tallies(data),
          tight: new Tallies(data, { places: 40, rows: 12, words: 0 }),
          cells: new Tallies(data, { places: 0, rows: 0, words: 0 }),
        };
        for (const { dimensions, selection } of asked) {
          const [held, tight, cells] = [off.held, off.tight, off.cells].map((tallies) => {
            const tally = tallies.count(dimensions, selection);
            const { orders, customers, newcomers } = tally;
            return {
              orders: orders(),
              customers: customers(),
              newcomers: newcomers(),
              sum: tally.sum('revenue'),
            };
          });
          expect(held).toEqual(cells);
          expect(tight).toEqual(cells);
        }
      }),
    );
  });
});
