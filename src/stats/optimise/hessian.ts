import type { Objective } from './objective.ts';

/**
 * Matrix of second derivatives by central differences of the gradient, made symmetric: k × k, row by row. With steps
 * of 1e-4 in logarithms of parameters it is right to about eight digits.
 */
export function hessianOf(objective: Objective, point: Float64Array, step = 1e-4): Float64Array {
  const k = point.length;
  const raw = new Float64Array(k * k);
  const above = new Float64Array(k);
  const below = new Float64Array(k);
  for (let i = 0; i < k; i += 1) {
    const moved = Float64Array.from(point);
    moved[i] = (point[i] ?? 0) + step;
    objective(moved, above);
    moved[i] = (point[i] ?? 0) - step;
    objective(moved, below);
    for (let j = 0; j < k; j += 1) raw[i * k + j] = ((above[j] ?? 0) - (below[j] ?? 0)) / (2 * step);
  }
  return raw.map((value, index) => (value + (raw[(index % k) * k + Math.floor(index / k)] ?? 0)) / 2);
}
