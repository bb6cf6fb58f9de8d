import { denseKeys } from './dense-keys.ts';
import type { Tuples } from './tuples.ts';

/** Records parted into equivalence classes: sets of records that are equal on the quasi-identifiers. */
export interface Classes {
  /** Class of each tuple. */
  readonly classOf: Int32Array;
  /** Records in each class. */
  readonly sizes: Float64Array;
  /**
   * Records that a record of the class cannot be told from. The size of the class, unless an empty value counts as
   * any value.
   */
  readonly matches: Float64Array;
  /** Records in all. */
  readonly records: number;
}

/**
 * Generalises tuples: codes of quasi-identifiers become codes of groups.
 *
 * @param groups for each quasi-identifier the group of each code; null leaves it as it is
 */
export function generalised(tuples: Tuples, groups: readonly (Int32Array | null)[]): Tuples {
  const quasi = tuples.quasi.map((codes, place) => {
    const map = groups[place] ?? null;
    return map === null ? codes : codes.map((code) => map[code] ?? 0);
  });
  return { ...tuples, quasi };
}

/** Tuples without some of their quasi-identifiers. */
export function restricted(tuples: Tuples, places: readonly number[]): Tuples {
  return { ...tuples, quasi: places.map((place) => tuples.quasi[place] ?? new Int32Array()) };
}

/**
 * Parts records into equivalence classes on all quasi-identifiers; an empty value is a value of its own.
 *
 * @see Sweeney, k-Anonymity, 2002
 */
export function equivalenceClasses({ quasi, counts }: Tuples): Classes {
  const { ids, count } = denseKeys(quasi, counts.length);
  const sizes = new Float64Array(count);
  let records = 0;
  for (let tuple = 0; tuple < counts.length; tuple += 1) {
    const place = ids[tuple] ?? 0;
    sizes[place] = (sizes[place] ?? 0) + (counts[tuple] ?? 0);
    records += counts[tuple] ?? 0;
  }
  return { classOf: ids, sizes, matches: sizes, records };
}

/** One tuple for each class, without sensitive attributes. */
export function classTuples({ classOf, sizes }: Classes, { quasi }: Tuples): Tuples {
  const first = new Int32Array(sizes.length);
  for (let tuple = classOf.length - 1; tuple >= 0; tuple -= 1) first[classOf[tuple] ?? 0] = tuple;
  return {
    quasi: quasi.map((codes) => Int32Array.from(first, (tuple) => codes[tuple] ?? 0)),
    sensitive: [],
    counts: sizes,
  };
}

/** A quantity of records and the classes that have it. */
export interface SizeCount {
  readonly size: number;
  readonly classes: number;
  readonly records: number;
}

/** How many classes, and records in them, there are for each number of matches, smallest first. */
export function sizeDistribution({ sizes, matches }: Classes): readonly SizeCount[] {
  const bySize = new Map<number, { classes: number; records: number }>();
  for (let place = 0; place < sizes.length; place += 1) {
    const size = matches[place] ?? 0;
    const entry = bySize.get(size) ?? { classes: 0, records: 0 };
    entry.classes += 1;
    entry.records += sizes[place] ?? 0;
    bySize.set(size, entry);
  }
  return [...bySize.entries()].sort(([a], [b]) => a - b).map(([size, entry]) => ({ size, ...entry }));
}
