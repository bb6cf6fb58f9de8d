import type { CustomerBase } from '../../../stats/btyd/customer-base.ts';
import type { DiscountPeriod } from '../time.ts';
import type { Fitted } from './customer-base.ts';

/**
 * Entries that share (x, T) stand one after the other, and what is expected of customers who are still there depends
 * on these two alone: it is computed once for each such run.
 */
export interface Runs {
  /** x and T of each run. */
  readonly x: Float64Array;
  readonly T: Float64Array;
  /** Which run an entry belongs to. */
  readonly of: Int32Array;
}

/** Finds the runs of equal (x, T) among entries. */
export function runsOf(base: Pick<CustomerBase, 'x' | 'T'>): Runs {
  const of = new Int32Array(base.x.length);
  const x: number[] = [];
  const T: number[] = [];
  for (let i = 0; i < of.length; i += 1) {
    const [xi, Ti] = [base.x[i] ?? 0, base.T[i] ?? 0];
    if (x.at(-1) !== xi || T.at(-1) !== Ti) {
      x.push(xi);
      T.push(Ti);
    }
    of[i] = x.length - 1;
  }
  return { x: Float64Array.from(x), T: Float64Array.from(T), of };
}

/** What is expected of a customer who is still there, for each run. */
export interface IfAlive {
  /** Purchases within the horizon. */
  readonly purchases: Float64Array;
  /** Purchases within the horizon, each discounted from the end of its period. */
  readonly discounted: Float64Array;
}

/**
 * Expected and discounted expected purchases over the horizon, given that a customer is still there: the sum over
 * periods of what is expected in each times the factor at its end.
 */
export function ifAlive(fitted: Fitted, runs: Runs, periods: readonly DiscountPeriod[]): IfAlive {
  const ends = Float64Array.from(periods, ({ end }) => end);
  const expected = fitted.model.expectedIfAlive(fitted.parameters, runs.x, runs.T, ends);
  const discounted = new Float64Array(runs.x.length);
  for (let i = 0; i < discounted.length; i += 1) {
    let before = 0;
    let sum = 0;
    for (const [k, { factor }] of periods.entries()) {
      const until = expected[k]?.[i] ?? Number.NaN;
      sum += (until - before) * factor;
      before = until;
    }
    discounted[i] = sum;
  }
  return { purchases: expected.at(-1) ?? new Float64Array(runs.x.length), discounted };
}
