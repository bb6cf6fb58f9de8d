/** How purchases come about: BG/NBD for their times, Gamma-Gamma for what is spent. Time in days. */
export interface ProcessParameters {
  /** Purchase rate λ ~ Gamma(shape r, rate alpha), per day. */
  readonly r: number;
  readonly alpha: number;
  /** Dropout probability after a repeat purchase p ~ Beta(a, b). */
  readonly a: number;
  readonly b: number;
  /** Amount of an order ~ Gamma(shape p, rate ν), ν ~ Gamma(shape q, rate gamma), in the file's currency. */
  readonly p: number;
  readonly q: number;
  readonly gamma: number;
}

/** When in the week and in the year more or less is bought. Only the proportions count. */
export interface Seasons {
  /** Sunday to Saturday. */
  readonly weekday: readonly number[];
  /** January to December. */
  readonly month: readonly number[];
}

/** Rows that a cleaning receipt has something to say about, per purchase. They come on top of the orders. */
export interface Mess {
  /** Orders of guests, without a customer id. */
  readonly noCustomer: number;
  readonly unreadableDate: number;
  readonly unreadableNumber: number;
  /** Refunds booked as orders with a negative amount. */
  readonly negativeAmount: number;
  /** Free samples. */
  readonly zeroAmount: number;
  /** Rows that stand in the file twice. */
  readonly exactDuplicate: number;
}

/** What is to be generated. Everything has a default; either `orders` or `customers` sets the size. */
export interface SampleOptions {
  /** Whole number from 0 to 2^32 − 1. The same seed and options give the same bytes. */
  readonly seed: number;
  /** Orders in the file, cancelled ones included, rows of {@link Mess} not. */
  readonly orders?: number;
  /** Customers in the file. With `orders` too, `alpha` and `b` change so that they buy as much as it takes. */
  readonly customers?: number;
  /** First and last day, ISO 8601. */
  readonly start: string;
  readonly end: string;
  readonly parameters: ProcessParameters;
  readonly seasons: Seasons;
  /** How much faster customers are won at the end than at the start: 0 = evenly, 1 = twice as fast. */
  readonly growth: number;
  /** Cancelled orders per purchase. */
  readonly cancelled: number;
  /** Null leaves the mess out. */
  readonly mess: Mess | null;
  /** Whether an order may have several lines (rows with the same order id), so that products go together. */
  readonly baskets: boolean;
}

/** No season at all: purchases follow BG/NBD in calendar time. */
export const NO_SEASONS: Seasons = {
  weekday: [1, 1, 1, 1, 1, 1, 1],
  month: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
};

/** Everything but the size. */
export const SAMPLE_DEFAULTS: SampleOptions = {
  seed: 20_250_101,
  start: '2023-01-01',
  end: '2025-12-31',
  parameters: { r: 0.32, alpha: 8, a: 0.7, b: 4, p: 6.25, q: 3.74, gamma: 26 },
  seasons: {
    weekday: [0.88, 0.97, 0.93, 0.95, 1, 1.12, 1.15],
    month: [0.85, 0.84, 0.93, 0.95, 1, 1.04, 0.92, 0.9, 0.98, 1.03, 1.31, 1.38],
  },
  growth: 0.6,
  cancelled: 0.03,
  mess: {
    noCustomer: 0.006,
    unreadableDate: 0.0012,
    unreadableNumber: 0.0006,
    negativeAmount: 0.002,
    zeroAmount: 0.003,
    exactDuplicate: 0.003,
  },
  baskets: true,
};

/** The sample in the app. */
export const SAMPLE_OPTIONS: SampleOptions = { ...SAMPLE_DEFAULTS, orders: 50_000 };

/** Name of the sample's file; it says what it is. */
export const SAMPLE_FILE_NAME = 'synthetic-orders.csv';

const DAY = 86_400_000;

/**
 * Counts the days from first to last, both included.
 *
 * @throws RangeError when a date is none or they stand the wrong way round
 */
export function daysBetween(start: string, end: string): number {
  for (const date of [start, end]) {
    const valid = /^\d{4}-\d{2}-\d{2}$/u.test(date) && isoDate(Date.parse(date)) === date;
    if (!valid) throw new RangeError(`${date} is not a date; write it like 2024-12-31`);
  }
  const days = (Date.parse(end) - Date.parse(start)) / DAY + 1;
  if (days < 1) throw new RangeError(`the last day ${end} lies before the first day ${start}`);
  return days;
}

function isoDate(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

function checkShare(name: string, share: number): void {
  if (!(share >= 0 && share <= 0.5))
    throw new RangeError(`${name} must be a share from 0 to 0.5, not ${share}`);
}

function checkSize(name: string, size: number | undefined): void {
  if (size === undefined) return;
  if (!Number.isInteger(size) || size < 1 || size > 2_000_000_000) {
    throw new RangeError(`${name} must be a whole number from 1 to 2,000,000,000, not ${size}`);
  }
}

function checkWeights(name: string, weights: readonly number[], count: number): void {
  if (weights.length !== count || !weights.every((weight) => weight > 0 && Number.isFinite(weight))) {
    throw new RangeError(`${name} must be ${count} numbers above 0`);
  }
}

/**
 * Checks that options can be generated.
 *
 * @throws RangeError saying which option is wrong and what it may be
 */
export function checkOptions(options: SampleOptions): void {
  if (!Number.isInteger(options.seed) || options.seed < 0 || options.seed > 0xffffffff) {
    throw new RangeError(`the seed must be a whole number from 0 to 4,294,967,295, not ${options.seed}`);
  }
  checkSize('orders', options.orders);
  checkSize('customers', options.customers);
  if (options.orders === undefined && options.customers === undefined) {
    throw new RangeError('say how many orders or how many customers there should be');
  }
  daysBetween(options.start, options.end);
  for (const [name, value] of Object.entries(options.parameters)) {
    if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${name} must be above 0, not ${value}`);
  }
  if (options.parameters.q <= 1) throw new RangeError('q must be above 1, or the mean amount is infinite');
  checkWeights('weekday', options.seasons.weekday, 7);
  checkWeights('month', options.seasons.month, 12);
  if (!(options.growth >= 0 && options.growth <= 100)) throw new RangeError('growth must be from 0 to 100');
  checkShare('cancelled', options.cancelled);
  for (const [name, share] of Object.entries(options.mess ?? {})) checkShare(name, share as number);
}
