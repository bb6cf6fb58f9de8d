import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANALYSES } from '../../src/analyses/index.ts';
import { column } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { ReleaseRegister } from '../../workers/engine/register.ts';
import { membershipOf } from '../../workers/engine/release-desk.ts';
import { memoryShelf } from '../../workers/engine/register-shelf.ts';
import { seeTable } from '../../workers/engine/register-tables.ts';
import { AnalysedOrders, newRun } from './orders-in-engine.ts';

/** Parameters under which every table that knows its customers has rows. */
const RUNS: readonly (readonly [string, unknown])[] = [
  ['rfm', {}],
  ['clv', { groupBy: 'country' }],
  ['churn', { groupBy: 'country' }],
  ['churn', { groupBy: 'country', setting: 'contractual' }],
  ['tiers', { budget: 100 }],
  ['migration', {}],
  ['migration', { by: 'tier' }],
  ['kpi', { groupBy: 'country', grain: 'quarter' }],
  ['cohorts', { period: 'quarter', compare: 'country' }],
  ['cohorts', { period: 'quarter', mode: 'onOrAfter', window: 'rolling' }],
  ['cohorts', { period: 'quarter', mode: 'bracket', brackets: [1, 3], cohortBy: 'country' }],
  ['lifecycle', { period: 'quarter' }],
  ['lifecycle', { period: 'month', rule: 'interval' }],
  ['metric', { dimensions: ['country', 'orderQuarter'] }],
];

describe('customers behind the rows', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    await orders.load(
      sql`SELECT 'c' || ((range * 7) % 60)::VARCHAR AS customer,
        (DATE '2025-01-01' + ((range * 11) % 365)::INTEGER)::VARCHAR AS ordered_at,
        10.0 + ((range * 13) % 90) AS amount, ['DE', 'FR', 'IT'][1 + (range % 3)] AS country,
        1 + (range % 12) AS tenure, range % 4 = 0 AS churned
      FROM range(240)`,
      { roles: ['country', 'tenure', 'churned'] },
    );
    await ReleaseRegister.open(orders.db, newRun(), memoryShelf(), 'test');
  });
  afterAll(() => orders.close());

  test('every table that knows its customers is tried', () => {
    const declared = ANALYSES.filter(({ tables }) => Object.values(tables).some(({ members }) => members));
    expect(new Set(RUNS.map(([id]) => id))).toEqual(new Set(declared.map(({ id }) => id)));
  });

  test.each(RUNS)('%s %j: as many as the row counts', async (id, params) => {
    const outcome = await orders.analyse(id, params);
    const analysis = ANALYSES.find((each) => each.id === id);
    for (const [name, shape] of Object.entries(analysis?.tables ?? {})) {
      const table = outcome.tables[name];
      if (analysis === undefined || table === undefined || shape.members === undefined) continue;
      const membership = membershipOf(analysis, name, null);
      if (membership === null) throw new RangeError(`${id} does not know who is behind ${name}`);
      const { view } = await seeTable(orders.db, newRun(), { table, shape }, membership);
      const counted = shape.columns.find(({ meaning }) => meaning === 'contributors')?.name ?? '';
      const counts = column(table, counted).values;
      expect(
        view.cells.map(({ customers }) => customers),
        name,
      ).toEqual(view.cells.map(({ row }) => counts[row]));
      if (shape.mayBeEmpty !== true) expect(view.cells.length, name).toBeGreaterThan(0);
    }
  });
});
