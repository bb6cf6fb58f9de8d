import type { Label } from '../charts/chart-spec.ts';

const DAY_MS = 86_400_000;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/u;
const QUARTER = /^(\d{4})-Q([1-4])$/u;
const WEEK = /^(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])$/u;

/** Monday of an ISO week: the first week of a year is that of 4 January. */
function mondayOf(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth + ((week - 1) * 7 - weekday) * DAY_MS;
}

/**
 * A period by its name in results, such as `2026-03`, `2026-Q1` or `2026-W14`, so that it is written as its readers write
 * it; null for other texts.
 */
export function periodLabel(value: string): Label | null {
  const [, year = '', part = ''] = MONTH.exec(value) ?? QUARTER.exec(value) ?? WEEK.exec(value) ?? [];
  if (year === '') return null;
  const [y, n] = [Number(year), Number(part)];
  if (MONTH.test(value)) return { period: Date.UTC(y, n - 1, 1), grain: 'month' };
  if (QUARTER.test(value)) return { period: Date.UTC(y, 3 * (n - 1), 1), grain: 'quarter' };
  return { period: mondayOf(y, n), grain: 'week' };
}
