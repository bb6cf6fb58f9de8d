import { classTuples, type Classes } from './classes.ts';
import { denseKeys } from './dense-keys.ts';
import type { Tuples } from './tuples.ts';

/** Classes that have their empty values in the same places. */
interface Pattern {
  /** For each quasi-identifier whether it is empty. */
  readonly empty: readonly boolean[];
  readonly members: readonly number[];
}

function patternsOf(codes: readonly Int32Array[], empties: readonly number[], classes: number): Pattern[] {
  const patterns = new Map<string, { empty: boolean[]; members: number[] }>();
  for (let place = 0; place < classes; place += 1) {
    const empty = codes.map((column, attribute) => column[place] === empties[attribute]);
    const key = empty.map(Number).join('');
    const pattern = patterns.get(key) ?? { empty, members: [] };
    pattern.members.push(place);
    patterns.set(key, pattern);
  }
  return [...patterns.values()];
}

/**
 * Counts for each class the records it cannot be told from when an empty value counts as any value: two records
 * match when each quasi-identifier is equal or empty in one of them. Classes stay those of equal values; matching
 * is no equivalence, so there are no larger classes to form. sdcMicro counts frequencies in the same way.
 *
 * @param tuples as the classes were made from
 * @param empties code of the empty value of each quasi-identifier; -1: it has none
 * @returns the classes with their `matches`
 */
export function withWildcards(classes: Classes, tuples: Tuples, empties: readonly number[]): Classes {
  if (empties.every((code) => code < 0)) return classes;
  const { sizes } = classes;
  const codes = classTuples(classes, tuples).quasi;
  const patterns = patternsOf(codes, empties, sizes.length);
  const matches = new Float64Array(sizes.length);
  for (const mine of patterns) {
    for (const theirs of patterns) {
      const compared = codes.filter((_, place) => mine.empty[place] !== true && theirs.empty[place] !== true);
      addMatches(compared, mine.members, theirs.members, { sizes, matches });
    }
  }
  return { ...classes, matches };
}

/** Adds to each of `mine` the records of those of `theirs` that are equal on some columns. */
function addMatches(
  compared: readonly Int32Array[],
  mine: readonly number[],
  theirs: readonly number[],
  { sizes, matches }: { readonly sizes: Float64Array; readonly matches: Float64Array },
): void {
  const both = [...mine, ...theirs];
  const { ids, count } = denseKeys(
    compared.map((column) => Int32Array.from(both, (place) => column[place] ?? 0)),
    both.length,
  );
  const records = new Float64Array(count);
  theirs.forEach((place, index) => {
    const id = ids[mine.length + index] ?? 0;
    records[id] = (records[id] ?? 0) + (sizes[place] ?? 0);
  });
  mine.forEach((place, index) => {
    matches[place] = (matches[place] ?? 0) + (records[ids[index] ?? 0] ?? 0);
  });
}
