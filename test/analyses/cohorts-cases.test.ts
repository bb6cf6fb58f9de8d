import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { AnalysedOrders, asObjects } from './orders-in-engine.ts';

/** Two customers of January, one of February; the last order is on 20 March 2025. */
const ROWS: Sql = sql`SELECT * FROM (VALUES
  ('a', '2025-01-05 10:00', 10, 'x', 4, 'web'),
  ('a', '2025-01-05 10:00', 20, 'x', 8, 'web'),
  ('b', '2025-01-31 23:00', 30, NULL, 12, 'shop'),
  ('b', '2025-01-31 23:00', 5, NULL, 1, 'mail'),
  ('b', '2025-02-01 22:00', 40, 'y', 10, 'shop'),
  ('c', '2025-02-10 00:00', 50, 'z', 20, NULL),
  ('a', '2025-03-20 09:00', 60, 'w', 30, 'web')
) AS orders(customer, ordered_at, amount, order_id, cost, channel)`;

describe('cohorts', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    await orders.load(ROWS, { orderLines: true, roles: ['cost', 'channel'] });
  });
  afterAll(() => orders.close());

  async function cells(params: object, columns: readonly string[]): Promise<unknown[][]> {
    const { tables } = await orders.analyse('cohorts', params);
    const rows = asObjects(tables['cells'] ?? { columns: [], rowCount: 0 });
    return rows.map((row) => columns.map((name) => row[name]));
  }

  test('rows with one order id are one order, rows without are orders of their own; margin is amount less cost', async () => {
    expect(
      await cells({}, ['cohort', 'period', 'complete', 'customers', 'orders', 'revenue', 'margin']),
    ).toEqual([
      ['2025-01', 0, true, 2, 3, 65, 40],
      ['2025-01', 1, true, 1, 1, 40, 30],
      ['2025-01', 2, false, 1, 1, 60, 30],
      ['2025-02', 0, true, 1, 1, 50, 30],
      ['2025-02', 1, false, 0, null, null, null],
    ]);
  });

  test('a rolling window of 24 hours crosses midnight, and the last one is told apart from what is over', async () => {
    const found = await cells({ period: 'day', window: 'rolling', periods: 1 }, [
      'cohort',
      'period',
      'customers',
    ]);
    expect(found).toContainEqual(['2025-01-31', 0, 1]);
    expect(found).toContainEqual(['2025-01-31', 1, 0]);
    const byCalendar = await cells({ period: 'day', periods: 1 }, ['cohort', 'period', 'customers']);
    expect(byCalendar).toContainEqual(['2025-01-31', 1, 1]);
  });

  test('value so far is divided by everyone in the cohort', async () => {
    const found = await cells({}, ['cohort', 'period', 'cumulative_value', 'cumulative_margin']);
    expect(found.slice(0, 3)).toEqual([
      ['2025-01', 0, 32.5, 20],
      ['2025-01', 1, 52.5, 35],
      ['2025-01', 2, 82.5, 50],
    ]);
  });

  test('an attribute is that of the first purchase, the first by name of several at once', async () => {
    const found = await cells({ cohortBy: 'channel', periods: 1 }, ['cohort', 'period', 'size', 'customers']);
    expect(found).toEqual([
      ['', 0, 1, 1],
      ['', 1, 1, 0],
      ['mail', 0, 1, 1],
      ['mail', 1, 1, 1],
      ['web', 0, 1, 1],
      ['web', 1, 1, 0],
    ]);
  });

  test('what the data lack is refused with a code', async () => {
    await expect(orders.analyse('cohorts', { compare: 'country' })).rejects.toMatchObject({
      error: { code: 'analysis.params' },
    });
    await expect(orders.analyse('cohorts', { observationEnd: '2024-12-31' })).rejects.toMatchObject({
      error: { code: 'analysis.params' },
    });
    await expect(orders.analyse('cohorts', { brackets: [3, 1] })).rejects.toMatchObject({
      error: { code: 'analysis.params' },
    });
    const bare = await AnalysedOrders.boot();
    await bare.loadOrders([{ customer: 'a', day: '2025-01-01', amount: 1 }]);
    await expect(bare.analyse('cohorts', { measure: 'margin' })).rejects.toMatchObject({
      error: { code: 'analysis.notReady' },
    });
    await bare.close();
  });
});
