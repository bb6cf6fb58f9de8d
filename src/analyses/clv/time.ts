/** Units that purchases are counted in. */
export const TIME_UNITS = ['day', 'week', 'month'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** Units that a horizon or a rate may be given in. */
export const SPAN_UNITS = ['day', 'week', 'month', 'year'] as const;
export type SpanUnit = (typeof SPAN_UNITS)[number];

/** A length of time with its unit. */
export interface Horizon {
  readonly value: number;
  readonly unit: SpanUnit;
}

/** A discount rate: the share by which value falls over one unit of time. */
export interface DiscountRate {
  readonly rate: number;
  readonly per: SpanUnit;
}

/** Days of a unit. A month is 4.345 weeks, so that twelve of them are 52.14 weeks: 364.98 days. */
export const DAYS_IN: Readonly<Record<SpanUnit, number>> = {
  day: 1,
  week: 7,
  month: 30.415,
  year: 364.98,
};

/** Length of a horizon in another unit. */
export function lengthIn(horizon: Horizon, unit: TimeUnit): number {
  return (horizon.value * DAYS_IN[horizon.unit]) / DAYS_IN[unit];
}

/**
 * A discount rate per other unit, compounding: 1 % a month is 12.68 % a year.
 *
 * @returns share per unit
 */
export function rateFor({ rate, per }: DiscountRate, unit: SpanUnit): number {
  return Math.expm1((Math.log1p(rate) * DAYS_IN[unit]) / DAYS_IN[per]);
}

/** A stretch of the horizon at whose end what is bought in it is discounted. */
export interface DiscountPeriod {
  /** End of the stretch in time units from now. */
  readonly end: number;
  /** What one unit of money at that end is worth now. */
  readonly factor: number;
}

/** Most stretches a horizon is cut into: longer horizons are cut into longer stretches. */
const MAX_PERIODS = 240;

/**
 * Cuts a horizon into months, the last of which may be a part of one, and discounts each at its end.
 *
 * @param unit unit of the ends
 */
export function discountPeriods(
  horizon: Horizon,
  discountRate: DiscountRate,
  unit: TimeUnit,
): readonly DiscountPeriod[] {
  const months = (horizon.value * DAYS_IN[horizon.unit]) / DAYS_IN.month;
  const step = Math.max(1, Math.ceil(months / MAX_PERIODS));
  const count = Math.max(1, Math.ceil(months / step - 1e-9));
  const perMonth = Math.log1p(rateFor(discountRate, 'month'));
  return Array.from({ length: count }, (_, index) => {
    const end = Math.min((index + 1) * step, months);
    return { end: (end * DAYS_IN.month) / DAYS_IN[unit], factor: Math.exp(-perMonth * end) };
  });
}
