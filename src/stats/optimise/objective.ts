/**
 * A function to be minimised. Writes its gradient into `gradient` and returns its value; a value that is not finite
 * marks a point outside the domain.
 */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly iterations: number;
  /** The largest part of the gradient is below the tolerance. */
  readonly converged: boolean;
}

/** The largest absolute value in a vector. */
export function largest(vector: Float64Array): number {
  let size = 0;
  for (const value of vector) size = Math.max(size, Math.abs(value));
  return size;
}
