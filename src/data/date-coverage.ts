import type { DateCoverage } from '../contract/data-profile.ts';
import { asPrivate } from '../contract/privacy.ts';

const DAY = 86_400_000;
/** Days, and weeks, up to which a chart of them is still one. */
const MOST_STEPS = 400;
/** Gaps that are listed. */
const MOST_GAPS = 100;
/** A gap is longer than so many of the data's own intervals. */
const MISSED_BEAT = 1.5;
/** Intervals are irregular where the long ones are more than so many times the middle one. */
const IRREGULAR = 3;
/** Chance that the longest of irregular intervals is taken for a gap by mistake. */
const MISTAKEN = 0.05;

/** Rows of one day. */
export interface DayRows {
  /** Begin of the day, ms since 1970 UTC. */
  readonly at: number;
  readonly rows: number;
}

/** The smallest value that at least a share of sorted values do not exceed. */
function atShare(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/**
 * The longest interval between two days with rows that the rhythm of the data explains, in days.
 *
 * Our rule: half as much again as the interval that 95 of 100 do not exceed, so that one missed beat of daily, weekly or
 * monthly data counts. Where intervals are irregular (that interval is more than three times the median), rows are taken
 * to come by chance: intervals are then exponential, and the longest of n exceeds m · ln(n / 0.05) in one case of twenty,
 * m being the mean, which is the median over ln 2.
 *
 * @param sorted intervals in days, ascending, at least one
 */
function longestExplained(sorted: readonly number[]): number {
  const usual = atShare(sorted, 0.95);
  const middle = atShare(sorted, 0.5);
  if (usual <= IRREGULAR * middle) return MISSED_BEAT * usual;
  return Math.max(MISSED_BEAT * usual, (middle / Math.LN2) * Math.log(sorted.length / MISTAKEN));
}

function stepStart(at: number, step: DateCoverage['step']): number {
  const day = new Date(at);
  if (step === 'month') return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1);
  // Weeks begin on Monday, as ISO 8601 has it.
  return step === 'week' ? at - ((day.getUTCDay() + 6) % 7) * DAY : at;
}

function bySteps(days: readonly DayRows[], step: DateCoverage['step']): readonly DayRows[] {
  const rows = new Map<number, number>();
  for (const day of days) {
    const at = stepStart(day.at, step);
    rows.set(at, (rows.get(at) ?? 0) + day.rows);
  }
  return [...rows].map(([at, count]) => ({ at, rows: count }));
}

/**
 * What the dates of a table cover, and where rows are missing.
 *
 * @param column the dates
 * @param days days with rows, each once, ascending
 * @returns null without any day
 */
export function dateCoverage(column: string, days: readonly DayRows[]): DateCoverage | null {
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return null;
  const intervals = days.slice(1).map(({ at }, index) => ({
    from: days[index]?.at ?? at,
    days: Math.round((at - (days[index]?.at ?? at)) / DAY),
    to: at,
  }));
  const sorted = intervals.map((each) => each.days).sort((a, b) => a - b);
  const explained = sorted.length === 0 ? Infinity : longestExplained(sorted);
  const gaps = intervals
    .filter((each) => each.days > explained)
    .sort((a, b) => b.days - a.days)
    .slice(0, MOST_GAPS)
    .sort((a, b) => a.from - b.from)
    .map(({ from, to, days: length }) => ({ from: from + DAY, to: to - DAY, days: length - 1 }));
  const span = (last.at - first.at) / DAY;
  const step = span < MOST_STEPS ? 'day' : span < 7 * MOST_STEPS ? 'week' : 'month';
  return {
    column,
    first: first.at,
    last: last.at,
    step,
    rows: asPrivate(bySteps(days, step)),
    rhythm: sorted.length === 0 ? null : atShare(sorted, 0.95),
    gaps,
  };
}
