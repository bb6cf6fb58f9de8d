import { at } from '../columns.ts';
import { digamma, lnBeta, lnGamma } from '../special/gamma.ts';
import type { CustomerBase } from './customer-base.ts';
import { four, type Likelihood } from './model.ts';

/** ln Γ and ψ at c, c + 1, … for a parameter or sum of parameters c. */
class Ladder {
  readonly logs: Float64Array;
  readonly slopes: Float64Array;

  constructor(steps: number) {
    this.logs = new Float64Array(steps);
    this.slopes = new Float64Array(steps);
  }

  fill(from: number): this {
    for (let k = 0; k < this.logs.length; k += 1) {
      this.logs[k] = lnGamma(from + k);
      this.slopes[k] = digamma(from + k);
    }
    return this;
  }
}

/**
 * Log-likelihood and gradient of the BG/BB. An entry's derivatives are means over the ways its history can have come
 * about: gone right after opportunity i, for i from t_x to T − 1, or still there at T.
 *
 * @param base what the customers did; times count opportunities
 */
export function prepareBgBb(base: CustomerBase): Likelihood {
  const longest = base.T.reduce((most, T) => Math.max(most, T), 0);
  const ladders = [0, 1, 2, 3, 4, 5].map(() => new Ladder(longest + 2));
  const ways = new Float64Array(longest + 1);
  return (parameters, weight, gradient) => {
    const [alpha, beta, gamma, delta] = four(parameters);
    const origins = [alpha, beta, alpha + beta, gamma, delta, gamma + delta];
    const [A, B, AB, G, D, GD] = ladders.map((ladder, i) => ladder.fill(origins[i] ?? 0));
    if (!A || !B || !AB || !G || !D || !GD) return NaN;
    const start =
      at(AB.logs, 0) - at(A.logs, 0) - at(B.logs, 0) + at(GD.logs, 0) - at(G.logs, 0) - at(D.logs, 0);
    let [value, dAlpha, dBeta, dGamma, dDelta, all] = [0, 0, 0, 0, 0, 0];
    for (let entry = 0; entry < weight.length; entry += 1) {
      const w = at(weight, entry);
      const [x, tx, T] = [at(base.x, entry), at(base.tx, entry), at(base.T, entry)];
      let most = -Infinity;
      for (let i = tx; i <= T; i += 1) {
        const gone = i < T ? 1 : 0;
        const log =
          at(B.logs, i - x) - at(AB.logs, i) + at(G.logs, gone) + at(D.logs, i) - at(GD.logs, i + gone);
        ways[i] = log;
        most = Math.max(most, log);
      }
      let sum = 0;
      for (let i = tx; i <= T; i += 1) {
        ways[i] = Math.exp(at(ways, i) - most);
        sum += at(ways, i);
      }
      value += w * (start + at(A.logs, x) + most + Math.log(sum));
      all += w;
      dAlpha += w * at(A.slopes, x);
      for (let i = tx; i <= T; i += 1) {
        const share = (w * at(ways, i)) / sum;
        const gone = i < T ? 1 : 0;
        dAlpha -= share * at(AB.slopes, i);
        dBeta += share * (at(B.slopes, i - x) - at(AB.slopes, i));
        dGamma += share * (at(G.slopes, gone) - at(GD.slopes, i + gone));
        dDelta += share * (at(D.slopes, i) - at(GD.slopes, i + gone));
      }
    }
    gradient[0] = alpha * (dAlpha - all * (at(A.slopes, 0) - at(AB.slopes, 0)));
    gradient[1] = beta * (dBeta - all * (at(B.slopes, 0) - at(AB.slopes, 0)));
    gradient[2] = gamma * (dGamma - all * (at(G.slopes, 0) - at(GD.slopes, 0)));
    gradient[3] = delta * (dDelta - all * (at(D.slopes, 0) - at(GD.slopes, 0)));
    return value;
  };
}

/**
 * The BG/BB without dropout: Σ ln B(α+x, β+T−x)/B(α, β), the beta-binomial with purchases in a given order.
 *
 * @param base what the customers did; times count opportunities
 */
export function prepareBetaBinomial(base: CustomerBase): Likelihood {
  return (parameters, weight, gradient) => {
    const [alpha, beta] = four(parameters);
    const origin = lnBeta(alpha, beta);
    const [psiAlpha, psiBeta, psiBoth] = [digamma(alpha), digamma(beta), digamma(alpha + beta)];
    let [value, dAlpha, dBeta] = [0, 0, 0];
    for (let i = 0; i < weight.length; i += 1) {
      const w = at(weight, i);
      const [x, T] = [at(base.x, i), at(base.T, i)];
      const both = digamma(alpha + beta + T) - psiBoth;
      value += w * (lnBeta(alpha + x, beta + T - x) - origin);
      dAlpha += w * (digamma(alpha + x) - psiAlpha - both);
      dBeta += w * (digamma(beta + T - x) - psiBeta - both);
    }
    gradient[0] = alpha * dAlpha;
    gradient[1] = beta * dBeta;
    return value;
  };
}
