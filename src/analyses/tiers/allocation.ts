/** What contacting customers of a group costs and brings. */
export interface Offer {
  /** Customers in the group. */
  readonly customers: number;
  /** Share of them that may be contacted, 0 to 1. */
  readonly maxShare: number;
  /** Currency for each customer contacted. */
  readonly cost: number;
  /** Share of contacted customers who respond, 0 to 1. */
  readonly response: number;
  /** Currency for each response; NaN where nothing is known of it, and then nobody is contacted. */
  readonly value: number;
}

/** What a budget is to be spent on. */
export interface Allocation {
  /** Customers contacted in each group, whole numbers, in the order of the offers. */
  readonly contacted: readonly number[];
  /** Return (value of expected responses less cost) of the whole plan, currency. */
  readonly expectedReturn: number;
  /**
   * Return of the last unit of the budget, per unit: what one unit more would bring in the group where the budget
   * ran out. 0 where everybody worth contacting is contacted already.
   */
  readonly marginalReturn: number;
}

interface Candidate {
  readonly index: number;
  readonly most: number;
  readonly cost: number;
  /** Return of one contact. */
  readonly net: number;
  /** Return per unit of cost. */
  readonly rate: number;
}

/** Nodes looked at before the search is content with the best it has found. */
const SEARCH_LIMIT = 50_000;
/** Relative room for the rounding of sums of costs. */
const ROUNDING = 1e-12;

function candidates(offers: readonly Offer[]): readonly Candidate[] {
  return offers
    .map(({ customers, maxShare, cost, response, value }, index) => {
      const net = response * value - cost;
      const most = Math.floor(customers * maxShare + ROUNDING * customers);
      return { index, most, cost, net, rate: cost > 0 ? net / cost : Number.POSITIVE_INFINITY };
    })
    .filter(({ most, net }) => most > 0 && net > 0)
    .sort((a, b) => b.rate - a.rate || b.net - a.net || a.index - b.index);
}

/** Most customers of a group that what is left pays for. */
function affordable({ most, cost }: Candidate, left: number): number {
  return cost > 0 ? Math.min(most, Math.floor((left * (1 + ROUNDING)) / cost)) : most;
}

/**
 * Highest return of groups from one on if customers could be divided, which no whole number of customers exceeds:
 * groups are filled in the order of return per cost (Dantzig 1957).
 */
function bound(groups: readonly Candidate[], from: number, budget: number): number {
  let left = budget;
  let sum = 0;
  for (const { most, cost, net, rate } of groups.slice(from)) {
    const spent = Math.min(most * cost, left);
    sum += cost > 0 ? spent * rate : most * net;
    left -= spent;
  }
  return sum;
}

function marginal(groups: readonly Candidate[], budget: number): number {
  let left = budget;
  for (const { most, cost, rate } of groups) {
    if (most * cost > left) return rate;
    left -= most * cost;
  }
  return 0;
}

/**
 * The allocation of a budget with the highest expected return, in whole customers: a bounded knapsack, solved by
 * branch and bound with the divided solution as bound (Dantzig 1957; Kellerer, Pferschy & Pisinger 2004, ch. 7).
 * The search begins with the groups of highest return per cost, and where it has to stop early, what it has
 * found is short of the best by less than the return of one contact.
 *
 * @param offers one for each group
 * @param budget currency, from 0
 */
export function allocate(offers: readonly Offer[], budget: number): Allocation {
  const groups = candidates(offers);
  const counts = new Array<number>(groups.length).fill(0);
  let best: readonly number[] = [...counts];
  let bestReturn = 0;
  let nodes = 0;
  const search = (depth: number, left: number, gained: number): void => {
    nodes += 1;
    const group = groups[depth];
    if (group === undefined) {
      if (gained > bestReturn) [best, bestReturn] = [[...counts], gained];
      return;
    }
    for (let count = affordable(group, left); count >= 0; count -= 1) {
      const rest = Math.max(0, left - count * group.cost);
      const sum = gained + count * group.net;
      const reachable = sum + bound(groups, depth + 1, rest);
      if (nodes > SEARCH_LIMIT || (bestReturn > 0 && reachable <= bestReturn * (1 + ROUNDING))) break;
      counts[depth] = count;
      search(depth + 1, rest, sum);
    }
    counts[depth] = 0;
  };
  search(0, budget, 0);

  const contacted = new Array<number>(offers.length).fill(0);
  groups.forEach(({ index }, place) => (contacted[index] = best[place] ?? 0));
  return { contacted, expectedReturn: bestReturn, marginalReturn: marginal(groups, budget) };
}
