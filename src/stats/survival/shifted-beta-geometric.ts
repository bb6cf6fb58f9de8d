import { bfgs } from '../optimise/bfgs.ts';
import { hessianOf } from '../optimise/hessian.ts';
import type { Objective } from '../optimise/objective.ts';
import { invertPositive } from '../optimise/symmetric.ts';
import { digamma, lnBeta } from '../special/gamma.ts';
import type { Lifetimes } from './lifetimes.ts';

/** Parameters of the beta distribution of customers' chances of leaving at a renewal. */
export interface SbgParameters {
  readonly alpha: number;
  readonly beta: number;
}

/** A fit of the shifted-beta-geometric model. */
export interface SbgFit extends SbgParameters {
  readonly alphaError: number;
  readonly betaError: number;
  readonly logLikelihood: number;
  readonly converged: boolean;
  /** No interior maximum: customers do not differ, so that the parameters grow without end. */
  readonly boundary: boolean;
}

/** Logarithm of a parameter beyond which it is taken for infinite. */
const INFINITE = 12;

/** Share of customers who stay beyond period t: B(α, β + t) / B(α, β) (Fader and Hardie 2007, equation 6). */
export function sbgSurvival({ alpha, beta }: SbgParameters, t: number): number {
  return t <= 0 ? 1 : Math.exp(lnBeta(alpha, beta + t) - lnBeta(alpha, beta));
}

/** Share of those who were there in period t − 1 who stay in t: (β + t − 1)/(α + β + t − 1), equation 8. */
export function sbgRetention({ alpha, beta }: SbgParameters, t: number): number {
  return (beta + t - 1) / (alpha + beta + t - 1);
}

/** Mean number of periods a new customer stays, Σ S(t) from t = 0: (α + β − 1)/(α − 1); infinite for α up to 1. */
export function sbgExpectedTenure({ alpha, beta }: SbgParameters): number {
  return alpha > 1 ? (alpha + beta - 1) / (alpha - 1) : Number.POSITIVE_INFINITY;
}

/**
 * Discounted expected residual lifetime of a customer who has renewed n − 1 times and is about to decide again, in
 * periods, the coming one undiscounted: (β + n − 1)/(α + β + n − 1) · ₂F₁(1, β + n; α + β + n; 1/(1 + d)). Fader and
 * Hardie (2010), "Customer-base valuation in a contractual setting", Marketing Science 29, 85–93.
 *
 * @param n the renewal that is coming, from 1
 * @param discount rate per period, above 0
 */
export function sbgResidualLifetime({ alpha, beta }: SbgParameters, n: number, discount: number): number {
  const z = 1 / (1 + discount);
  let term = (beta + n - 1) / (alpha + beta + n - 1);
  let sum = 0;
  for (let j = 0; term > sum * 1e-15 && j < 1_000_000; j += 1) {
    sum += term;
    term *= (z * (beta + n + j)) / (alpha + beta + n + j);
  }
  return sum;
}

/** Minus the log-likelihood of lost and remaining customers, and its gradient, by the logarithms of α and β. */
function objectiveOf({ time, events, censored }: Lifetimes): Objective {
  return (point, gradient) => {
    const alpha = Math.exp(point[0] ?? 0);
    const beta = Math.exp(point[1] ?? 0);
    const both = digamma(alpha + beta);
    const [atAlpha, atBeta] = [digamma(alpha), digamma(beta)];
    let value = 0;
    let [slopeAlpha, slopeBeta] = [0, 0];
    const add = (weight: number, a: number, b: number): void => {
      if (weight === 0) return;
      const sum = digamma(a + b);
      value += weight * (lnBeta(a, b) - lnBeta(alpha, beta));
      slopeAlpha += weight * (digamma(a) - sum - atAlpha + both);
      slopeBeta += weight * (digamma(b) - sum - atBeta + both);
    };
    for (const [index, period] of time.entries()) {
      add(events[index] ?? 0, alpha + 1, beta + Math.max(1, Math.ceil(period)) - 1);
      add(period >= 1 ? (censored[index] ?? 0) : 0, alpha, beta + Math.floor(period));
    }
    gradient[0] = -alpha * slopeAlpha;
    gradient[1] = -beta * slopeBeta;
    return -value;
  };
}

/**
 * Fits the shifted-beta-geometric model by maximum likelihood. Fader and Hardie (2007), "How to project customer
 * retention", Journal of Interactive Marketing 21(1), 76–90: a customer leaves in period t with probability
 * B(α + 1, β + t − 1)/B(α, β), and is still there after it with B(α, β + t)/B(α, β).
 *
 * @param lifetimes who left in which period, counted from 1, and who was still there after how many. A part of a
 *   period counts as a whole one for who left in it, and not at all for who stays
 * @returns parameters with standard errors; NaN where there is nobody to fit
 */
export function fitSbg(lifetimes: Lifetimes): SbgFit {
  const objective = objectiveOf(lifetimes);
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const events = sum(lifetimes.events);
  const censored = sum(
    lifetimes.censored.map((count, index) => ((lifetimes.time[index] ?? 0) >= 1 ? count : 0)),
  );
  if (events === 0 || events + censored === 0) {
    const none = Number.NaN;
    return {
      alpha: none,
      beta: none,
      alphaError: none,
      betaError: none,
      logLikelihood: none,
      converged: false,
      boundary: true,
    };
  }
  const weight = events + censored;
  const scaled: Objective = (point, gradient) => {
    const value = objective(point, gradient) / weight;
    for (const [index, slope] of gradient.entries()) gradient[index] = slope / weight;
    return value;
  };
  const starts = [
    [0, 0],
    [0, 2],
    [2, 4],
  ].map((start) =>
    bfgs(scaled, Float64Array.from(start), { tolerance: 1e-10, maxIterations: 300, longestStep: 1 }),
  );
  const best = starts.reduce((winner, each) => (each.value < winner.value ? each : winner));
  const [logAlpha = 0, logBeta = 0] = best.point;
  const inverse = invertPositive(hessianOf(objective, best.point));
  const error = (place: number, log: number): number =>
    inverse === null ? Number.NaN : Math.exp(log) * Math.sqrt(inverse[place] ?? Number.NaN);
  return {
    alpha: Math.exp(logAlpha),
    beta: Math.exp(logBeta),
    alphaError: error(0, logAlpha),
    betaError: error(3, logBeta),
    logLikelihood: -best.value * weight,
    converged: best.converged,
    boundary: Math.max(logAlpha, logBeta) > INFINITE || Math.min(logAlpha, logBeta) < -INFINITE,
  };
}
