import { expect } from 'vitest';
import type { Fit } from '../../src/stats/btyd/fit.ts';
import type { GammaGammaFit } from '../../src/stats/btyd/gamma-gamma.ts';
import type { ModelName } from '../../src/stats/btyd/model.ts';
import { model } from '../../src/stats/btyd/models.ts';
import { baseOf, relativeError } from '../stats/btyd-bases.ts';
import type { Summary } from './btyd-data.ts';

export interface GoldenFit {
  readonly params: Readonly<Record<string, number>>;
  readonly loglik: number;
  readonly se_delta_method: Readonly<Record<string, number>>;
  readonly cov_log_params: readonly (readonly number[])[];
}

export type Numbers = Readonly<Record<string, number>>;

export const MONTHLY = { periods: 12, periodLength: 4.345, rate: 0.01 };
export const WEEKLY_DELTA = Math.log(1.15) / 52;

/** Tolerances of facts.md: parameters 1e-3, the optimum 1e-3, standard errors 1 %. */
export function expectFit(fit: Fit | GammaGammaFit, expected: GoldenFit): void {
  expect(fit.converged).toBe(true);
  expect(Math.abs(fit.logLikelihood - expected.loglik)).toBeLessThan(1e-3);
  Object.values(expected.params).forEach((value, i) => {
    expect(relativeError(fit.parameters[i] ?? NaN, value)).toBeLessThan(1e-3);
  });
  Object.values(expected.se_delta_method).forEach((value, i) => {
    expect(relativeError(fit.standardErrors[i] ?? NaN, value)).toBeLessThan(0.01);
  });
  expected.cov_log_params.flat().forEach((value, i) => {
    expect(Math.abs((fit.covarianceLog[i] ?? NaN) - value)).toBeLessThan(1e-4);
  });
}

/** The reference's own parameters, so that expectations are compared without the optimisers' rest. */
export const at = (fit: GoldenFit) => Float64Array.from(Object.values(fit.params));

export function expectClose(found: number | undefined, expected: number | undefined, tolerance = 1e-6): void {
  expect(relativeError(found ?? NaN, expected ?? NaN)).toBeLessThan(tolerance);
}

/** P(alive), log-likelihood and expectation of the customers a golden lists. */
export function expectCustomers(
  summary: Summary,
  listed: readonly (Numbers & { readonly customer: string })[],
  models: readonly (readonly [prefix: string, name: ModelName, parameters: Float64Array])[],
): void {
  for (const each of listed) {
    const i = summary.customers.findIndex((customer) => Number(customer) === Number(each.customer));
    const { x, tx, T } = summary.base;
    expect(x[i]).toBe(each['x']);
    expect(tx[i]).toBeCloseTo(each['t_x'] ?? NaN, 12);
    expect(T[i]).toBeCloseTo(each['T'] ?? NaN, 12);
    expect(summary.m[i]).toBeCloseTo(each['m_x'] ?? NaN, 9);
    const base = baseOf([[x[i] ?? 0, tx[i] ?? 0, T[i] ?? 0, 1]]);
    for (const [prefix, name, parameters] of models) {
      const chosen = model(name);
      expectClose(chosen.logLikelihood(parameters, base), each[`${prefix}_loglik`], 1e-9);
      expect(chosen.pAlive(parameters, base)[0]).toBeCloseTo(each[`${prefix}_p_alive`] ?? NaN, 9);
      for (const [key, value] of Object.entries(each)) {
        const t = new RegExp(`^${prefix}_exp_purchases_(\\d+)$`).exec(key)?.[1];
        if (t === undefined) continue;
        expectClose(chosen.conditionalExpectedPurchases(parameters, base, Number(t))[0], Number(value));
      }
    }
  }
}
