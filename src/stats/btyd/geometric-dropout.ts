import { lnBeta, lnGamma } from '../special/gamma.ts';
import { logAddExp, logisticOfMinus } from '../special/log-space.ts';
import { at } from '../columns.ts';
import type { CustomerBase } from './customer-base.ts';
import { prepareGeometric } from './geometric-likelihood.ts';
import { completeModel, fillHorizons, four, type Model } from './model.ts';
import { negativeBinomial } from './negative-binomial.ts';
import { purchasesBeforeDropout } from './purchases-before-dropout.ts';

/**
 * BG/NBD (Fader, Hardie & Lee 2005, "Counting your customers the easy way", Marketing Science 24(2)): purchases at
 * a rate λ ~ gamma(r, α), dropout after each repeat purchase with probability p ~ beta(a, b).
 */
export const bgNbd: Model = geometricDropout('bgnbd', 0);

/**
 * MBG/NBD (Batislam, Denizel & Filiztekin 2007, IJRM 24(3)): as BG/NBD, but a customer may also drop out right after
 * the first purchase, so P(alive) is below 1 where nothing was bought again.
 */
export const mbgNbd: Model = geometricDropout('mbgnbd', 1);

/**
 * Both models in one. `chances` counts the occasions to drop out beyond the repeat purchases: 0 for BG/NBD, 1 for
 * MBG/NBD. With c = x + chances, the likelihood is
 * Γ(r+x)αʳ/Γ(r) · { B(a, b+c)/B(a, b) (α+T)^−(r+x) + [c > 0] B(a+1, b+c−1)/B(a, b) (α+t_x)^−(r+x) }.
 */
function geometricDropout(name: 'bgnbd' | 'mbgnbd', chances: 0 | 1): Model {
  /** ln of the second term over the first: the odds against being alive. */
  const logOdds = (parameters: Float64Array, x: number, tx: number, T: number) => {
    const [r, alpha, a, b] = four(parameters);
    const c = x + chances;
    if (c === 0) return -Infinity;
    return Math.log(a) - Math.log(b + c - 1) + (r + x) * Math.log1p((T - tx) / (alpha + tx));
  };
  const pAlive = (parameters: Float64Array, base: CustomerBase) =>
    base.x.map((x, i) => logisticOfMinus(logOdds(parameters, x, at(base.tx, i), at(base.T, i))));

  return completeModel({
    name,
    parameters: ['r', 'alpha', 'a', 'b'],
    timeParameters: [1],
    meanDropout: ([, , a = 1, b = 1]) => a / (a + b),
    prepare: (base) => prepareGeometric(base, chances),
    logLikelihoods: (parameters, base) => {
      const [r, alpha, a, b] = four(parameters);
      const logBeta = lnBeta(a, b);
      const logGammaR = lnGamma(r);
      return base.x.map((x, i) => {
        const T = at(base.T, i);
        const start = lnGamma(r + x) - logGammaR + lnBeta(a, b + x + chances) - logBeta;
        const rate = -r * Math.log1p(T / alpha) - x * Math.log(alpha + T);
        return start + rate + logAddExp(0, logOdds(parameters, x, at(base.tx, i), T));
      });
    },
    pAlive,
    expectedPurchases: ([r = 1, alpha = 1, a = 1, b = 1], t) =>
      purchasesBeforeDropout(r, t / alpha, a, b + chances) * (chances === 0 ? 1 : b / (a + b)),
    expectedIfAlive: ([r = 1, alpha = 1, a = 1, b = 1], x, T, horizons) =>
      fillHorizons(x, T, horizons, (xi, Ti, t) =>
        purchasesBeforeDropout(r + xi, t / (alpha + Ti), a, b + xi + chances),
      ),
    probabilityOfCount: ([r = 1, alpha = 1, a = 1, b = 1], t, n) => {
      const counts = negativeBinomial(r, t / alpha, n);
      const c = n + chances;
      const logBeta = lnBeta(a, b);
      const stayed = Math.exp(lnBeta(a, b + c) - logBeta);
      const left = c === 0 ? 0 : Math.exp(lnBeta(a + 1, b + c - 1) - logBeta);
      return stayed * counts.exactly + left * counts.atLeast;
    },
    probabilityOfAny: (parameters, base, t) => {
      const [r, alpha] = four(parameters);
      return pAlive(parameters, base).map((alive, i) => {
        const shape = r + at(base.x, i);
        return alive * -Math.expm1(-shape * Math.log1p(t / (alpha + at(base.T, i))));
      });
    },
  });
}
