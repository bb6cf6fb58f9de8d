import { attributesIn, setSize, type MinimalUniques } from './minimal-uniques.ts';

/** What isolates people, as counts. */
export interface SudaReport {
  /** Sets of attributes that isolate someone, the ones that isolate most first. */
  readonly sets: readonly {
    readonly attributes: readonly number[];
    /** Records whom this set isolates, and no set within it does. */
    readonly records: number;
  }[];
  /** Minimal sample uniques in all, and the records that have some. */
  readonly minimalUniques: number;
  readonly records: number;
  /** Sum of the SUDA scores. */
  readonly score: number;
  readonly highestScore: number;
  /** By attribute: share of the score of sets that it is part of, 0 to 1. */
  readonly contributions: readonly number[];
  /** Data intrusion simulation: chance that a unique match is right; null where nobody is unique or in a pair. */
  readonly dis: number | null;
  /** The highest DIS-SUDA risk of a record. */
  readonly highestDisSuda: number | null;
}

/** Factorial of a small number. */
function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i += 1) product *= i;
  return product;
}

/**
 * SUDA score of a record: over its minimal sample uniques of size k the sum of Π_{i=k}^{A−1} (A − i) = (A − k)!.
 *
 * @param sets minimal sample uniques of the record
 * @param attributes A
 * @see Elliot, Manning & Ford, A Computational Algorithm for Handling the Special Uniques Problem, 2002
 */
export function sudaScore(sets: readonly number[], attributes: number): number {
  return sets.reduce((score, set) => score + factorial(attributes - setSize(set)), 0);
}

/**
 * Data intrusion simulation: the chance that a unique match of a key with the sample is a right one,
 * U f / (U f + P (1 − f)).
 *
 * @param uniques U, records alone in their class
 * @param paired P, records in classes of two
 * @param fraction f, share of the population that was sampled
 * @returns null where there are neither uniques nor pairs
 * @see Skinner & Elliot, A Measure of Disclosure Risk for Microdata, 2002
 */
export function dataIntrusion(uniques: number, paired: number, fraction: number): number | null {
  const all = uniques * fraction + paired * (1 - fraction);
  return all === 0 ? null : (uniques * fraction) / all;
}

/**
 * Spreads the chance of {@link dataIntrusion} over records by their SUDA scores, with the exponent
 * Q = 1 + (8 − A)/20 of sdcMicro.
 *
 * @param scores SUDA scores of all records with one above 0
 * @param attributes A
 * @param uniques U
 * @param dis chance that a unique match is right
 * @returns risk by score
 * @see Elliot & Manning, Using DIS to Modify the Classification of Special Uniques, 2003
 */
export function disSuda(
  scores: Iterable<number>,
  attributes: number,
  uniques: number,
  dis: number,
): (score: number) => number {
  const exponent = 1 + (8 - attributes) / 20;
  let inverse = 0;
  for (const score of scores) inverse += score ** -exponent;
  return (score) => (score === 0 ? 0 : 1 / (1 + (uniques / dis - uniques) / (score ** exponent * inverse)));
}

/**
 * Counts what isolates people; no record can be told from it.
 *
 * @param found minimal sample uniques
 * @param attributes number of attributes that were searched
 * @param sample records alone in their class (`uniques`) and in classes of two (`paired`)
 * @param fraction share of the population that was sampled; null: not known
 */
export function sudaReport(
  { byTuple }: MinimalUniques,
  attributes: number,
  sample: { readonly uniques: number; readonly paired: number },
  fraction: number | null,
): SudaReport {
  const bySet = new Map<number, number>();
  const contributions = Array.from({ length: attributes }, () => 0);
  const scores: number[] = [];
  for (const sets of byTuple.values()) {
    scores.push(sudaScore(sets, attributes));
    for (const set of sets) bySet.set(set, (bySet.get(set) ?? 0) + 1);
  }
  for (const [set, records] of bySet) {
    for (const place of attributesIn(set)) {
      contributions[place] = (contributions[place] ?? 0) + records * factorial(attributes - setSize(set));
    }
  }
  const score = scores.reduce((sum, each) => sum + each, 0);
  const highestScore = scores.reduce((most, each) => Math.max(most, each), 0);
  const dis = fraction === null ? null : dataIntrusion(sample.uniques, sample.paired, fraction);
  return {
    sets: [...bySet.entries()]
      .map(([set, records]) => ({ attributes: attributesIn(set), records }))
      .sort(
        (a, b) =>
          b.records - a.records ||
          a.attributes.length - b.attributes.length ||
          a.attributes.join().localeCompare(b.attributes.join()),
      ),
    minimalUniques: [...bySet.values()].reduce((sum, records) => sum + records, 0),
    records: byTuple.size,
    score,
    highestScore,
    contributions: contributions.map((each) => (score === 0 ? 0 : each / score)),
    dis,
    highestDisSuda:
      dis === null || dis === 0 ? null : disSuda(scores, attributes, sample.uniques, dis)(highestScore),
  };
}
