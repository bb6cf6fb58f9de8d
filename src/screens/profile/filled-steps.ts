import type { DateCoverage } from '../../contract/data-profile.ts';

const DAY = 86_400_000;
/** Bars a chart holds at most; later ones of a longer stretch are not drawn. */
const MOST_BARS = 2000;

function next(at: number, step: DateCoverage['step']): number {
  if (step !== 'month') return at + (step === 'week' ? 7 : 1) * DAY;
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** Rows of each step from the first to the last one, with 0 where there are none. */
export function filledSteps({ rows, step }: Pick<DateCoverage, 'rows' | 'step'>): readonly number[] {
  const byStep = new Map(rows.map((each) => [each.at, each.rows]));
  const [first, last] = [rows[0]?.at ?? 0, rows.at(-1)?.at ?? -1];
  const filled: number[] = [];
  for (let at = first; at <= last && filled.length < MOST_BARS; at = next(at, step)) {
    filled.push(byStep.get(at) ?? 0);
  }
  return filled;
}
