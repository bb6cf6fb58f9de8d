import { sql, type Sql } from '../contract/sql.ts';
import { dayNumber } from './calendar-day.ts';

/** Lengths of calendar periods. Weeks begin on Monday (ISO 8601). */
export const GRAINS = ['day', 'week', 'month', 'quarter'] as const;
export type Grain = (typeof GRAINS)[number];

/** Days from 0001-01-01, a Monday of the proleptic Gregorian calendar, to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_162;

/**
 * Number of the calendar period a time lies in: consecutive whole numbers, so that the difference of two is the
 * number of periods between them. Days and weeks count from 0001-01-01, months and quarters from the year 0.
 *
 * @param at SQL of a DATE or TIMESTAMP
 */
export function periodNumber(grain: Grain, at: Sql): Sql {
  switch (grain) {
    case 'day':
      return sql`(${at}::DATE - DATE '0001-01-01')::INTEGER`;
    case 'week':
      return sql`((${at}::DATE - DATE '0001-01-01') // 7)::INTEGER`;
    case 'month':
      return sql`(year(${at}) * 12 + month(${at}) - 1)::INTEGER`;
    case 'quarter':
      return sql`(year(${at}) * 4 + quarter(${at}) - 1)::INTEGER`;
  }
}

/**
 * First day of a period.
 *
 * @param period SQL of a number as {@link periodNumber} gives it
 * @returns SQL of a DATE
 */
export function periodStart(grain: Grain, period: Sql): Sql {
  switch (grain) {
    case 'day':
      return sql`(DATE '0001-01-01' + (${period})::INTEGER)`;
    case 'week':
      return sql`(DATE '0001-01-01' + ((${period}) * 7)::INTEGER)`;
    case 'month':
      return sql`make_date((${period}) // 12, (${period}) % 12 + 1, 1)`;
    case 'quarter':
      return sql`make_date((${period}) // 4, (${period}) % 4 * 3 + 1, 1)`;
  }
}

/**
 * Name of a period: 2025-03-31, 2025-W14 (ISO 8601), 2025-03 or 2025-Q1.
 *
 * @param period SQL of a number as {@link periodNumber} gives it
 * @returns SQL of a VARCHAR
 */
export function periodName(grain: Grain, period: Sql): Sql {
  const start = periodStart(grain, period);
  switch (grain) {
    case 'day':
      return sql`strftime(${start}, '%Y-%m-%d')`;
    case 'week':
      return sql`strftime(${start}, '%G-W%V')`;
    case 'month':
      return sql`strftime(${start}, '%Y-%m')`;
    case 'quarter':
      return sql`((${period}) // 4)::VARCHAR || '-Q' || ((${period}) % 4 + 1)::VARCHAR`;
  }
}

/** Names of periods but days, as {@link periodName} writes them: year, and the number of the period in it. */
const NAMES = {
  week: { form: /^(\d{4})-W(\d{2})$/u, most: 53 },
  month: { form: /^(\d{4})-(\d{2})$/u, most: 12 },
  quarter: { form: /^(\d{4})-Q(\d)$/u, most: 4 },
} as const;

/**
 * Number of the period that has a name, as {@link periodNumber} counts.
 *
 * @returns null when it is no name of such a period
 */
export function periodOfName(grain: Exclude<Grain, 'day'>, name: string): number | null {
  const { form, most } = NAMES[grain];
  const [, year, place] = form.exec(name)?.map(Number) ?? [];
  if (year === undefined || place === undefined || place < 1 || place > most) return null;
  if (grain === 'month') return year * 12 + place - 1;
  if (grain === 'quarter') return year * 4 + place - 1;
  // The fourth of January lies in the first week of a year (ISO 8601).
  return periodOfDay('week', `${String(year).padStart(4, '0')}-01-04`) + place - 1;
}

/** Name of a period but a day, as {@link periodName} writes it. */
export function nameOfPeriod(grain: Exclude<Grain, 'day'>, period: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  if (grain === 'month') return `${Math.floor(period / 12)}-${two((period % 12) + 1)}`;
  if (grain === 'quarter') return `${Math.floor(period / 4)}-Q${(period % 4) + 1}`;
  // The year of a week is that of its Thursday (ISO 8601).
  const thursday = new Date((period * 7 - DAYS_BEFORE_1970 + 3) * 86_400_000).getUTCFullYear();
  const first = periodOfDay('week', `${String(thursday).padStart(4, '0')}-01-04`);
  return `${thursday}-W${two(period - first + 1)}`;
}

/**
 * Number of the period an ISO day lies in, as {@link periodNumber} counts.
 */
export function periodOfDay(grain: Grain, iso: string): number {
  const date = new Date(`${iso}T00:00:00Z`);
  const days = dayNumber(iso) + DAYS_BEFORE_1970;
  switch (grain) {
    case 'day':
      return days;
    case 'week':
      return Math.floor(days / 7);
    case 'month':
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    case 'quarter':
      return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  }
}
