import { type Kernel, numbersOf } from '../../../contract/kernel.ts';
import type { CustomerBase } from '../../../stats/btyd/customer-base.ts';
import { dert } from '../../../stats/btyd/pareto-nbd.ts';
import type { DiscountPeriod } from '../time.ts';
import { baseOf, type Fitted, fittedOf } from './customer-base.ts';
import { ifAlive, runsOf } from './value-of-purchases.ts';

/** Settings of the kernel `clv.predict`. Times are in units of the fit. */
export interface PredictOptions {
  readonly unitDays: number;
  readonly periods: readonly DiscountPeriod[];
  /** Length of the holdout; 0 where there is none. */
  readonly holdout: number;
  /** Days of one unit, by which the next purchase is dated. */
  readonly daysPerUnit: number;
  /** Continuous discount rate per unit, for residual transactions without a horizon. */
  readonly continuousRate: number;
  readonly output: string;
}

/** Columns of predictions, one row per distinct entry. */
export const PREDICTION_COLUMNS = {
  entry: 'integer',
  p_alive: 'number',
  expected_purchases: 'number',
  probability_of_purchase: 'number',
  discounted_purchases: 'number',
  /** Discounted purchases if the customer is still there. */
  discounted_if_alive: 'number',
  /** Discounted purchases if the customer bought once more now. */
  discounted_after_purchase: 'number',
  next_purchase_days: 'number',
  expected_holdout: 'number',
  /** Discounted expected residual transactions, without a horizon; only Pareto/NBD has them. */
  dert: 'number',
} as const;

/** The next purchase is dated no further ahead than this. */
const FARTHEST_DAYS = 3650;

/**
 * Days until half of the customers with this history have bought again, if they stay. With a purchase rate
 * λ ~ gamma(r + x, α + T), P(no purchase until t) = ((α+T)/(α+T+t))^(r+x), which is one half at
 * t = (α+T)(2^(1/(r+x)) − 1). For BG/BB, opportunities are counted until the product of the chances to buy
 * nothing falls to one half.
 *
 * @returns NaN where that is more than ten years away
 */
function nextPurchaseDays(fitted: Fitted, x: number, T: number, daysPerUnit: number): number {
  if (fitted.model.name === 'bgbb') {
    const [alpha = 1, beta = 1] = fitted.parameters;
    let none = 1;
    for (let k = 1; k * daysPerUnit <= FARTHEST_DAYS; k += 1) {
      none *= (beta + T - x + k - 1) / (alpha + beta + T + k - 1);
      if (none <= 0.5) return Math.ceil(k * daysPerUnit);
    }
    return Number.NaN;
  }
  const [r = 1, alpha = 1] = fitted.parameters;
  const days = Math.ceil((alpha + T) * Math.expm1(Math.LN2 / (r + x)) * daysPerUnit);
  return days <= FARTHEST_DAYS ? days : Number.NaN;
}

/** The entries as they would stand if every customer bought once more now. */
function afterPurchase(fitted: Fitted, base: CustomerBase): CustomerBase {
  const opportunity = fitted.model.name === 'bgbb' ? 1 : 0;
  const T = base.T.map((each) => each + opportunity);
  return { x: base.x.map((each) => each + 1), tx: T, T, weight: base.weight };
}

/**
 * What a fitted model (`fit`) expects of every distinct entry (`entries`): P(alive), purchases over the horizon,
 * plain and discounted, the probability of any, purchases in the holdout, and the day of the next purchase.
 */
export const predict: Kernel = ({ inputs, options }, tell) => {
  const { unitDays, periods, holdout, daysPerUnit, continuousRate, output } =
    options as unknown as PredictOptions;
  const base = baseOf(inputs['entries'], unitDays);
  const fitted = fittedOf(inputs['fit']);
  if (fitted === null || base.x.length === 0) return {};
  const { model, parameters } = fitted;
  const runs = runsOf(base);
  const alive = model.pAlive(parameters, base);
  tell(0.1);
  const now = ifAlive(fitted, runs, periods);
  tell(0.4);
  const next = afterPurchase(fitted, base);
  const nextAlive = model.pAlive(parameters, next);
  const later = ifAlive(fitted, runsOf(next), periods);
  tell(0.7);
  const horizon = periods.at(-1)?.end ?? 0;
  const purchaseProbability = model.probabilityOfAny(parameters, base, horizon);
  tell(0.8);
  const [inHoldout] =
    holdout > 0 ? model.expectedIfAlive(parameters, runs.x, runs.T, Float64Array.of(holdout)) : [];
  tell(0.9);
  const perEntry = (values: Float64Array): Float64Array =>
    alive.map((_, i) => values[runs.of[i] ?? 0] ?? Number.NaN);
  const times = (a: Float64Array, b: Float64Array): Float64Array => a.map((each, i) => each * (b[i] ?? 0));
  const discountedIfAlive = perEntry(now.discounted);
  return {
    [output]: {
      entry: numbersOf(inputs['entries'], 'entry'),
      p_alive: alive,
      expected_purchases: times(alive, perEntry(now.purchases)),
      probability_of_purchase: purchaseProbability,
      discounted_purchases: times(alive, discountedIfAlive),
      discounted_if_alive: discountedIfAlive,
      discounted_after_purchase: times(nextAlive, perEntry(later.discounted)),
      next_purchase_days: perEntry(
        runs.x.map((x, i) => nextPurchaseDays(fitted, x, runs.T[i] ?? 0, daysPerUnit)),
      ),
      expected_holdout:
        inHoldout === undefined ? alive.map(() => Number.NaN) : times(alive, perEntry(inHoldout)),
      dert:
        model.name === 'paretonbd' && continuousRate > 0
          ? dert(parameters, base, continuousRate)
          : alive.map(() => Number.NaN),
    },
  };
};
