import type { CellNetwork } from './cell-network.ts';
import type { Need, Suppression } from './linear-table.ts';
import { NetworkAttacker } from './network-attacker.ts';

/** Cells to withhold besides those that were asked for, or null when no choice of cells is enough. */
export type Complement = readonly number[] | null;

/** Whether a withheld cell is as uncertain as it has to be. */
export function isMet(attacker: NetworkAttacker, { cell, up, down, width }: Need): boolean {
  const { tolerance } = attacker;
  const risen = attacker.reach(cell, 1, Math.max(up, width));
  if (risen < up - tolerance) return false;
  const further = Math.max(down, width - risen);
  return further <= tolerance || attacker.reach(cell, -1, further) >= further - tolerance;
}

/** Withholds cells round one cell until its need is met: upwards where that can be, since falls end at zero. */
function meet(attacker: NetworkAttacker, need: Need, cost: Float64Array): number[] | null {
  const { cell, up, down, width } = need;
  const added: number[] = [];
  if (down > 0) {
    const below = attacker.widen(cell, -1, down, cost);
    if (below === null) return null;
    added.push(...below);
  }
  if (isMet(attacker, need)) return added;
  const above = attacker.widen(cell, 1, Math.max(up, width - down), cost);
  return above === null ? null : [...added, ...above];
}

/**
 * Secondary suppression on a network, fast and not always the cheapest: for one cell after the other, in order, the
 * cheapest closed path through it is withheld, so often that its need is met. Withholding more never makes a cell
 * less certain, so needs that are met stay met. (The idea: Kelly, Golden & Assad, Networks 22 (1992) 397–417.)
 *
 * @param network the table's network
 * @param values true value of each cell, 0 or more unless `signed`
 * @param start what is withheld already, what must stay, what is needed; ties go by the order of cells
 * @param signed whether values may be negative
 * @returns the further cells to withhold, or null when even all of them are not enough
 */
export function protect(
  network: CellNetwork,
  values: readonly number[],
  { hidden, fixed, cost, needs }: Suppression,
  signed = false,
): Complement {
  const attacker = new NetworkAttacker(network, values, signed);
  for (const cell of hidden) attacker.hide(cell);
  const price = Float64Array.from(cost, (each, cell) => (fixed.has(cell) ? Number.POSITIVE_INFINITY : each));
  const added: number[] = [];
  for (const need of needs) {
    if (isMet(attacker, need)) continue;
    const more = meet(attacker, need, price);
    if (more === null) return null;
    added.push(...more);
  }
  return added;
}
