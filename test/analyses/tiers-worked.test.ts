import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { AnalysedOrders, asObjects } from './orders-in-engine.ts';

type Row = Record<string, Value>;

const PEOPLE = ['a', 'b', 'c'].map((customer, index) => ({
  customer,
  day: '2025-01-01',
  amount: 10 * (index + 1),
}));

describe('tiers, worked out by hand', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function customers(params: object): Promise<Row[]> {
    await orders.analyse('tiers', params);
    return orders.rows('tiers', 'customers');
  }

  test('windows, growth and tenure; lines of one order are one order', async () => {
    await orders.loadOrders(
      [
        { customer: 'a', day: '2024-01-10', amount: 100, order: '1' },
        { customer: 'a', day: '2025-06-01', amount: 30, order: '2' },
        { customer: 'a', day: '2025-06-01', amount: 20, order: '2' },
        { customer: 'b', day: '2025-07-01', amount: 5, order: null },
        { customer: 'b', day: '2025-07-01', amount: 5, order: null },
        { customer: 'c', day: '2023-12-30', amount: 70, order: '3' },
      ],
      { orderLines: true },
    );
    const rows = await customers({ analysisDate: '2025-12-31' });
    expect(
      rows.map(({ customer, revenue, orders: count, growth, tenure_days, recency_days }) => [
        customer,
        revenue,
        count,
        growth,
        tenure_days,
        recency_days,
      ]),
    ).toEqual([
      ['a', 50, 1, -50, 508, 213],
      ['b', 10, 2, 10, 0, 183],
      ['c', 0, 0, 0, 0, 732],
    ]);
    // Percent ranks of three: value 100, 50, 0; orders 50, 100, 0; tenure 100, 0, 0; growth 0, 100, 50.
    expect(rows.map(({ score }) => score)).toEqual([
      0.5 * 100 + 0.3 * 75 + 0.2 * 0,
      0.5 * 50 + 0.3 * 50 + 0.2 * 100,
      0.2 * 50,
    ]);
  });

  test('profitability ranks margin rates; a customer without one has none of it', async () => {
    await orders.load(
      sql`SELECT * FROM (VALUES ('a', '2025-01-01', 100, 40), ('a', '2025-01-02', 100, NULL), ('b', '2025-01-03', 200, 180),
        ('c', '2025-01-04', 50, NULL)) AS orders(customer, ordered_at, amount, cost)`,
      { roles: ['cost'] },
    );
    const rows = await customers({ basis: { profitability: 1 } });
    expect(rows.map(({ margin_rate, score }) => [margin_rate, score])).toEqual([
      [0.6, 100],
      [0.1, 0],
      [null, 0],
    ]);
    const outcome = await orders.analyse('tiers', { basis: { profitability: 1 } });
    const tiers = asObjects(outcome.tables['tiers'] ?? { columns: [], rowCount: 0 });
    expect(tiers.slice(2)).toMatchObject([
      { tier: 'Silver', customers: 1, revenue: 200, margin: 60, margin_rate: 0.6 },
      { tier: 'Basic', customers: 2, revenue: 250, margin: 20, margin_rate: 0.1 },
    ]);
  });

  test('value can be what is predicted; then no revenue is named for the next tier', async () => {
    await orders.loadOrders([...PEOPLE, { customer: 'c', day: '2025-03-01', amount: 30 }]);
    const rows = await customers({ basis: { value: 1 }, valueBy: 'predicted', evaluations: 0 });
    const byValue = rows.toSorted((a, b) => Number(a['clv']) - Number(b['clv']));
    const scores = byValue.map(({ score }) => Number(score));
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(rows.every((row) => row['revenue_to_next'] === null)).toBe(true);
  });

  test('weights may stand as an object or as rows', async () => {
    await orders.loadOrders(PEOPLE);
    const parts = { value: 0, loyalty: 1, growth: 3, profitability: 0 };
    const rows = Object.entries(parts).map(([name, weight]) => ({ name, weight }));
    const one = await orders.analyse('tiers', { basis: parts });
    const other = await orders.analyse('tiers', { basis: rows.toReversed() });
    expect(other.params).toEqual(one.params);
  });

  test.each([
    [{ basis: { value: 0 } }, 'basis'],
    [
      {
        tiers: [
          { name: 'A', share: 0.5 },
          { name: 'B', share: 0.4 },
        ],
      },
      'tiers',
    ],
    [
      {
        tiers: [
          { name: 'A', share: 0.5 },
          { name: 'B', share: 0.9 },
        ],
      },
      'tiers',
    ],
    [{ tiers: [{ name: 'A', share: 0.5 }, { name: 'A' }] }, 'tiers'],
    [{ thresholds: 'units', tiers: [{ name: 'A' }, { name: 'B', orders: 1 }] }, 'tiers'],
    [{ budget: 10, plan: [{ name: 'Diamond', cost: 1, response: 0.1 }] }, 'plan'],
    [{ evaluations: 13 }, 'evaluations'],
  ])('refuses %j and names %s', async (params, path) => {
    await orders.loadOrders(PEOPLE);
    await expect(orders.analyse('tiers', params)).rejects.toMatchObject({
      error: { code: 'analysis.params', params: { path } },
    });
  });

  test('says what is missing: a margin for profitability, and orders before the date', async () => {
    await orders.loadOrders(PEOPLE);
    await expect(orders.analyse('tiers', { basis: { profitability: 1 } })).rejects.toHaveProperty(
      'error.code',
      'analysis.notReady',
    );
    await expect(orders.analyse('tiers', { analysisDate: '2025-01-01' })).rejects.toHaveProperty(
      'error.code',
      'analysis.noCustomers',
    );
  });
});
