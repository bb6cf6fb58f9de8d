import path from 'node:path';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Analysis, BoundData } from '../../src/analyses/analysis.ts';
import { USUAL_VALUE, type ValueChoice, valueSteps } from '../../src/analyses/clv/value-steps.ts';
import { sql } from '../../src/contract/sql.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { makeTables, StepCache } from '../../workers/engine/make-tables.ts';
import { cdnowRows } from '../golden/cdnow-sample.ts';
import { AnalysedOrders, asObjects, newRun, sharedFolder } from './orders-in-engine.ts';

const shared = sharedFolder();

async function valued(orders: AnalysedOrders, data: BoundData, choice: ValueChoice) {
  const bench = { db: orders.db, compute: computeHere, run: newRun(), cache: new StepCache() };
  await makeTables(
    bench,
    { id: 'valued' } as unknown as Analysis,
    valueSteps('valued', data, choice, 'now_'),
  );
  return asObjects(
    await orders.db.query(sql`SELECT * FROM valued.now_value ORDER BY customer_key`, newRun()),
  );
}

describe.skipIf(shared === null)('value steps for other analyses', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    await orders.attach('cdnow.txt', path.join(shared ?? '', 'data/cdnow/CDNOW_sample.txt'));
    await orders.load(cdnowRows('import/cdnow.txt'), { numericIds: true });
  });
  afterAll(() => orders.close());

  test('value every customer as of a day, as the golden of CDNOW does', async () => {
    const rows = await valued(orders, orders.data, {
      ...USUAL_VALUE,
      asOf: '1997-09-30',
      discountRate: { rate: 0.01, per: 'month' },
    });
    const golden = JSON.parse(
      readFileSync(path.join(shared ?? '', 'golden/cdnow_sample_btyd.json'), 'utf8'),
    ) as { aggregates: Record<string, number> };
    expect(rows).toHaveLength(2357);
    const sum = (name: string): number => rows.reduce((total, row) => total + Number(row[name]), 0);
    expect(sum('x')).toBe(2457);
    expect(sum('clv') / (golden.aggregates['sum_clv12_bgnbd'] ?? 0)).toBeCloseTo(1, 5);
    expect(sum('p_alive') / (golden.aggregates['sum_bgnbd_p_alive'] ?? 0)).toBeCloseTo(1, 5);
  });
});
