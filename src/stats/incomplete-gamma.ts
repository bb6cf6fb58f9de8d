import { lnGamma } from './special/gamma.ts';

const PRECISION = 1e-16;
const MOST_TERMS = 10_000;

/** P(s, x) by its power series: x^s e^−x / Γ(s) · Σ x^n / (s (s+1) … (s+n)). */
function lowerSeries(s: number, x: number): number {
  let term = 1 / s;
  let sum = term;
  for (let n = 1; n < MOST_TERMS && term > sum * PRECISION; n += 1) {
    term *= x / (s + n);
    sum += term;
  }
  return sum * Math.exp(s * Math.log(x) - x - lnGamma(s));
}

/** Q(s, x) by Legendre's continued fraction, evaluated from its front after Lentz. */
function upperFraction(s: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - s;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const a = -n * (n - s);
    b += 2;
    d = a * d + b;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = b + a / c;
    if (Math.abs(c) < tiny) c = tiny;
    value *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return value * Math.exp(s * Math.log(x) - x - lnGamma(s));
}

/**
 * Regularised upper incomplete gamma function Q(s, x) = Γ(s, x) / Γ(s). Series below x = s + 1, continued fraction
 * above, as in Abramowitz and Stegun (1964), 6.5.29 and 6.5.31.
 *
 * @param s above 0
 * @param x from 0
 */
export function upperGamma(s: number, x: number): number {
  if (x <= 0) return 1;
  return x < s + 1 ? 1 - lowerSeries(s, x) : upperFraction(s, x);
}

/**
 * Probability that a chi-square variable exceeds a value.
 *
 * @param value the statistic, from 0
 * @param degrees degrees of freedom, above 0
 */
export function chiSquareTail(value: number, degrees: number): number {
  return upperGamma(degrees / 2, value / 2);
}
