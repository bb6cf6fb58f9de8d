import * as v from 'valibot';
import { isoDay } from './bound-data.ts';

const MS_PER_DAY = 86_400_000;
const MONTHS_PER_YEAR = 12;

function isIsoDay(text: string): boolean {
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(text);
}

/** A day as parameters give it: `2026-12-31`. */
export const calendarDay = v.pipe(
  v.string('a date such as 2026-12-31 is expected'),
  v.regex(/^\d{4}-\d{2}-\d{2}$/u, 'a date such as 2026-12-31 is expected'),
  v.check(isIsoDay, 'there is no such day'),
);

/**
 * Number of a day counted from 1970-01-01.
 *
 * @param day ISO date
 */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

/**
 * The day so many days later.
 *
 * @param day ISO date
 * @param days may be negative
 * @returns ISO date
 */
export function daysAfter(day: string, days: number): string {
  return isoDay((dayNumber(day) + days) * MS_PER_DAY);
}

/**
 * The same day of the month so many months before, or the last day of that month where it is shorter: a month
 * before 2025-03-31 is 2025-02-28.
 *
 * @param day ISO date
 * @returns ISO date
 */
export function monthsBefore(day: string, months: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const counted = year * MONTHS_PER_YEAR + (month - 1) - months;
  const thatYear = Math.floor(counted / MONTHS_PER_YEAR);
  const thatMonth = counted - thatYear * MONTHS_PER_YEAR;
  const lastDate = new Date(Date.UTC(thatYear, thatMonth + 1, 0)).getUTCDate();
  return isoDay(Date.UTC(thatYear, thatMonth, Math.min(date, lastDate)));
}
