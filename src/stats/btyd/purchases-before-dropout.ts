import { digamma, lnBeta, trigamma } from '../special/gamma.ts';

/** Sums longer than this are done as integrals instead. */
const LONGEST_SUM = 3000;

/**
 * Expected purchases in a span of time by a customer who drops out with probability p after each purchase, where the
 * purchase rate is gamma (shape R, rate A) and p is beta (a, b).
 *
 * It is the bracket of the published conditional expectations (Fader, Hardie & Lee 2005, equation 10) with its
 * factors, in a form that has neither their removable singularity at a = 1 nor their cancellation. Without dropout
 * the span would hold K purchases, K ~ NB(R, z), z = t/(A + t); the j-th happens if j − 1 dropouts were survived, so
 * E = Σ_{j ≥ 0} P(K > j) · E[(1 − p)^j] = Σ P(K > j) · (b)_j / (a + b)_j, with positive terms only. Where the sum is
 * long, the same expectation is an integral over p: E[(1 − (1 + ps)^−R)/p].
 *
 * @param R shape of the purchase rate
 * @param s t/A: the span over the rate parameter
 * @param a first parameter of the dropout probability
 * @param b second parameter of the dropout probability
 */
export function purchasesBeforeDropout(R: number, s: number, a: number, b: number): number {
  if (s <= 0) return 0;
  const logNone = -R * Math.log1p(s);
  const length = R * s + 9 * Math.sqrt(R * s * (1 + s)) + 36 * (1 + s);
  return logNone < -650 || length > LONGEST_SUM ? asIntegral(R, s, a, b) : asSum(R, s, a, b);
}

function asSum(R: number, s: number, a: number, b: number): number {
  const z = s / (1 + s);
  const logNone = -R * Math.log1p(s);
  let term = Math.exp(logNone);
  let more = -Math.expm1(logNone);
  let survived = 1;
  let sum = 0;
  for (let j = 0; j < 4 * LONGEST_SUM; j += 1) {
    sum += more * survived;
    const ratio = (z * (R + j)) / (j + 1);
    term *= ratio;
    more -= term;
    survived *= (b + j) / (a + b + j);
    const decay = 1 - (ratio > z ? ratio : z);
    if (decay > 0 && term * survived < 1e-15 * sum * decay * decay) break;
  }
  return sum;
}

/**
 * Trapezoidal rule over y = ln(p/(1 − p)): the integrand is analytic in a strip about the real line, so the error falls
 * exponentially with the step. Far out on both sides it is a geometric sequence, whose sum is known.
 */
function asIntegral(R: number, s: number, a: number, b: number): number {
  const logBeta = lnBeta(a, b);
  const step = Math.min(0.25, 0.6 * Math.sqrt(trigamma(a) + trigamma(b)));
  const leftmost = -(40 + Math.log(1 + R * s + b));
  const rightmost = 40 + Math.log(1 + R + a);
  const centre = Math.min(Math.max(digamma(a) - digamma(b), leftmost), rightmost);
  const at = (y: number) => {
    const decay = Math.log1p(Math.exp(-Math.abs(y)));
    const logP = Math.min(y, 0) - decay;
    const logQ = Math.min(-y, 0) - decay;
    const purchases = -Math.expm1(-R * Math.log1p(s * Math.exp(logP))) / Math.exp(logP);
    return purchases * Math.exp(a * logP + b * logQ - logBeta);
  };
  let sum = at(centre);
  for (const [side, limit, rate] of [
    [-1, -leftmost, a],
    [1, rightmost, b],
  ] as const) {
    let previous = 0;
    for (let i = 1; ; i += 1) {
      const y = centre + side * i * step;
      const term = at(y);
      if (side * y >= limit) {
        sum += term / -Math.expm1(-rate * step);
        break;
      }
      sum += term;
      if (term <= previous && term < 1e-17 * sum) break;
      previous = term;
    }
  }
  return sum * step;
}
