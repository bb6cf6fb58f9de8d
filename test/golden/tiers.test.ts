import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { AnalysedOrders, asObjects, sharedFolder } from '../analyses/orders-in-engine.ts';
import { cdnowRows } from './cdnow-sample.ts';

const shared = sharedFolder();
const FILE = 'CDNOW_sample.txt';
const SHARES = { Platinum: 0.05, Gold: 0.2, Silver: 0.5, Basic: 1 };

type Row = Record<string, Value>;

interface Golden {
  readonly segment_counts: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>
  >;
}

function rowsOf(outcome: AnalysisOutcome, table: string): Row[] {
  return asObjects(outcome.tables[table] ?? { columns: [], rowCount: 0 });
}

describe.skipIf(shared === null)('tiers and migration of the CDNOW sample', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    await orders.attach(FILE, path.join(shared ?? '', 'data', 'cdnow', FILE));
    await orders.load(cdnowRows(`import/${FILE}`), { numericIds: true });
  });
  afterAll(() => orders.close());

  test('tiers by revenue alone are those of a sorted list, and a tier never exceeds its share', async () => {
    const outcome = await orders.analyse('tiers', {
      basis: { value: 1 },
      analysisDate: '1998-07-01',
      window: 24,
    });
    const customers = await orders.rows('tiers', 'customers');
    expect(customers).toHaveLength(2357);
    const revenues = customers.map((row) => Number(row['revenue'])).sort((a, b) => b - a);
    const reach = Object.entries(SHARES).map(([name, share]) => ({
      name,
      reaches: (revenue: number) =>
        revenues.findLastIndex((each) => each >= revenue) + 1 <= share * revenues.length,
    }));
    for (const row of customers) {
      expect(row['tier']).toBe(reach.find(({ reaches }) => reaches(Number(row['revenue'])))?.name);
    }
    const counts = rowsOf(outcome, 'tiers').map((row) => Number(row['customers']));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2357);
    expect(counts[0]).toBeLessThanOrEqual(0.05 * 2357);
  });

  test('a plan keeps to its budget and fills the tiers with the highest return first', async () => {
    const plan = [
      { name: 'Platinum', cost: 4, response: 0.3 },
      { name: 'Gold', cost: 2, response: 0.15, value: 30 },
      { name: 'Silver', cost: 2, response: 0.1, value: 30, maxShare: 0.5 },
      { name: 'Basic', cost: 1, response: 0.01, value: 30 },
    ];
    const outcome = await orders.analyse('tiers', { budget: 1300, plan, evaluations: 1 });
    const [platinum, gold, silver, basic] = rowsOf(outcome, 'plan');
    expect(platinum?.['contacted']).toBe(platinum?.['customers']);
    const left = Math.floor((1300 - Number(platinum?.['cost'])) / 2);
    expect(gold?.['contacted']).toBe(Math.min(Number(gold?.['customers']), left));
    expect(silver?.['contacted']).toBe(left - Number(gold?.['contacted']));
    expect(basic?.['contacted']).toBe(0);
    expect(Number(outcome.facts['budget_spent'])).toBeLessThanOrEqual(1300);
    expect(outcome.facts['marginal_return']).toBeCloseTo((0.1 * 30) / 2 - 1, 9);
  });

  test('at the later date migration has the published number of customers in each segment', async () => {
    const golden = JSON.parse(
      readFileSync(path.join(shared ?? '', 'golden', 'cdnow_sample_rfm.json'), 'utf8'),
    ) as Golden;
    const outcome = await orders.analyse('migration', { to: '1998-07-01', from: '1998-01-01' });
    const found = rowsOf(outcome, 'net').filter((row) => row['customers_after'] !== 0);
    expect(Object.fromEntries(found.map((row) => [String(row['state']), row['customers_after']]))).toEqual(
      golden.segment_counts['ntile']?.['rf_grid_10'],
    );
    expect(outcome.facts).toMatchObject({ customers: 2357, new_customers: 0 });
    expect(outcome.facts['clv_at_stake']).toBeLessThan(Number(outcome.facts['clv']));
  });
});
