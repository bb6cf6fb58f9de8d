import { normalQuantile } from './normal.ts';

/** Ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Interval of a proportion after Wilson (1927), "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22, 209–212: the proportions p for which the observed
 * share is within z standard errors √(p(1−p)/n).
 *
 * @param successes 0 to n
 * @param n trials
 * @param level confidence between 0 and 1, such as 0.95
 * @returns ends within 0 and 1; 0 and 1 where there are no trials
 */
export function wilson(successes: number, n: number, level: number): Interval {
  if (n === 0) return { low: 0, high: 1 };
  const z = normalQuantile((1 + level) / 2);
  const share = successes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}
