import { describe, expect, test } from 'vitest';
import { discountedExpectedPurchases } from '../../src/stats/btyd/discount.ts';
import { fitModel } from '../../src/stats/btyd/fit.ts';
import { expectedSpend, fitGammaGamma, gammaGammaLogLikelihood } from '../../src/stats/btyd/gamma-gamma.ts';
import type { ModelName } from '../../src/stats/btyd/model.ts';
import { model } from '../../src/stats/btyd/models.ts';
import { dert } from '../../src/stats/btyd/pareto-nbd.ts';
import { baseOf } from '../stats/btyd-bases.ts';
import { cdnowMaster, cdnowSample, csvRows, golden, shared, sumOf } from './btyd-data.ts';
import {
  at,
  expectClose,
  expectCustomers,
  expectFit,
  MONTHLY,
  WEEKLY_DELTA,
  type GoldenFit,
  type Numbers,
} from './btyd-expect.ts';

describe.skipIf(shared === null)('customer-base models equal the goldens of ../shared', () => {
  describe('cdnow_sample_btyd.json', () => {
    const expected = (shared === null ? {} : golden('cdnow_sample_btyd.json')) as {
      bgnbd: GoldenFit;
      pareto_nbd: GoldenFit;
      gamma_gamma: GoldenFit;
      bgnbd_expected_purchases_new_customer: Numbers;
      pnbd_expected_purchases_new_customer: Numbers;
      bgnbd_pmf_t39: Numbers;
      customers: (Numbers & { customer: string })[];
      aggregates: Numbers;
      summary_totals: Numbers;
      weekly_tracking: Record<string, number[]>;
    };
    const summary = shared === null ? null : cdnowSample();
    if (summary === null) return;
    const { base, m } = summary;
    const [bg, pareto, spend] = [at(expected.bgnbd), at(expected.pareto_nbd), at(expected.gamma_gamma)];

    test('sufficient statistics', () => {
      expect(base.x.length).toBe(2357);
      expect(sumOf(base.x)).toBe(expected.summary_totals['sum_x']);
      expectClose(sumOf(base.tx), expected.summary_totals['sum_t_x'], 1e-12);
      expectClose(sumOf(base.T), expected.summary_totals['sum_T'], 1e-12);
      expect(sumOf(summary.later)).toBe(expected.summary_totals['sum_x_star']);
    });

    test('fits of BG/NBD, Pareto/NBD and gamma-gamma', () => {
      const bgFit = fitModel('bgnbd', base);
      const paretoFit = fitModel('paretonbd', base);
      expectFit(bgFit, expected.bgnbd);
      expectFit(paretoFit, expected.pareto_nbd);
      expectFit(fitGammaGamma(base.x, m, base.weight), expected.gamma_gamma);
      expect([bgFit.boundary, paretoFit.boundary]).toEqual([false, false]);
    });

    test('log-likelihoods at given parameters', () => {
      expectClose(model('bgnbd').logLikelihood(bg, base), expected.bgnbd.loglik, 1e-9);
      expectClose(model('paretonbd').logLikelihood(pareto, base), expected.pareto_nbd.loglik, 1e-9);
      const repeat = (values: Float64Array) => values.filter((_, i) => (base.x[i] ?? 0) > 0);
      expectClose(
        gammaGammaLogLikelihood(spend, repeat(base.x), repeat(m), repeat(base.weight)),
        expected.gamma_gamma.loglik,
        1e-9,
      );
    });

    test('new customers', () => {
      for (const [t, value] of Object.entries(expected.bgnbd_expected_purchases_new_customer)) {
        expectClose(model('bgnbd').expectedPurchases(bg, Number(t)), value);
      }
      for (const [t, value] of Object.entries(expected.pnbd_expected_purchases_new_customer)) {
        expectClose(model('paretonbd').expectedPurchases(pareto, Number(t)), value);
      }
      for (const [n, value] of Object.entries(expected.bgnbd_pmf_t39)) {
        expectClose(model('bgnbd').probabilityOfCount(bg, 39, Number(n)), value);
      }
    });

    test('listed customers', () => {
      expectCustomers(summary, expected.customers, [
        ['bgnbd', 'bgnbd', bg],
        ['pnbd', 'paretonbd', pareto],
      ]);
      for (const each of expected.customers) {
        const one = baseOf([[each['x'] ?? 0, each['t_x'] ?? 0, each['T'] ?? 0, 1]]);
        const money = expectedSpend(spend, one.x, Float64Array.of(each['m_x'] ?? 0))[0] ?? NaN;
        expectClose(money, each['gg_expected_spend']);
        const worth = (name: ModelName, parameters: Float64Array) =>
          (discountedExpectedPurchases(model(name), parameters, one, MONTHLY)[0] ?? NaN) * money;
        expectClose(worth('bgnbd', bg), each['clv12_bgnbd_gg']);
        expectClose(worth('paretonbd', pareto), each['clv12_pnbd_gg']);
        expectClose(dert(pareto, one, WEEKLY_DELTA)[0], each['pnbd_dert_annual15pct']);
      }
    });

    test('every column of every customer of cdnow_sample_customers.csv, and the totals', () => {
      const money = expectedSpend(spend, base.x, m);
      const columns: Record<string, Float64Array> = {
        x: base.x,
        t_x: base.tx,
        T: base.T,
        m_x: m,
        x_star: summary.later,
        bgnbd_p_alive: model('bgnbd').pAlive(bg, base),
        bgnbd_ce39: model('bgnbd').conditionalExpectedPurchases(bg, base, 39),
        pnbd_p_alive: model('paretonbd').pAlive(pareto, base),
        pnbd_ce39: model('paretonbd').conditionalExpectedPurchases(pareto, base, 39),
        gg_spend: money,
        clv12_bg: discountedExpectedPurchases(model('bgnbd'), bg, base, MONTHLY).map(
          (v, i) => v * (money[i] ?? NaN),
        ),
        clv12_pn: discountedExpectedPurchases(model('paretonbd'), pareto, base, MONTHLY).map(
          (v, i) => v * (money[i] ?? NaN),
        ),
      };
      const rows = csvRows('golden', 'cdnow_sample_customers.csv');
      expect(rows.length).toBe(base.x.length);
      for (const [name, values] of Object.entries(columns)) {
        rows.forEach((row, i) => {
          expect(Math.abs((values[i] ?? NaN) - Number(row[name]))).toBeLessThan(
            1e-6 * (1 + Math.abs(Number(row[name]))),
          );
        });
      }
      const totals = {
        sum_bgnbd_p_alive: 'bgnbd_p_alive',
        sum_pnbd_p_alive: 'pnbd_p_alive',
        sum_bgnbd_ce39: 'bgnbd_ce39',
        sum_pnbd_ce39: 'pnbd_ce39',
        sum_gg_expected_spend: 'gg_spend',
        sum_clv12_bgnbd: 'clv12_bg',
        sum_clv12_pnbd: 'clv12_pn',
      };
      for (const [key, column] of Object.entries(totals)) {
        expectClose(sumOf(columns[column] ?? []), expected.aggregates[key]);
      }
      expectClose(sumOf(dert(pareto, base, WEEKLY_DELTA)), expected.aggregates['sum_dert']);
    });

    test('weekly tracking', () => {
      const longest = Math.max(...base.T);
      for (const [key, name, parameters] of [
        ['bgnbd_expected_cumulative', 'bgnbd', bg],
        ['pnbd_expected_cumulative', 'paretonbd', pareto],
      ] as const) {
        expected.weekly_tracking[key]?.forEach((value, i) => {
          const found = sumOf(
            base.T.map((T) => model(name).expectedPurchases(parameters, Math.max(i + 1 - (longest - T), 0))),
          );
          expectClose(found, value);
        });
      }
    });
  });

  test('cdnow_master_btyd.json', () => {
    const expected = golden('cdnow_master_btyd.json') as {
      bgnbd: GoldenFit;
      pareto_nbd: GoldenFit;
      gamma_gamma: GoldenFit;
      aggregates: Numbers;
      customers: (Numbers & { customer: string })[];
      holdout: Numbers;
      top10_clv: (Numbers & { customer: string })[];
    };
    const summary = cdnowMaster();
    const { base, m } = summary;
    expectFit(fitModel('bgnbd', base), expected.bgnbd);
    expectFit(fitModel('paretonbd', base), expected.pareto_nbd);
    expectFit(fitGammaGamma(base.x, m, base.weight), expected.gamma_gamma);
    const [bg, pareto, spend] = [at(expected.bgnbd), at(expected.pareto_nbd), at(expected.gamma_gamma)];
    expectCustomers(summary, expected.customers, [
      ['bgnbd', 'bgnbd', bg],
      ['pnbd', 'paretonbd', pareto],
    ]);
    const money = expectedSpend(spend, base.x, m);
    const clv = discountedExpectedPurchases(model('bgnbd'), bg, base, MONTHLY).map(
      (v, i) => v * (money[i] ?? NaN),
    );
    expectClose(sumOf(model('bgnbd').pAlive(bg, base)), expected.aggregates['sum_bgnbd_p_alive']);
    expectClose(sumOf(model('paretonbd').pAlive(pareto, base)), expected.aggregates['sum_pnbd_p_alive']);
    expectClose(
      sumOf(model('bgnbd').conditionalExpectedPurchases(bg, base, 52)),
      expected.aggregates['sum_bgnbd_exp_52'],
    );
    expectClose(
      sumOf(model('paretonbd').conditionalExpectedPurchases(pareto, base, 52)),
      expected.aggregates['sum_pnbd_exp_52'],
    );
    expectClose(sumOf(money), expected.aggregates['sum_expected_spend']);
    expectClose(sumOf(clv), expected.aggregates['sum_clv12']);
    const top = [...clv.entries()].sort((one, other) => other[1] - one[1]).slice(0, 10);
    expect(top.map(([i]) => summary.customers[i])).toEqual(expected.top10_clv.map((each) => each.customer));
    top.forEach(([, value], i) => {
      expectClose(value, expected.top10_clv[i]?.['clv12']);
    });
    expect(sumOf(summary.later)).toBe(expected.holdout['actual_total']);
    for (const [key, name, parameters] of [
      ['bgnbd', 'bgnbd', bg],
      ['pnbd', 'paretonbd', pareto],
    ] as const) {
      const predicted = model(name).conditionalExpectedPurchases(parameters, base, 39);
      const errors = predicted.map((value, i) => Math.abs(value - (summary.later[i] ?? NaN)));
      expectClose(sumOf(predicted), expected.holdout[`${key}_total`]);
      expectClose(sumOf(errors) / errors.length, expected.holdout[`${key}_mae`]);
      expectClose(
        Math.sqrt(sumOf(errors.map((e) => e * e)) / errors.length),
        expected.holdout[`${key}_rmse`],
      );
    }
  });

  test('cdnow_sample_mbgnbd.json', () => {
    const expected = golden('cdnow_sample_mbgnbd.json') as {
      fit: GoldenFit;
      sum_p_alive: number;
      p_alive_first10: number[];
    };
    const { base } = cdnowSample();
    expectFit(fitModel('mbgnbd', base), expected.fit);
    const alive = model('mbgnbd').pAlive(at(expected.fit), base);
    expectClose(sumOf(alive), expected.sum_p_alive);
    expected.p_alive_first10.forEach((value, i) => {
      expectClose(alive[i], value);
    });
  });
});
