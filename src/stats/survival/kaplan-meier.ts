import { normalQuantile } from '../normal.ts';
import { type Lifetimes, riskTable, type RiskTable } from './lifetimes.ts';

/** A survival curve: figures at each distinct time, valid from it until the next. */
export interface SurvivalCurve extends RiskTable {
  /** Share expected to live beyond the time, 0 to 1. */
  readonly survival: Float64Array;
  /** Greenwood's variance of it; NaN once nobody is left. */
  readonly variance: Float64Array;
  /** Ends of the interval; NaN before the first event and once nobody is left. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A time with the ends of its interval; NaN where the curve does not come down far enough. */
export interface TimeEstimate {
  readonly time: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Survival curve of Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", Journal of the
 * American Statistical Association 53, 457–481: S(t) = Π (1 − d/r) over the times up to t with d events among r at
 * risk. The variance is Greenwood's (1926), S² Σ d / (r (r − d)); the interval is symmetric in ln(−ln S), which keeps
 * it within 0 and 1 (Kalbfleisch and Prentice 1980).
 *
 * @param lifetimes counts by time
 * @param level confidence between 0 and 1, such as 0.95
 */
export function kaplanMeier(lifetimes: Lifetimes, level: number): SurvivalCurve {
  const risks = riskTable(lifetimes);
  const z = normalQuantile((1 + level) / 2);
  const size = risks.time.length;
  const survival = new Float64Array(size);
  const variance = new Float64Array(size);
  const low = new Float64Array(size).fill(Number.NaN);
  const high = new Float64Array(size).fill(Number.NaN);
  let share = 1;
  let sum = 0;
  for (let place = 0; place < size; place += 1) {
    const atRisk = risks.atRisk[place] ?? 0;
    const events = risks.events[place] ?? 0;
    if (events > 0) {
      share = events < atRisk ? share * (1 - events / atRisk) : 0;
      sum += events / (atRisk * (atRisk - events));
    }
    survival[place] = share;
    variance[place] = share > 0 ? share * share * sum : Number.NaN;
    if (share > 0 && sum > 0) {
      const factor = Math.exp((z * Math.sqrt(sum)) / Math.abs(Math.log(share)));
      low[place] = share ** factor;
      high[place] = share ** (1 / factor);
    }
  }
  return { ...risks, survival, variance, low, high };
}

function firstAtMost(times: Float64Array, shares: Float64Array, most: number): number {
  // A share of exactly one half must not be missed by the rounding of the product.
  const place = shares.findIndex((share) => share <= most + 1e-12);
  return times[place] ?? Number.NaN;
}

/**
 * Time by which a share of lives has ended, with the interval of Brookmeyer and Crowley (1982): the times at which
 * the ends of the curve's own interval come down to the same height.
 *
 * @param ended share between 0 and 1; one half gives the median
 */
export function survivalQuantile(curve: SurvivalCurve, ended = 0.5): TimeEstimate {
  return {
    time: firstAtMost(curve.time, curve.survival, 1 - ended),
    low: firstAtMost(curve.time, curve.low, 1 - ended),
    high: firstAtMost(curve.time, curve.high, 1 - ended),
  };
}
