import { at } from '../columns.ts';
import { lnBeta, lnGamma } from '../special/gamma.ts';
import { logAddExp } from '../special/log-space.ts';
import { prepareBgBb } from './bg-bb-likelihood.ts';
import type { CustomerBase } from './customer-base.ts';
import { completeModel, fillHorizons, four, type Model } from './model.ts';

/**
 * BG/BB (Fader, Hardie & Shang 2010, "Customer-base analysis in a discrete-time noncontractual setting", Marketing
 * Science 29(6)): at each opportunity a customer who is there buys with probability p ~ beta(α, β), and is gone from
 * the next one on with probability θ ~ beta(γ, δ). Times count opportunities: x purchases, the last at opportunity
 * t_x, in T of them. A span of t contains ⌊t⌋ opportunities.
 *
 * Likelihood (equation 5): B(α+x, β+T−x)/B(α, β) · B(γ, δ+T)/B(γ, δ) + Σ over i from t_x to T − 1 of
 * B(α+x, β+i−x)/B(α, β) · B(γ+1, δ+i)/B(γ, δ).
 */
export const bgBb: Model = completeModel({
  name: 'bgbb',
  parameters: ['alpha', 'beta', 'gamma', 'delta'],
  timeParameters: [],
  meanDropout: (parameters) => at(parameters, 2) / (at(parameters, 2) + at(parameters, 3)),
  prepare: prepareBgBb,
  logLikelihoods: (parameters, base) =>
    base.x.map((x, i) => logLikelihoodOf(parameters, x, at(base.tx, i), at(base.T, i))),
  pAlive: (parameters, base) => stillThere(parameters, base, 1),
  expectedPurchases: (parameters, t) => {
    const [alpha, beta, gamma, delta] = four(parameters);
    const [presence] = presences(gamma, delta, 0, opportunitiesIn(t));
    return (alpha / (alpha + beta)) * presence;
  },
  expectedIfAlive: (parameters, x, T, horizons) => {
    const [alpha, beta, gamma, delta] = four(parameters);
    return fillHorizons(x, T, horizons, (xi, Ti, t) => {
      const [presence, first] = presences(gamma, delta, Ti, opportunitiesIn(t));
      return (((alpha + xi) / (alpha + beta + Ti)) * presence) / first;
    });
  },
  probabilityOfCount: (parameters, t, n) => {
    const opportunities = opportunitiesIn(t);
    const [alpha, beta, gamma, delta] = four(parameters);
    const logStart = -lnBeta(alpha, beta) - lnBeta(gamma, delta);
    const bought = (i: number) =>
      lnGamma(i + 1) - lnGamma(n + 1) - lnGamma(i - n + 1) + lnBeta(alpha + n, beta + i - n);
    if (n > opportunities) return 0;
    let sum = Math.exp(logStart + bought(opportunities) + lnBeta(gamma, delta + opportunities));
    for (let i = n; i < opportunities; i += 1) {
      sum += Math.exp(logStart + bought(i) + lnBeta(gamma + 1, delta + i));
    }
    return sum;
  },
  probabilityOfAny: (parameters, base, t) => {
    const [alpha, beta, gamma, delta] = four(parameters);
    const there = stillThere(parameters, base, 0);
    return base.x.map((x, i) => {
      const T = at(base.T, i);
      let present = 1;
      let first = 1;
      let any = 0;
      for (let k = 1; k <= opportunitiesIn(t); k += 1) {
        const before = T + k - 1;
        present *= (delta + before) / (gamma + delta + before);
        any += (present * first * (alpha + x)) / (alpha + beta + before);
        first *= (beta + before - x) / (alpha + beta + before);
      }
      return at(there, i) * any;
    });
  },
});

function opportunitiesIn(t: number): number {
  return Math.floor(t + 1e-9);
}

/**
 * Expected number of the next opportunities at which a customer, there at the last one, is still there, Σ over k up to
 * `span` of B(γ, δ+T+k)/B(γ, δ+T); and the probability to be there at the very next.
 */
function presences(gamma: number, delta: number, T: number, span: number): [number, number] {
  let present = 1;
  let sum = 0;
  for (let k = 0; k < span; k += 1) {
    present *= (delta + T + k) / (gamma + delta + T + k);
    sum += present;
  }
  return [sum, (delta + T) / (gamma + delta + T)];
}

/** Probability to be there at opportunity T + `ahead`, given the history (equation 11 for ahead = 1). */
function stillThere(parameters: Float64Array, base: CustomerBase, ahead: 0 | 1): Float64Array {
  const [alpha, beta, gamma, delta] = four(parameters);
  const logStart = lnBeta(alpha, beta) + lnBeta(gamma, delta);
  return base.x.map((x, i) => {
    const T = at(base.T, i);
    const log = lnBeta(alpha + x, beta + T - x) + lnBeta(gamma, delta + T + ahead) - logStart;
    return Math.min(1, Math.exp(log - logLikelihoodOf(parameters, x, at(base.tx, i), T)));
  });
}

function logLikelihoodOf(parameters: Float64Array, x: number, tx: number, T: number): number {
  const [alpha, beta, gamma, delta] = four(parameters);
  let log = lnBeta(alpha + x, beta + T - x) + lnBeta(gamma, delta + T);
  for (let i = tx; i < T; i += 1) {
    log = logAddExp(log, lnBeta(alpha + x, beta + i - x) + lnBeta(gamma + 1, delta + i));
  }
  return log - lnBeta(alpha, beta) - lnBeta(gamma, delta);
}
