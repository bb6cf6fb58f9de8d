import type { Policy, WithheldCell } from '../../contract/privacy.ts';
import { intervalByProgramme } from './attacker-programme.ts';
import type { Withheld } from './complementary-cells.ts';
import { NetworkAttacker } from './network-attacker.ts';
import { loadSolver } from './solver.ts';

/** Bounds of one cell; null: there is none. */
type Bounds = readonly [low: number | null, high: number | null];

/**
 * Customers of overlapping groups: no group is larger than a total it is in, and all groups of a total together hold at
 * least as many as the total. Both bounds are attained.
 */
function boundsWhenOverlapping(
  { cells: { linear, rowOf, dimensions }, hidden }: Withheld,
  counts: readonly number[],
): Map<number, Bounds> {
  const high = new Float64Array(linear.values.length).fill(Number.POSITIVE_INFINITY);
  const low = new Float64Array(linear.values.length);
  linear.values.forEach((_, cell) => {
    const count = counts[rowOf[cell] ?? -1];
    if (hidden.has(cell) || count === undefined) return;
    high[cell] = count;
    low[cell] = count;
  });
  const highOf = (cell: number | null): number => (cell === null ? Infinity : (high[cell] ?? Infinity));
  // What is known of a total bounds its parts, and those theirs: once for each level of totals.
  for (let level = 0; level <= dimensions; level += 1) {
    for (const { parts, total } of linear.relations) {
      for (const part of parts) high[part] = Math.min(highOf(part), highOf(total));
    }
    for (const { parts, total } of linear.relations) {
      const sum = parts.reduce((all, part) => all + highOf(part), 0);
      for (const part of parts) {
        if (total === null) continue;
        low[total] = Math.max(low[total] ?? 0, low[part] ?? 0);
        const others = sum === Infinity ? Infinity : sum - highOf(part);
        low[part] = Math.max(low[part] ?? 0, (low[total] ?? 0) - others);
      }
    }
  }
  return new Map(
    [...hidden].map((cell) => [cell, [low[cell] ?? 0, Number.isFinite(highOf(cell)) ? highOf(cell) : null]]),
  );
}

/** How far a rounded figure can be from the published one, both ways. */
function roundingRoom(value: number, base: number): readonly [down: number, up: number] {
  const published = base * Math.floor(value / base + 0.5);
  return [value - Math.max(0, published - Math.floor(base / 2)), published + Math.ceil(base / 2) - 1 - value];
}

function boundsByNetwork(
  { cells: { linear }, network, hidden, reasons }: Withheld,
  policy: Policy,
): Map<number, Bounds> {
  if (network === null) return new Map();
  const attacker = new NetworkAttacker(network, linear.values);
  for (const cell of hidden) attacker.hide(cell);
  const base = policy.rounding?.base;
  if (base !== undefined) {
    linear.values.forEach((value, cell) => {
      if (!hidden.has(cell) && value > 0) attacker.loosen(cell, ...roundingRoom(value, base));
    });
  }
  return new Map(
    [...reasons.keys()].map((cell) => {
      const value = linear.values[cell] ?? 0;
      const high = value + attacker.reach(cell, 1);
      return [cell, [value - attacker.reach(cell, -1), Number.isFinite(high) ? high : null]];
    }),
  );
}

/**
 * What somebody who has everything that would leave can work out of each withheld count of customers: the least and
 * most it can be, over all tables of whole, non-negative counts that agree with what is published.
 *
 * It is an attacker who knows the table and its sums and nothing more: not the rule by which cells were chosen, and
 * nobody who is in one of them. Under noise nothing bounds a count.
 *
 * @param withheld what is withheld
 * @param counts customers of each row
 * @param column name of the column that counts them
 * @param policy for rounding and noise
 */
export async function inferredCounts(
  withheld: Withheld,
  counts: readonly number[],
  column: string,
  policy: Policy,
): Promise<WithheldCell[]> {
  const { cells, network, reasons, hidden } = withheld;
  const boundsOf = async (): Promise<Map<number, Bounds>> => {
    if (policy.noise !== null) return new Map();
    if (cells.overlapping) return boundsWhenOverlapping(withheld, counts);
    if (network !== null) return boundsByNetwork(withheld, policy);
    const highs = await loadSolver();
    const intervals = [...reasons.keys()].map((cell) =>
      intervalByProgramme(highs, cells.linear, hidden, cell),
    );
    return new Map(intervals.map(({ cell, low, high }) => [cell, [low, high]]));
  };
  const bounds = await boundsOf();
  return [...reasons]
    .map(([cell, reason]): WithheldCell => {
      const [low, high] = bounds.get(cell) ?? [null, null];
      return { row: cells.rowOf[cell] ?? 0, column, reason, low, high };
    })
    .sort((a, b) => a.row - b.row);
}
