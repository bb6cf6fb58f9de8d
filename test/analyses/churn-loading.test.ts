import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { AppFailure } from '../../src/contract/error.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { readTable, runAnalysis } from '../../workers/engine/analyse.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { StepCache } from '../../workers/engine/make-tables.ts';
import { startWorkbench, type Workbench } from '../engine/import/workbench.ts';
import { asObjects } from './orders-in-engine.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.close());

async function analyse(text: string, params: object = {}): Promise<AnalysisOutcome> {
  const loaded = await bench.loadText(text);
  return runAnalysis(
    { db: bench.db, compute: computeHere, run: bench.run, cache: new StepCache() },
    {
      datasetId: loaded.datasetId,
      data: boundDataOf(loaded.receipt),
      analysis: findAnalysis('churn'),
      params,
    },
  );
}

async function customers(): Promise<Record<string, Value>[]> {
  return asObjects(await readTable(bench.db, bench.run, findAnalysis('churn'), 'customers'));
}

describe('churn of files', () => {
  test('orders without amounts are judged, and have no value', async () => {
    const outcome = await analyse(
      'customer,date\na,2024-01-01\na,2024-01-05\na,2024-01-09\nb,2024-02-20\nb,2024-03-01\n',
    );
    expect((await customers()).map(({ customer, rule, clv }) => [customer, rule, clv])).toEqual([
      ['a', 'lapsed', null],
      ['b', 'active', null],
    ]);
    expect(outcome.facts).toMatchObject({ setting: 'nonContractual', churned: 1, clv: null });
  });

  test('contracts are judged by their tenure; what is asked of orders is refused', async () => {
    const text = 'customer,tenure,churned,plan\na,3,yes,x\nb,5,no,x\nc,5,yes,y\nd,9,no,y\n';
    const outcome = await analyse(text);
    expect(outcome.facts).toMatchObject({
      setting: 'contractual',
      customers: 4,
      churned: 2,
      median_survival: 5,
    });
    expect(await customers()).toEqual([]);
    const refused = await analyse(text, { setting: 'nonContractual' }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(refused).toBeInstanceOf(AppFailure);
    expect((refused as AppFailure).error).toEqual({
      code: 'analysis.notReady',
      params: { id: 'churn', missing: 'orderedAt' },
    });
  });

  test('data with both are taken for orders, unless contracts are asked for', async () => {
    const text =
      'customer,date,amount,tenure,churned\na,2024-01-01,5,3,yes\na,2024-01-04,5,4,yes\nb,2024-01-03,6,9,no\n';
    expect((await analyse(text)).facts).toMatchObject({ setting: 'nonContractual', customers: 2 });
    expect((await analyse(text, { setting: 'contractual' })).facts).toMatchObject({
      setting: 'contractual',
      customers: 2,
      churned: 1,
    });
  });
});
