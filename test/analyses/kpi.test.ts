import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { AnalysedOrders, asObjects, type TestOrder } from './orders-in-engine.ts';

type Row = Record<string, Value>;

function order(customer: string, day: string, amount: number, id: string | null = null): TestOrder {
  return { customer, day, amount, order: id };
}

/** January to March of 2024 are whole; April ends on the 15th. */
const ORDERS: readonly TestOrder[] = [
  order('anna', '2024-01-01', 10),
  order('anna', '2024-01-21', 30),
  order('bert', '2024-01-15', 50),
  order('emma', '2024-01-31', 5),
  order('anna', '2024-02-10', 20),
  order('cara', '2024-02-05', 60),
  order('anna', '2024-03-01', 40),
  order('emma', '2024-03-02', 15),
  order('dora', '2024-03-31', 25),
  order('cara', '2024-04-15', 80),
];

/** Days of a column of dates, ISO. */
function days(rows: readonly Row[], name = 'period'): string[] {
  return rows.map((row) => new Date(Number(row[name])).toISOString().slice(0, 10));
}

describe('indicators worked out by hand', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function tables(params: object): Promise<Record<string, Row[]>> {
    const outcome = await orders.analyse('kpi', { clv: false, ...params });
    return {
      facts: [{ ...outcome.facts }],
      ...Object.fromEntries(Object.entries(outcome.tables).map(([name, table]) => [name, asObjects(table)])),
    };
  }
  const pick = (rows: readonly Row[] | undefined, name: string): unknown[] =>
    (rows ?? []).map((row) => row[name]);

  describe('by month', () => {
    let found: Record<string, Row[]>;
    beforeAll(async () => {
      await orders.loadOrders(ORDERS);
      found = await tables({});
    });

    test.each<[string, readonly unknown[]]>([
      ['partial', [false, false, false, true]],
      ['customers', [3, 2, 3, 1]],
      ['orders', [4, 2, 3, 1]],
      ['revenue', [95, 80, 80, 80]],
      ['margin', [null, null, null, null]],
      ['new', [3, 1, 1, 0]],
      ['returning', [0, 1, 2, 1]],
      // Bert was last seen in January. Before March the data do not reach back far enough, in April not far enough on.
      ['lost', [null, null, 1, null]],
      ['reactivated', [null, null, null, 0]],
      ['retention', [null, 1 / 3, 1 / 2, null]],
      ['repeat_rate', [1 / 3, 0, 0, 0]],
      ['acquisition_rate', [1, 1 / 2, 1 / 3, 0]],
      ['average_order_value', [23.75, 40, 26.666666667, 80]],
      ['purchase_frequency', [4 / 3, 1, 1, 1]],
      ['order_interval', [20, 20, 25.5, 70]],
      ['revenue_per_customer', [31.666666667, 40, 26.666666667, 80]],
      ['top_share', [0.526315789, 0.75, 0.5, 1]],
    ])('%s', (name, expected) => {
      expect(pick(found['periods'], name)).toEqual(expected);
    });

    test('periods begin on their first day', () => {
      expect(days(found['periods'] ?? [])).toEqual(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01']);
    });

    test('nothing is compared with April, which is partial', () => {
      expect(pick(found['changes'], 'revenue_change')).toEqual([null, -15, 0, null]);
      expect(pick(found['changes'], 'revenue_change_rate')).toEqual([null, -0.157894737, 0, null]);
      expect(pick(found['changes'], 'active_change')).toEqual([null, -1, 1, null]);
      expect(pick(found['changes'], 'revenue_last_year')).toEqual([null, null, null, null]);
      expect(pick(found['changes'], 'customers')).toEqual([3, 2, 2, 1]);
    });

    test('March is the last whole period', () => {
      const [facts] = found['facts'] ?? [];
      expect(days([facts ?? {}])).toEqual(['2024-03-01']);
      expect(facts).toMatchObject({
        period_partial: false,
        revenue: 80,
        revenue_change_rate: 0,
        active_change_rate: 0.5,
        revenue_year_change_rate: null,
        retention: 0.5,
        clv: null,
        total_customers: 5,
        total_orders: 10,
        total_revenue: 335,
        total_top_share: 0.417910448,
        periods: 4,
        partial_periods: 1,
      });
    });

    test('its growth by kind of customer and factor adds up to nothing', () => {
      expect(found['growth']).toEqual([
        { basis: 'previous', factor: 'customers', source: 'new', customers: 1, effect: 0 },
        { basis: 'previous', factor: 'customers', source: 'returning', customers: 1, effect: 23.75 },
        { basis: 'previous', factor: 'frequency', source: 'new', customers: 1, effect: 0 },
        { basis: 'previous', factor: 'frequency', source: 'returning', customers: 1, effect: 0 },
        { basis: 'previous', factor: 'order_value', source: 'new', customers: 1, effect: -35 },
        { basis: 'previous', factor: 'order_value', source: 'returning', customers: 1, effect: 11.25 },
      ]);
      // In January nobody returned: all that returning customers brought in February is their number.
      expect(found['growth_periods']?.[0]).toMatchObject({ revenue_change: -15, returning_customers: 20 });
    });

    test('targets are held against the last whole period; fewer lost are better', async () => {
      const { summary } = await tables({
        targets: [
          { name: 'revenue', value: 100 },
          { name: 'lost', value: 2 },
          { name: 'retention', value: 0.5 },
          { name: 'orders', value: null },
        ],
      });
      const status: Row = Object.fromEntries(
        (summary ?? []).map((row) => [String(row['kpi']), row['status'] ?? null]),
      );
      expect(status).toMatchObject({
        revenue: 'missed',
        lost: 'reached',
        retention: 'reached',
        orders: null,
      });
      expect(summary?.find(({ kpi }) => kpi === 'retention')).toMatchObject({
        unit: 'share',
        customers: 2,
        current: 0.5,
        previous: 0.333333333333333315,
        change: 0.166666667,
        target: 0.5,
      });
    });

    test('customers are lost after days, which need no whole period', async () => {
      const { periods } = await tables({ lostAfter: { value: 31, unit: 'day' } });
      // Bert on 15 February, Cara on 7 March, Anna and Emma on 1 and 2 April; Dora would be on 1 May.
      expect(pick(periods, 'lost')).toEqual([null, 1, 1, 2]);
      expect(pick(periods, 'reactivated')).toEqual([null, null, 0, 1]);
    });

    test('a later end says that the data are whole', async () => {
      const { periods, facts } = await tables({ to: '2024-05-10' });
      expect(pick(periods, 'partial')).toEqual([false, false, false, false]);
      expect(pick(periods, 'retention')).toEqual([null, 1 / 3, 1 / 2, 0]);
      expect(pick(periods, 'lost')).toEqual([null, null, 1, 0]);
      expect(days(facts ?? [])).toEqual(['2024-04-01']);
    });

    test('an earlier start hides periods and forgets none of them', async () => {
      const { periods, changes, facts, pareto } = await tables({ from: '2024-02-20', to: '2024-03-02' });
      expect(days(periods ?? [])).toEqual(['2024-02-01', '2024-03-01']);
      expect(pick(periods, 'new')).toEqual([1, 1]);
      expect(pick(changes, 'revenue_change')).toEqual([-15, 0]);
      expect(facts?.[0]).toMatchObject({ total_customers: 4, total_revenue: 160 });
      expect(pick(pareto, 'customer_share')).toEqual([0.25, 0.5, 0.75, 1]);
      expect(pick(pareto, 'cumulative_share')).toEqual([0.375, 0.75, 0.90625, 1]);
    });
  });

  test.each([
    ['week', ['2024-01-01', '2024-01-08'], [false, true], [2, 1]],
    ['quarter', ['2024-01-01'], [true], [3]],
    ['year', ['2024-01-01'], [true], [3]],
    [
      'day',
      [
        '2024-01-01',
        '2024-01-02',
        '2024-01-03',
        '2024-01-04',
        '2024-01-05',
        '2024-01-06',
        '2024-01-07',
        '2024-01-08',
      ],
      [false, false, false, false, false, false, false, false],
      [1, 0, 0, 0, 0, 0, 1, 1],
    ],
  ])('periods of a %s', async (grain, starts, partial, counts) => {
    await orders.loadOrders([
      order('anna', '2024-01-01', 1),
      order('bert', '2024-01-07', 2),
      order('anna', '2024-01-08', 4),
    ]);
    const { periods } = await tables({ grain });
    expect(days(periods ?? [])).toEqual(starts);
    expect(pick(periods, 'partial')).toEqual(partial);
    expect(pick(periods, 'orders')).toEqual(counts);
  });

  test('last year is the same month, and for weeks and days 52 weeks before', async () => {
    await orders.loadOrders([
      order('anna', '2023-01-02', 10),
      order('bert', '2023-02-28', 20),
      order('anna', '2024-01-01', 30),
      order('bert', '2024-02-29', 40),
    ]);
    const months = await tables({ from: '2023-01-01' });
    expect(pick(months['changes'], 'revenue_last_year').slice(-2)).toEqual([10, 20]);
    expect(pick(months['changes'], 'revenue_year_change').slice(-2)).toEqual([20, 20]);
    expect(months['growth']?.map(({ basis }) => basis)).toContain('last_year');
    const week = await tables({ grain: 'week' });
    expect(week['changes']?.find(({ period }) => period === Date.UTC(2024, 0, 1))).toMatchObject({
      revenue_last_year: 10,
      revenue_year_change_rate: 2,
    });
  });

  test('rows of one order are one order, in the period of the first of them', async () => {
    await orders.loadOrders(
      [
        order('anna', '2024-01-31', 10, 'one'),
        order('anna', '2024-02-01', 20, 'one'),
        order('anna', '2024-02-03', 5, null),
        order('anna', '2024-02-29', 5, null),
      ],
      { orderLines: true },
    );
    const { periods } = await tables({ from: '2024-01-01' });
    expect(pick(periods, 'orders')).toEqual([1, 2]);
    expect(pick(periods, 'revenue')).toEqual([30, 10]);
    expect(pick(periods, 'order_interval')).toEqual([null, 14.5]);
  });

  test('groups, and price, volume and mix', async () => {
    await orders.load(
      sql`SELECT * FROM (VALUES
        ('xena', '2024-01-01', 20, 'P', 2, 12), ('yves', '2024-01-20', 30, 'Q', 1, NULL),
        ('xena', '2024-02-02', 36, 'P', 3, 20), ('yves', '2024-02-10', 90, 'Q', 3, 40),
        ('zora', '2024-02-29', 8, NULL, 2, 4)) AS rows(customer, ordered_at, amount, product, quantity, cost)`,
      { roles: ['product', 'quantity', 'cost'] },
    );
    const { groups, mix, periods } = await tables({ groupBy: 'product' });
    expect(groups?.map((row) => [row['group'], row['customers'], row['revenue'], row['margin']])).toEqual([
      ['Q', 1, 120, 50],
      ['P', 1, 56, 24],
      ['(none)', 1, 8, 4],
    ]);
    expect(pick(groups, 'cumulative_share')).toEqual([0.652173913, 0.956521739, 1]);
    expect(pick(periods, 'margin')).toEqual([8, 70]);
    // The margin of 30 in January is not known, so the rate is of the 20 whose margin is.
    expect(pick(periods, 'margin_rate')).toEqual([0.4, 0.52238806]);
    expect(mix).toEqual([
      {
        basis: 'previous',
        group: 'Q',
        customers: 1,
        revenue_before: 30,
        revenue: 90,
        change: 60,
        price: 0,
        volume: 50,
        mix: 10,
      },
      {
        basis: 'previous',
        group: 'P',
        customers: 1,
        revenue_before: 20,
        revenue: 36,
        change: 16,
        price: 6,
        volume: 33.333333,
        mix: -23.333333,
      },
      {
        basis: 'previous',
        group: '(none)',
        customers: 1,
        revenue_before: 0,
        revenue: 8,
        change: 8,
        price: 0,
        volume: 0,
        mix: 8,
      },
    ]);
  });

  test('expected value is that of all customers at the end of the data', async () => {
    await orders.loadOrders(
      Array.from({ length: 90 }, (_, index) =>
        order(
          `customer ${(index * 7) % 25}`,
          new Date(Date.UTC(2024, 0, 1 + ((index * 37) % 300))).toISOString().slice(0, 10),
          20 + (index % 9),
        ),
      ),
    );
    const { facts, summary } = await tables({ clv: true });
    const clv = Number(facts?.[0]?.['clv']);
    expect(clv).toBeGreaterThan(0);
    expect(facts?.[0]?.['total_clv']).toBeCloseTo(25 * clv, 6);
    expect(summary?.at(-1)).toMatchObject({ kpi: 'clv', customers: 25, current: clv, previous: null });
  });

  test.each([
    [{ groupBy: 'colour' }, 'groupBy'],
    [{ lostAfter: { value: 10, unit: 'day' } }, 'lostAfter'],
    [{ from: '2024-05-01', to: '2024-04-01' }, 'to'],
    [{ from: '2030-01-01' }, 'from'],
    [{ to: '2020-01-01' }, 'to'],
    [{ targets: [{ name: 'happiness', value: 1 }] }, 'targets'],
    [
      {
        targets: [
          { name: 'lost', value: 1 },
          { name: 'lost', value: 2 },
        ],
      },
      'targets',
    ],
  ])('refuses %j and names %s', async (params, path) => {
    await orders.loadOrders(ORDERS);
    await expect(orders.analyse('kpi', params)).rejects.toMatchObject({
      error: {
        code: 'analysis.params',
        params: { path: expect.stringMatching(new RegExp(`^${path}`, 'u')) as string },
      },
    });
  });
});
