import type { SampleClasses } from './sample-classes.ts';

const STEPS = 200;

/**
 * Shlosser's estimate of the number of classes in the population.
 *
 * @see Shlosser 1981; Haas & Stokes, Estimating the Number of Classes in a Finite Population, 1998
 */
function shlosser({ counts, classes, uniques }: SampleClasses, fraction: number): number {
  const missed = 1 - fraction;
  let [above, below] = [0, 0];
  for (const { size, classes: many } of counts) {
    above += missed ** size * many;
    below += size * fraction * missed ** (size - 1) * many;
  }
  return below === 0 ? classes : classes + (uniques * above) / below;
}

/**
 * The slide negative binomial model: the size of a population class less one is negative binomial (α, β), and its
 * records are sampled independently. α and β are those under which the classes that show in the sample, and those
 * that show one record, are as many as expected among Shlosser's number of classes K. The population then has
 * K · β^α uniques.
 *
 * @param fraction share of the population that was sampled
 * @returns share of the population that is unique; null where no α and β fit
 * @see Chen & Keller-McNulty, Estimation of Identification Disclosure Risk in Microdata, 1998
 */
export function slideNegativeBinomialUniqueness(sample: SampleClasses, fraction: number): number | null {
  const { records, classes, uniques } = sample;
  if (records === 0) return null;
  // All of the population: every class shows with all of its records, and K · β^α are the uniques.
  if (fraction === 1) return uniques / records;
  const missed = 1 - fraction;
  const population = shlosser(sample, fraction);
  if (uniques === 0 || population <= classes) return null;
  // g: probability-generating function of the class size less one, at the chance to miss a record; slope: g'/g.
  const g = (1 - classes / population) / missed;
  const slope = (uniques / (population * fraction * g) - 1) / missed;
  if (!(slope > 0) || -Math.log(g) <= slope * fraction) return null;
  const alpha = (beta: number): number => (slope * (1 - (1 - beta) * missed)) / (1 - beta);
  const excess = (beta: number): number =>
    alpha(beta) * Math.log(beta / (1 - (1 - beta) * missed)) - Math.log(g);
  let [low, high] = [Math.log(Number.MIN_VALUE), 0];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (excess(Math.exp(middle)) < 0) low = middle;
    else high = middle;
  }
  const beta = Math.exp((low + high) / 2);
  return (population * beta ** alpha(beta) * fraction) / records;
}
