import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { AnalysedOrders, asObjects, sharedFolder } from '../analyses/orders-in-engine.ts';
import { cdnowRows } from './cdnow-sample.ts';

type Row = Readonly<Record<string, Value>>;
type Figures = Readonly<Record<string, number>>;

interface FitGolden {
  readonly params: Figures;
  readonly loglik: number;
  readonly se_delta_method: Figures;
}

interface SampleGolden {
  readonly summary_totals: Figures;
  readonly bgnbd: FitGolden;
  readonly pareto_nbd: FitGolden;
  readonly gamma_gamma: FitGolden;
  readonly aggregates: Figures;
  readonly holdout: {
    readonly metrics: Readonly<Record<string, Figures>>;
    readonly conditional_expectation_by_calibration_frequency: readonly Row[];
  };
  readonly calibration_frequency_distribution: readonly Row[];
  readonly weekly_tracking: Readonly<Record<string, readonly number[]>>;
}

const shared = sharedFolder();
const at = (...parts: readonly string[]): string => path.join(shared ?? '', ...parts);

function golden(name: string): unknown {
  return JSON.parse(readFileSync(at('golden', name), 'utf8'));
}

/** Equal to so many parts of the expected value. */
function expectClose(found: unknown, wanted: unknown, relative: number, what: string): void {
  const difference = Math.abs(Number(found) - Number(wanted));
  expect(difference, `${what}: ${String(found)} / ${String(wanted)}`).toBeLessThanOrEqual(
    relative * Math.max(Math.abs(Number(wanted)), 1e-9),
  );
}

function expectFit(facts: Row, fit: FitGolden, prefix = ''): void {
  for (const [name, value] of Object.entries(fit.params)) {
    expectClose(facts[`${prefix}${name}`], value, 1e-3, name);
    expectClose(facts[`${prefix}${name}_se`], fit.se_delta_method[name], 0.01, `se of ${name}`);
  }
  expect(Math.abs(Number(facts[`${prefix}log_likelihood`]) - fit.loglik)).toBeLessThan(1e-3);
}

function tableOf(outcome: AnalysisOutcome, name: string): Record<string, Value>[] {
  return asObjects(outcome.tables[name] ?? { columns: [], rowCount: 0 });
}

function csv(text: string): Row[] {
  const [header = '', ...lines] = text.trim().split('\n');
  const names = header.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((field, index) => [names[index] ?? '', field])),
  );
}

const total = (rows: readonly Row[], name: string): number =>
  rows.reduce((sum, row) => sum + Number(row[name]), 0);

const CDNOW = {
  timeUnit: 'week',
  calibrationEnd: '1997-09-30',
  observationEnd: '1998-06-30',
  discountRate: { rate: 0.01, per: 'month' },
};

describe.skipIf(shared === null)('lifetime value equals the goldens of the CDNOW sample', () => {
  let orders: AnalysedOrders;
  let wanted: SampleGolden;
  let wantedCustomers: Row[];
  beforeAll(async () => {
    wanted = golden('cdnow_sample_btyd.json') as SampleGolden;
    wantedCustomers = csv(readFileSync(at('golden/cdnow_sample_customers.csv'), 'utf8'));
    orders = await AnalysedOrders.boot();
    await orders.attach('cdnow.txt', at('data/cdnow/CDNOW_sample.txt'));
    await orders.load(cdnowRows('import/cdnow.txt'), { numericIds: true });
  });
  afterAll(() => orders.close());

  test.each([
    ['bgnbd', 'bgnbd', 'bg'],
    ['paretonbd', 'pnbd', 'pn'],
  ] as const)('every customer, the fit and the holdout under %s', async (model, column, suffix) => {
    const outcome = await orders.analyse('clv', { ...CDNOW, model });
    const { facts } = outcome;
    expectFit(facts, model === 'bgnbd' ? wanted.bgnbd : wanted.pareto_nbd);
    expectFit(facts, wanted.gamma_gamma, 'gamma_gamma_');
    expect(facts).toMatchObject({
      customers: 2357,
      repeat_customers: 946,
      sum_x: 2457,
      model_used: model,
      boundary: false,
      converged: true,
      spend_used: 'gammagamma',
      calibration_end: Date.UTC(1997, 8, 30),
      observation_end: Date.UTC(1998, 5, 30),
      holdout_length: 39,
      holdout_actual: 1882,
    });
    expectClose(facts['gamma_gamma_correlation'], wanted.summary_totals['corr_x_m_repeat'], 1e-6, 'corr');
    expectClose(
      facts['total_clv'],
      wanted.aggregates[model === 'bgnbd' ? 'sum_clv12_bgnbd' : 'sum_clv12_pnbd'],
      1e-5,
      'total clv',
    );
    const metrics = wanted.holdout.metrics[column];
    expectClose(facts['holdout_mae'], metrics?.['mae'], 1e-4, 'mae');
    expectClose(facts['holdout_rmse'], metrics?.['rmse'], 1e-4, 'rmse');
    expectClose(facts['holdout_expected'], metrics?.['total_expected'], 1e-5, 'holdout expected');

    const rows = await orders.rows('clv', 'customers');
    expect(rows.map(({ customer }) => customer)).toEqual(wantedCustomers.map(({ c }) => c));
    for (const [index, row] of rows.entries()) {
      const known = wantedCustomers[index] ?? {};
      const close = (name: string, from: unknown, relative: number): void => {
        expectClose(row[name], from, relative, `${String(row['customer'])} ${name}`);
      };
      expect(row['frequency']).toBe(Number(known['x']));
      expect(row['holdout_purchases']).toBe(Number(known['x_star']));
      expect(Math.abs(Number(row['recency_days']) / 7 - Number(known['t_x']))).toBeLessThan(1e-6);
      expect(Math.abs(Number(row['age_days']) / 7 - Number(known['T']))).toBeLessThan(1e-6);
      close('monetary', known['m_x'], 1e-6);
      close('holdout_spend', known['spend_star'], 1e-6);
      close('p_alive', known[`${column}_p_alive`], 1e-4);
      close('expected_holdout', known[`${column}_ce39`], 1e-4);
      close('expected_spend', known['gg_spend'], 1e-4);
      close('clv', known[`clv12_${suffix}`], 1e-4);
    }

    for (const [index, row] of tableOf(outcome, 'holdout').entries()) {
      const known = wanted.holdout.conditional_expectation_by_calibration_frequency[index] ?? {};
      expect([row['frequency'], row['customers']]).toEqual([known['freq'], known['n']]);
      expectClose(row['actual_mean'], known['actual_mean'], 1e-9, 'actual mean');
      expectClose(row['expected_mean'], known[`${column}_mean`], 1e-4, 'expected mean');
    }
    const tracking = tableOf(outcome, 'tracking');
    expect(tracking.map(({ actual }) => actual)).toEqual(wanted.weekly_tracking['actual_incremental']);
    expect(tracking.map(({ cumulative_actual }) => cumulative_actual)).toEqual(
      wanted.weekly_tracking['actual_cumulative'],
    );
    for (const [index, row] of tracking.entries()) {
      const known = wanted.weekly_tracking[`${column}_expected_cumulative`]?.[index];
      expectClose(row['cumulative_expected'], known, 1e-5, `week ${index + 1}`);
    }
    expect(tableOf(outcome, 'health').map(({ check }) => check)).toContain('independence');
  });

  test('expected purchases over 39 weeks, undiscounted, are the conditional expectations', async () => {
    await orders.analyse('clv', { ...CDNOW, horizon: '39 weeks', discountRate: 0 });
    const rows = await orders.rows('clv', 'customers');
    for (const [index, row] of rows.entries()) {
      const known = wantedCustomers[index]?.['bgnbd_ce39'];
      expectClose(row['expected_purchases'], known, 1e-4, String(row['customer']));
      expectClose(row['clv'], Number(row['expected_purchases']) * Number(row['expected_spend']), 1e-9, 'clv');
    }
  });

  test('customers by frequency', async () => {
    const outcome = await orders.analyse('clv', CDNOW);
    for (const [index, row] of tableOf(outcome, 'frequency').entries()) {
      const known = wanted.calibration_frequency_distribution[index] ?? {};
      expect([row['frequency'], row['customers']]).toEqual([known['freq'], known['actual']]);
      expectClose(row['expected'], known['bgnbd_expected'], 1e-4, 'expected customers');
    }
  });

  test('DERT of Pareto/NBD at 15 % a year of 52 weeks', async () => {
    const rate = Math.expm1(Math.log(1.15) / 52);
    const { facts } = await orders.analyse('clv', {
      ...CDNOW,
      model: 'paretonbd',
      discountRate: { rate, per: 'week' },
    });
    expectClose(facts['dert_total'], wanted.aggregates['sum_dert'], 1e-4, 'DERT');
  });

  test('MBG/NBD', async () => {
    const { fit, sum_p_alive } = golden('cdnow_sample_mbgnbd.json') as {
      fit: FitGolden;
      sum_p_alive: number;
    };
    const { facts } = await orders.analyse('clv', { ...CDNOW, model: 'mbgnbd' });
    expectFit(facts, fit);
    expectClose(facts['total_p_alive'], sum_p_alive, 1e-4, 'P(alive)');
    expect(facts['dert_total']).toBeNull();
  });

  test('bootstrap intervals', { timeout: 180_000 }, async () => {
    const { params, total_expected_purchases_39w: purchases } = golden('cdnow_bgnbd_bootstrap.json') as {
      params: Readonly<Record<string, readonly number[]>>;
      total_expected_purchases_39w: readonly number[];
    };
    const outcome = await orders.analyse('clv', { ...CDNOW, horizon: '39 weeks', bootstrap: 150 });
    const width = (known: readonly number[]): number => (known[2] ?? 0) - (known[0] ?? 0);
    const near = (found: unknown, known: readonly number[], index: 0 | 2, what: string): void => {
      expect(Math.abs(Number(found) - (known[index] ?? 0)) / width(known), what).toBeLessThan(0.25);
    };
    for (const row of tableOf(outcome, 'parameters')) {
      const known = params[String(row['parameter'])];
      if (known === undefined) continue;
      near(row['low'], known, 0, `${String(row['parameter'])} low`);
      near(row['high'], known, 2, `${String(row['parameter'])} high`);
    }
    near(outcome.facts['total_expected_purchases_low'], purchases, 0, 'purchases low');
    near(outcome.facts['total_expected_purchases_high'], purchases, 2, 'purchases high');
    const rows = await orders.rows('clv', 'customers');
    const within = rows.filter((row) => {
      const [low, value, high] = [row['clv_low'], row['clv'], row['clv_high']].map(Number);
      return (low ?? 0) <= (value ?? 0) && (value ?? 0) <= (high ?? 0);
    });
    expect(within.length / rows.length).toBeGreaterThan(0.99);
    const groups = tableOf(outcome, 'groups');
    expectClose(total(groups, 'clv'), outcome.facts['total_clv'], 1e-9, 'groups');
    for (const row of groups) expect(Number(row['clv_low'])).toBeLessThan(Number(row['clv_high']));
  });
});

describe.skipIf(shared === null)('lifetime value equals the goldens of other files', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  test('the example transactions of lifetimes, in days', async () => {
    const wanted = golden('lifetimes_example_transactions_btyd.json') as {
      bgnbd: FitGolden;
      pareto_nbd: FitGolden;
      aggregates: Figures;
    };
    await orders.attach('example.csv', at('data/cdnow/example_transactions.csv'));
    await orders.load(
      sql`SELECT id AS customer, "date" AS ordered_at, 1.0 AS amount FROM read_csv('import/example.csv', header = true)`,
      { numericIds: true },
    );
    const params = { timeUnit: 'day', calibrationEnd: '2014-12-31', horizon: 365, discountRate: 0 };
    const { facts } = await orders.analyse('clv', params);
    expectFit(facts, wanted.bgnbd);
    expectClose(facts['total_p_alive'], wanted.aggregates['sum_bgnbd_p_alive'], 1e-4, 'P(alive)');
    expectClose(
      facts['total_expected_purchases'],
      wanted.aggregates['sum_bgnbd_exp_365'],
      1e-4,
      'purchases in 365 days',
    );
    const pareto = await orders.analyse('clv', { ...params, model: 'paretonbd' });
    expectFit(pareto.facts, wanted.pareto_nbd);
    expectClose(
      pareto.facts['total_expected_purchases'],
      wanted.aggregates['sum_pnbd_exp_365'],
      1e-4,
      'purchases in 365 days',
    );
  });

  test('the simulated shop', async () => {
    const wanted = golden('sim_bgnbd_recovery.json') as {
      calibration_2021: { bgnbd: FitGolden; gamma_gamma: FitGolden } & Figures;
      full_period: { bgnbd: FitGolden } & Figures;
    };
    await orders.attach('sim.csv', at('data/sim/sim_bgnbd_orders.csv'));
    await orders.load(
      sql`SELECT customer_id AS customer, order_ts AS ordered_at, amount FROM read_csv('import/sim.csv', header = true)`,
    );
    const year = await orders.analyse('clv', {
      timeUnit: 'day',
      calibrationEnd: '2021-12-31',
      observationEnd: '2022-12-31',
    });
    expectFit(year.facts, wanted.calibration_2021.bgnbd);
    expectFit(year.facts, wanted.calibration_2021.gamma_gamma, 'gamma_gamma_');
    expect(year.facts).toMatchObject({ sum_x: 6909, holdout_actual: 8420 });
    expectClose(
      year.facts['holdout_expected'],
      wanted.calibration_2021['sum_expected_365'],
      1e-4,
      '365 days',
    );
    expectClose(year.facts['holdout_mae'], wanted.calibration_2021['mae'], 1e-4, 'mae');
    expectClose(year.facts['total_p_alive'], wanted.calibration_2021['sum_p_alive'], 1e-4, 'P(alive)');
  });

  test('the toys of lifetimes', async () => {
    const toys = golden('toys_published.json') as {
      lifetimes_rfm_summary: {
        transactions: readonly (readonly [number, string, number])[];
        observation_end: string;
        expected: readonly (readonly number[])[];
      };
      lifetimes_calibration_holdout: {
        calibration_end: string;
        observation_end: string;
        expected_holdout_frequency: Readonly<Record<string, number>>;
        expected_monetary_cal: readonly number[];
      };
    };
    const { transactions, observation_end: end, expected } = toys.lifetimes_rfm_summary;
    await orders.loadOrders(
      transactions.map(([customer, day, amount]) => ({ customer: String(customer), day, amount })),
    );
    await orders.analyse('clv', { timeUnit: 'day', calibrationEnd: end, observationEnd: end });
    const whole = await orders.rows('clv', 'customers');
    expect(
      whole.map((row) => [
        Number(row['customer']),
        row['frequency'],
        row['recency_days'],
        row['age_days'],
        row['monetary'],
      ]),
    ).toEqual(expected);

    const holdout = toys.lifetimes_calibration_holdout;
    await orders.analyse('clv', {
      timeUnit: 'day',
      calibrationEnd: holdout.calibration_end,
      observationEnd: holdout.observation_end,
    });
    const rows = await orders.rows('clv', 'customers');
    expect(
      Object.fromEntries(rows.map((row) => [String(row['customer']), row['holdout_purchases']])),
    ).toMatchObject(holdout.expected_holdout_frequency);
    expect(rows.map(({ monetary }) => monetary)).toEqual(holdout.expected_monetary_cal);
  });
});
