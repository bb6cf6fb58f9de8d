import { digamma, lnGamma } from '../special/gamma.ts';
import { at, placeAt } from '../columns.ts';
import { levelsOf, type CustomerBase } from './customer-base.ts';
import { completeModel, fillHorizons, type Likelihood, type Model } from './model.ts';

/** P(K = n) and P(K ≥ n) of purchases K in a span, for a gamma purchase rate: negative binomial. */
export interface CountProbabilities {
  readonly exactly: number;
  readonly atLeast: number;
}

/**
 * Probabilities of a negative binomial count. The tail is summed from the side that has no cancellation.
 *
 * @param r shape of the purchase rate
 * @param s span over the rate parameter, t/α
 * @param n the count, a whole number from 0
 */
export function negativeBinomial(r: number, s: number, n: number): CountProbabilities {
  if (s <= 0) return { exactly: n === 0 ? 1 : 0, atLeast: n === 0 ? 1 : 0 };
  const z = s / (1 + s);
  const logTerm = (k: number) =>
    lnGamma(r + k) - lnGamma(r) - lnGamma(k + 1) - r * Math.log1p(s) + k * Math.log(z);
  const exactly = Math.exp(logTerm(n));
  if (n < r * s) {
    let below = 0;
    for (let k = 0; k < n; k += 1) below += Math.exp(logTerm(k));
    return { exactly, atLeast: 1 - below };
  }
  let atLeast = 0;
  let term = exactly;
  for (let k = n; term > 1e-18 * atLeast * (1 - z); k += 1) {
    atLeast += term;
    term *= (z * (r + k)) / (k + 1);
  }
  return { exactly, atLeast };
}

/** Log-likelihood and gradient of the NBD. */
function prepareNbd(base: CustomerBase): Likelihood {
  const counts = levelsOf(base.x);
  const ends = levelsOf(base.T);
  const customers = new Float64Array(counts.values.length);
  const logEnd = new Float64Array(ends.values.length);
  return (parameters, weight, gradient) => {
    const r = at(parameters, 0);
    const alpha = at(parameters, 1);
    for (let i = 0; i < logEnd.length; i += 1) logEnd[i] = Math.log(alpha + at(ends.values, i));
    customers.fill(0);
    let [value, dr, dAlpha] = [0, 0, 0];
    for (let i = 0; i < weight.length; i += 1) {
      const w = at(weight, i);
      const level = placeAt(counts.index, i);
      const end = placeAt(ends.index, i);
      const shape = r + at(counts.values, level);
      customers[level] = at(customers, level) + w;
      value -= w * shape * at(logEnd, end);
      dr -= w * at(logEnd, end);
      dAlpha -= (w * shape) / (alpha + at(ends.values, end));
    }
    const logGammaR = lnGamma(r);
    const psiR = digamma(r);
    for (let level = 0; level < customers.length; level += 1) {
      const w = at(customers, level);
      const shape = r + at(counts.values, level);
      value += w * (lnGamma(shape) - logGammaR + r * Math.log(alpha));
      dr += w * (digamma(shape) - psiR + Math.log(alpha));
      dAlpha += (w * r) / alpha;
    }
    gradient[0] = dr * r;
    gradient[1] = dAlpha * alpha;
    return value;
  };
}

/**
 * NBD (Ehrenberg 1959): purchases at a rate λ ~ gamma(r, α), and no dropout. It is the limit of the other models when
 * dropout goes to nothing; likelihoods of all of them are of the times of the purchases, so they compare.
 */
export const nbd: Model = completeModel({
  name: 'nbd',
  parameters: ['r', 'alpha'],
  timeParameters: [1],
  meanDropout: () => 0,
  prepare: prepareNbd,
  logLikelihoods: ([r = 1, alpha = 1], base) =>
    base.x.map((x, i) => {
      const T = at(base.T, i);
      return lnGamma(r + x) - lnGamma(r) - r * Math.log1p(T / alpha) - x * Math.log(alpha + T);
    }),
  pAlive: (_, base) => base.x.map(() => 1),
  expectedPurchases: ([r = 1, alpha = 1], t) => (r * t) / alpha,
  expectedIfAlive: ([r = 1, alpha = 1], x, T, horizons) =>
    fillHorizons(x, T, horizons, (xi, Ti, t) => ((r + xi) * t) / (alpha + Ti)),
  probabilityOfCount: ([r = 1, alpha = 1], t, n) => negativeBinomial(r, t / alpha, n).exactly,
  probabilityOfAny: ([r = 1, alpha = 1], base, t) =>
    base.x.map((x, i) => -Math.expm1(-(r + x) * Math.log1p(t / (alpha + at(base.T, i))))),
});
