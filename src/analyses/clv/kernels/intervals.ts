import { type Kernel, type KernelTable, numbersOf } from '../../../contract/kernel.ts';
import type { CustomerBase } from '../../../stats/btyd/customer-base.ts';
import { at } from '../../../stats/columns.ts';
import type { DiscountPeriod } from '../time.ts';
import { drawCustomers } from './bootstrap.ts';
import { baseOf, type Fitted, fittedOf } from './customer-base.ts';
import { ifAlive, runsOf } from './value-of-purchases.ts';

/** Settings of the kernel `clv.intervals`. */
export interface IntervalsOptions {
  readonly unitDays: number;
  readonly periods: readonly DiscountPeriod[];
  /** Into how many parts the customers are divided. */
  readonly pieces: number;
  /** Seed of the bootstrap, by which its draws are made again. */
  readonly seed: number;
}

/** Tables of intervals and their columns. Sums are those of one part of the customers. */
export const INTERVAL_TABLES = {
  customer_intervals: { customer_key: 'integer', clv_low: 'number', clv_high: 'number' },
  replicate_sums: {
    replicate: 'integer',
    group_number: 'integer',
    clv: 'number',
    expected_purchases: 'number',
    p_alive: 'number',
  },
} as const;

/** Ends of the interval, as shares of the replicates. */
const ENDS = { low: 0.025, high: 0.975 };
/** Most counts of draws kept at a time, one byte each. */
const DRAWS_AT_ONCE = 64_000_000;
/** Entries evaluated at a time, so that memory does not grow with the customers. */
const BLOCK = 512;

/** Quantile of sorted values, by linear interpolation (type 7 of Hyndman & Fan 1996). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? Number.NaN;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}

/** Expected amount of a customer's purchases under the parameters of each replicate. */
function spendOf(replicates: KernelTable | undefined): (b: number, x: number, m: number) => number {
  const [p, q, v, mean] = ['p', 'q', 'v', 'mean_repeat'].map((name) => numbersOf(replicates, name));
  return (b, x, m) => {
    const [pb = Number.NaN, qb = Number.NaN, vb = Number.NaN] = [p?.[b], q?.[b], v?.[b]];
    if (Number.isNaN(pb)) return x > 0 ? m : (mean?.[b] ?? Number.NaN);
    const rest = pb * x + qb - 1;
    return rest > 0 ? (pb * (vb + x * Math.max(m, 0))) / rest : Number.NaN;
  };
}

interface BlockValues {
  /** Discounted purchases, purchases and P(alive), each [replicate][entry of the block]. */
  readonly discounted: readonly Float64Array[];
  readonly purchases: readonly Float64Array[];
  readonly alive: readonly Float64Array[];
}

function blockValues(
  fits: readonly Fitted[],
  block: CustomerBase,
  periods: readonly DiscountPeriod[],
): BlockValues {
  const runs = runsOf(block);
  const discounted: Float64Array[] = [];
  const purchases: Float64Array[] = [];
  const alive: Float64Array[] = [];
  for (const fitted of fits) {
    const present = fitted.model.pAlive(fitted.parameters, block);
    const expected = ifAlive(fitted, runs, periods);
    discounted.push(present.map((each, i) => each * (expected.discounted[runs.of[i] ?? 0] ?? 0)));
    purchases.push(present.map((each, i) => each * (expected.purchases[runs.of[i] ?? 0] ?? 0)));
    alive.push(present);
  }
  return { discounted, purchases, alive };
}

function slice(base: CustomerBase, from: number, to: number): CustomerBase {
  return {
    x: base.x.subarray(from, to),
    tx: base.tx.subarray(from, to),
    T: base.T.subarray(from, to),
    weight: base.weight.subarray(from, to),
  };
}

/** Numbers of times customers `from` to `to` were drawn for each replicate: [replicate][customer − from]. */
function drawn(
  customers: number,
  seed: number,
  replicates: Float64Array,
  from: number,
  to: number,
): readonly Uint8Array[] {
  return Array.from(replicates, (replicate) => {
    const times = new Uint8Array(to - from);
    drawCustomers(customers, seed, replicate, (customer) => {
      if (customer >= from && customer < to) times[customer - from] = (times[customer - from] ?? 0) + 1;
    });
    return times;
  });
}

/** Sums by replicate and group: cell b × groups + group. */
class Sums {
  readonly groups: number;
  readonly clv: Float64Array;
  readonly purchases: Float64Array;
  readonly alive: Float64Array;

  constructor(replicates: number, groups: number) {
    this.groups = groups;
    [this.clv, this.purchases, this.alive] = [0, 1, 2].map(() => new Float64Array(replicates * groups)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
  }

  add(cell: number, times: number, clv: number, purchases: number, alive: number): void {
    this.clv[cell] = (this.clv[cell] ?? 0) + times * clv;
    this.purchases[cell] = (this.purchases[cell] ?? 0) + times * purchases;
    this.alive[cell] = (this.alive[cell] ?? 0) + times * alive;
  }

  table(replicates: Float64Array): KernelTable {
    return {
      replicate: this.clv.map((_, cell) => replicates[Math.floor(cell / this.groups)] ?? 0),
      group_number: this.clv.map((_, cell) => cell % this.groups),
      clv: this.clv,
      expected_purchases: this.purchases,
      p_alive: this.alive,
    };
  }
}

/** Gives how often a customer was drawn for each replicate, from draws that are made again a chunk at a time. */
class Draws {
  readonly #customers: number;
  readonly #seed: number;
  readonly #replicates: Float64Array;
  #from = 0;
  #to = 0;
  #times: readonly Uint8Array[] = [];

  constructor(customers: number, seed: number, replicates: Float64Array) {
    this.#customers = customers;
    this.#seed = seed;
    this.#replicates = replicates;
  }

  /** Makes ready for a customer; customers come in their order. */
  reach(customer: number): void {
    if (customer >= this.#from && customer < this.#to) return;
    const chunk = Math.max(1, Math.floor(DRAWS_AT_ONCE / Math.max(this.#replicates.length, 1)));
    this.#from = customer;
    this.#to = Math.min(customer + chunk, this.#customers);
    this.#times = drawn(this.#customers, this.#seed, this.#replicates, this.#from, this.#to);
  }

  /** How often the customer reached was drawn for the b-th replicate. */
  of(b: number, customer: number): number {
    return this.#times[b]?.[customer - this.#from] ?? 0;
  }
}

/** Customers as the kernel was given them. */
interface Customers {
  readonly keys: Float64Array;
  readonly place: Float64Array;
  readonly m: Float64Array;
  readonly group: Float64Array;
}

/**
 * Values one customer under every replicate.
 *
 * @param values receives a value for each replicate
 * @param sums receives the values as often as the customer was drawn
 */
function valueCustomer(
  customer: number,
  customers: Customers,
  block: { readonly base: CustomerBase; readonly first: number; readonly found: BlockValues },
  spend: (b: number, x: number, m: number) => number,
  into: { readonly values: Float64Array; readonly sums: Sums; readonly draws: Draws },
): void {
  const { values, sums, draws } = into;
  const entry = at(customers.place, customer) - block.first;
  const x = at(block.base.x, entry);
  const m = at(customers.m, customer);
  draws.reach(customer);
  for (let b = 0; b < values.length; b += 1) {
    const value = spend(b, x, m) * (block.found.discounted[b]?.[entry] ?? Number.NaN);
    values[b] = value;
    const often = draws.of(b, customer);
    if (often === 0) continue;
    const cell = b * sums.groups + at(customers.group, customer);
    const purchases = block.found.purchases[b]?.[entry] ?? Number.NaN;
    sums.add(cell, often, value, purchases, block.found.alive[b]?.[entry] ?? Number.NaN);
  }
}

/**
 * Values every customer of its part under the parameters of each replicate, and takes percentile intervals of each
 * customer's value: their history is given, the parameters are not. Beside them it sums value, purchases and P(alive)
 * by replicate and group over the customers as they were drawn for the replicate, so that intervals of sums also
 * hold how much depends on who the customers are.
 *
 * Inputs: `entries`; `customers` (customer_key, place of the entry, m, group_number) in the order in which the
 * bootstrap had them; `replicates`.
 */
export const intervals: Kernel = ({ inputs, options, part }, tell) => {
  const { unitDays, periods, pieces, seed } = options as unknown as IntervalsOptions;
  const base = baseOf(inputs['entries'], unitDays);
  const numbers = numbersOf(inputs['replicates'], 'replicate');
  const fits = Array.from(numbers, (_, b) => fittedOf(inputs['replicates'], b)).filter(
    (each) => each !== null,
  );
  const spend = spendOf(inputs['replicates']);
  const customers: Customers = {
    keys: numbersOf(inputs['customers'], 'customer_key'),
    place: numbersOf(inputs['customers'], 'place'),
    m: numbersOf(inputs['customers'], 'm'),
    group: numbersOf(inputs['customers'], 'group_number'),
  };
  const { keys, place } = customers;
  const { from, to } = part ?? { from: 0, to: pieces };
  const begin = Math.floor((keys.length * from) / pieces);
  const end = Math.floor((keys.length * to) / pieces);
  const low = new Float64Array(end - begin);
  const high = new Float64Array(end - begin);
  const groups = 1 + customers.group.reduce((most, each) => Math.max(most, each), 0);
  const into = {
    values: new Float64Array(fits.length),
    sums: new Sums(fits.length, groups),
    draws: new Draws(keys.length, seed, numbers),
  };
  let customer = begin;
  while (customer < end) {
    const first = at(place, customer);
    const entries = slice(base, first, first + BLOCK);
    const block = { base: entries, first, found: blockValues(fits, entries, periods) };
    for (; customer < end && at(place, customer) < first + BLOCK; customer += 1) {
      valueCustomer(customer, customers, block, spend, into);
      into.values.sort();
      low[customer - begin] = quantile(into.values, ENDS.low);
      high[customer - begin] = quantile(into.values, ENDS.high);
    }
    tell((customer - begin) / (end - begin));
  }
  return {
    customer_intervals: { customer_key: keys.slice(begin, end), clv_low: low, clv_high: high },
    replicate_sums: into.sums.table(numbers),
  };
};
