import type { SampleClasses } from './sample-classes.ts';

/**
 * Zayatz' estimate: the share of sample uniques times the probability that a sample unique is one in the
 * population, where population classes are taken to have the sizes of the sample's. A class of j in the population
 * shows one record in the sample with probability j · C(N − j, n − 1) / C(N, n).
 *
 * @param fraction share of the population that was sampled
 * @returns share of the population that is unique; null without classes
 * @see Zayatz, Estimation of the Percent of Unique Population Elements on a Microdata File Using the Sample, 1991
 */
export function zayatzUniqueness(sample: SampleClasses, fraction: number): number | null {
  const { counts, records, classes, uniques } = sample;
  if (classes === 0) return null;
  if (uniques === 0) return 0;
  const population = records / fraction;
  const ordered = counts.toSorted((a, b) => a.size - b.size);
  let [shown, seen, size] = [fraction, 0, 1];
  for (const each of ordered) {
    // From a class of j to one of j + 1, without the huge binomials.
    for (; size < each.size; size += 1) {
      const left = Math.max(0, population - records - size + 1);
      shown *= ((size + 1) / size) * (left / (population - size));
    }
    seen += each.classes * shown;
  }
  return (uniques / records) * ((uniques * fraction) / seen);
}
