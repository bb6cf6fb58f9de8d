import { describe, expect, test } from 'vitest';
import { discountedExpectedPurchases } from '../../src/stats/btyd/discount.ts';
import { fitModel } from '../../src/stats/btyd/fit.ts';
import {
  expectedSpend,
  fitGammaGamma,
  gammaGammaLogLikelihood,
  meanSpend,
} from '../../src/stats/btyd/gamma-gamma.ts';
import { model } from '../../src/stats/btyd/models.ts';
import { baseOf } from '../stats/btyd-bases.ts';
import { csvRows, dayOf, golden, shared, summarise, sumOf } from './btyd-data.ts';
import {
  at,
  expectClose,
  expectCustomers,
  expectFit,
  MONTHLY,
  type GoldenFit,
  type Numbers,
} from './btyd-expect.ts';

describe.skipIf(shared === null)('customer-base models equal the other goldens of ../shared', () => {
  test('donations_bgbb.json', () => {
    const expected = golden('donations_bgbb.json') as {
      fit: GoldenFit;
      rows: Numbers[];
      total_exp_5: number;
      expected_transactions_new_customer: Numbers;
      expected_total_incremental: number[];
    };
    const rows = csvRows('data', 'donor', 'donations.csv');
    const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
    const base = {
      x: column('frequency'),
      tx: column('recency'),
      T: column('periods'),
      weight: column('weights'),
    };
    const fit = fitModel('bgbb', base);
    expectFit(fit, expected.fit);
    expect(fit.boundary).toBe(false);
    const parameters = at(expected.fit);
    const chosen = model('bgbb');
    for (const row of expected.rows) {
      const one = baseOf([[row['x'] ?? 0, row['t_x'] ?? 0, row['n'] ?? 0, 1]]);
      expectClose(chosen.logLikelihood(parameters, one), row['loglik'], 1e-9);
      expectClose(chosen.pAlive(parameters, one)[0], row['p_alive'], 1e-9);
      expectClose(chosen.conditionalExpectedPurchases(parameters, one, 5)[0], row['exp_5']);
    }
    const later = chosen.conditionalExpectedPurchases(parameters, base, 5);
    expectClose(sumOf(later.map((value, i) => value * (base.weight[i] ?? 0))), expected.total_exp_5);
    for (const [t, value] of Object.entries(expected.expected_transactions_new_customer)) {
      expectClose(chosen.expectedPurchases(parameters, Number(t)), value);
    }
    expected.expected_total_incremental.forEach((value, i) => {
      const added = chosen.expectedPurchases(parameters, i + 1) - chosen.expectedPurchases(parameters, i);
      expectClose(added * fit.customers, value);
    });
  });

  test('lifetimes_example_transactions_btyd.json', () => {
    const expected = golden('lifetimes_example_transactions_btyd.json') as {
      bgnbd: GoldenFit;
      pareto_nbd: GoldenFit;
      aggregates: Numbers;
      customers: (Numbers & { customer: string })[];
    };
    const summary = summarise(
      csvRows('data', 'cdnow', 'example_transactions.csv').map((row) => ({
        customer: row['id'] ?? '',
        day: dayOf(row['date'] ?? ''),
        amount: 1,
      })),
      { calibrationEnd: '2014-12-31', observationEnd: '2014-12-31', unitDays: 1 },
    );
    const { base } = summary;
    expectFit(fitModel('bgnbd', base), expected.bgnbd);
    expectFit(fitModel('paretonbd', base), expected.pareto_nbd);
    const [bg, pareto] = [at(expected.bgnbd), at(expected.pareto_nbd)];
    expectCustomers(summary, expected.customers, [
      ['bgnbd', 'bgnbd', bg],
      ['pnbd', 'paretonbd', pareto],
    ]);
    const sums = {
      sum_bgnbd_p_alive: model('bgnbd').pAlive(bg, base),
      sum_bgnbd_exp_365: model('bgnbd').conditionalExpectedPurchases(bg, base, 365),
      sum_pnbd_p_alive: model('paretonbd').pAlive(pareto, base),
      sum_pnbd_exp_365: model('paretonbd').conditionalExpectedPurchases(pareto, base, 365),
    };
    for (const [key, values] of Object.entries(sums)) expectClose(sumOf(values), expected.aggregates[key]);
  });

  test('lifetimes_quickstart.json', () => {
    const expected = golden('lifetimes_quickstart.json') as {
      bgnbd: GoldenFit;
      gamma_gamma: GoldenFit;
      expected_spend_first10: number[];
      mean_expected_spend: number;
      clv12_factor30_first10: number[];
      clv12_factor4345_first10: number[];
      top5_expected_purchases_t1: [number, number][];
    };
    const rows = csvRows('data', 'cdnow', 'cdnow_customers_summary_with_transactions.csv');
    const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
    const m = column('zbar');
    const base = { x: column('x'), tx: column('t_x'), T: column('T'), weight: m.map(() => 1) };
    expectFit(fitModel('bgnbd', base), expected.bgnbd);
    expectFit(fitGammaGamma(base.x, m, base.weight), expected.gamma_gamma);
    const [bg, spend] = [at(expected.bgnbd), at(expected.gamma_gamma)];
    const money = expectedSpend(spend, base.x, m);
    expected.expected_spend_first10.forEach((value, i) => {
      expectClose(money[i], value);
    });
    expectClose(sumOf(money) / money.length, expected.mean_expected_spend);
    for (const [periodLength, values] of [
      [30, expected.clv12_factor30_first10],
      [4.345, expected.clv12_factor4345_first10],
    ] as const) {
      const worth = discountedExpectedPurchases(model('bgnbd'), bg, base, { ...MONTHLY, periodLength });
      values.forEach((value, i) => {
        expectClose((worth[i] ?? NaN) * (money[i] ?? NaN), value);
      });
    }
    const next = model('bgnbd').conditionalExpectedPurchases(bg, base, 1);
    const top = [...next.entries()].sort((one, other) => other[1] - one[1]).slice(0, 5);
    expect(top.map(([i]) => Number(rows[i]?.['ID']))).toEqual(
      expected.top5_expected_purchases_t1.map(([id]) => id),
    );
    top.forEach(([, value], i) => {
      expectClose(value, expected.top5_expected_purchases_t1[i]?.[1]);
    });
  });

  test('sim_bgnbd_recovery.json', () => {
    const expected = golden('sim_bgnbd_recovery.json') as {
      calibration_2021: { bgnbd: GoldenFit; gamma_gamma: GoldenFit } & Numbers;
      full_period: { bgnbd: GoldenFit; sum_p_alive: number; brier_p_alive: number };
    };
    const purchases = csvRows('data', 'sim', 'sim_bgnbd_orders.csv').map((row) => ({
      customer: (row['customer_id'] ?? '').slice(1),
      day: dayOf(row['order_ts'] ?? ''),
      amount: Number(row['amount']),
    }));
    const half = summarise(purchases, {
      calibrationEnd: '2021-12-31',
      observationEnd: '2022-12-31',
      unitDays: 1,
    });
    const { calibration_2021: first, full_period: full } = expected;
    expect(sumOf(half.base.x)).toBe(first['sum_x']);
    expectFit(fitModel('bgnbd', half.base), first.bgnbd);
    expectFit(fitGammaGamma(half.base.x, half.m, half.base.weight), first.gamma_gamma);
    const later = model('bgnbd').conditionalExpectedPurchases(at(first.bgnbd), half.base, 365);
    expectClose(sumOf(later), first['sum_expected_365']);
    expect(sumOf(half.later)).toBe(first['sum_actual_365']);
    expectClose(
      sumOf(later.map((v, i) => Math.abs(v - (half.later[i] ?? NaN)))) / later.length,
      first['mae'],
    );
    expectClose(sumOf(model('bgnbd').pAlive(at(first.bgnbd), half.base)), first['sum_p_alive']);
    const whole = summarise(purchases, {
      calibrationEnd: '2022-12-31',
      observationEnd: '2022-12-31',
      unitDays: 1,
    });
    expectFit(fitModel('bgnbd', whole.base), full.bgnbd);
    const alive = model('bgnbd').pAlive(at(full.bgnbd), whole.base);
    expectClose(sumOf(alive), full.sum_p_alive);
    const truth = new Map(
      csvRows('data', 'sim', 'sim_bgnbd_truth.csv').map((row) => [
        Number((row['customer_id'] ?? '').slice(1)),
        Number(row['alive_at_end']),
      ]),
    );
    const squares = alive.map((p, i) => (p - (truth.get(Number(whole.customers[i])) ?? NaN)) ** 2);
    expectClose(sumOf(squares) / squares.length, full.brier_p_alive);
  });

  test('btyd_numeric_stress_mpmath.json: 60 digits', () => {
    const { cases } = golden('btyd_numeric_stress_mpmath.json') as {
      cases: (Numbers & { model: string; params: number[] })[];
    };
    for (const each of cases) {
      const parameters = Float64Array.from(each.params);
      const value = (name: string) => each[name] ?? NaN;
      const near = (found: number | undefined, name: string, tolerance: number) => {
        if (Math.abs(value(name)) < 1e-50) expect(Math.abs(found ?? NaN)).toBeLessThan(1e-12);
        else expectClose(found, value(name), tolerance);
      };
      if (each.model === 'gamma_gamma') {
        const [x, z] = [Float64Array.of(value('x')), Float64Array.of(value('z'))];
        near(gammaGammaLogLikelihood(parameters, x, z, Float64Array.of(1)), 'loglik', 1e-9);
        near(expectedSpend(parameters, x, z)[0], 'expected_spend', 1e-12);
        continue;
      }
      const chosen = model(each.model === 'bgnbd' ? 'bgnbd' : 'paretonbd');
      const base = baseOf([[value('x'), value('t_x'), value('T'), 1]]);
      near(chosen.logLikelihood(parameters, base), 'loglik', 1e-9);
      near(chosen.logLikelihoods(parameters, base)[0], 'loglik', 1e-9);
      const [alive = NaN] = chosen.pAlive(parameters, base);
      expect(Math.abs(alive - value('p_alive'))).toBeLessThan(1e-9);
      near(chosen.conditionalExpectedPurchases(parameters, base, 52)[0], 'exp_purchases_52', 1e-6);
    }
  });

  test('the mean spend of all customers is none for q ≤ 1', () => {
    expect(meanSpend(Float64Array.of(6.25, 3.74, 15.44))).toBeCloseTo((6.25 * 15.44) / 2.74, 9);
    expect(meanSpend(Float64Array.of(6.25, 1, 15.44))).toBeNull();
  });
});
