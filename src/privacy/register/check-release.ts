import type { Conflict, RegisteredRelease } from '../../contract/privacy.ts';
import { WorkBudget, WorkLimit } from './column-space.ts';
import { isolatingSum } from './isolating-sums.ts';
import { pairOverlap, wholeOverlap } from './overlaps.ts';
import { CANDIDATE, type Crossing, type Isolated, type Overlap } from './released-cells.ts';
import { setDifferences } from './set-differences.ts';

/** How much the search for isolating sums may do: elementary steps, some millions a second. */
export interface SearchLimits {
  /** With one earlier release at a time, each. */
  readonly each: number;
  /** With all earlier releases together. */
  readonly together: number;
}

/** What is done before a release counts as checked; see the method of {@link checkRelease}. */
export const SEARCH_LIMITS: SearchLimits = { each: 5_000_000, together: 20_000_000 };

/** Looks for an isolating sum with so much work; `unknown` when that is not enough. */
function* searched(
  overlap: Overlap,
  threshold: number,
  steps: number,
): Generator<void, Isolated | null | 'unknown'> {
  try {
    return yield* isolatingSum(overlap, threshold, new WorkBudget(steps));
  } catch (thrown) {
    if (thrown instanceof WorkLimit) return 'unknown';
    throw thrown;
  }
}

/** What helps: a few rows can be put together, a difference of filters goes through all of them. */
function curesFor(rows: number, asked: number): Conflict['cures'] {
  return rows * 2 < asked ? ['merge', 'suppress', 'widen'] : ['widen', 'merge', 'suppress'];
}

/** An earlier release, by what a person is told of it. */
export type EarlierRelease = Pick<RegisteredRelease, 'id' | 'at' | 'subject' | 'called'>;

/**
 * Turns what was found into conflicts with the releases it is about.
 *
 * @param earlier releases by place
 * @param asked figures of the new release
 */
export function conflictsOf(
  found: readonly Isolated[],
  earlier: readonly EarlierRelease[],
  asked: number,
): readonly Conflict[] {
  return found.flatMap(({ customers, releases, rows }) =>
    releases.flatMap((place) => {
      const release = earlier[place];
      if (release === undefined) return [];
      const { id, at, subject, called } = release;
      const named = called === undefined ? {} : { called };
      return [{ with: id, at, subject, ...named, customers, rows, cures: curesFor(rows.length, asked) }];
    }),
  );
}

/** Everything a check found, and how far it went. */
export interface ReleaseCheck {
  readonly found: readonly Isolated[];
  /**
   * `all`: sums over all earlier releases were searched through. `pairs`: that would have taken too long, so sums
   * with each earlier release by itself were.
   */
  readonly depth: 'all' | 'pairs';
}

/** What one earlier release isolates together with the new one. */
function* withOne(
  overlap: Overlap,
  place: number,
  threshold: number,
  steps: number,
): Generator<void, readonly Isolated[]> {
  const differences = setDifferences(overlap, threshold);
  if (differences.length > 0) return differences;
  const answer = yield* searched(overlap, threshold, steps);
  if (answer !== 'unknown') return answer === null ? [] : [answer];
  const rows = overlap.cells.filter(({ release }) => release === CANDIDATE).map(({ row }) => row);
  return [{ customers: null, releases: [place], rows }];
}

/**
 * Checks a release against all earlier ones of the same data, in three layers (differencing over nested and
 * overlapping filters):
 *
 * 1. differences of two sets, one inside the other, cells and totals, with every earlier release;
 * 2. sums of any number of cells of the new release and one earlier release ({@link isolatingSum});
 * 3. sums of cells of all releases together.
 *
 * Work is limited. An earlier release that cannot be searched through together with the new one counts as a conflict
 * in all rows whose customers are not known: nobody knows that there are none. Where only the third layer cannot be finished,
 * `depth` says so; the first two have been finished then.
 *
 * @returns step by step, so that the work can be stopped: after each step the share of the work that is done, 0 to 1
 */
export function* checkRelease(
  crossing: Crossing,
  threshold: number,
  limits: SearchLimits = SEARCH_LIMITS,
): Generator<number, ReleaseCheck> {
  const { earlier, candidate } = crossing;
  if (candidate.cells.length === 0) return { found: [], depth: 'all' };
  // Sums over all releases take about as long as those with two of them.
  const parts = earlier.length + 2;
  const found: Isolated[] = [];
  for (const place of earlier.keys()) {
    const steps = withOne(pairOverlap(crossing, place), place, threshold, limits.each);
    found.push(...(yield* telling(steps, place / parts)));
  }
  if (found.length > 0 || earlier.length < 2) return { found, depth: 'all' };
  const whole = wholeOverlap(crossing, limits.together);
  if (whole === null) return { found: [], depth: 'pairs' };
  const answer = yield* telling(searched(whole, threshold, limits.together), earlier.length / parts);
  if (answer === 'unknown') return { found: [], depth: 'pairs' };
  return { found: answer === null ? [] : [answer], depth: 'all' };
}

/** A check of tables of classes, and how far it went. */
export interface ClassesCheck {
  readonly found: readonly Isolated[];
  /** `sets`: searching through sums would have taken too long, so differences of two sets were compared. */
  readonly depth: 'all' | 'sets';
}

/**
 * Checks a release against tables of classes, or a table of classes against earlier releases. Classes are the cells of
 * a release: disjoint, and mostly many more than a table on groups has rows. So differences of two sets, classes and
 * unions of them that have a value in common, are always compared; sums of cells of both releases, and of all releases
 * together, as far as the work allows, and where it does not that is no conflict.
 *
 * @param pairs earlier releases that are compared one by one, by place, with the customers that make a group large
 *   enough there; for sums of all releases together the fewest of them do
 * @returns step by step, so that the work can be stopped: after each step the share of the work that is done, 0 to 1
 */
export function* checkClasses(
  crossing: Crossing,
  pairs: readonly { readonly place: number; readonly threshold: number }[],
  limits: SearchLimits = SEARCH_LIMITS,
): Generator<number, ClassesCheck> {
  const found: Isolated[] = [];
  let depth: ClassesCheck['depth'] = 'all';
  for (const [index, { place, threshold }] of pairs.entries()) {
    const overlap = pairOverlap(crossing, place);
    const differences = setDifferences(overlap, threshold);
    found.push(...differences);
    if (differences.length > 0) continue;
    const steps = searched(overlap, threshold, limits.each);
    const answer = yield* telling(steps, index / (pairs.length + 1));
    if (answer === 'unknown') depth = 'sets';
    else if (answer !== null) found.push(answer);
  }
  if (found.length > 0 || pairs.length === 0 || crossing.earlier.length < 2 || depth === 'sets')
    return { found, depth };
  const whole = wholeOverlap(crossing, limits.together);
  const least = Math.min(...pairs.map(({ threshold }) => threshold));
  const all = whole === null ? null : searched(whole, least, limits.together);
  const answer = all === null ? 'unknown' : yield* telling(all, pairs.length / (pairs.length + 1));
  if (answer === 'unknown') return { found, depth: 'sets' };
  return { found: answer === null ? [] : [answer], depth };
}

/** Steps of which each tells how far the whole is. */
function* telling<T>(steps: Generator<void, T>, share: number): Generator<number, T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield share;
  }
}
