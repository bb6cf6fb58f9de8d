import { equivalenceClasses, restricted } from './classes.ts';
import type { Tuples } from './tuples.ts';

/** How well a set of attributes tells records apart. */
export interface AttributeRisk {
  /** Places of the attributes among the quasi-identifiers. */
  readonly attributes: readonly number[];
  /** Different combinations of values over records. */
  readonly distinction: number;
  /** Share of the pairs of records that differ in some of the attributes. */
  readonly separation: number;
  /** Records that are alone with their values. */
  readonly uniques: number;
}

/** Distinction and separation of a set of attributes. @see Motwani & Xu, Efficient Algorithms for Masking, 2007 */
export function attributeRisk(tuples: Tuples, attributes: readonly number[]): AttributeRisk {
  const { sizes, records } = equivalenceClasses(restricted(tuples, attributes));
  let [equalPairs, uniques] = [0, 0];
  for (const size of sizes) {
    equalPairs += size * (size - 1);
    if (size === 1) uniques += 1;
  }
  const pairs = records * (records - 1);
  return {
    attributes,
    distinction: records === 0 ? 0 : sizes.length / records,
    separation: pairs === 0 ? 0 : 1 - equalPairs / pairs,
    uniques,
  };
}

/** All sets of 1 to `attributes` places, smaller sets first, each in ascending order. */
export function attributeSets(attributes: number, largest: number = attributes): readonly number[][] {
  const sets: number[][] = [];
  const extend = (set: readonly number[], size: number): void => {
    if (set.length === size) {
      sets.push([...set]);
      return;
    }
    for (let place = (set.at(-1) ?? -1) + 1; place < attributes; place += 1) extend([...set, place], size);
  };
  for (let size = 1; size <= Math.min(largest, attributes); size += 1) extend([], size);
  return sets;
}
