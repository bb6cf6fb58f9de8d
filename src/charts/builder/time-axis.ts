import type { ChartChoice } from '../../contract/notebook.ts';

const DAY_MS = 86_400_000;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
/** More places than this are not filled up: nobody could see a gap. */
const MOST_PLACES = 4000;

/** The period after one. */
function next(ms: number, grain: NonNullable<ChartChoice['grain']>): number {
  if (grain === 'day') return ms + DAY_MS;
  if (grain === 'week') return ms + 7 * DAY_MS;
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + MONTHS[grain], date.getUTCDate());
}

/**
 * Beginnings of periods with those between them that have no figure, so that a line breaks there and does not run over
 * them.
 *
 * @param begins ascending, milliseconds since 1970 UTC
 * @param grain length of the periods; null: nothing is known to be missing
 */
export function withGaps(begins: readonly number[], grain: ChartChoice['grain']): readonly number[] {
  const [first, last] = [begins[0], begins.at(-1)];
  if (grain === null || first === undefined || last === undefined) return begins;
  const places = new Set(begins);
  for (let at = next(first, grain); at < last; at = next(at, grain)) {
    places.add(at);
    if (places.size > MOST_PLACES) return begins;
  }
  return [...places].sort((a, b) => a - b);
}
