import { at } from '../columns.ts';
import { lnGamma } from '../special/gamma.ts';
import { expm1Share, logAddExp, logisticOfMinus } from '../special/log-space.ts';
import { PowerIntegral } from '../special/power-integral.ts';
import { lnTricomi } from '../special/tricomi.ts';
import type { CustomerBase } from './customer-base.ts';
import { completeModel, fillHorizons, four, type Model } from './model.ts';
import { prepareParetoNbd } from './pareto-likelihood.ts';

/**
 * Pareto/NBD (Schmittlein, Morrison & Colombo 1987; formulas as in Fader & Hardie 2005, "A note on deriving the
 * Pareto/NBD model and related expressions"): purchases at a rate λ ~ gamma(r, α), dropout at any time at a rate
 * μ ~ gamma(s, β). With I = ∫ from t_x to T of (α+u)^−(r+x) (β+u)^−(s+1) du, the likelihood is
 * Γ(r+x)αʳβˢ/Γ(r) · { (α+T)^−(r+x) (β+T)^−s + s I }.
 */
export const paretoNbd: Model = completeModel({
  name: 'paretonbd',
  parameters: ['r', 'alpha', 's', 'beta'],
  timeParameters: [1, 3],
  meanDropout: (parameters) => at(parameters, 2) / at(parameters, 3),
  prepare: prepareParetoNbd,
  logLikelihoods: (parameters, base) => {
    const [r, alpha, s, beta] = four(parameters);
    const odds = logOdds(parameters, base);
    return base.x.map((x, i) => {
      const T = at(base.T, i);
      const start = lnGamma(r + x) - lnGamma(r) - x * Math.log(alpha + T);
      return start - r * Math.log1p(T / alpha) - s * Math.log1p(T / beta) + logAddExp(0, at(odds, i));
    });
  },
  pAlive: (parameters, base) => logOdds(parameters, base).map(logisticOfMinus),
  expectedPurchases: (parameters, t) => purchasesOfLiving(parameters, 0, 0, t),
  expectedIfAlive: (parameters, x, T, horizons) =>
    fillHorizons(x, T, horizons, (xi, Ti, t) => purchasesOfLiving(parameters, xi, Ti, t)),
  probabilityOfCount: (parameters, t, n) => probabilityOfCount(parameters, t, n),
  probabilityOfAny: (parameters, base, t) => {
    const [r, alpha, s, beta] = four(parameters);
    const integral = new PowerIntegral();
    const odds = logOdds(parameters, base);
    return base.x.map((x, i) => {
      const [A, B, R] = [alpha + at(base.T, i), beta + at(base.T, i), r + x];
      const log = integral.compute(R + 1, A, s, B, [0, t]).log;
      const any = R * Math.exp(log + R * Math.log(A) + s * Math.log(B));
      return Math.min(any, 1) * logisticOfMinus(at(odds, i));
    });
  },
});

/** ln of s I over the first term of the likelihood: the odds against being alive. */
function logOdds(parameters: Float64Array, base: CustomerBase): Float64Array {
  const [r, alpha, s, beta] = four(parameters);
  const integral = new PowerIntegral();
  return base.x.map((x, i) => {
    const [tx, T] = [at(base.tx, i), at(base.T, i)];
    const log = integral.compute(r + x, alpha, s + 1, beta, [tx, T]).log;
    return Math.log(s) + log + (r + x) * Math.log(alpha + T) + s * Math.log(beta + T);
  });
}

/**
 * Expected purchases in (T, T + t] of a customer alive at T: (r+x)/(α+T) · ∫₀ᵗ ((β+T)/(β+T+u))ˢ du. The integral is
 * (β+T)/(s−1) · [1 − ((β+T)/(β+T+t))^(s−1)], written so that s = 1 is no exception.
 */
function purchasesOfLiving(parameters: Float64Array, x: number, T: number, t: number): number {
  const [r, alpha, s, beta] = four(parameters);
  const log = Math.log1p(t / (beta + T));
  return ((r + x) / (alpha + T)) * (beta + T) * log * expm1Share((s - 1) * log);
}

/**
 * P(X(t) = n) (Fader & Hardie 2005, equation 16, as an integral over the time of dropout):
 * Γ(r+n)αʳβˢ/(Γ(r) n!) · { tⁿ (α+t)^−(r+n) (β+t)^−s + s ∫₀ᵗ uⁿ (α+u)^−(r+n) (β+u)^−(s+1) du }. The integral is done
 * by the tanh–sinh rule (Takahasi & Mori 1974).
 */
function probabilityOfCount(parameters: Float64Array, t: number, n: number): number {
  const [r, alpha, s, beta] = four(parameters);
  if (t <= 0) return n === 0 ? 1 : 0;
  const logStart = lnGamma(r + n) - lnGamma(r) - lnGamma(n + 1);
  const logCount = (u: number) =>
    logStart +
    (n === 0 ? 0 : n * Math.log(u / (alpha + u))) -
    r * Math.log1p(u / alpha) -
    s * Math.log1p(u / beta);
  let left = 0;
  for (let i = -TANH_SINH.reach; i <= TANH_SINH.reach; i += 1) {
    const y = i * TANH_SINH.step;
    const bend = Math.PI * Math.sinh(y);
    const u = t / (1 + Math.exp(-bend));
    const rest = t / (1 + Math.exp(bend));
    const du = (u * rest * Math.PI * Math.cosh(y)) / t;
    if (u > 0 && du > 0) left += (Math.exp(logCount(u)) * s * du) / (beta + u);
  }
  return Math.exp(logCount(t)) + left * TANH_SINH.step;
}

const TANH_SINH = { step: 1 / 32, reach: 140 };

/**
 * Discounted expected residual transactions: the present value of all purchases from T on, in purchases (Fader,
 * Hardie & Lee 2005, "RFM and CLV", equation A3). It is P(alive) · (r+x)/(α+T) · (β+T)ˢ δ^(s−1) Ψ(s, s; δ(β+T)).
 *
 * @param parameters r, α, s, β of the Pareto/NBD
 * @param base what the customers did
 * @param delta continuous discount rate per unit of time, above 0: ln(1.15)/52 a week for 15 % a year
 * @returns one number per entry
 */
export function dert(parameters: Float64Array, base: CustomerBase, delta: number): Float64Array {
  if (!(delta > 0)) throw new RangeError(`The discount rate must be above 0, not ${delta}`);
  const [r, alpha, s, beta] = four(parameters);
  const alive = paretoNbd.pAlive(parameters, base);
  const residuals = new Map<number, number>();
  return base.x.map((x, i) => {
    const T = at(base.T, i);
    let residual = residuals.get(T);
    if (residual === undefined) {
      const B = beta + T;
      residual = Math.exp(s * Math.log(B) + (s - 1) * Math.log(delta) + lnTricomi(s, s, delta * B));
      residuals.set(T, residual);
    }
    return (at(alive, i) * (r + x) * residual) / (alpha + T);
  });
}
