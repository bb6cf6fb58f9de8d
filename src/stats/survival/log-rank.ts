import { chiSquareTail } from '../incomplete-gamma.ts';
import { type Lifetimes, riskTable } from './lifetimes.ts';

/** Outcome of a log-rank test. */
export interface LogRank {
  /** Chi-square statistic; NaN where there is nothing to compare. */
  readonly statistic: number;
  /** Groups that can be compared, less one. */
  readonly degrees: number;
  readonly p: number;
  /** Events of each group, and those expected if all groups had one curve. */
  readonly observed: Float64Array;
  readonly expected: Float64Array;
}

/** Sums of the test, one entry for each group, and the covariance of observed less expected, k × k. */
interface Sums {
  readonly observed: Float64Array;
  readonly expected: Float64Array;
  readonly covariance: Float64Array;
}

/** Adds one time of events: each is hypergeometric given who is at risk in each group. */
function addTime(sums: Sums, atRisk: Float64Array, events: number, all: number): void {
  const k = atRisk.length;
  const spread = all > 1 ? (events * (all - events)) / (all - 1) : 0;
  for (let i = 0; i < k; i += 1) {
    const share = (atRisk[i] ?? 0) / all;
    sums.expected[i] = (sums.expected[i] ?? 0) + events * share;
    for (let j = 0; j < k; j += 1) {
      const other = (atRisk[j] ?? 0) / all;
      const place = i * k + j;
      sums.covariance[place] =
        (sums.covariance[place] ?? 0) + spread * ((i === j ? share : 0) - share * other);
    }
  }
}

/**
 * Quadratic form x′A⁻x of a symmetric matrix without full rank, and its rank: elimination on the largest pivot
 * first, until what is left is rounding. Any generalised inverse gives the same where x lies in the range of A.
 */
function quadraticForm(matrix: Float64Array, vector: Float64Array): { value: number; rank: number } {
  const k = vector.length;
  const a = Float64Array.from(matrix);
  const x = Float64Array.from(vector);
  const open = new Set(Array.from({ length: k }, (_, index) => index));
  const scale = Math.max(0, ...[...open].map((i) => a[i * k + i] ?? 0));
  let value = 0;
  let rank = 0;
  while (open.size > 0) {
    const pivot = [...open].reduce((best, i) => ((a[i * k + i] ?? 0) > (a[best * k + best] ?? 0) ? i : best));
    const diagonal = a[pivot * k + pivot] ?? 0;
    if (!(diagonal > 1e-10 * scale)) break;
    open.delete(pivot);
    rank += 1;
    value += (x[pivot] ?? 0) ** 2 / diagonal;
    for (const i of open) {
      const factor = (a[i * k + pivot] ?? 0) / diagonal;
      x[i] = (x[i] ?? 0) - factor * (x[pivot] ?? 0);
      for (const j of open) a[i * k + j] = (a[i * k + j] ?? 0) - factor * (a[pivot * k + j] ?? 0);
    }
  }
  return { value, rank };
}

/**
 * Log-rank test of several groups: whether their survival curves are the same. Mantel (1966), Cancer Chemotherapy
 * Reports 50, 163–170; Peto and Peto (1972), Journal of the Royal Statistical Society A 135, 185–207. The statistic is
 * (O − E)′ V⁻ (O − E) with the hypergeometric covariance at each time of events, chi-square under the hypothesis.
 *
 * @param groups lifetimes of each group
 */
export function logRank(groups: readonly Lifetimes[]): LogRank {
  const k = groups.length;
  const tables = groups.map(riskTable);
  const times = [
    ...new Set(tables.flatMap(({ time, events }) => [...time.filter((_, i) => (events[i] ?? 0) > 0)])),
  ];
  times.sort((a, b) => a - b);
  const sums: Sums = {
    observed: new Float64Array(k),
    expected: new Float64Array(k),
    covariance: new Float64Array(k * k),
  };
  const places = new Uint32Array(k);
  for (const at of times) {
    const atRisk = new Float64Array(k);
    let events = 0;
    for (const [group, { time, ...counts }] of tables.entries()) {
      let place = places[group] ?? 0;
      while (place < time.length && (time[place] ?? 0) < at) place += 1;
      places[group] = place;
      atRisk[group] = counts.atRisk[place] ?? 0;
      const ended = time[place] === at ? (counts.events[place] ?? 0) : 0;
      sums.observed[group] = (sums.observed[group] ?? 0) + ended;
      events += ended;
    }
    addTime(
      sums,
      atRisk,
      events,
      atRisk.reduce((sum, count) => sum + count, 0),
    );
  }
  const { observed, expected, covariance } = sums;
  const excess = observed.map((count, group) => count - (expected[group] ?? 0));
  const { value, rank } = quadraticForm(covariance, excess);
  return rank === 0
    ? { statistic: Number.NaN, degrees: 0, p: Number.NaN, observed, expected }
    : { statistic: value, degrees: rank, p: chiSquareTail(value, rank), observed, expected };
}
