import { at } from '../columns.ts';
import type { CustomerBase } from './customer-base.ts';

export type ModelName = 'bgnbd' | 'mbgnbd' | 'paretonbd' | 'nbd' | 'bgbb';

/**
 * A base made ready for repeated evaluation: distinct values are found once.
 *
 * @param parameters in the model's own scale, all above 0
 * @param weight customers behind each entry, which may differ from the base's (bootstrap)
 * @param gradient receives the derivatives by the LOGARITHMS of the parameters
 * @returns the weighted log-likelihood
 */
export type Likelihood = (parameters: Float64Array, weight: Float64Array, gradient: Float64Array) => number;

/**
 * A model of how customers buy until they drop out ("buy till you die"). Parameters are above 0, in the order of
 * `parameters`, and in the unit of time of the base. Arrays come back with one number per entry of the base, without
 * regard to its weights.
 */
export interface Model {
  readonly name: ModelName;
  /** Names of the parameters, as the papers have them. */
  readonly parameters: readonly string[];
  /** Which parameters are times, by place: they change with the unit. */
  readonly timeParameters: readonly number[];
  /** Expected dropout: share of purchases or opportunities, or rate per unit of time; 0 means it never comes. */
  meanDropout(parameters: Float64Array): number;
  prepare(base: CustomerBase): Likelihood;
  /** Weighted sum of log-likelihoods. */
  logLikelihood(parameters: Float64Array, base: CustomerBase): number;
  /** Derivatives of the weighted log-likelihood by the logarithms of the parameters. */
  gradient(parameters: Float64Array, base: CustomerBase): Float64Array;
  logLikelihoods(parameters: Float64Array, base: CustomerBase): Float64Array;
  /** Probability that a customer has not dropped out by T (BG/BB: is still there at opportunity T + 1). */
  pAlive(parameters: Float64Array, base: CustomerBase): Float64Array;
  /** E[X(t)], the repeat purchases of a new customer within t of the first purchase. */
  expectedPurchases(parameters: Float64Array, t: number): number;
  /** Expected purchases in (T, T + t], given what the customer did until T. */
  conditionalExpectedPurchases(parameters: Float64Array, base: CustomerBase, t: number): Float64Array;
  /**
   * Expected purchases in (T, T + t] over P(alive): that part of the conditional expectation which does not depend
   * on t_x. One array for each horizon.
   */
  expectedIfAlive(
    parameters: Float64Array,
    x: Float64Array,
    T: Float64Array,
    horizons: Float64Array,
  ): Float64Array[];
  /** P(X(t) = n) for a new customer. */
  probabilityOfCount(parameters: Float64Array, t: number, n: number): number;
  /** Probability of at least one purchase in (T, T + t]. */
  probabilityOfAny(parameters: Float64Array, base: CustomerBase, t: number): Float64Array;
}

/** What a model must define itself; the rest of {@link Model} follows from it. */
export type ModelCore = Omit<Model, 'logLikelihood' | 'gradient' | 'conditionalExpectedPurchases'>;

/** Completes a model by what is the same for all of them. */
export function completeModel(core: ModelCore): Model {
  return {
    ...core,
    logLikelihood: (parameters, base) =>
      core.prepare(base)(parameters, base.weight, new Float64Array(core.parameters.length)),
    gradient: (parameters, base) => {
      const gradient = new Float64Array(core.parameters.length);
      core.prepare(base)(parameters, base.weight, gradient);
      return gradient;
    },
    conditionalExpectedPurchases: (parameters, base, t) => {
      const [ifAlive] = core.expectedIfAlive(parameters, base.x, base.T, Float64Array.of(t));
      return core.pAlive(parameters, base).map((alive, i) => alive * (ifAlive?.[i] ?? 0));
    },
  };
}

/** Computes one number per horizon for every entry, once for each run of equal (x, T). */
export function fillHorizons(
  x: Float64Array,
  T: Float64Array,
  horizons: Float64Array,
  compute: (x: number, T: number, horizon: number) => number,
): Float64Array[] {
  return Array.from(horizons, (horizon) => {
    const filled = new Float64Array(x.length);
    let [lastX, lastT, last] = [NaN, NaN, 0];
    for (let i = 0; i < x.length; i += 1) {
      const xi = x[i] ?? 0;
      const Ti = T[i] ?? 0;
      if (xi !== lastX || Ti !== lastT) {
        last = compute(xi, Ti, horizon);
        lastX = xi;
        lastT = Ti;
      }
      filled[i] = last;
    }
    return filled;
  });
}

/** The four parameters of a model as a tuple. */
export function four(parameters: Float64Array): [number, number, number, number] {
  return [at(parameters, 0), at(parameters, 1), at(parameters, 2), at(parameters, 3)];
}
