import { at, placeAt } from '../columns.ts';
import { digamma, lnBeta, lnGamma } from '../special/gamma.ts';
import { levelsOf, type CustomerBase, type Levels } from './customer-base.ts';
import { four, type Likelihood } from './model.ts';

/**
 * Log-likelihood and gradient of BG/NBD and MBG/NBD in one pass over the entries. What depends on x, t_x or T alone
 * is computed once per distinct value, so that one exponential and one logarithm per entry remain.
 *
 * @param base what the customers did
 * @param chances occasions to drop out beyond the repeat purchases: 0 for BG/NBD, 1 for MBG/NBD
 */
export function prepareGeometric(base: CustomerBase, chances: 0 | 1): Likelihood {
  const likelihood = new GeometricLikelihood(base, chances);
  return (parameters, weight, gradient) => likelihood.evaluate(parameters, weight, gradient);
}

class GeometricLikelihood {
  readonly #counts: Levels;
  readonly #lasts: Levels;
  readonly #ends: Levels;
  readonly #chances: number;
  readonly #logLast: Float64Array;
  readonly #logEnd: Float64Array;
  readonly #rateLast: Float64Array;
  readonly #rateEnd: Float64Array;
  /** ln of the prior odds of having left after x purchases, per distinct x. */
  readonly #odds: Float64Array;
  readonly #customers: Float64Array;
  /** Expected number of those who have left, per distinct x. */
  readonly #gone: Float64Array;

  constructor(base: CustomerBase, chances: number) {
    this.#counts = levelsOf(base.x);
    this.#lasts = levelsOf(base.tx);
    this.#ends = levelsOf(base.T);
    this.#chances = chances;
    this.#logLast = new Float64Array(this.#lasts.values.length);
    this.#logEnd = new Float64Array(this.#ends.values.length);
    this.#rateLast = new Float64Array(this.#lasts.values.length);
    this.#rateEnd = new Float64Array(this.#ends.values.length);
    this.#odds = new Float64Array(this.#counts.values.length);
    this.#customers = new Float64Array(this.#counts.values.length);
    this.#gone = new Float64Array(this.#counts.values.length);
  }

  evaluate(parameters: Float64Array, weight: Float64Array, gradient: Float64Array): number {
    this.#tabulate(parameters);
    const value = this.#sumEntries(parameters, weight, gradient);
    return value + this.#sumCounts(parameters, gradient);
  }

  #tabulate(parameters: Float64Array): void {
    const [, alpha, a, b] = four(parameters);
    const counts = this.#counts.values;
    fillTimes(this.#lasts.values, alpha, this.#logLast, this.#rateLast);
    fillTimes(this.#ends.values, alpha, this.#logEnd, this.#rateEnd);
    for (let i = 0; i < counts.length; i += 1) {
      const c = at(counts, i) + this.#chances;
      this.#odds[i] = c === 0 ? -Infinity : Math.log(a / (b + c - 1));
    }
    this.#customers.fill(0);
    this.#gone.fill(0);
  }

  #sumEntries(parameters: Float64Array, weight: Float64Array, gradient: Float64Array): number {
    const r = at(parameters, 0);
    const alpha = at(parameters, 1);
    const [counts, lasts, ends] = [this.#counts, this.#lasts, this.#ends];
    const [customers, gone, odds] = [this.#customers, this.#gone, this.#odds];
    const [logLasts, logEnds, rateLasts, rateEnds] = [
      this.#logLast,
      this.#logEnd,
      this.#rateLast,
      this.#rateEnd,
    ];
    let value = 0;
    let dr = 0;
    let dAlpha = 0;
    for (let i = 0; i < weight.length; i += 1) {
      const w = at(weight, i);
      const level = placeAt(counts.index, i);
      const end = placeAt(ends.index, i);
      const shape = r + at(counts.values, level);
      const logT = at(logEnds, end);
      const rateT = at(rateEnds, end);
      customers[level] = at(customers, level) + w;
      let logSum = 0;
      if (at(odds, level) !== -Infinity) {
        const last = placeAt(lasts.index, i);
        const logTx = at(logLasts, last);
        const difference = at(odds, level) + shape * (logT - logTx);
        const small = Math.exp(-Math.abs(difference));
        const left = (difference > 0 ? 1 : small) / (1 + small);
        logSum = (difference > 0 ? difference : 0) + Math.log1p(small);
        gone[level] = at(gone, level) + w * left;
        dr -= w * left * (logTx - logT);
        dAlpha -= w * left * shape * (at(rateLasts, last) - rateT);
      }
      value += w * (logSum - shape * logT);
      dr -= w * logT;
      dAlpha -= w * shape * rateT;
    }
    gradient[0] = dr * r;
    gradient[1] = dAlpha * alpha;
    return value;
  }

  #sumCounts(parameters: Float64Array, gradient: Float64Array): number {
    const [r, alpha, a, b] = four(parameters);
    const logGammaR = lnGamma(r);
    const logBeta = lnBeta(a, b);
    const [psiR, psiB, psiSum] = [digamma(r), digamma(b), digamma(a + b)];
    let [value, dr, dAlpha, dA, dB] = [0, 0, 0, 0, 0];
    for (let level = 0; level < this.#customers.length; level += 1) {
      const w = at(this.#customers, level);
      const gone = at(this.#gone, level);
      const x = at(this.#counts.values, level);
      const c = x + this.#chances;
      value += w * (lnGamma(r + x) - logGammaR + r * Math.log(alpha) + lnBeta(a, b + c) - logBeta);
      const lost = digamma(a + b + c) - psiSum;
      dr += w * (digamma(r + x) - psiR + Math.log(alpha));
      dAlpha += (w * r) / alpha;
      dA += gone / a - w * lost;
      dB += w * (digamma(b + c) - psiB - lost) - (gone > 0 ? gone / (b + c - 1) : 0);
    }
    gradient[0] = at(gradient, 0) + dr * r;
    gradient[1] = at(gradient, 1) + dAlpha * alpha;
    gradient[2] = dA * a;
    gradient[3] = dB * b;
    return value;
  }
}

/** ln(α + t) and 1/(α + t) for distinct times. */
function fillTimes(times: Float64Array, alpha: number, logs: Float64Array, rates: Float64Array): void {
  for (let i = 0; i < times.length; i += 1) {
    const sum = alpha + at(times, i);
    logs[i] = Math.log(sum);
    rates[i] = 1 / sum;
  }
}
