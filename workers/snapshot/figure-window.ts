import { daysAfter } from '../../src/analyses/calendar-day.ts';
import { nameOfPeriod, periodOfDay, periodOfName } from '../../src/analyses/calendar-periods.ts';
import { type DashboardGrain, type Selection, TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import { clauseOn } from '../../src/crossfilter/selection.ts';

/** First and last period. */
export type Window = readonly [string, string];

/** The windows that a figure is told for; null where the data do not reach that far, or it is no stretch of periods. */
export interface FigureWindows {
  readonly now: Window | null;
  /** Of the same length, right before. */
  readonly before: Window | null;
  /** The same a year earlier; weeks are compared by 52. */
  readonly yearBefore: Window | null;
}

const PERIODS_A_YEAR: Readonly<Record<DashboardGrain, number>> = { week: 52, month: 12, quarter: 4 };

/** Periods that the data have orders in, by number. */
export interface Reach {
  readonly grain: DashboardGrain;
  /** ISO days of the first and last order. */
  readonly firstOrder: string;
  readonly lastOrder: string;
}

/** The periods a condition chooses, where they follow each other. */
function chosen(selection: Selection, grain: DashboardGrain): readonly [number, number] | null {
  const clause = clauseOn(selection, TIME_DIMENSION);
  const names = clause === undefined ? [] : clause.op === 'in' ? clause.values : [clause.low, clause.high];
  const periods = [...new Set(names.flatMap((name) => periodOfName(grain, name) ?? []))].sort(
    (a, b) => a - b,
  );
  const [from, to] = [periods[0], periods.at(-1)];
  if (from === undefined || to === undefined) return null;
  return clause?.op === 'in' && to - from + 1 !== periods.length ? null : [from, to];
}

/** The last period that the data cover to its end; the last of all where there is no other. */
function lastComplete({ grain, firstOrder, lastOrder }: Reach): number {
  const last = periodOfDay(grain, lastOrder);
  const isWhole = periodOfDay(grain, daysAfter(lastOrder, 1)) !== last;
  return isWhole || last === periodOfDay(grain, firstOrder) ? last : last - 1;
}

/**
 * The windows of a figure: that which is asked for, else that of the condition on periods, else the last complete period.
 *
 * @param asked first and last period; null: none is asked for
 */
export function figureWindows(asked: Window | null, selection: Selection, reach: Reach): FigureWindows {
  const { grain } = reach;
  const [first, last] = [periodOfDay(grain, reach.firstOrder), periodOfDay(grain, reach.lastOrder)];
  const named = asked === null ? [] : asked.flatMap((name) => periodOfName(grain, name) ?? []);
  const [low, high] = named;
  const now = ((): readonly [number, number] | null => {
    if (asked !== null) return low === undefined || high === undefined || high < low ? null : [low, high];
    if (clauseOn(selection, TIME_DIMENSION) !== undefined) return chosen(selection, grain);
    const complete = lastComplete(reach);
    return [complete, complete];
  })();
  const back = (periods: number): Window | null =>
    now === null || now[0] - periods < first
      ? null
      : [nameOfPeriod(grain, now[0] - periods), nameOfPeriod(grain, now[1] - periods)];
  const isInData = now !== null && now[0] <= last && now[1] >= first;
  return {
    now: isInData
      ? [nameOfPeriod(grain, Math.max(now[0], first)), nameOfPeriod(grain, Math.min(now[1], last))]
      : null,
    before: isInData ? back(now[1] - now[0] + 1) : null,
    yearBefore: isInData ? back(PERIODS_A_YEAR[grain]) : null,
  };
}
