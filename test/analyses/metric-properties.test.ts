import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppFailure } from '../../src/contract/error.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { AnalysedOrders, asObjects } from './orders-in-engine.ts';

interface Order {
  readonly customer: number;
  readonly day: number;
  readonly cents: number;
  readonly country: string | null;
  readonly channel: string;
  readonly quantity: number;
  readonly order: number;
}

const order = fc.record<Order>({
  customer: fc.nat(12),
  day: fc.nat(400),
  cents: fc.integer({ min: -500, max: 20_000 }),
  country: fc.constantFrom('DE', 'FR', '', null),
  channel: fc.constantFrom('web', 'shop'),
  quantity: fc.integer({ min: 1, max: 9 }),
  order: fc.nat(20),
});

let orders: AnalysedOrders;
beforeAll(async () => {
  orders = await AnalysedOrders.boot();
});
afterAll(() => orders.close());

const dayOf = (day: number): string => new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);

async function load(rows: readonly Order[], orderLines = false): Promise<void> {
  const values = rows.map(
    (each) =>
      sql`(${`c${each.customer}`}, ${dayOf(each.day)}, ${each.cents / 100}, ${`${each.customer}-${each.order}`}, ${each.country}, ${each.channel}, ${each.quantity}::DOUBLE)`,
  );
  await orders.load(
    sql`SELECT * FROM (VALUES ${values}) AS t(customer, ordered_at, amount, order_id, country, channel, quantity)`,
    { orderLines, roles: ['country', 'channel', 'quantity'] },
  );
}

/** Figures of a group of orders, counted by hand. */
function byHand(rows: readonly Order[], orderLines: boolean): Record<string, number> {
  const distinct = new Set(rows.map((each) => `${each.customer}-${each.order}`));
  return {
    customers: new Set(rows.map(({ customer }) => customer)).size,
    orders: orderLines ? distinct.size : rows.length,
    revenue: rows.reduce((sum, { cents }) => sum + cents, 0) / 100,
    units: rows.reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

const MEASURES = [
  'orders',
  'revenue',
  'units',
  'average_order_value',
  'revenue_per_customer',
  'customer_share',
];

async function cells(params: unknown): Promise<Record<string, Value>[]> {
  const { tables } = await orders.analyse('metric', params);
  const table = tables['cells'];
  if (table === undefined) throw new Error('there are no cells');
  return asObjects(table);
}

describe('groups and totals', () => {
  test('are those counted by hand, customers in two groups once in the total', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(order, { minLength: 1, maxLength: 30 }),
        fc.boolean(),
        async (rows, orderLines) => {
          await load(rows, orderLines);
          const found = await cells({ dimensions: ['country', 'channel'], measures: MEASURES });
          const name = (country: string | null): string => (country ?? '') || '(none)';
          for (const cell of found) {
            const inside = rows.filter(
              (each) =>
                (cell['dimension1'] === null || name(each.country) === cell['dimension1']) &&
                (cell['dimension2'] === null || each.channel === cell['dimension2']),
            );
            const expected = byHand(inside, orderLines);
            for (const [figure, value] of Object.entries(expected)) {
              expect(cell[figure], figure).toBeCloseTo(value, 6);
            }
            expect(cell['average_order_value']).toBeCloseTo(
              (expected['revenue'] ?? 0) / (expected['orders'] ?? 1),
              6,
            );
            const everyone = new Set(rows.map(({ customer }) => customer)).size;
            expect(cell['customer_share']).toBeCloseTo((expected['customers'] ?? 0) / everyone, 9);
            const sums = [...new Set(inside.map(({ customer }) => customer))].map(
              (customer) =>
                byHand(
                  inside.filter((each) => each.customer === customer),
                  false,
                )['revenue'] ?? 0,
            );
            const [largest, second = null] = sums.sort((a, b) => b - a);
            expect(cell['revenue_largest']).toBeCloseTo(largest ?? Number.NaN, 6);
            if (second === null) expect(cell['revenue_second']).toBeNull();
            else expect(cell['revenue_second']).toBeCloseTo(second, 6);
          }
          const pairs = new Set(rows.map((each) => `${name(each.country)} ${each.channel}`)).size;
          const [countries, channels] = [
            new Set(rows.map((each) => name(each.country))).size,
            new Set(rows.map(({ channel }) => channel)).size,
          ];
          expect(found).toHaveLength(pairs + countries + channels + 1);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('the customers of a row are its members', async () => {
    await load(fc.sample(order, { numRuns: 60, seed: 7 }));
    const found = await cells({ dimensions: ['country', 'frequencyBand'] });
    const members = await orders.rows('metric', 'members');
    for (const cell of found) {
      const inside = members.filter((each) =>
        ['dimension1', 'dimension2'].every((name) => cell[name] === null || cell[name] === each[name]),
      );
      expect(new Set(inside.map(({ customer }) => customer)).size).toBe(cell['customers']);
    }
  });

  test('figures nobody has asked for are empty, and a mean brings its sum along', async () => {
    await load(fc.sample(order, { numRuns: 20, seed: 8 }));
    const [row] = await cells({ dimensions: [], measures: ['average_order_value'] });
    expect(row).toMatchObject({ orders: null, units: null, units_largest: null, dimension1: null });
    expect(row?.['revenue']).toBeTypeOf('number');
    const [counted] = await cells({ dimensions: [], measures: ['orders'] });
    expect(counted).toMatchObject({ revenue: null, revenue_largest: null });
  });
});

describe('conditions', () => {
  const rows = fc.sample(order, { numRuns: 80, seed: 9 });
  const total = async (filters: unknown): Promise<Record<string, Value> | undefined> =>
    (await cells({ dimensions: [], measures: ['revenue', 'orders'], filters }))[0];

  test.each([
    ['in', [{ column: 'country', op: 'in', values: ['DE', ''] }], (each: Order) => each.country !== 'FR'],
    ['notIn', [{ column: 'country', op: 'notIn', values: ['DE'] }], (each: Order) => each.country !== 'DE'],
    ['numbers', [{ column: 'amount', op: 'atLeast', values: [50] }], (each: Order) => each.cents >= 5000],
    [
      'days, both ends included',
      [{ column: 'orderedAt', op: 'between', values: [dayOf(100), dayOf(200)] }],
      (each: Order) => each.day >= 100 && each.day <= 200,
    ],
    [
      'together',
      [
        { column: 'channel', op: 'in', values: ['web'] },
        { column: 'amount', op: 'atMost', values: [99.5] },
      ],
      (each: Order) => each.channel === 'web' && each.cents <= 9950,
    ],
  ])('%s', async (_, filters, keeps) => {
    await load(rows);
    const { customers, orders: count, revenue } = byHand(rows.filter(keeps), false);
    const found = await total(filters);
    expect(found).toMatchObject({ customers, orders: count });
    expect(found?.['revenue']).toBeCloseTo(revenue ?? Number.NaN, 6);
  });

  test('values are data, never SQL', async () => {
    await load(rows);
    const found = await cells({
      dimensions: [],
      filters: [{ column: 'country', op: 'in', values: ["DE' OR '1'='1"] }],
    });
    expect(found).toEqual([]);
  });

  test.each([
    [{ dimensions: ['nowhere'] }],
    [{ filters: [{ column: 'nowhere', op: 'in', values: ['a'] }] }],
    [{ filters: [{ column: 'country', op: 'atLeast', values: ['a'] }] }],
    [{ filters: [{ column: 'amount', op: 'atLeast', values: ['a'] }] }],
    [{ filters: [{ column: 'orderedAt', op: 'atLeast', values: ['2025-02-30'] }] }],
    [{ filters: [{ column: 'amount', op: 'between', values: [2, 1] }] }],
    [{ dimensions: ['country', 'country'] }],
    [{ measures: [] }],
  ])('refused: %j', async (params) => {
    await load(rows);
    await expect(orders.analyse('metric', params)).rejects.toThrow(AppFailure);
  });
});

test('of many values the fifty with most customers are listed', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => ({
    customer: index,
    day: index,
    cents: 100,
    country: `country ${index % 60}`,
    channel: 'web',
    quantity: 1,
    order: 0,
  }));
  await load(rows);
  const found = await cells({ dimensions: ['country'], measures: ['orders'] });
  expect(found).toHaveLength(52);
  expect(found.find(({ dimension1 }) => dimension1 === '(others)')).toMatchObject({
    customers: 20,
    orders: 20,
  });
});

test.each([
  [48, false],
  [49, false],
  [50, true],
])(
  'rows that name no group are one group, whatever stands there: %i groups beside it',
  async (names, together) => {
    const values = [null, '', ...Array.from({ length: names }, (_, index) => `country ${index}`)];
    await load(
      values.map((country, customer) => ({
        customer,
        day: customer,
        cents: 100 * customer,
        country,
        channel: customer % 2 === 0 ? 'web' : 'shop',
        quantity: 1,
        order: 0,
      })),
    );
    const found = await cells({ dimensions: ['country'], measures: ['orders', 'revenue'] });
    expect(found.find(({ dimension1 }) => dimension1 === '(none)')).toMatchObject({
      customers: 2,
      orders: 2,
      revenue: 1,
    });
    expect(found.some(({ dimension1 }) => dimension1 === '(others)')).toBe(together);
    // The total stands beside the groups.
    expect(found).toHaveLength((together ? names : names + 1) + 1 + (together ? 1 : 0));
    const members = await orders.rows('metric', 'members');
    expect(members).toHaveLength(values.length);
  },
);

test('customers are new by the number of the period, and periods have their names', async () => {
  const rows = fc.sample(order, { numRuns: 80, seed: 11 });
  for (const orderLines of [false, true]) {
    await load(rows, orderLines);
    const found = await cells({ dimensions: ['orderMonth', 'channel'], measures: ['new_customers'] });
    const month = ({ day }: Order): string => dayOf(day).slice(0, 7);
    const firstOf = (customer: number): string =>
      dayOf(Math.min(...rows.filter((each) => each.customer === customer).map(({ day }) => day))).slice(0, 7);
    for (const cell of found) {
      const inside = rows.filter(
        (each) =>
          (cell['dimension1'] === null || cell['dimension1'] === month(each)) &&
          (cell['dimension2'] === null || cell['dimension2'] === each.channel),
      );
      const customers = [...new Set(inside.map(({ customer }) => customer))];
      const isNew = (customer: number): boolean =>
        cell['dimension1'] === null || firstOf(customer) === cell['dimension1'];
      expect(cell).toMatchObject({
        customers: customers.length,
        new_customers: customers.filter(isNew).length,
      });
    }
  }
});
