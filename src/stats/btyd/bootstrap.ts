import { bfgs } from '../optimise/bfgs.ts';
import { multinomial } from '../random/counts.ts';
import type { Random } from '../random/random.ts';
import { scaleTime, type CustomerBase } from './customer-base.ts';
import { objectiveOf, rescaleTime, type Fit } from './fit.ts';
import { model } from './models.ts';

/**
 * Weights of one bootstrap sample: as many customers as there are, drawn with replacement (Efron 1979).
 *
 * @param weight customers behind each entry, whole numbers
 * @param random where the randomness comes from
 */
export function bootstrapWeights(weight: Float64Array, random: Random): Float64Array {
  return multinomial(
    random,
    weight.reduce((sum, value) => sum + value, 0),
    weight,
  );
}

export interface Refit {
  /** In the order of the model's parameters and in the base's unit of time. */
  readonly parameters: Float64Array;
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/** Gradient per customer at which a refit ends: far below what resampling moves. */
const TOLERANCE = 1e-7;

/**
 * Makes ready to fit a model again and again to the same base under other weights, from the optimum and with its
 * curvature.
 *
 * @param fit what was found on the base itself
 * @param base the same base, best collapsed; weights of a refit belong to its entries
 */
export function prepareRefit(fit: Fit, base: CustomerBase): (weight: Float64Array) => Refit {
  const chosen = model(fit.model);
  const likelihood = chosen.prepare(fit.timeScale === 1 ? base : scaleTime(base, fit.timeScale));
  const start = rescaleTime(chosen, fit.parameters, fit.timeScale).map(Math.log);
  const inverseHessian = fit.covarianceLog.map((value) => value * fit.customers);
  const curved = inverseHessian.every(Number.isFinite);
  return (weight) => {
    let customers = 0;
    let purchases = 0;
    for (const [i, w] of weight.entries()) {
      customers += w;
      purchases += w * (base.x[i] ?? 0);
    }
    const found = bfgs(objectiveOf(likelihood, weight, customers), start, {
      tolerance: TOLERANCE,
      maxIterations: 200,
      ...(curved ? { inverseHessian } : {}),
    });
    const shift = chosen.timeParameters.length === 0 ? 0 : purchases * Math.log(fit.timeScale);
    return {
      parameters: rescaleTime(chosen, found.point.map(Math.exp), 1 / fit.timeScale),
      logLikelihood: -found.value * customers + shift,
      converged: found.converged,
    };
  };
}
