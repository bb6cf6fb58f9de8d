import { at } from '../columns.ts';
import { bfgs } from '../optimise/bfgs.ts';
import { hessianOf } from '../optimise/hessian.ts';
import { nelderMead } from '../optimise/nelder-mead.ts';
import { largest, type Minimum, type Objective } from '../optimise/objective.ts';
import { refine } from '../optimise/refine.ts';
import { conditionNumber, invertPositive } from '../optimise/symmetric.ts';
import { prepareBetaBinomial } from './bg-bb-likelihood.ts';
import {
  collapse,
  customersIn,
  repeatPurchasesIn,
  scaleTime,
  thin,
  type CustomerBase,
} from './customer-base.ts';
import type { Likelihood, Model, ModelName } from './model.ts';
import { model } from './models.ts';
import { startsFor } from './starts.ts';

export interface Fit {
  readonly model: ModelName;
  /** Estimates, in the order of the model's parameters and in the base's unit of time. */
  readonly parameters: Float64Array;
  /** Standard errors of the parameters by the delta method, θ · se(ln θ); NaN where the curvature gives none. */
  readonly standardErrors: Float64Array;
  /** Covariance of the logarithms of the parameters, k × k row by row: the inverse of the observed information. */
  readonly covarianceLog: Float64Array;
  readonly logLikelihood: number;
  /** Largest derivative of the log-likelihood by a parameter's logarithm, at the estimates. */
  readonly gradientNorm: number;
  /** Condition number of the observed information in the logarithms of the parameters. */
  readonly conditionNumber: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** The data show no dropout, so the maximum lies on the model's edge: see {@link isOnBoundary}. */
  readonly boundary: boolean;
  /** Log-likelihood of the same base without dropout: NBD, and for BG/BB the beta-binomial. */
  readonly nbdLogLikelihood: number;
  readonly customers: number;
  /** What times were multiplied by while fitting. */
  readonly timeScale: number;
}

export interface FitOptions {
  /** Where to start, in the base's unit of time; by default several places that depend on the base. */
  readonly starts?: readonly Float64Array[];
  /** Is told how much of the work is done, from 0 to 1. */
  readonly tell?: (share: number) => void;
}

/** T of the longest-observed customer while fitting. */
const LONGEST_TIME = 10;
/** Logarithms of parameters are kept within ± this. */
const FARTHEST = 23;
/** Bases with more distinct entries than this are first fitted on about as many. */
const ENTRIES_AT_FIRST = 20_000;
/** Tolerances of the gradient per customer. */
const TOLERANCE = { coarse: 1e-4, fine: 1e-9 };
/** Dropout below this in expectation is none. */
const NO_DROPOUT = 1e-6;

/**
 * Maximum likelihood estimates of a model. The search is over logarithms of the parameters, with time scaled so that
 * the longest T is 10 and equal entries collapsed, from several starts; the best is refined by Newton's steps.
 *
 * @param name which model
 * @param base at least one customer; for `bgbb` all times are numbers of opportunities
 * @throws RangeError if the base holds no customer or a statistic that cannot be (x < 0, t_x > T, t_x > 0 at x = 0;
 *   for `bgbb` a time that is no whole number, or x > t_x)
 */
export function fitModel(name: ModelName, base: CustomerBase, options: FitOptions = {}): Fit {
  assertPossible(name, base);
  const chosen = model(name);
  const collapsed = collapse(base);
  const timeScale = timeScaleOf(chosen, collapsed);
  const scaled = timeScale === 1 ? collapsed : scaleTime(collapsed, timeScale);
  const customers = customersIn(scaled);
  const shift = chosen.timeParameters.length === 0 ? 0 : repeatPurchasesIn(scaled) * Math.log(timeScale);
  const tell = options.tell ?? (() => undefined);

  const withoutDropout = fitWithoutDropout(name, scaled);
  tell(0.1);
  const starts =
    options.starts?.map((start) => rescaleTime(chosen, start, timeScale)) ??
    startsFor(name, withoutDropout.parameters);
  const objective = objectiveOf(chosen.prepare(scaled), scaled.weight, customers);
  const part = partOf(chosen, scaled) ?? objective;
  const rough = bestOfStarts(part, starts, (share) => {
    tell(0.1 + 0.5 * share);
  });
  const found = refine(objective, rough.point, TOLERANCE.fine, part);
  tell(0.9);

  const information = hessianOf(objective, found.point).map((value) => value * customers);
  const covarianceLog = invertPositive(information) ?? information.map(() => NaN);
  const inScale = found.point.map(Math.exp);
  const parameters = rescaleTime(chosen, inScale, 1 / timeScale);
  const k = parameters.length;
  const logLikelihood = -found.value * customers;
  tell(1);
  return {
    model: name,
    parameters,
    standardErrors: parameters.map((value, i) => value * Math.sqrt(covarianceLog[i * k + i] ?? NaN)),
    covarianceLog,
    logLikelihood: logLikelihood + shift,
    gradientNorm: largest(found.gradient) * customers,
    conditionNumber: conditionNumber(information),
    iterations: rough.iterations + found.iterations,
    converged: found.converged,
    boundary: isOnBoundary(chosen, inScale, logLikelihood - withoutDropout.logLikelihood),
    nbdLogLikelihood: withoutDropout.logLikelihood + shift,
    customers,
    timeScale,
  };
}

/** 99.9 % point of χ² with one degree of freedom. */
const CHANCE_ALONE = 10.83;

/**
 * Whether a fit has run to the edge where nobody drops out. Every model here contains the one without dropout as a
 * limit (dropout → 0), so the supremum of its log-likelihood is never below that of the NBD. Without dropout in the
 * data there is no interior maximum about half of the time, and otherwise one that rises above the edge by chance
 * alone; either way the dropout parameters and their errors mean nothing. The edge is taken unless twice the gain in
 * log-likelihood over the NBD exceeds what chance gives once in a thousand times (on an edge the ratio is distributed
 * as an even mixture of χ² with 0 and 1 degrees of freedom: Self & Liang 1987, case 5; 1 degree is on the safe side),
 * or if the expected dropout is nil.
 */
function isOnBoundary(chosen: Model, parameters: Float64Array, gain: number): boolean {
  if (chosen.name === 'nbd') return false;
  return !(2 * gain > CHANCE_ALONE) || chosen.meanDropout(parameters) < NO_DROPOUT;
}

function assertPossible(name: ModelName, base: CustomerBase): void {
  const discrete = name === 'bgbb';
  for (let i = 0; i < base.x.length; i += 1) {
    const [x, tx, T] = [at(base.x, i), at(base.tx, i), at(base.T, i)];
    const inOrder = x >= 0 && Number.isInteger(x) && tx >= 0 && tx <= T && T < Infinity;
    const inSteps = !discrete || (Number.isInteger(tx) && Number.isInteger(T) && x <= tx);
    if (!inOrder || !inSteps || (x === 0 && tx !== 0)) {
      throw new RangeError(`Impossible statistics: x ${x}, t_x ${tx}, T ${T}`);
    }
  }
  if (!(customersIn(base) > 0)) throw new RangeError('No customers to fit');
}

function timeScaleOf(chosen: Model, base: CustomerBase): number {
  if (chosen.timeParameters.length === 0) return 1;
  const longest = base.T.reduce((most, T) => Math.max(most, T), 0);
  return longest > 0 ? LONGEST_TIME / longest : 1;
}

/** Parameters for times multiplied by a factor. */
export function rescaleTime(chosen: Model, parameters: Float64Array, factor: number): Float64Array {
  return parameters.map((value, i) => (chosen.timeParameters.includes(i) ? value * factor : value));
}

/** Mean negative log-likelihood per customer over logarithms of the parameters. */
export function objectiveOf(likelihood: Likelihood, weight: Float64Array, customers: number): Objective {
  return (point, gradient) => {
    if (largest(point) > FARTHEST) return Infinity;
    const value = likelihood(point.map(Math.exp), weight, gradient);
    for (let i = 0; i < gradient.length; i += 1) gradient[i] = -(gradient[i] ?? 0) / customers;
    return -value / customers;
  };
}

/** The two-parameter model that the chosen one becomes when nobody drops out. */
function fitWithoutDropout(
  name: ModelName,
  base: CustomerBase,
): { readonly parameters: Float64Array; readonly logLikelihood: number } {
  const discrete = name === 'bgbb';
  const likelihood = discrete ? prepareBetaBinomial(base) : model('nbd').prepare(base);
  const customers = customersIn(base);
  const purchases = Math.max(repeatPurchasesIn(base), 0.5);
  const time = base.T.reduce((sum, T, i) => sum + T * at(base.weight, i), 0);
  const start = Float64Array.of(0, discrete ? 0 : Math.log(Math.max(time, 1e-6) / purchases));
  const objective = objectiveOf(likelihood, base.weight, customers);
  const found = bfgs(objective, start, { tolerance: 1e-7, maxIterations: 100 });
  return { parameters: found.point.map(Math.exp), logLikelihood: -found.value * customers };
}

/** The objective on a part of a large base; null for a small one. */
function partOf(chosen: Model, base: CustomerBase): Objective | null {
  if (base.x.length <= 2 * ENTRIES_AT_FIRST) return null;
  const part = thin(base, ENTRIES_AT_FIRST);
  return objectiveOf(chosen.prepare(part), part.weight, customersIn(part));
}

/** The best of several rough searches. */
function bestOfStarts(
  objective: Objective,
  starts: readonly Float64Array[],
  tell: (share: number) => void,
): Minimum {
  let best: Minimum | undefined;
  let iterations = 0;
  for (const [index, start] of starts.entries()) {
    const point = start.map(Math.log);
    let found = bfgs(objective, point, { tolerance: TOLERANCE.coarse, maxIterations: 200 });
    if (!found.converged) {
      const simplex = nelderMead(objective, point, { tolerance: 1e-10, maxIterations: 600 });
      if (!(found.value <= simplex.value)) found = simplex;
    }
    iterations += found.iterations;
    if (best === undefined || !(best.value <= found.value)) best = found;
    tell((index + 1) / starts.length);
  }
  if (best === undefined) throw new RangeError('No place to start from');
  return { ...best, iterations };
}
