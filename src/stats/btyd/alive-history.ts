import type { Model } from './model.ts';

/**
 * P(alive) of one customer as it would have been computed at each of some times, from the purchases known by then.
 *
 * @param chosen which model
 * @param parameters of the model
 * @param purchases times of the purchases since the first one, ascending and beginning with 0, in the model's unit
 * @param times when to look, from 0; for BG/BB whole numbers of opportunities
 * @returns one probability per time
 */
export function pAliveHistory(
  chosen: Model,
  parameters: Float64Array,
  purchases: Float64Array,
  times: Float64Array,
): Float64Array {
  const known = Array.from(times, (time) => purchases.filter((purchase) => purchase > 0 && purchase <= time));
  return chosen.pAlive(parameters, {
    x: Float64Array.from(known, (made) => made.length),
    tx: Float64Array.from(known, (made) => made[made.length - 1] ?? 0),
    T: times,
    weight: times.map(() => 1),
  });
}
