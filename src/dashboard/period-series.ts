import { daysAfter } from '../analyses/calendar-day.ts';
import { nameOfPeriod, periodOfDay, periodOfName } from '../analyses/calendar-periods.ts';
import {
  TIME_DIMENSION,
  type DashboardGrain,
  type DashboardMeasure,
  type PreparedDashboard,
} from '../contract/dashboard.ts';
import { column, type ResultSet } from '../contract/result-set.ts';
import { isSum } from './figure-change.ts';

/** Periods of a year, about: the length of a season. */
export const SEASON: Readonly<Record<DashboardGrain, number>> = { week: 52, month: 12, quarter: 4 };

/** A figure in complete periods that follow each other, oldest first. */
export interface PeriodSeries {
  readonly grain: DashboardGrain;
  /** As they are named, e.g. `2026-03`. */
  readonly periods: readonly string[];
  /** One a period; null where it has none, as a ratio without orders. */
  readonly values: readonly (number | null)[];
}

/** What has to be known of the data to tell which periods are complete. */
export type DataDays = Pick<PreparedDashboard, 'firstDay' | 'lastDay' | 'lastIsIncomplete'>;

/**
 * The complete periods of a series: those between the first and the last day of the data, the last one only when the
 * data do not end within it, the first one only when they begin with it. A period without a row had no orders.
 *
 * @param table one row a period: `period`, and the measure
 */
export function completePeriods(
  table: ResultSet,
  measure: DashboardMeasure,
  grain: DashboardGrain,
  { firstDay, lastDay, lastIsIncomplete }: DataDays,
): PeriodSeries {
  if (firstDay === null || lastDay === null) return { grain, periods: [], values: [] };
  const begins = periodOfDay(grain, firstDay);
  const isWhole = periodOfDay(grain, daysAfter(firstDay, -1)) < begins;
  const from = isWhole ? begins : begins + 1;
  const to = periodOfDay(grain, lastDay) - (lastIsIncomplete ? 1 : 0);
  const figures = column(table, measure).values;
  const known = new Map<number, number | null>();
  for (const [index, name] of column(table, TIME_DIMENSION).values.entries()) {
    const period = periodOfName(grain, String(name));
    const value = figures[index];
    if (period !== null) known.set(period, typeof value === 'number' ? value : null);
  }
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  const none = isSum(measure) ? 0 : null;
  return {
    grain,
    periods: numbers.map((period) => nameOfPeriod(grain, period)),
    values: numbers.map((period) => {
      const value = known.get(period);
      return value === undefined ? none : value;
    }),
  };
}
