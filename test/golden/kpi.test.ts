import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { sql } from '../../src/contract/sql.ts';
import { countByHand, type CountedOrder } from '../analyses/kpi-by-hand.ts';
import { AnalysedOrders, asObjects, sharedFolder } from '../analyses/orders-in-engine.ts';

const shared = sharedFolder();

describe.skipIf(shared === null)('indicators of CDNOW (skipped where ../shared is not there)', () => {
  const file = path.join(shared ?? '', 'data', 'cdnow', 'CDNOW_master.txt');
  let orders: AnalysedOrders;
  let outcome: AnalysisOutcome;
  let read: readonly CountedOrder[];

  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    read = readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [customer = '', date = '', , amount] = line.trim().split(/\s+/u);
        if (!/^\d{8}$/u.test(date)) return [];
        return { customer, day: date.replace(/^(\d{4})(\d\d)(\d\d)$/u, '$1-$2-$3'), amount: Number(amount) };
      });
    await orders.attach('master.txt', file);
    await orders.load(
      sql`SELECT part[1]::INTEGER AS customer, strptime(part[2], '%Y%m%d') AS ordered_at, part[4]::DOUBLE AS amount
        FROM (SELECT regexp_split_to_array(trim(line), '\\s+') AS part
          FROM read_csv('import/master.txt', header = false, columns = {'line': 'VARCHAR'}, delim = '\t', quote = ''))
        WHERE regexp_full_match(part[2], '\\d{8}')`,
      { numericIds: true },
    );
    outcome = await orders.analyse('kpi', {});
  });
  afterAll(() => orders.close());

  // Fader, P. S. & Hardie, B. G. S. (2001), CDNOW master data: 23,570 customers, 69,659 transactions.
  test('totals', () => {
    expect(outcome.facts).toMatchObject({
      total_customers: 23_570,
      total_orders: 69_659,
      total_revenue: 2_500_315.63,
      periods: 18,
      partial_periods: 0,
    });
    const [summary] = asObjects(outcome.tables['summary'] ?? { columns: [], rowCount: 0 });
    expect(summary).toMatchObject({ kpi: 'revenue', current: outcome.facts['revenue'] });
    expect(outcome.facts['clv']).toBeGreaterThan(0);
  });

  test.each(['month', 'quarter', 'week'] as const)(
    'every %s equals what lists and sets count',
    async (grain) => {
      const { tables } = await orders.analyse('kpi', { grain, clv: false });
      const periods = asObjects(tables['periods'] ?? { columns: [], rowCount: 0 });
      const counted = countByHand(read, grain);
      expect(periods).toHaveLength(counted.length);
      for (const [index, expected] of counted.entries()) {
        const row = periods[index] ?? {};
        expect(row).toMatchObject({
          period: expected.period,
          partial: expected.partial,
          customers: expected.customers,
          orders: expected.orders,
          new: expected.new,
          returning: expected.returning,
          lost: row['lost'] === null ? null : expected.lost,
          reactivated: row['reactivated'] === null ? null : expected.reactivated,
        });
        for (const name of ['revenue', 'retention', 'repeat_rate', 'order_interval', 'top_share'] as const) {
          const value = expected[name];
          if (value === null) expect(row[name]).toBeNull();
          else expect(row[name], `${name} of ${expected.start}`).toBeCloseTo(value, 6);
        }
      }
    },
  );

  // The cohorts of CDNOW are the new customers of its first three months.
  test('nobody is new after March 1997', () => {
    const periods = asObjects(outcome.tables['periods'] ?? { columns: [], rowCount: 0 });
    const fresh = periods.map((row) => row['new']);
    expect(fresh.slice(0, 3).reduce<number>((sum, each) => sum + Number(each), 0)).toBe(23_570);
    expect(fresh.slice(3)).toEqual(Array(15).fill(0));
  });
});
