import { sql, type Sql } from '../../contract/sql.ts';
import { GRAINS as SHORTER_GRAINS, periodNumber, periodStart } from '../calendar-periods.ts';

/** Lengths of the periods that indicators are counted over. Weeks begin on Monday (ISO 8601). */
export const KPI_GRAINS = [...SHORTER_GRAINS, 'year'] as const;
export type KpiGrain = (typeof KPI_GRAINS)[number];

/**
 * How many periods earlier the same period of last year began. Days and weeks go back 52 weeks, so that the same
 * days of the week are compared.
 */
export const PERIODS_IN_YEAR: Readonly<Record<KpiGrain, number>> = {
  day: 364,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
};

/** Days of the longest period of a grain. */
export const LONGEST_DAYS: Readonly<Record<KpiGrain, number>> = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  year: 366,
};

/**
 * Number of the period a time lies in: consecutive whole numbers.
 *
 * @param at SQL of a DATE or TIMESTAMP
 */
export function numberOfPeriod(grain: KpiGrain, at: Sql): Sql {
  return grain === 'year' ? sql`year(${at})::INTEGER` : periodNumber(grain, at);
}

/**
 * First day of a period.
 *
 * @param period SQL of a number as {@link numberOfPeriod} gives it
 * @returns SQL of a DATE
 */
export function startOfPeriod(grain: KpiGrain, period: Sql): Sql {
  return grain === 'year' ? sql`make_date(${period}, 1, 1)` : periodStart(grain, period);
}
