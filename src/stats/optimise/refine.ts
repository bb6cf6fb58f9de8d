import { bfgs } from './bfgs.ts';
import { hessianOf } from './hessian.ts';
import { largest, type Minimum, type Objective } from './objective.ts';
import { invertPositive, solvePositive } from './symmetric.ts';

/**
 * From a rough minimum to an exact one: BFGS with the curvature there as its first guess, then Newton's steps as long
 * as they make the gradient smaller.
 *
 * @param objective what is minimised
 * @param rough a place near the minimum
 * @param tolerance largest part of the gradient at which to stop
 * @param cheaper an objective of about the same curvature to take it from, by default the same
 */
export function refine(
  objective: Objective,
  rough: Float64Array,
  tolerance: number,
  cheaper: Objective = objective,
): Minimum {
  const curvature = invertPositive(hessianOf(cheaper, rough));
  let found = bfgs(objective, rough, {
    tolerance,
    maxIterations: 200,
    ...(curvature === null ? {} : { inverseHessian: curvature }),
  });
  for (let step = 0; step < 3 && !found.converged; step += 1) {
    const direction = solvePositive(hessianOf(objective, found.point), found.gradient);
    if (direction === null) break;
    const point = found.point.map((value, i) => value - (direction[i] ?? 0));
    const gradient = new Float64Array(point.length);
    const value = objective(point, gradient);
    if (!(largest(gradient) < largest(found.gradient))) break;
    const converged = largest(gradient) <= tolerance;
    found = { point, value, gradient, iterations: found.iterations + 1, converged };
  }
  return found;
}
