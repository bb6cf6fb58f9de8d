import { at } from './columns.ts';
import { invertPositive, solvePositive } from './optimise/symmetric.ts';

/** What a logistic regression is fitted to. */
export interface LogisticData {
  /** Columns of equal length. */
  readonly features: readonly Float64Array[];
  /** 1 where the event happened, else 0. */
  readonly outcome: Float64Array;
  /** How many observations a row stands for; absent: one. */
  readonly weight?: Float64Array;
}

/** A fitted logistic regression. Coefficients stand in the order of the features, the intercept before them. */
export interface LogisticFit {
  readonly coefficients: Float64Array;
  /** From the inverse of the information; NaN where features say the same. */
  readonly standardErrors: Float64Array;
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** False too where the features tell the outcomes apart without error, so that there is no maximum. */
  readonly converged: boolean;
}

const MOST_STEPS = 60;
const SMALLEST_STEP = 1e-10;
/** Beyond this size in standard deviations a coefficient is on its way to infinity. */
const SEPARATED = 30;

/** The features by their standard deviations, without their means, which keep the information well conditioned. */
interface Design {
  readonly columns: readonly Float64Array[];
  readonly outcome: Float64Array;
  readonly weight: Float64Array;
  /** Centre and spread of each feature. */
  readonly centre: Float64Array;
  readonly spread: Float64Array;
  /** Penalty of each coefficient of the design, that of the intercept first. */
  readonly penalty: Float64Array;
}

function designOf({ features, outcome, weight }: LogisticData, l2: number): Design {
  const weights = weight ?? new Float64Array(outcome.length).fill(1);
  const all = weights.reduce((sum, each) => sum + each, 0);
  const mean = (column: Float64Array): number =>
    column.reduce((sum, value, row) => sum + value * (weights[row] ?? 0), 0) / all;
  const centre = Float64Array.from(features, mean);
  const spread = Float64Array.from(features, (column, place) => {
    const deviation = Math.sqrt(mean(column.map((value) => (value - (centre[place] ?? 0)) ** 2)));
    return deviation > 0 ? deviation : 1;
  });
  const columns = features.map((column, place) =>
    column.map((value) => (value - (centre[place] ?? 0)) / (spread[place] ?? 1)),
  );
  return {
    columns: [new Float64Array(outcome.length).fill(1), ...columns],
    outcome,
    weight: weights,
    centre,
    spread,
    penalty: Float64Array.of(0, ...spread.map((each) => l2 / (each * each))),
  };
}

function linear(design: Design, coefficients: Float64Array): Float64Array {
  const sum = new Float64Array(design.outcome.length);
  for (const [place, column] of design.columns.entries()) {
    const coefficient = coefficients[place] ?? 0;
    for (let row = 0; row < sum.length; row += 1)
      sum[row] = (sum[row] ?? 0) + coefficient * (column[row] ?? 0);
  }
  return sum;
}

/** 1/(1 + e^−η), which keeps its digits on both sides. */
function logit(eta: number): number {
  return eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta));
}

function logLikelihoodOf(design: Design, etas: Float64Array): number {
  return etas.reduce((sum, eta, row) => {
    const signed = (design.outcome[row] ?? 0) > 0 ? eta : -eta;
    const log = signed > 0 ? -Math.log1p(Math.exp(-signed)) : signed - Math.log1p(Math.exp(signed));
    return sum + (design.weight[row] ?? 0) * log;
  }, 0);
}

function penaltyOf(design: Design, coefficients: Float64Array): number {
  return coefficients.reduce((sum, each, place) => sum + ((design.penalty[place] ?? 0) * each * each) / 2, 0);
}

/** Gradient and information (minus the second derivatives) of the penalised log-likelihood. */
function derivatives(
  design: Design,
  coefficients: Float64Array,
  etas: Float64Array,
): { gradient: Float64Array; information: Float64Array } {
  const k = coefficients.length;
  const gradient = coefficients.map((each, place) => -at(design.penalty, place) * each);
  const information = new Float64Array(k * k);
  const values = new Float64Array(k);
  for (const [row, eta] of etas.entries()) {
    const p = logit(eta);
    const miss = at(design.weight, row) * (at(design.outcome, row) - p);
    const curvature = at(design.weight, row) * p * (1 - p);
    for (const [place, column] of design.columns.entries()) values[place] = at(column, row);
    for (let i = 0; i < k; i += 1) {
      gradient[i] = at(gradient, i) + miss * at(values, i);
      const scaled = curvature * at(values, i);
      for (let j = 0; j <= i; j += 1) {
        information[i * k + j] = at(information, i * k + j) + scaled * at(values, j);
      }
    }
  }
  for (let i = 0; i < k; i += 1) {
    information[i * k + i] = at(information, i * k + i) + at(design.penalty, i);
    for (let j = 0; j < i; j += 1) information[j * k + i] = at(information, i * k + j);
  }
  return { gradient, information };
}

/** Takes coefficients of the design back to the units of the features. */
function unscaled(design: Design, coefficients: Float64Array): Float64Array {
  const slopes = design.spread.map((spread, place) => (coefficients[place + 1] ?? 0) / spread);
  const shift = slopes.reduce((sum, slope, place) => sum + slope * (design.centre[place] ?? 0), 0);
  return Float64Array.of((coefficients[0] ?? 0) - shift, ...slopes);
}

/** Standard errors in the units of the features: those of linear forms of the design's coefficients. */
function errorsOf(design: Design, information: Float64Array, k: number): Float64Array {
  const inverse = invertPositive(information);
  if (inverse === null) return new Float64Array(k).fill(Number.NaN);
  const form = (weights: Float64Array): number => {
    let variance = 0;
    for (let i = 0; i < k; i += 1) {
      for (let j = 0; j < k; j += 1)
        variance += (weights[i] ?? 0) * (weights[j] ?? 0) * (inverse[i * k + j] ?? 0);
    }
    return Math.sqrt(variance);
  };
  const intercept = Float64Array.of(
    1,
    ...design.spread.map((spread, place) => -(design.centre[place] ?? 0) / spread),
  );
  return Float64Array.from({ length: k }, (_, place) => {
    if (place === 0) return form(intercept);
    const unit = new Float64Array(k);
    unit[place] = 1 / (design.spread[place - 1] ?? 1);
    return form(unit);
  });
}

/**
 * Logistic regression by maximum likelihood: iteratively reweighted least squares (McCullagh and Nelder 1989,
 * Generalized Linear Models, 2nd edition, §2.5), which are Newton's steps, halved where they would lose likelihood.
 *
 * @param data features, outcomes and weights
 * @param l2 λ of the penalty ½ λ Σ b², which spares the intercept; 0 is none. It takes the features in their units,
 *   so standardise them before
 */
export function fitLogistic(data: LogisticData, l2 = 0): LogisticFit {
  const design = designOf(data, l2);
  const k = design.columns.length;
  let here = new Float64Array(k);
  let etas = linear(design, here);
  let value = logLikelihoodOf(design, etas);
  let converged = false;
  let iterations = 0;
  while (iterations < MOST_STEPS && !converged) {
    iterations += 1;
    const { gradient, information } = derivatives(design, here, etas);
    const step = solvePositive(information, gradient);
    if (step === null) break;
    let share = 1;
    let next = here.map((each, place) => each + (step[place] ?? 0));
    let nextEtas = linear(design, next);
    let nextValue = logLikelihoodOf(design, nextEtas) - penaltyOf(design, next);
    while (!(nextValue >= value - 1e-9 * Math.abs(value)) && share > 1e-6) {
      share /= 2;
      next = here.map((each, place) => each + share * (step[place] ?? 0));
      nextEtas = linear(design, next);
      nextValue = logLikelihoodOf(design, nextEtas) - penaltyOf(design, next);
    }
    converged = step.every((each) => Math.abs(each) < SMALLEST_STEP);
    [here, etas, value] = [next, nextEtas, nextValue];
  }
  const { information } = derivatives(design, here, etas);
  return {
    coefficients: unscaled(design, here),
    standardErrors: errorsOf(design, information, k),
    logLikelihood: logLikelihoodOf(design, etas),
    iterations,
    converged: converged && here.every((each) => Math.abs(each) < SEPARATED),
  };
}

/**
 * Probability of the event for each row.
 *
 * @param coefficients intercept first
 */
export function predictLogistic(features: readonly Float64Array[], coefficients: Float64Array): Float64Array {
  const rows = features[0]?.length ?? 0;
  return Float64Array.from({ length: rows }, (_, row) =>
    logit(
      features.reduce(
        (sum, column, place) => sum + (coefficients[place + 1] ?? 0) * (column[row] ?? 0),
        coefficients[0] ?? 0,
      ),
    ),
  );
}
