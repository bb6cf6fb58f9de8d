import { largest, type Minimum, type Objective } from './objective.ts';

/**
 * Minimum without derivatives (Nelder & Mead 1965, with the usual coefficients 1, 2, ½, ½): for objectives on which
 * the gradient method gives up. The search ends when the values of the simplex agree to `tolerance`.
 */
export function nelderMead(
  objective: Objective,
  start: Float64Array,
  options: { readonly tolerance: number; readonly maxIterations: number },
): Minimum {
  const k = start.length;
  const ignored = new Float64Array(k);
  const at = (point: Float64Array) => {
    const value = objective(point, ignored);
    return { point, value: Number.isFinite(value) ? value : Infinity };
  };
  const simplex = [at(Float64Array.from(start))];
  for (let i = 0; i < k; i += 1) simplex.push(at(start.map((value, j) => (i === j ? value + 0.5 : value))));
  const order = () => simplex.sort((left, right) => left.value - right.value);
  let iterations = 0;
  for (; iterations < options.maxIterations; iterations += 1) {
    order();
    const best = simplex[0];
    const worst = simplex[k];
    if (best === undefined || worst === undefined) break;
    if (Math.abs(worst.value - best.value) <= options.tolerance * (1 + Math.abs(best.value))) break;
    const centre = best.point.map(
      (_, j) => simplex.slice(0, k).reduce((sum, each) => sum + (each.point[j] ?? 0), 0) / k,
    );
    const along = (share: number) =>
      at(centre.map((value, j) => value + share * ((worst.point[j] ?? 0) - value)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[k] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < (simplex[k - 1]?.value ?? Infinity)) {
      simplex[k] = reflected;
    } else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) {
        simplex[k] = contracted;
      } else {
        shrink(simplex, best.point, at);
      }
    }
  }
  order();
  const point = simplex[0]?.point ?? start;
  const gradient = new Float64Array(k);
  const value = objective(point, gradient);
  return { point, value, gradient, iterations, converged: largest(gradient) < 1e-6 };
}

interface Corner {
  readonly point: Float64Array;
  readonly value: number;
}

/** Draws all corners halfway to the best one. */
function shrink(simplex: Corner[], best: Float64Array, at: (point: Float64Array) => Corner): void {
  for (const [i, corner] of simplex.entries()) {
    if (i > 0) simplex[i] = at(best.map((value, j) => (value + (corner.point[j] ?? value)) / 2));
  }
}
