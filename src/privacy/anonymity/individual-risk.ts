import type { Classes } from './classes.ts';

/** Terms after which the series of the exact risk has long converged; it is then cut. */
const MOST_TERMS = 100_000;

/**
 * Σ k! / (f+1)_k · (1 − p)^k, the hypergeometric series ₂F₁(1, 1; f + 1; 1 − p).
 */
function series(size: number, miss: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; k < MOST_TERMS && term > sum * Number.EPSILON; k += 1) {
    term *= (k / (size + k)) * miss;
    sum += term;
  }
  return sum;
}

/**
 * Individual risk of a record whose key stands f times in a sample and is estimated to stand F times in the
 * population (µ-Argus), with p = f/F: the expected value of 1/F under the negative binomial of F given f.
 *
 * @param size f, 1 or more
 * @param population F, at least f: the sum of the sampling weights
 * @param exact false: for f > 2 the approximation p/(f − (1 − p)) that sdcMicro takes by default
 * @returns risk, 0 to 1
 * @see Franconi & Polettini, Individual Risk Estimation in µ-Argus, 2004; Benedetti & Franconi 1998, formula (7)
 */
export function individualRisk(size: number, population: number, exact: boolean): number {
  const p = size / population;
  if (p >= 1) return 1 / size;
  const odds = p / (1 - p);
  if (size === 1) return odds * Math.log(1 / p);
  if (size === 2) return odds - odds ** 2 * Math.log(1 / p);
  return exact ? (p / size) * series(size, 1 - p) : p / (size - (1 - p));
}

/** Individual risks of a whole table. */
export interface IndividualRisks {
  /** Sum over records: how many are expected to be found again. */
  readonly expected: number;
  readonly highest: number;
}

/**
 * Individual risks when every record stands for the same number of the population.
 *
 * @param fraction share of the population that the records are, 0 to 1
 * @param exact see {@link individualRisk}
 */
export function individualRisks(
  { sizes, matches }: Classes,
  fraction: number,
  exact: boolean,
): IndividualRisks {
  const bySize = new Map<number, number>();
  let [expected, highest] = [0, 0];
  for (let place = 0; place < sizes.length; place += 1) {
    const size = matches[place] ?? 1;
    const risk = bySize.get(size) ?? individualRisk(size, size / fraction, exact);
    bySize.set(size, risk);
    expected += (sizes[place] ?? 0) * risk;
    highest = Math.max(highest, risk);
  }
  return { expected, highest };
}
