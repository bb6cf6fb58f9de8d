import type { Kernel, KernelTable } from '../../../contract/kernel.ts';
import type { CustomerBase } from '../../../stats/btyd/customer-base.ts';
import { baseOf, type Fitted, fittedOf } from './customer-base.ts';

/** Settings of the kernel `clv.expectations`. */
export interface ExpectationsOptions {
  readonly unitDays: number;
  /** Days of one unit of the fit. */
  readonly daysPerUnit: number;
  /** Weeks to track from the first purchase of all; 0 where there is no tracking. */
  readonly weeks: number;
  /** Length of the horizon in units, for the matrix of expected purchases. */
  readonly horizon: number;
}

/** Tables of expectations and their columns. */
export const EXPECTATION_TABLES = {
  expected_tracking: { week: 'integer', cumulative_expected: 'number' },
  expected_frequency: { frequency: 'integer', expected: 'number' },
  matrix: { frequency: 'integer', since_last: 'integer', p_alive: 'number', expected_purchases: 'number' },
} as const;

/** From this frequency on, customers are counted together. */
export const TOP_FREQUENCY = 7;
/** Most rows and columns of the matrices. */
const MATRIX = { frequencies: 15, steps: 20 };
const DAYS_IN_WEEK = 7;

/** Customers by T, in units. */
function customersByT(base: CustomerBase): Map<number, number> {
  const found = new Map<number, number>();
  for (const [i, T] of base.T.entries()) found.set(T, (found.get(T) ?? 0) + (base.weight[i] ?? 0));
  return found;
}

/**
 * Repeat purchases expected of all customers together by the end of each week, counted from the first purchase of
 * all (Fader, Hardie & Lee 2005, §5): Σ E[X(t − s)], s being when a customer came.
 */
function tracking(fitted: Fitted, base: CustomerBase, weeks: number, unitDays: number): KernelTable {
  const { model, parameters } = fitted;
  const longest = base.T.reduce((most, T) => Math.max(most, T), 0);
  const arrivals = new Map<number, number>();
  for (const [T, customers] of customersByT(base)) {
    const day = Math.round((longest - T) * unitDays);
    arrivals.set(day, (arrivals.get(day) ?? 0) + customers);
  }
  const byAge = new Map<number, number>();
  const expectedAt = (days: number): number => {
    const known = byAge.get(days);
    if (known !== undefined) return known;
    const expected = model.expectedPurchases(parameters, days / unitDays);
    byAge.set(days, expected);
    return expected;
  };
  const cumulative = Float64Array.from({ length: weeks }, (_, index) => {
    const end = DAYS_IN_WEEK * (index + 1);
    let sum = 0;
    for (const [day, customers] of arrivals) if (day < end) sum += customers * expectedAt(end - day);
    return sum;
  });
  return { week: Float64Array.from(cumulative, (_, index) => index + 1), cumulative_expected: cumulative };
}

/** Customers expected at each frequency within the calibration; the last counts all from there on. */
function frequencies(fitted: Fitted, base: CustomerBase): KernelTable {
  const { model, parameters } = fitted;
  const expected = new Float64Array(TOP_FREQUENCY + 1);
  for (const [T, customers] of customersByT(base)) {
    let rest = 1;
    for (let n = 0; n < TOP_FREQUENCY; n += 1) {
      const share = model.probabilityOfCount(parameters, T, n);
      expected[n] = (expected[n] ?? 0) + customers * share;
      rest -= share;
    }
    expected[TOP_FREQUENCY] = (expected[TOP_FREQUENCY] ?? 0) + customers * Math.max(0, rest);
  }
  return { frequency: Float64Array.from(expected, (_, n) => n), expected };
}

/**
 * P(alive) and expected purchases of customers observed for the longest T, by how often and how long ago they
 * bought. Cells that cannot be (more purchase days than days) are left out; who never came back has one cell, with
 * the whole T since the last purchase, in the last column.
 */
function matrix(fitted: Fitted, base: CustomerBase, options: ExpectationsOptions): KernelTable {
  const { model, parameters } = fitted;
  const { unitDays, daysPerUnit, horizon } = options;
  const longest = base.T.reduce((most, T) => Math.max(most, T), 0);
  const ticks = Math.round(longest * unitDays);
  const most = base.x.reduce((largest, x) => Math.max(largest, x), 0);
  const step = Math.max(1, Math.ceil(ticks / MATRIX.steps));
  const cells: { x: number; since: number; tx: number }[] = [];
  for (let x = 0; x <= Math.min(most, MATRIX.frequencies); x += 1) {
    if (x === 0) cells.push({ x, since: Math.floor(ticks / step) * step, tx: 0 });
    else for (let since = 0; ticks - since >= x; since += step) cells.push({ x, since, tx: ticks - since });
  }
  const entries: CustomerBase = {
    x: Float64Array.from(cells, ({ x }) => x),
    tx: Float64Array.from(cells, ({ tx }) => Math.min(tx / unitDays, longest)),
    T: Float64Array.from(cells, () => longest),
    weight: Float64Array.from(cells, () => 1),
  };
  const perTick = daysPerUnit / unitDays;
  return {
    frequency: entries.x,
    since_last: Float64Array.from(cells, ({ since }) => Math.round(since * perTick)),
    p_alive: model.pAlive(parameters, entries),
    expected_purchases: model.conditionalExpectedPurchases(parameters, entries, horizon),
  };
}

/** What a fit expects of all customers together, to be held against what they did. */
export const expectations: Kernel = ({ inputs, options }, tell) => {
  const settings = options as unknown as ExpectationsOptions;
  const base = baseOf(inputs['entries'], settings.unitDays);
  const fitted = fittedOf(inputs['fit']);
  if (fitted === null || base.x.length === 0) return {};
  const tracked = tracking(fitted, base, settings.weeks, settings.unitDays);
  tell(0.4);
  const counted = frequencies(fitted, base);
  tell(0.8);
  return {
    expected_tracking: tracked,
    expected_frequency: counted,
    matrix: matrix(fitted, base, settings),
  };
};
