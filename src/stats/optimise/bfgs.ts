import { largest, type Minimum, type Objective } from './objective.ts';

export interface BfgsOptions {
  /** Largest part of the gradient at which the search ends. */
  readonly tolerance: number;
  readonly maxIterations: number;
  /** First guess of the inverse Hessian, k × k; the identity without it. */
  readonly inverseHessian?: Float64Array;
  /** Longest step in any one coordinate. */
  readonly longestStep?: number;
}

interface Place {
  readonly point: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

/**
 * Minimum by the BFGS quasi-Newton method (Nocedal & Wright, Numerical Optimization, 2nd ed., algorithm 6.1) with
 * a line search for the Wolfe conditions; where rounding hides the decrease of the value, the slope alone decides
 * (Hager & Zhang 2005, "approximate Wolfe conditions").
 */
export function bfgs(objective: Objective, start: Float64Array, options: BfgsOptions): Minimum {
  const k = start.length;
  const gradient = new Float64Array(k);
  const value = objective(start, gradient);
  let here: Place = { point: Float64Array.from(start), gradient, value };
  const inverse = options.inverseHessian ? Float64Array.from(options.inverseHessian) : identity(k);
  let scaled = options.inverseHessian !== undefined;
  let iterations = 0;
  let fresh = true;
  while (iterations < options.maxIterations && largest(here.gradient) > options.tolerance) {
    let direction = descent(inverse, here.gradient);
    if (!(dot(direction, here.gradient) < 0)) {
      inverse.set(identity(k));
      direction = descent(inverse, here.gradient);
    }
    shorten(direction, options.longestStep ?? 4);
    const next = lineSearch(objective, here, direction);
    iterations += 1;
    if (next === null) {
      if (fresh) break;
      inverse.set(identity(k));
      fresh = true;
      scaled = false;
      continue;
    }
    update(inverse, here, next, scaled);
    scaled = true;
    fresh = false;
    here = next;
  }
  return { ...here, iterations, converged: largest(here.gradient) <= options.tolerance };
}

function identity(k: number): Float64Array {
  return Float64Array.from({ length: k * k }, (_, index) => (index % (k + 1) === 0 ? 1 : 0));
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i += 1) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}

function descent(inverse: Float64Array, gradient: Float64Array): Float64Array {
  const k = gradient.length;
  const direction = new Float64Array(k);
  for (let i = 0; i < k; i += 1) direction[i] = -dot(inverse.subarray(i * k, i * k + k), gradient);
  return direction;
}

function shorten(direction: Float64Array, longest: number): void {
  const size = largest(direction);
  if (size > longest)
    for (let i = 0; i < direction.length; i += 1) direction[i] = ((direction[i] ?? 0) * longest) / size;
}

const ARMIJO = 1e-4;
const CURVATURE = 0.9;
const ROUNDING = 1e-13;

/** A point along the direction that satisfies the weak Wolfe conditions, by bracketing; null if there is none. */
function lineSearch(objective: Objective, from: Place, direction: Float64Array): Place | null {
  const slope = dot(from.gradient, direction);
  let low = 0;
  let high = Infinity;
  let step = 1;
  for (let trial = 0; trial < 40; trial += 1) {
    const point = from.point.map((value, i) => value + step * (direction[i] ?? 0));
    const gradient = new Float64Array(point.length);
    const value = objective(point, gradient);
    const slopeThere = dot(gradient, direction);
    const falls =
      value <= from.value + ARMIJO * step * slope ||
      (value <= from.value + ROUNDING * Math.abs(from.value) && slopeThere <= (2 * 0.1 - 1) * slope);
    if (!falls || !Number.isFinite(slopeThere)) {
      high = step;
    } else if (slopeThere < CURVATURE * slope) {
      low = step;
    } else {
      return { point, gradient, value };
    }
    step = high === Infinity ? 2 * low : nextStep(low, high, step, { rise: value - from.value, slope });
  }
  return null;
}

/** The minimum of the parabola through what is known, kept well inside the bracket. */
function nextStep(low: number, high: number, tried: number, seen: { rise: number; slope: number }): number {
  const middle = (low + high) / 2;
  if (low > 0 || tried !== high || !Number.isFinite(seen.rise)) return middle;
  const curvature = seen.rise - seen.slope * tried;
  const parabola = curvature > 0 ? (-seen.slope * tried * tried) / (2 * curvature) : middle;
  return Math.min(Math.max(parabola, low + 0.1 * (high - low)), low + 0.7 * (high - low));
}

/** Takes the step's change of the gradient into the inverse Hessian (Nocedal & Wright, 6.17). */
function update(inverse: Float64Array, from: Place, to: Place, scaled: boolean): void {
  const k = from.point.length;
  const step = to.point.map((value, i) => value - (from.point[i] ?? 0));
  const change = to.gradient.map((value, i) => value - (from.gradient[i] ?? 0));
  const curvature = dot(step, change);
  if (!(curvature > 1e-300)) return;
  if (!scaled) {
    const scale = curvature / dot(change, change);
    for (let i = 0; i < inverse.length; i += 1) inverse[i] = (inverse[i] ?? 0) * scale;
  }
  const turned = descent(inverse, change).map((value) => -value);
  const weight = (1 + dot(change, turned) / curvature) / curvature;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < k; j += 1) {
      const cross = (step[i] ?? 0) * (turned[j] ?? 0) + (turned[i] ?? 0) * (step[j] ?? 0);
      const index = i * k + j;
      inverse[index] = (inverse[index] ?? 0) + weight * (step[i] ?? 0) * (step[j] ?? 0) - cross / curvature;
    }
  }
}
