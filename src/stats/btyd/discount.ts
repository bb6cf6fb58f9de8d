import { at } from '../columns.ts';
import { levelsOf, type CustomerBase } from './customer-base.ts';
import type { Model } from './model.ts';

/** Equal periods over which purchases are discounted, each at its end. */
export interface DiscountPlan {
  /** How many periods: the horizon is `periods` × `periodLength`. */
  readonly periods: number;
  /** Length of a period in the base's unit of time. */
  readonly periodLength: number;
  /** Discount rate per period, above −1: 0.01 for 1 %. */
  readonly rate: number;
}

/**
 * Present value of the purchases expected over a finite horizon, in purchases:
 * Σ over k of (CE(k·length) − CE((k−1)·length))/(1 + rate)ᵏ, where CE are conditional expected purchases. Times the
 * expected spend it is the customer lifetime value of the horizon (Gupta, Lehmann & Stuart 2004; Fader & Hardie).
 *
 * @param chosen which model
 * @param parameters of the model
 * @param base what the customers did
 * @param plan periods and rate
 * @returns one number per entry
 * @throws RangeError if the plan has no period, no length, or a rate of −1 or below
 */
export function discountedExpectedPurchases(
  chosen: Model,
  parameters: Float64Array,
  base: CustomerBase,
  plan: DiscountPlan,
): Float64Array {
  if (!(plan.periods >= 1 && plan.periodLength > 0 && plan.rate > -1)) {
    throw new RangeError(`Not a plan: ${plan.periods} periods of ${plan.periodLength} at ${plan.rate}`);
  }
  const counts = levelsOf(base.x);
  const ends = levelsOf(base.T);
  const pairs = levelsOf(
    Float64Array.from(counts.index, (level, i) => level * ends.values.length + (ends.index[i] ?? 0)),
  );
  const x = pairs.values.map((pair) => at(counts.values, Math.floor(pair / ends.values.length)));
  const T = pairs.values.map((pair) => at(ends.values, pair % ends.values.length));
  const present = new Float64Array(x.length);
  for (let k = 1; k <= plan.periods; k += 1) {
    const [until] = chosen.expectedIfAlive(parameters, x, T, Float64Array.of(k * plan.periodLength));
    // Summed by parts: the expectation until the end of period k counts at its rate and leaves at the next one.
    const factor = (1 + plan.rate) ** -k;
    const share = k === plan.periods ? factor : factor - (1 + plan.rate) ** -(k + 1);
    for (let i = 0; i < present.length; i += 1) present[i] = at(present, i) + share * (until?.[i] ?? 0);
  }
  return chosen.pAlive(parameters, base).map((alive, i) => alive * at(present, pairs.index[i] ?? 0));
}
