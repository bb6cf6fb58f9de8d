/** A sum over customers, with the largest of their contributions. */
export interface ContributionSum {
  readonly total: number;
  /** Largest contributions, largest first. */
  readonly largest: readonly number[];
}

/** Largest contributions together; ones that were not handed over count as large as the last that was. */
function largestTogether({ total, largest }: ContributionSum, n: number): number {
  const known = largest.slice(0, n);
  const sum = known.reduce((all, each) => all + each, 0);
  const missing = (n - known.length) * (known.at(-1) ?? total);
  return missing > 0 ? Math.min(total, sum + missing) : sum;
}

/** What is left of the sum without its two largest contributions. */
function remainder({ total, largest: [first = 0, second = 0] }: ContributionSum): number {
  return total - first - second;
}

function isEmpty({ total, largest }: ContributionSum): boolean {
  return total === 0 && (largest[0] ?? 0) === 0;
}

/**
 * (n,k) dominance: the n largest contributions make up more than k % of the sum. (Hundepool et al., Statistical
 * Disclosure Control, Wiley 2012, §4.2.) A sum of nothing is dominated by nobody.
 */
export function isDominated(
  sum: ContributionSum,
  { n, k }: { readonly n: number; readonly k: number },
): boolean {
  return !isEmpty(sum) && largestTogether(sum, n) > (k / 100) * sum.total;
}

/**
 * (p,q) rule: whoever made the second largest contribution, knowing every contribution to within q %, could estimate
 * the largest to within p %: (X − x1 − x2) · q < p · x1. With q = 100 it is the p % rule. (Hundepool et al. 2012, §4.2.)
 */
export function isEstimable(
  sum: ContributionSum,
  { p, q }: { readonly p: number; readonly q: number },
): boolean {
  return !isEmpty(sum) && remainder(sum) * (q / 100) < (p / 100) * (sum.largest[0] ?? 0);
}

/**
 * By how much an attacker's upper bound of a withheld sum must exceed it, so that the bound itself would pass the
 * rules: 100/k · Σ x1..xn − X for dominance, p/q · x1 − (X − x1 − x2) for estimation. (Hundepool et al. 2012, §4.2,
 * upper protection levels.) 0 where no rule is broken.
 */
export function upperProtection(
  sum: ContributionSum,
  {
    dominance,
    estimation,
  }: {
    readonly dominance: { readonly n: number; readonly k: number } | null;
    readonly estimation: { readonly p: number; readonly q: number } | null;
  },
): number {
  const byDominance =
    dominance === null ? 0 : (100 / dominance.k) * largestTogether(sum, dominance.n) - sum.total;
  const byEstimation =
    estimation === null ? 0 : (estimation.p / estimation.q) * (sum.largest[0] ?? 0) - remainder(sum);
  return Math.max(0, byDominance, byEstimation);
}
