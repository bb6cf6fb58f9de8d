import * as measures from './class-measures.ts';
import type { SensitiveTotals, ValueTree } from './class-measures.ts';
import type { Classes } from './classes.ts';

/** Levels l for which recursive (c,l)-diversity is measured. */
export const RECURSIVE_LEVELS = [2, 3, 5] as const;

/**
 * What the classes give away of a sensitive attribute: each figure is that of the worst class. Definitions stand
 * with the functions of `class-measures`.
 */
export interface SensitiveMeasures {
  readonly distinctL: number;
  readonly entropyL: number;
  /** By {@link RECURSIVE_LEVELS}: infimum of c; infinite where some class has fewer than l values. */
  readonly recursiveC: readonly number[];
  readonly alpha: number;
  readonly tEqual: number;
  readonly tOrdered: number;
  /** Null without a hierarchy of the values. */
  readonly tHierarchical: number | null;
  /** Logarithms to base 2. */
  readonly deltaDisclosure: number;
  readonly basicBeta: number;
  /** Infinite where some class meets enhanced β-likeness under no β. */
  readonly enhancedBeta: number;
}

/** Tuples by class, one class behind the other; the members of class i stand from `starts[i]` to `starts[i + 1]`. */
function byClass({ classOf, sizes }: Pick<Classes, 'classOf' | 'sizes'>): {
  readonly members: Int32Array;
  readonly starts: Int32Array;
} {
  const starts = new Int32Array(sizes.length + 1);
  for (const place of classOf) starts[place + 1] = (starts[place + 1] ?? 0) + 1;
  for (let place = 1; place < starts.length; place += 1) {
    starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  }
  const next = starts.slice();
  const members = new Int32Array(classOf.length);
  for (const [tuple, place] of classOf.entries()) {
    const slot = next[place] ?? 0;
    members[slot] = tuple;
    next[place] = slot + 1;
  }
  return { members, starts };
}

/**
 * Goes through the classes one by one with the sensitive values in each.
 *
 * @param codes sensitive value of each tuple
 * @param counts records of each tuple
 * @param values number of different values
 * @param visit told the records of a class by code of the value, in an array that is used again, and its size
 */
function forEachClass(
  classes: Pick<Classes, 'classOf' | 'sizes'>,
  { codes, counts, values }: { codes: Int32Array; counts: Float64Array; values: number },
  visit: (counts: Float64Array, size: number) => void,
): void {
  const { members, starts } = byClass(classes);
  const held = new Float64Array(values);
  for (const [place, size] of classes.sizes.entries()) {
    const tuples = members.subarray(starts[place], starts[place + 1]);
    for (const tuple of tuples) {
      const code = codes[tuple] ?? 0;
      held[code] = (held[code] ?? 0) + (counts[tuple] ?? 0);
    }
    visit(held, size);
    for (const tuple of tuples) held[codes[tuple] ?? 0] = 0;
  }
}

/**
 * Measures a sensitive attribute over all classes.
 *
 * @param codes sensitive value of each tuple
 * @param counts records of each tuple
 * @param totals the attribute in the whole table
 * @param tree of its values, where there is a hierarchy
 */
export function measureSensitive(
  classes: Pick<Classes, 'classOf' | 'sizes'>,
  { codes, counts }: { readonly codes: Int32Array; readonly counts: Float64Array },
  totals: SensitiveTotals,
  tree: ValueTree | null,
): SensitiveMeasures {
  const worst = {
    distinctL: Infinity,
    entropyL: Infinity,
    recursiveC: RECURSIVE_LEVELS.map(() => 0),
    alpha: 0,
    tEqual: 0,
    tOrdered: 0,
    tHierarchical: tree === null ? null : 0,
    deltaDisclosure: 0,
    basicBeta: 0,
    enhancedBeta: 0,
  };
  forEachClass(classes, { codes, counts, values: totals.counts.length }, (held, size) => {
    worst.distinctL = Math.min(worst.distinctL, measures.distinctL(held, totals));
    worst.entropyL = Math.min(worst.entropyL, measures.entropyL(held, totals));
    RECURSIVE_LEVELS.forEach((l, place) => {
      const c = measures.recursiveC(held, totals, l);
      worst.recursiveC[place] = Math.max(worst.recursiveC[place] ?? 0, c);
    });
    worst.alpha = Math.max(worst.alpha, measures.alpha(held, size, totals));
    worst.tEqual = Math.max(worst.tEqual, measures.tEqual(held, size, totals));
    worst.tOrdered = Math.max(worst.tOrdered, measures.tOrdered(held, size, totals));
    if (tree !== null) {
      const t = measures.tHierarchical(held, size, totals, tree);
      worst.tHierarchical = Math.max(worst.tHierarchical ?? 0, t);
    }
    worst.deltaDisclosure = Math.max(worst.deltaDisclosure, measures.deltaDisclosure(held, size, totals));
    worst.basicBeta = Math.max(worst.basicBeta, measures.basicBeta(held, size, totals));
    worst.enhancedBeta = Math.max(worst.enhancedBeta, measures.enhancedBeta(held, size, totals));
  });
  const none = classes.sizes.length === 0;
  return none ? { ...worst, distinctL: 0, entropyL: 0 } : worst;
}
