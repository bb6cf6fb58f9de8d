import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { sql } from '../../src/contract/sql.ts';
import { readTable, runAnalysis } from '../../workers/engine/analyse.ts';
import { fileOnDisk } from '../../workers/engine/boot-node.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { StepCache } from '../../workers/engine/make-tables.ts';
import type { LoadedOrders } from '../../workers/import/loaded-orders.ts';
import { AnalysedOrders, asObjects, sharedFolder } from '../analyses/orders-in-engine.ts';
import { startWorkbench, type Workbench } from '../engine/import/workbench.ts';

interface Telco {
  readonly profile: { readonly rows: number; readonly churn_yes: number; readonly churn_rate: number };
  readonly churn_by_contract: Readonly<Record<string, { readonly n: number; readonly churn: number }>>;
  readonly kaplan_meier_tenure: { readonly rows: readonly (readonly [number, number, number, number])[] };
  readonly logistic: {
    readonly features: readonly string[];
    readonly coef: readonly number[];
    readonly se: readonly number[];
    readonly loglik: number;
    readonly auc: number;
    readonly average_precision: number;
    readonly log_loss: number;
    readonly brier: number;
    readonly ks: number;
  };
}

const shared = sharedFolder();

describe.skipIf(shared === null)(
  'churn of the Telco contracts of ../shared, opened and loaded as by the app',
  () => {
    const folder = shared ?? '';
    let bench: Workbench;
    let loaded: LoadedOrders;
    let outcome: AnalysisOutcome;
    let golden: Telco;
    beforeAll(async () => {
      golden = JSON.parse(readFileSync(path.join(folder, 'golden/telco_churn.json'), 'utf8')) as Telco;
      bench = await startWorkbench();
      const file = await fileOnDisk(path.join(folder, 'data/telco/Telco-Customer-Churn.csv'));
      const extras = ['MonthlyCharges', 'SeniorCitizen', 'Partner', 'Contract', 'InternetService'];
      loaded = await bench.load(file, { extras: [...extras, 'PaperlessBilling', 'PaymentMethod'] });
      outcome = await runAnalysis(
        { db: bench.db, compute: computeHere, run: bench.run, cache: new StepCache() },
        {
          datasetId: loaded.datasetId,
          data: boundDataOf(loaded.receipt),
          analysis: findAnalysis('churn'),
          params: { groupBy: 'Contract', drivers: golden.logistic.features },
        },
      );
    });
    afterAll(() => bench.close());

    const rows = (table: string): Record<string, unknown>[] =>
      asObjects(outcome.tables[table] ?? { columns: [], rowCount: 0 });

    test('the file is known for contracts, and every row is loaded', () => {
      expect(loaded.mapping.roles).toEqual({ customerId: 'customerID', tenure: 'tenure', churned: 'Churn' });
      expect(loaded.receipt).toMatchObject({
        read: golden.profile.rows,
        loaded: golden.profile.rows,
        setAside: 0,
        customers: golden.profile.rows,
        firstOrderAt: null,
        lastOrderAt: null,
      });
    });

    test('churn rate, overall and by contract', () => {
      expect(outcome.facts).toMatchObject({
        setting: 'contractual',
        customers: golden.profile.rows,
        churned: golden.profile.churn_yes,
        analysis_date: null,
        p_alive_mean: null,
      });
      expect(outcome.facts['churn_rate']).toBeCloseTo(golden.profile.churn_rate, 12);
      expect(
        Object.fromEntries(
          rows('groups').map((row) => [row['group'], { n: row['customers'], churn: row['churned'] }]),
        ),
      ).toEqual(golden.churn_by_contract);
    });

    test('every row of the survival curve', () => {
      const everybody = rows('survival').filter((row) => row['group'] === '(all)');
      expect(everybody.map(({ time, at_risk, events }) => [time, at_risk, events])).toEqual(
        golden.kaplan_meier_tenure.rows.map((row) => row.slice(0, 3)),
      );
      for (const [index, [, , , survival]] of golden.kaplan_meier_tenure.rows.entries()) {
        expect(everybody[index]?.['survival']).toBeCloseTo(survival, 12);
      }
      expect(outcome.facts).toMatchObject({ median_survival: null, log_rank_df: 2 });
      expect(outcome.facts['log_rank']).toBeGreaterThan(1000);
      expect(outcome.facts['log_rank_p']).toBeLessThan(1e-100);
    });

    test('the regression on the ten features', () => {
      const { logistic } = golden;
      const found = rows('drivers');
      expect(found.map(({ driver }) => driver)).toEqual(['(intercept)', ...logistic.features]);
      for (const [index, row] of found.entries()) {
        expect(Number(row['coefficient']) / (logistic.coef[index] ?? 0)).toBeCloseTo(1, 6);
        expect(Number(row['standard_error']) / (logistic.se[index] ?? 0)).toBeCloseTo(1, 5);
        expect(row['customers']).toBe(golden.profile.rows);
      }
      const facts = outcome.facts as Readonly<Record<string, number>>;
      expect(facts['drivers_log_likelihood']).toBeCloseTo(logistic.loglik, 7);
      expect(facts['auc']).toBeCloseTo(logistic.auc, 8);
      expect(facts['average_precision']).toBeCloseTo(logistic.average_precision, 8);
      expect(facts['log_loss']).toBeCloseTo(logistic.log_loss, 8);
      expect(facts['brier']).toBeCloseTo(logistic.brier, 8);
      expect(facts['ks']).toBeCloseTo(logistic.ks, 8);
    });

    test('the views draw their tables', () => {
      const context = { params: outcome.params, currency: null };
      for (const view of findAnalysis('churn').views) {
        const table = outcome.tables[view.table];
        if (table === undefined || table.rowCount === 0) continue;
        const spec = view.chart(table, context);
        expect(spec.contributors, view.id).toBe(golden.profile.rows - (view.id === 'sbg' ? 11 : 0));
        expect(JSON.stringify(spec)).not.toMatch(/"withheld":true|NaN/u);
      }
    });

    test('no customers are listed: nobody is judged by orders', async () => {
      const customers = await readTable(bench.db, bench.run, findAnalysis('churn'), 'customers');
      expect(customers.rowCount).toBe(0);
    });
  },
);

interface Customer {
  readonly id: string;
  readonly alive: number;
}

describe.skipIf(shared === null)('churn of the CDNOW sample of ../shared', () => {
  const folder = shared ?? '';
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    await orders.attach('cdnow.txt', path.join(folder, 'data/cdnow/CDNOW_sample.txt'));
    await orders.load(
      sql`SELECT part[2]::INTEGER AS customer, strptime(part[3], '%Y%m%d') AS ordered_at, part[5]::DOUBLE AS amount
      FROM (SELECT regexp_split_to_array(trim(line), '\\s+') AS part
        FROM read_csv('import/cdnow.txt', header = false, columns = {'line': 'VARCHAR'}, delim = '\t', quote = ''))`,
      { numericIds: true },
    );
  });
  afterAll(() => orders.close());

  const published = (column: string): Customer[] => {
    const [header = '', ...lines] = readFileSync(
      path.join(folder, 'golden/cdnow_sample_customers.csv'),
      'utf8',
    )
      .trim()
      .split(/\r?\n/u);
    const place = header.split(',').indexOf(column);
    return lines.map((line) => {
      const fields = line.split(',');
      return { id: fields[0] ?? '', alive: Number(fields[place]) };
    });
  };

  test.each([
    ['bgnbd', 'bgnbd_p_alive'],
    ['paretonbd', 'pnbd_p_alive'],
  ])('P(alive) of every customer by %s', async (model, column) => {
    const outcome = await orders.analyse('churn', { model, analysisDate: '1997-09-30' });
    const found = new Map(
      (await orders.rows('churn', 'customers')).map((row) => [
        String(row['customer']),
        Number(row['p_alive']),
      ]),
    );
    const expected = published(column);
    expect(found.size).toBe(expected.length);
    for (const { id, alive } of expected) expect(found.get(id), id).toBeCloseTo(alive, 3);
    expect(outcome.facts).toMatchObject({ setting: 'nonContractual', customers: 2357, model_used: model });
  });
});
