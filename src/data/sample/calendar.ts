import { daysBetween, type Seasons } from './options.ts';

const DAY = 86_400_000;

/** Share of a day's orders by hour, midnight first: quiet nights, a rise to the evening. */
const HOURS = [
  12, 7, 4, 3, 3, 5, 12, 24, 38, 48, 55, 58, 62, 58, 54, 53, 55, 60, 68, 78, 84, 74, 48, 26,
] as const;

/**
 * Seasons as a clock that runs at an uneven speed. Purchases follow BG/NBD on this clock, which is read in
 * *seasonal days*: on a busy day it runs faster, and over the whole period it shows as many days as the
 * calendar. So the process stays exact, and the calendar shows weeks and years.
 */
export interface Calendar {
  /** Days from the first to the last; also the seasonal days of the whole period. */
  readonly days: number;
  /** Date of each day, `YYYY-MM-DD`. */
  readonly dates: readonly string[];
  /** Month of each day, 0 to 11. */
  readonly months: readonly number[];
  /** Seasonal time at which each day begins, and at the end that of the whole period. */
  readonly begins: Float64Array;
}

/**
 * Builds the clock.
 *
 * @param start first day, ISO 8601
 * @param end last day, included
 * @throws RangeError when these are no dates or stand the wrong way round
 */
export function createCalendar(start: string, end: string, seasons: Seasons): Calendar {
  const days = daysBetween(start, end);
  const first = Date.parse(start);
  const at = Array.from({ length: days }, (_, day) => new Date(first + day * DAY));
  const weights = at.map(
    (date) => (seasons.weekday[date.getUTCDay()] ?? 1) * (seasons.month[date.getUTCMonth()] ?? 1),
  );
  const scale = days / weights.reduce((sum, weight) => sum + weight, 0);
  const begins = new Float64Array(days + 1);
  weights.forEach((weight, day) => {
    begins[day + 1] = (begins[day] ?? 0) + weight * scale;
  });
  begins[days] = days;
  return {
    days,
    dates: at.map((date) => date.toISOString().slice(0, 10)),
    months: at.map((date) => date.getUTCMonth()),
    begins,
  };
}

/** The day a seasonal time falls on; `calendar.days` when it lies past the end. */
export function dayOf(calendar: Calendar, time: number): number {
  if (time >= calendar.days) return calendar.days;
  let low = 0;
  let high = calendar.days;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((calendar.begins[middle] ?? 0) <= time) low = middle;
    else high = middle;
  }
  return low;
}

const HOUR_SUMS = HOURS.reduce<number[]>((sums, hour) => [...sums, (sums.at(-1) ?? 0) + hour], [0]);
const HOUR_TOTAL = HOUR_SUMS[24] ?? 1;

/** The second of the day, 0 to 86,399, at which a share of the day's orders has been placed. */
export function secondOfDay(share: number): number {
  const target = share * HOUR_TOTAL;
  let hour = 0;
  while (hour < 23 && (HOUR_SUMS[hour + 1] ?? 0) <= target) hour += 1;
  const within = (target - (HOUR_SUMS[hour] ?? 0)) / (HOURS[hour] ?? 1);
  return Math.max(0, Math.min(86_399, Math.floor((hour + within) * 3600)));
}

/** A time within a day, 0 (its beginning) to 1. */
export function shareOfDay(calendar: Calendar, day: number, time: number): number {
  const begin = calendar.begins[day] ?? 0;
  return (time - begin) / ((calendar.begins[day + 1] ?? begin + 1) - begin);
}

/** Two digits of a number below 100. */
const TWO = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** Writes a second of a day as `HH:MM:SS`. */
export function clock(second: number): string {
  const hour = TWO[Math.floor(second / 3600)] ?? '00';
  const minute = TWO[Math.floor(second / 60) % 60] ?? '00';
  return `${hour}:${minute}:${TWO[second % 60] ?? '00'}`;
}

/** Writes a seasonal time as `YYYY-MM-DD HH:MM:SS`; a time past the end as the last second. */
export function timestamp(calendar: Calendar, time: number): string {
  const day = Math.min(dayOf(calendar, time), calendar.days - 1);
  const second = secondOfDay(Math.min(1, shareOfDay(calendar, day, time)));
  return `${calendar.dates[day] ?? ''} ${clock(second)}`;
}
