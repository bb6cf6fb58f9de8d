import type { CodedHierarchy } from './tuples.ts';

/**
 * A sensitive attribute in the whole table. In what follows q is its distribution here, p that in a class.
 */
export interface SensitiveTotals {
  /** Records by code of the value; every code occurs. Codes stand in the natural order of the values. */
  readonly counts: Float64Array;
  /** Records in all. */
  readonly records: number;
  /** Code of the empty value; -1: there is none. It is no value for diversity, and one like any other for distances. */
  readonly empty: number;
}

/**
 * Counts a sensitive attribute over the whole table.
 *
 * @param codes value of each tuple
 * @param counts records of each tuple
 * @param empty code of the empty value, -1 where there is none
 */
export function totalsOf(codes: Int32Array, counts: Float64Array, empty: number): SensitiveTotals {
  let values = empty + 1;
  for (const code of codes) if (code >= values) values = code + 1;
  const totals = new Float64Array(values);
  let records = 0;
  for (let tuple = 0; tuple < codes.length; tuple += 1) {
    const count = counts[tuple] ?? 0;
    totals[codes[tuple] ?? 0] = (totals[codes[tuple] ?? 0] ?? 0) + count;
    records += count;
  }
  return { counts: totals, records, empty };
}

/** The values of a class that are known, as counts, and their number of records. */
function known(counts: Float64Array, { empty }: Pick<SensitiveTotals, 'empty'>): number[] {
  const found: number[] = [];
  for (let code = 0; code < counts.length; code += 1) {
    const count = counts[code] ?? 0;
    if (count > 0 && code !== empty) found.push(count);
  }
  return found;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}

/**
 * Distinct l: different known values in a class.
 *
 * @param counts records of the class by code of the sensitive value
 * @see Machanavajjhala et al., l-Diversity: Privacy Beyond k-Anonymity, 2007, §4
 */
export function distinctL(counts: Float64Array, totals: Pick<SensitiveTotals, 'empty'>): number {
  return known(counts, totals).length;
}

/**
 * Entropy l: exp(−Σ p ln p) over the known values, not rounded; 0 for a class without any.
 *
 * @param counts records of the class by code of the sensitive value
 * @see Machanavajjhala et al. 2007, definition 4.1
 */
export function entropyL(counts: Float64Array, totals: Pick<SensitiveTotals, 'empty'>): number {
  const values = known(counts, totals);
  const records = sum(values);
  if (records === 0) return 0;
  return Math.exp(-sum(values.map((count) => (count / records) * Math.log(count / records))));
}

/**
 * Recursive (c,l): the infimum of the c under which a class meets it, r₁ / (r_l + … + r_m) with the known values'
 * counts r from most to least. It is met by every c above the infimum (the inequality is strict).
 *
 * @param counts records of the class by code of the sensitive value
 * @returns the infimum; infinite where there are fewer than `l` known values
 * @see Machanavajjhala et al. 2007, definition 4.2
 */
export function recursiveC(counts: Float64Array, totals: Pick<SensitiveTotals, 'empty'>, l: number): number {
  const descending = known(counts, totals).sort((a, b) => b - a);
  const [most = 0] = descending;
  const rest = sum(descending.slice(l - 1));
  return rest === 0 ? Infinity : most / rest;
}

/**
 * Alpha: the largest share of a class that one known value has.
 *
 * @param counts records of the class by code of the sensitive value
 * @param size records of the class
 * @see Wong et al., (α,k)-Anonymity, 2006
 */
export function alpha(counts: Float64Array, size: number, totals: Pick<SensitiveTotals, 'empty'>): number {
  let most = 0;
  for (let code = 0; code < counts.length; code += 1) {
    const count = counts[code] ?? 0;
    if (code !== totals.empty && count > most) most = count;
  }
  return most / size;
}

/**
 * t with equal distances between values: ½ Σ |p − q|.
 *
 * @param counts records of the class by code of the sensitive value
 * @param size records of the class
 * @see Li, Li & Venkatasubramanian, t-Closeness, 2007, §5.2
 */
export function tEqual(counts: Float64Array, size: number, totals: SensitiveTotals): number {
  let apart = 0;
  for (let code = 0; code < totals.counts.length; code += 1) {
    apart += Math.abs((counts[code] ?? 0) / size - (totals.counts[code] ?? 0) / totals.records);
  }
  return apart / 2;
}

/**
 * t with ordered distances: (1/(m − 1)) Σᵢ |Σ_{j≤i} (p_j − q_j)| over the m values of the whole table in their
 * order; 0 for a single value.
 *
 * @param counts records of the class by code of the sensitive value
 * @param size records of the class
 * @see Li, Li & Venkatasubramanian 2007, §5.1
 */
export function tOrdered(counts: Float64Array, size: number, totals: SensitiveTotals): number {
  const values = totals.counts.length;
  if (values < 2) return 0;
  let moved = 0;
  let carried = 0;
  for (let code = 0; code < values; code += 1) {
    carried += (counts[code] ?? 0) / size - (totals.counts[code] ?? 0) / totals.records;
    moved += Math.abs(carried);
  }
  return moved / (values - 1);
}

/** The tree of a hierarchy over sensitive values, as {@link tHierarchical} walks it. */
export interface ValueTree {
  /** `parents[level][group]`: group at the next level. */
  readonly parents: readonly Int32Array[];
  /** Groups at each level. */
  readonly sizes: readonly number[];
}

/** Reads the tree of a hierarchy on codes; its levels must be nested and the last have one group. */
export function valueTree(hierarchy: CodedHierarchy): ValueTree {
  const { groups, sizes } = hierarchy;
  const parents = groups.slice(1).map((above, level) => {
    const below = groups[level] ?? new Int32Array();
    const parent = new Int32Array(sizes[level] ?? 0);
    for (let code = 0; code < below.length; code += 1) parent[below[code] ?? 0] = above[code] ?? 0;
    return parent;
  });
  return { parents, sizes };
}

/**
 * t with distances along a hierarchy of height H: the sum over inner nodes N of height(N)/H · min(pos(N), neg(N)),
 * where pos and neg sum the surplus p − q of the children of N that have too much and too little.
 *
 * @param counts records of the class by code of the sensitive value
 * @param size records of the class
 * @param tree over the values; its level 0 are the codes
 * @see Li, Li & Venkatasubramanian 2007, §5.2
 */
export function tHierarchical(
  counts: Float64Array,
  size: number,
  totals: SensitiveTotals,
  tree: ValueTree,
): number {
  const height = tree.parents.length;
  let surplus = new Float64Array(tree.sizes[0] ?? 0);
  for (let code = 0; code < totals.counts.length; code += 1) {
    surplus[code] = (counts[code] ?? 0) / size - (totals.counts[code] ?? 0) / totals.records;
  }
  let cost = 0;
  for (const [level, parents] of tree.parents.entries()) {
    const above = new Float64Array(tree.sizes[level + 1] ?? 0);
    cost += ((level + 1) / height) * moveUp(surplus, parents, above);
    surplus = above;
  }
  return cost;
}

/**
 * Settles surplus among the children of each node, and hands what is left to the node.
 *
 * @param above filled with the surplus of the nodes
 * @returns what was settled, over all nodes
 */
function moveUp(surplus: Float64Array, parents: Int32Array, above: Float64Array): number {
  const tooMuch = new Float64Array(above.length);
  for (let group = 0; group < surplus.length; group += 1) {
    const over = surplus[group] ?? 0;
    const parent = parents[group] ?? 0;
    above[parent] = (above[parent] ?? 0) + over;
    if (over > 0) tooMuch[parent] = (tooMuch[parent] ?? 0) + over;
  }
  // What a node has too little of is what it has too much of, less what is left.
  return sum(tooMuch.map((over, node) => Math.min(over, over - (above[node] ?? 0))));
}

/**
 * δ-disclosure, with logarithms to base 2: max |log₂(p/q)| over the values that are in the class.
 *
 * @param counts records of the class by code of the sensitive value
 * @param size records of the class
 * @see Brickell & Shmatikov, The Cost of Privacy, 2008, definition 4
 */
export function deltaDisclosure(counts: Float64Array, size: number, totals: SensitiveTotals): number {
  let most = 0;
  for (let code = 0; code < counts.length; code += 1) {
    const count = counts[code] ?? 0;
    if (count === 0) continue;
    const ratio = (count * totals.records) / (size * (totals.counts[code] ?? 0));
    most = Math.max(most, Math.abs(Math.log2(ratio)));
  }
  return most;
}

/** Relative gain (p − q)/q of an attacker who learns the class, for one value. */
function gain(count: number, size: number, total: number, records: number): number {
  return (count * records) / (size * total) - 1;
}

/**
 * Basic β-likeness: the largest relative gain (p − q)/q of a value.
 *
 * @param counts records of the class by code of the sensitive value
 * @param size records of the class
 * @see Cao & Karras, Publishing Microdata with a Robust Privacy Guarantee, 2012, definition 2
 */
export function basicBeta(counts: Float64Array, size: number, totals: SensitiveTotals): number {
  let most = 0;
  for (let code = 0; code < counts.length; code += 1) {
    const count = counts[code] ?? 0;
    if (count > 0) most = Math.max(most, gain(count, size, totals.counts[code] ?? 0, totals.records));
  }
  return most;
}

/**
 * Enhanced β-likeness: the least β under which a class meets it. Each value's gain must be at most
 * min(β, −ln q), so that a class in which some gain is above −ln q meets it under no β.
 *
 * @param counts records of the class by code of the sensitive value
 * @param size records of the class
 * @returns the least β; infinite where there is none
 * @see Cao & Karras 2012, definition 3
 */
export function enhancedBeta(counts: Float64Array, size: number, totals: SensitiveTotals): number {
  let most = 0;
  for (let code = 0; code < counts.length; code += 1) {
    const count = counts[code] ?? 0;
    if (count === 0) continue;
    const total = totals.counts[code] ?? 0;
    const gained = gain(count, size, total, totals.records);
    if (gained > -Math.log(total / totals.records) + TOLERANCE) return Infinity;
    most = Math.max(most, gained);
  }
  return most;
}

/** What figures that are equal may differ by after rounding, where a condition says "at most". */
export const TOLERANCE = 1e-9;
