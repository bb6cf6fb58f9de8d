import { at } from '../columns.ts';
import { gaussLegendre } from './quadrature.ts';

/**
 * ∫ (α+u)^−P (β+u)^−Q du over a span of u, and means under that integrand as a density. This is what the Pareto/NBD
 * likelihood calls A₀/(r+s+x) and writes as a difference of two Gauss hypergeometric functions; here every term is
 * positive, so that nothing cancels, and derivatives by the exponents and by α and β are means.
 */
export class PowerIntegral {
  /** ln of the integral; −∞ for an empty span. */
  log = -Infinity;
  /** Mean of ln(α + u). */
  logAlpha = 0;
  /** Mean of ln(β + u). */
  logBeta = 0;
  /** Mean of 1/(α + u). */
  rateAlpha = 0;
  /** Mean of 1/(β + u). */
  rateBeta = 0;

  #span: Span = { small: 1, gap: 0, p: 0, q: 0 };
  #reference = 0;
  #sum = 0;
  #sumV = 0;
  #sumLog = 0;
  #sumRateSmall = 0;
  #sumRateLarge = 0;

  /**
   * Computes the integral and the means. Integrates over v = ln(min(α, β) + u), in which the integrand is log-concave
   * and analytic within ±π of the real line, by Gauss–Legendre rules on panels no longer than what they resolve.
   *
   * @param p exponent of α + u, above 0
   * @param alpha above 0
   * @param q exponent of β + u, from 0
   * @param beta above 0
   * @param span from where to where u goes, both from 0
   */
  compute(p: number, alpha: number, q: number, beta: number, span: readonly [number, number]): this {
    const alphaIsSmall = alpha <= beta;
    const small = Math.min(alpha, beta);
    this.#span = {
      small,
      gap: Math.abs(alpha - beta),
      p: (alphaIsSmall ? p : q) - 1,
      q: alphaIsSmall ? q : p,
    };
    const from = Math.log(small + span[0]);
    const length = Math.log1p((span[1] - span[0]) / (small + span[0]));
    this.#integrate(from, length);
    const sum = this.#sum;
    this.log = sum > 0 ? Math.log(sum) + this.#reference : -Infinity;
    const [meanV, meanLog] =
      sum > 0 ? [this.#sumV / sum, this.#sumLog / sum] : [from, Math.log(Math.exp(from) + this.#span.gap)];
    const [rateSmall, rateLarge] =
      sum > 0
        ? [this.#sumRateSmall / sum, this.#sumRateLarge / sum]
        : [Math.exp(-from), 1 / (Math.exp(from) + this.#span.gap)];
    this.logAlpha = alphaIsSmall ? meanV : meanLog;
    this.logBeta = alphaIsSmall ? meanLog : meanV;
    this.rateAlpha = alphaIsSmall ? rateSmall : rateLarge;
    this.rateBeta = alphaIsSmall ? rateLarge : rateSmall;
    return this;
  }

  /** ln of the integrand by dv. */
  #logAt(v: number): number {
    return -this.#span.p * v - this.#span.q * Math.log(Math.exp(v) + this.#span.gap);
  }

  #integrate(from: number, length: number): void {
    this.#reference = this.#logAt(from);
    this.#sum = 0;
    this.#sumV = 0;
    this.#sumLog = 0;
    this.#sumRateSmall = 0;
    this.#sumRateLarge = 0;
    let start = from;
    let atStart = this.#reference;
    const end = from + length;
    while (start < end) {
      let width = Math.min(end - start, LONGEST_PANEL);
      let fall = atStart - this.#logAt(start + width);
      if (fall > STEEPEST_PANEL) {
        width *= STEEPEST_PANEL / fall;
        fall = atStart - this.#logAt(start + width);
      }
      if (!(width > 0)) break;
      this.#panel(start, width, Math.abs(fall));
      start += width;
      atStart -= fall;
      if (atStart - this.#reference < Math.log(this.#sum) - NEGLIGIBLE && fall > 0) break;
    }
  }

  #panel(start: number, width: number, fall: number): void {
    const rule = RULES.find((each) => fall <= each.fall && width <= each.width) ?? LAST_RULE;
    const { gap, p, q } = this.#span;
    for (let i = 0; i < rule.nodes.length; i += 1) {
      const v = start + width * at(rule.nodes, i);
      const smaller = Math.exp(v);
      const larger = smaller + gap;
      const logLarger = Math.log(larger);
      const term = width * at(rule.weights, i) * Math.exp(-p * v - q * logLarger - this.#reference);
      this.#sum += term;
      this.#sumV += term * v;
      this.#sumLog += term * logLarger;
      this.#sumRateSmall += term / smaller;
      this.#sumRateLarge += term / larger;
    }
  }
}

interface Span {
  readonly small: number;
  readonly gap: number;
  readonly p: number;
  readonly q: number;
}

/** Rules with the fall of the logarithm and the width up to which each is exact to about 1e-14. */
const RULES = [
  { ...gaussLegendre(8), fall: 1.5, width: 1 },
  { ...gaussLegendre(12), fall: 6, width: 2 },
  { ...gaussLegendre(16), fall: 12, width: 3 },
  { ...gaussLegendre(24), fall: 30, width: 6 },
];
const LONGEST_PANEL = 8;
const STEEPEST_PANEL = 50;
const LAST_RULE = gaussLegendre(36);
/** What lies this far below, in logarithms, does not count: e^−40 ≈ 4e-18. */
const NEGLIGIBLE = 40;
