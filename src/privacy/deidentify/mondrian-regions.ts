import { classConditions, type ClassView } from './class-conditions.ts';
import { mondrian } from './mondrian.ts';
import type { Recoding } from './recoding.ts';
import type { SearchProblem } from './search-problem.ts';

/** What of a problem Mondrian looks at. */
export type RegionProblem = Pick<SearchProblem, 'tuples' | 'population' | 'sensitive' | 'models'>;

/** Says whether some tuples may be a class of their own under all models; people of the population alone are none. */
export function classCheck({
  tuples,
  population,
  sensitive,
  models,
}: RegionProblem): (members: Int32Array) => boolean {
  const conditions = classConditions(models, sensitive);
  const counts = sensitive.map(({ totals }) => new Float64Array(totals.counts.length));
  const countValues = (members: Int32Array, place: number): void => {
    const into = counts[place] ?? new Float64Array(0);
    const codes = tuples.sensitive[place];
    into.fill(0);
    for (const tuple of members) {
      const code = codes?.[tuple] ?? 0;
      into[code] = (into[code] ?? 0) + (tuples.counts[tuple] ?? 0);
    }
  };
  return (members) => {
    let [records, people] = [0, 0];
    for (const tuple of members) {
      records += tuples.counts[tuple] ?? 0;
      people += population?.[tuple] ?? 0;
    }
    if (records === 0) return false;
    const isCounted = new Set([-1]);
    return conditions.every(({ sensitive: place, holds }) => {
      if (!isCounted.has(place)) countValues(members, place);
      isCounted.add(place);
      const view: ClassView = {
        records,
        population: people,
        counts: counts[place] ?? new Float64Array(0),
      };
      return holds(view);
    });
  };
}

/**
 * Partitions tuples by Mondrian so that every region meets all models. Cuts are relaxed where no strict one is
 * allowed, unless some model may fail when classes are put together: overlapping regions can come to bear the same
 * labels.
 *
 * @param places for each quasi-identifier, by code: see {@link mondrian}
 * @param tell told the share done, 0 to 1
 */
export function mondrianRegions(
  problem: RegionProblem,
  places: readonly Float64Array[],
  tell?: (share: number) => void,
): Extract<Recoding, { kind: 'regions' }> {
  const conditions = classConditions(problem.models, problem.sensitive);
  const relaxed = conditions.every(({ keptBy }) => keptBy !== 'none');
  return mondrian({ tuples: problem.tuples, places, meets: classCheck(problem), relaxed }, tell);
}
