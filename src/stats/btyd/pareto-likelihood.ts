import { at, placeAt } from '../columns.ts';
import { digamma, lnGamma } from '../special/gamma.ts';
import { PowerIntegral } from '../special/power-integral.ts';
import { levelsOf, type CustomerBase, type Levels } from './customer-base.ts';
import { four, type Likelihood } from './model.ts';

/**
 * Log-likelihood and gradient of the Pareto/NBD in one pass. The derivatives are means over the two ways the history
 * can have come about, alive at T or gone at a time u between t_x and T, weighted by their probabilities.
 *
 * @param base what the customers did
 */
export function prepareParetoNbd(base: CustomerBase): Likelihood {
  const counts = levelsOf(base.x);
  const customers = new Float64Array(counts.values.length);
  return (parameters, weight, gradient) => {
    customers.fill(0);
    const value = sumEntries(parameters, { base, counts, customers }, weight, gradient);
    return value + sumCounts(parameters, counts, customers, gradient);
  };
}

interface Workspace {
  readonly base: CustomerBase;
  readonly counts: Levels;
  readonly customers: Float64Array;
}

function sumEntries(
  parameters: Float64Array,
  { base, counts, customers }: Workspace,
  weight: Float64Array,
  gradient: Float64Array,
): number {
  const [r, alpha, s, beta] = four(parameters);
  const logS = Math.log(s);
  const integral = new PowerIntegral();
  const span: [number, number] = [0, 0];
  let [value, dr, dAlpha, ds, dBeta] = [0, 0, 0, 0, 0];
  for (let i = 0; i < weight.length; i += 1) {
    const w = at(weight, i);
    if (w === 0) continue;
    const level = placeAt(counts.index, i);
    const shape = r + at(counts.values, level);
    const T = at(base.T, i);
    customers[level] = at(customers, level) + w;
    span[0] = at(base.tx, i);
    span[1] = T;
    integral.compute(shape, alpha, s + 1, beta, span);
    const [logA, logB] = [Math.log(alpha + T), Math.log(beta + T)];
    const logAlive = -shape * logA - s * logB;
    const difference = logS + integral.log - logAlive;
    const small = Math.exp(-Math.abs(difference));
    const gone = (difference > 0 ? 1 : small) / (1 + small);
    const alive = 1 - gone;
    value += w * (logAlive + (difference > 0 ? difference : 0) + Math.log1p(small));
    dr -= w * (alive * logA + gone * integral.logAlpha);
    dAlpha -= w * shape * (alive / (alpha + T) + gone * integral.rateAlpha);
    ds += w * (gone * (1 / s - integral.logBeta) - alive * logB);
    dBeta -= w * ((alive * s) / (beta + T) + gone * (s + 1) * integral.rateBeta);
  }
  gradient[0] = dr * r;
  gradient[1] = dAlpha * alpha;
  gradient[2] = ds * s;
  gradient[3] = dBeta * beta;
  return value;
}

/** Adds what depends on x alone. */
function sumCounts(
  parameters: Float64Array,
  counts: Levels,
  customers: Float64Array,
  gradient: Float64Array,
): number {
  const [r, alpha, s, beta] = four(parameters);
  const [logGammaR, psiR] = [lnGamma(r), digamma(r)];
  const [logAlpha, logBeta] = [Math.log(alpha), Math.log(beta)];
  let [value, dr, all] = [0, 0, 0];
  for (let level = 0; level < customers.length; level += 1) {
    const w = at(customers, level);
    const shape = r + at(counts.values, level);
    value += w * (lnGamma(shape) - logGammaR + r * logAlpha + s * logBeta);
    dr += w * (digamma(shape) - psiR + logAlpha);
    all += w;
  }
  gradient[0] = at(gradient, 0) + dr * r;
  gradient[1] = at(gradient, 1) + all * r;
  gradient[2] = at(gradient, 2) + all * s * logBeta;
  gradient[3] = at(gradient, 3) + all * s;
  return value;
}
