import type { BoundData } from '../analysis.ts';
import { daysAfter, monthsBefore } from '../calendar-day.ts';
import type { EVALUATION_STEPS, TiersParams } from './params.ts';

const MONTHS: Readonly<Record<(typeof EVALUATION_STEPS)[number], number>> = {
  month: 1,
  quarter: 3,
  year: 12,
};

/**
 * The day tiers are looked at last: as given, else the day after the last order. Orders before it are known.
 *
 * @returns ISO date
 */
export function analysisDay(data: BoundData, given: string | null): string {
  return given ?? daysAfter(data.lastOrder ?? '1970-01-01', 1);
}

/**
 * The days tiers are looked at, ascending; the last is the analysis date. Days on which there was no order yet are
 * left out.
 *
 * @returns ISO dates
 */
export function evaluationDays(data: BoundData, params: TiersParams): readonly string[] {
  const last = analysisDay(data, params.analysisDate);
  const earlier = Array.from({ length: params.evaluations }, (_, index) =>
    monthsBefore(last, (params.evaluations - index) * MONTHS[params.evaluateEvery]),
  );
  const first = data.firstOrder ?? last;
  return [...earlier.filter((day) => day > first), last];
}
