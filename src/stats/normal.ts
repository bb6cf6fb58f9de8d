import { upperGamma } from './incomplete-gamma.ts';

/**
 * Distribution function of the standard normal distribution, by the incomplete gamma function: Φ(−|z|) = Q(½, z²/2)/2.
 */
export function normalCdf(z: number): number {
  const tail = upperGamma(0.5, (z * z) / 2) / 2;
  return z > 0 ? 1 - tail : tail;
}

/** Sum of c[0] + c[1] x + c[2] x² … */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/**
 * Quantile of the standard normal distribution: a starting value by the rational approximation 26.2.23 of Abramowitz
 * and Stegun (1964), corrected by Halley's method on the distribution function to machine precision.
 *
 * @param p probability between 0 and 1, both excluded
 * @throws RangeError for another p
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`no normal quantile for ${p}`);
  const tail = Math.min(p, 1 - p);
  const t = Math.sqrt(-2 * Math.log(tail));
  const start =
    t - polynomial([2.515517, 0.802853, 0.010328], t) / polynomial([1, 1.432788, 0.189269, 0.001308], t);
  // Worked out in the lower tail, where the distribution function keeps its digits.
  let z = -start;
  for (let step = 0; step < 4; step += 1) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const ratio = (normalCdf(z) - tail) / density;
    z -= ratio / (1 + (z * ratio) / 2);
  }
  return p < 0.5 ? z : -z;
}
