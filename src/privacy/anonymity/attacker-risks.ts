import type { Classes } from './classes.ts';

/** Risks of records being found again, 0 to 1. */
export interface AttackerRisks {
  /** Classes over records: the success rate of an attacker who knows that a person is in the table (prosecutor). */
  readonly averageRisk: number;
  readonly highestRisk: number;
  readonly lowestRisk: number;
  /** Share of records with the highest and the lowest risk. */
  readonly recordsAtHighestRisk: number;
  readonly recordsAtLowestRisk: number;
  /** Share of records with a risk above the threshold. */
  readonly recordsAtRisk: number;
  /** Records that are alone in their class. */
  readonly sampleUniques: number;
}

/**
 * Risks of an attacker who knows that the person is among the records (prosecutor): one over the records that a
 * record cannot be told from.
 *
 * @param threshold records with a risk above it are at risk
 * @see El Emam, Guide to the De-Identification of Personal Health Information, 2013, ch. 16
 */
export function prosecutorRisks({ sizes, matches, records }: Classes, threshold: number): AttackerRisks {
  let [least, most] = [Infinity, 0];
  for (const size of matches) {
    least = Math.min(least, size);
    most = Math.max(most, size);
  }
  let [expected, atRisk, atHighest, atLowest, uniques] = [0, 0, 0, 0, 0];
  for (let place = 0; place < sizes.length; place += 1) {
    const members = sizes[place] ?? 0;
    const size = matches[place] ?? 1;
    expected += members / size;
    if (1 / size > threshold) atRisk += members;
    if (size === least) atHighest += members;
    if (size === most) atLowest += members;
    if (size === 1) uniques += members;
  }
  const share = (of: number): number => (records === 0 ? 0 : of / records);
  return {
    averageRisk: share(expected),
    highestRisk: records === 0 ? 0 : 1 / least,
    lowestRisk: records === 0 ? 0 : 1 / most,
    recordsAtHighestRisk: share(atHighest),
    recordsAtLowestRisk: share(atLowest),
    recordsAtRisk: share(atRisk),
    sampleUniques: uniques,
  };
}

/** Risks where the attacker does not know who of a population is among the records. */
export interface PopulationRisks {
  /** Least records of the population in a class: the table is k-map for this k. */
  readonly kMap: number;
  /** Of an attacker who is after one person, whoever it is: 1 / kMap, and the success rate. */
  readonly journalistHighest: number;
  readonly journalistAverage: number;
  /** Share of records with a risk above the threshold. */
  readonly journalistAtRisk: number;
  /** Share of records that an attacker who is after as many as possible finds again. */
  readonly marketer: number;
}

/**
 * Risks against a population: with f records of a class in the table and F in the population, the journalist's
 * success is max(classes / Σ F, (1/n) Σ f/F), the marketer's (1/n) Σ f/F.
 *
 * @param population records of the population in each class; at least as many as the table has
 * @param threshold records with a risk above it are at risk
 * @see El Emam 2013, ch. 16; Sweeney 2002 (k-map)
 */
export function populationRisks(
  { sizes, records }: Pick<Classes, 'sizes' | 'records'>,
  population: Float64Array,
  threshold: number,
): PopulationRisks {
  let [least, all, found, atRisk] = [Infinity, 0, 0, 0];
  for (let place = 0; place < sizes.length; place += 1) {
    const size = population[place] ?? 0;
    least = Math.min(least, size);
    all += size;
    found += (sizes[place] ?? 0) / size;
    if (1 / size > threshold) atRisk += sizes[place] ?? 0;
  }
  if (records === 0) {
    return { kMap: 0, journalistHighest: 0, journalistAverage: 0, journalistAtRisk: 0, marketer: 0 };
  }
  const marketer = found / records;
  return {
    kMap: least,
    journalistHighest: 1 / least,
    journalistAverage: Math.max(sizes.length / all, marketer),
    journalistAtRisk: atRisk / records,
    marketer,
  };
}
