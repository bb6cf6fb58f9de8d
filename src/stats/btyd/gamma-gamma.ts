import { at } from '../columns.ts';
import { bfgs } from '../optimise/bfgs.ts';
import { hessianOf } from '../optimise/hessian.ts';
import { largest, type Objective } from '../optimise/objective.ts';
import { refine } from '../optimise/refine.ts';
import { invertPositive } from '../optimise/symmetric.ts';
import { digamma, lnGamma } from '../special/gamma.ts';
import { levelsOf } from './customer-base.ts';

/**
 * The gamma-gamma model of spend (Fader & Hardie 2013, "The gamma-gamma model of monetary value"): a customer's
 * amounts are gamma(p, ν) and ν ~ gamma(q, v) over customers, independent of how often they buy.
 */
export interface GammaGammaFit {
  /** p, q and v; v is in the unit of money. */
  readonly parameters: Float64Array;
  /** By the delta method; NaN where the curvature gives none. */
  readonly standardErrors: Float64Array;
  /** Covariance of the logarithms of the parameters, 3 × 3 row by row. */
  readonly covarianceLog: Float64Array;
  readonly logLikelihood: number;
  /** Largest derivative of the log-likelihood by a parameter's logarithm. */
  readonly gradientNorm: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Customers with x > 0 and m > 0, who alone were fitted. */
  readonly customers: number;
}

/**
 * Log-likelihood of p, q, v (Fader & Hardie 2013, equation 1a): lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln v + (px−1) ln m
 * + px ln x − (px+q) ln(xm+v), summed with weights.
 *
 * @param parameters p, q, v
 * @param x repeat purchases, above 0
 * @param m mean amount of them, above 0
 * @param weight customers behind each entry
 */
export function gammaGammaLogLikelihood(
  parameters: Float64Array,
  x: Float64Array,
  m: Float64Array,
  weight: Float64Array,
): number {
  return likelihoodOf(x, m, weight)(parameters, new Float64Array(3));
}

/**
 * Fits the gamma-gamma model by maximum likelihood. Entries without repeat purchases or with a mean amount of zero or
 * below do not count.
 *
 * @param x repeat purchases per entry
 * @param m mean amount of the repeat purchases
 * @param weight customers behind each entry
 * @param start p, q, v to start from; by default three places
 * @throws RangeError if no entry counts
 */
export function fitGammaGamma(
  x: Float64Array,
  m: Float64Array,
  weight: Float64Array,
  start?: Float64Array,
): GammaGammaFit {
  const counted = (_: number, i: number) => (x[i] ?? 0) > 0 && (m[i] ?? 0) > 0 && (weight[i] ?? 0) > 0;
  const weights = weight.filter(counted);
  const customers = weights.reduce((sum, value) => sum + value, 0);
  if (!(customers > 0)) throw new RangeError('No repeat purchases to fit');
  const amounts = m.filter(counted);
  const scale = amounts.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0) / customers;
  const spend = { x: x.filter(counted), m: amounts.map((value) => value / scale), weight: weights };
  const starts = start === undefined ? STARTS : [start.map((value, i) => (i === 2 ? value / scale : value))];
  const objective = objectiveOf(spend);
  const part = spend.x.length > 2 * ENTRIES_AT_FIRST ? objectiveOf(partOf(spend)) : objective;
  const rough = bestOf(part, starts);
  const found = refine(objective, rough, 1e-9, part);
  const information = hessianOf(objective, found.point).map((value) => value * customers);
  const covarianceLog = invertPositive(information) ?? information.map(() => NaN);
  const parameters = found.point.map((value, i) => Math.exp(value) * (i === 2 ? scale : 1));
  return {
    parameters,
    standardErrors: parameters.map((value, i) => value * Math.sqrt(covarianceLog[i * 4] ?? NaN)),
    covarianceLog,
    logLikelihood: -found.value * customers - customers * Math.log(scale),
    gradientNorm: largest(found.gradient) * customers,
    iterations: found.iterations,
    converged: found.converged,
    customers,
  };
}

/** p, q, v for amounts with mean 1. */
const STARTS = [Float64Array.of(3, 3, 0.7), Float64Array.of(1, 1.5, 0.5), Float64Array.of(10, 5, 0.4)];

interface Spend {
  readonly x: Float64Array;
  readonly m: Float64Array;
  readonly weight: Float64Array;
}

/** Mean negative log-likelihood per customer over logarithms of p, q, v. */
function objectiveOf({ x, m, weight }: Spend): Objective {
  const likelihood = likelihoodOf(x, m, weight);
  const customers = weight.reduce((sum, value) => sum + value, 0);
  return (point, gradient) => {
    if (largest(point) > 30) return Infinity;
    const value = likelihood(point.map(Math.exp), gradient);
    for (let i = 0; i < 3; i += 1) gradient[i] = -at(gradient, i) / customers;
    return -value / customers;
  };
}

/** Larger data are first fitted on about as many entries. */
const ENTRIES_AT_FIRST = 20_000;

function partOf(spend: Spend): Spend {
  const step = Math.floor(spend.x.length / ENTRIES_AT_FIRST);
  const part = (values: Float64Array) => values.filter((_, i) => i % step === 0);
  return { x: part(spend.x), m: part(spend.m), weight: part(spend.weight) };
}

function bestOf(objective: Objective, starts: readonly Float64Array[]): Float64Array {
  return starts
    .map((place) => bfgs(objective, place.map(Math.log), { tolerance: 1e-3, maxIterations: 100 }))
    .reduce((best, each) => (each.value < best.value ? each : best)).point;
}

type SpendLikelihood = (parameters: Float64Array, gradient: Float64Array) => number;

/** What does not depend on the parameters is summed once; one logarithm and one division per entry remain. */
function likelihoodOf(x: Float64Array, m: Float64Array, weight: Float64Array): SpendLikelihood {
  const counts = levelsOf(x);
  const totals = m.map((amount, i) => amount * (x[i] ?? 0));
  const customers = new Float64Array(counts.values.length);
  let [sumW, sumLogM, sumXLogTotal] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const w = weight[i] ?? 0;
    const level = counts.index[i] ?? 0;
    customers[level] = (customers[level] ?? 0) + w;
    sumW += w;
    sumLogM += w * Math.log(m[i] ?? 1);
    sumXLogTotal += w * (x[i] ?? 0) * Math.log(totals[i] ?? 1);
  }
  return ([p = 1, q = 1, v = 1], gradient) => {
    let [logs, xLogs, rates, xRates] = [0, 0, 0, 0];
    for (let i = 0; i < totals.length; i += 1) {
      const w = weight[i] ?? 0;
      const sum = (totals[i] ?? 0) + v;
      const log = w * Math.log(sum);
      const rate = w / sum;
      const xi = x[i] ?? 0;
      logs += log;
      xLogs += xi * log;
      rates += rate;
      xRates += xi * rate;
    }
    let value = p * sumXLogTotal - sumLogM + sumW * q * Math.log(v) - p * xLogs - q * logs;
    let dp = sumXLogTotal - xLogs;
    let dq = sumW * Math.log(v) - logs;
    const dv = (sumW * q) / v - p * xRates - q * rates;
    const [logGammaQ, psiQ] = [lnGamma(q), digamma(q)];
    for (let level = 0; level < customers.length; level += 1) {
      const w = customers[level] ?? 0;
      const xi = counts.values[level] ?? 0;
      const psi = digamma(p * xi + q);
      value += w * (lnGamma(p * xi + q) - lnGamma(p * xi) - logGammaQ);
      dp += w * xi * (psi - digamma(p * xi));
      dq += w * (psi - psiQ);
    }
    gradient[0] = dp * p;
    gradient[1] = dq * q;
    gradient[2] = dv * v;
    return value;
  };
}

/**
 * Expected amount of a customer's orders, given what was spent so far (Fader & Hardie 2013, equation 5):
 * E[M | x, m] = p(v + xm)/(px + q − 1).
 *
 * @param parameters p, q, v
 * @param x repeat purchases; at 0 the mean over all customers comes back
 * @param m mean amount of the repeat purchases
 * @returns one amount per entry, in the unit of v; NaN where px + q ≤ 1, for which no mean exists
 */
export function expectedSpend(parameters: Float64Array, x: Float64Array, m: Float64Array): Float64Array {
  const [p = 1, q = 1, v = 1] = parameters;
  return x.map((xi, i) => {
    const rest = p * xi + q - 1;
    return rest > 0 ? (p * (v + xi * (m[i] ?? 0))) / rest : NaN;
  });
}

/** Mean amount over all customers, pv/(q − 1); null for q ≤ 1, where the model has no mean. */
export function meanSpend([p = 1, q = 1, v = 1]: Float64Array): number | null {
  return q > 1 ? (p * v) / (q - 1) : null;
}
