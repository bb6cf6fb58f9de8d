import { at } from '../columns.ts';
import type { Random } from './random.ts';

/** Expected counts up to this are drawn by inversion. */
const INVERT_BELOW = 12;

/**
 * Number of successes in `trials`, each with the same probability. Inversion for small expectations; larger ones are
 * split exactly at a beta-distributed order statistic (Relles 1972; Devroye 1986, X.4.3).
 *
 * @param random where the randomness comes from
 * @param trials a whole number from 0
 * @param probability from 0 to 1
 */
export function binomial(random: Random, trials: number, probability: number): number {
  let n = trials;
  let p = probability;
  let successes = 0;
  while (n > 0 && p > 0) {
    if (p >= 1) return successes + n;
    if (n * Math.min(p, 1 - p) < INVERT_BELOW) return successes + invertBinomial(random, n, p);
    const middle = Math.floor((n + 1) / 2);
    const place = random.beta(middle, n + 1 - middle);
    if (place <= p) {
      successes += middle;
      n -= middle;
      p = (p - place) / (1 - place);
    } else {
      n = middle - 1;
      p /= place;
    }
  }
  return successes;
}

function invertBinomial(random: Random, n: number, p: number): number {
  const rare = Math.min(p, 1 - p);
  const odds = rare / (1 - rare);
  let term = Math.exp(n * Math.log1p(-rare));
  let left = random.uniform() - term;
  let count = 0;
  while (left > 0 && count < n) {
    count += 1;
    term *= (odds * (n - count + 1)) / count;
    left -= term;
  }
  return rare === p ? count : n - count;
}

/**
 * Number of events with a given expectation. Small ones by inversion; large ones by the arrival time of an event in
 * the middle, which is gamma (Ahrens & Dieter 1974).
 *
 * @param random where the randomness comes from
 * @param mean from 0
 */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  let rest = mean;
  while (rest >= INVERT_BELOW) {
    const middle = Math.floor(rest * 0.875);
    const arrival = random.gamma(middle);
    if (arrival > rest) return count + binomial(random, middle - 1, rest / arrival);
    count += middle;
    rest -= arrival;
  }
  let product = random.uniform();
  const end = Math.exp(-rest);
  while (product > end) {
    count += 1;
    product *= random.uniform();
  }
  return count;
}

/**
 * Counts of `trials` independent draws over classes, with probabilities proportional to weights: multinomial, one
 * binomial after another.
 *
 * @param random where the randomness comes from
 * @param trials a whole number from 0
 * @param weights from 0, one per class, with a sum above 0
 */
export function multinomial(random: Random, trials: number, weights: Float64Array): Float64Array {
  const counts = new Float64Array(weights.length);
  let rest = weights.reduce((sum, weight) => sum + weight, 0);
  let left = trials;
  for (let i = 0; i < weights.length && left > 0; i += 1) {
    const weight = at(weights, i);
    const last = rest - weight <= 1e-12 * weight;
    const count = last ? left : binomial(random, left, weight / rest);
    counts[i] = count;
    left -= count;
    rest -= weight;
  }
  return counts;
}
