import { median, modifiedZScore } from '../stats/modified-z-score.ts';
import { SEASON, type PeriodSeries } from './period-series.ts';

/** Earlier years, and periods just before, that a baseline is taken from at most. */
const MOST_YEARS = 10;
const MOST_BEFORE = 12;
/** Fewest periods just before that a baseline is taken from. */
const LEAST_BEFORE = 4;
/** Fewest earlier periods with a baseline that the newest is judged by. */
const LEAST_JUDGED = 8;

/** What is usual for the newest period of a series. */
export interface Baseline {
  readonly period: string;
  readonly value: number;
  /** What was to be expected: the baseline, and what figures usually differ from theirs by. */
  readonly expected: number;
  /** Modified z-score of the difference from the baseline; ±Infinity where earlier ones never differed. */
  readonly score: number;
  /** `season`: the same period of earlier years. `trailing`: the periods just before. */
  readonly by: 'season' | 'trailing';
  /** Earlier periods it is judged by. */
  readonly judgedBy: number;
}

/** Where a baseline looks: steps back of so many periods, at least and at most so many. */
interface Back {
  readonly step: number;
  readonly least: number;
  readonly most: number;
}

type Figures = readonly (number | null)[];

function known(values: readonly (number | null | undefined)[]): readonly number[] {
  return values.filter((value) => typeof value === 'number');
}

/** Median change over one step, the newest period left out; 0 where there is none. */
function drift(values: Figures, step: number): number {
  const changes = values.slice(0, -1).map((value, at) => {
    const before = values[at - step];
    return value === null || typeof before !== 'number' ? null : value - before;
  });
  const some = known(changes);
  return some.length === 0 ? 0 : median(some);
}

/** What each period differs from its baseline by; null where it has none. */
function differences(values: Figures, { step, least, most }: Back): Figures {
  const perStep = drift(values, step);
  return values.map((value, at) => {
    const steps = Array.from({ length: most }, (_, back) => back + 1);
    const earlier = known(
      steps.map((back) => {
        const figure = values[at - back * step];
        return typeof figure === 'number' ? figure + back * perStep : null;
      }),
    );
    return value === null || earlier.length < least ? null : value - median(earlier);
  });
}

/**
 * Judges the newest period by what is usual for it. The baseline is the median of the same period of earlier years, each
 * carried forward by the median change of a year: the seasonal naive forecast with drift (Hyndman & Athanasopoulos,
 * "Forecasting: Principles and Practice", 3rd ed., 5.2), by medians so that one odd year does not carry along. Where too
 * few periods have one, the periods just before take the place of the years. How far the newest differs from its
 * baseline is scored by how far earlier periods differ from theirs ({@link modifiedZScore}). Eight of those are needed,
 * which takes 21 months for the season and 13 for the periods before.
 *
 * @returns null where there are too few periods, or the newest has no figure
 */
export function judgeNewest({ grain, periods, values }: PeriodSeries): Baseline | null {
  const at = values.length - 1;
  const value = values[at];
  const period = periods[at];
  if (typeof value !== 'number' || period === undefined) return null;
  const ways = {
    season: { step: SEASON[grain], least: 1, most: MOST_YEARS },
    trailing: { step: 1, least: LEAST_BEFORE, most: MOST_BEFORE },
  } as const;
  for (const by of ['season', 'trailing'] as const) {
    const all = differences(values, ways[by]);
    const newest = all[at];
    const earlier = known(all.slice(0, at));
    if (typeof newest !== 'number' || earlier.length < LEAST_JUDGED) continue;
    const expected = value - newest + median(earlier);
    return { period, value, expected, score: modifiedZScore(newest, earlier), by, judgedBy: earlier.length };
  }
  return null;
}
