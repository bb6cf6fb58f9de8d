import type { GateReason, Policy } from '../../contract/privacy.ts';
import type { ResultSet } from '../../contract/result-set.ts';
import type { ReleaseShape } from '../shape.ts';
import { networkOf, type CellNetwork } from './cell-network.ts';
import type { Need, Suppression } from './linear-table.ts';
import { NetworkAttacker } from './network-attacker.ts';
import { optimalSuppression } from './optimal-suppression.ts';
import {
  primaryCells,
  protectionOf,
  sumColumns,
  sumIn,
  type PrimaryCells,
  type SumColumn,
} from './primary-cells.ts';
import { isMet, protect } from './protect.ts';
import { protectByProgrammes } from './protect-by-programmes.ts';
import { loadSolver, Unsolved } from './solver.ts';
import { tableCells, type TableCells } from './table-cells.ts';

/** Tables up to this size are given the cheapest choice that there is; larger ones a good one. */
const EXACT = { free: 48, needs: 12 } as const;

/** Least share of a withheld sum by which an attacker must be unsure of it. */
const UNSURE = 1e-6;

/** What is withheld of a table, by cell. */
export interface Withheld {
  readonly cells: TableCells;
  /** Null for tables that are no network. */
  readonly network: CellNetwork | null;
  /** Cells that do not leave, with those that never were in the table. */
  readonly hidden: ReadonlySet<number>;
  /** Why, for cells that are rows. */
  readonly reasons: ReadonlyMap<number, GateReason>;
  /** False when even all cells are not enough: then nothing may leave. */
  readonly isEnough: boolean;
}

/**
 * What an attacker must not know of withheld customer counts: that it is below the threshold, or its value; both would
 * be a figure on fewer customers than the threshold asks for. That the upper bound reaches the threshold says at the
 * same time that no sum of withheld cells that can be worked out is below it.
 */
function countNeeds(
  { linear, rowOf, remainders, overlapping }: TableCells,
  { reasons, lone }: PrimaryCells,
  { threshold, protection }: Policy,
): Need[] {
  const width = Math.max(1, protection);
  const known = [...reasons.keys(), ...(overlapping ? [] : remainders)];
  return known.flatMap((cell): Need[] => {
    const value = linear.values[cell] ?? 0;
    if (rowOf[cell] === null && value >= threshold) return [];
    return [{ cell, up: Math.max(0, threshold - value), down: lone.has(cell) ? 1 : 0, width }];
  });
}

/** What must not be known of withheld sums: their value, nor one so near that it would break the rules itself. */
function sumNeeds(sum: SumColumn, { rowOf }: TableCells, primary: PrimaryCells, policy: Policy): Need[] {
  return [...primary.reasons.keys()].flatMap((cell): Need[] => {
    const row = rowOf[cell];
    if (row === null || row === undefined) return [];
    const contributions = sumIn(sum, row);
    const size = Math.abs(contributions.total);
    if (size === 0) return [];
    return [{ cell, up: protectionOf(contributions, policy), down: 0, width: size * UNSURE }];
  });
}

async function complement(
  cells: TableCells,
  network: CellNetwork | null,
  start: Suppression,
): Promise<readonly number[] | null> {
  const { linear } = cells;
  if (network === null) return protectByProgrammes(await loadSolver(), linear, start);
  const hidden = new Set(start.hidden);
  const free = linear.values.filter((_, cell) => !hidden.has(cell) && !start.fixed.has(cell)).length;
  const isSmall = free <= EXACT.free && start.needs.length <= EXACT.needs;
  // In a single line the smallest cells are taken, so that a higher threshold never shows what a lower one hides.
  if (isSmall && !network.isStar) {
    const attacker = new NetworkAttacker(network, linear.values);
    for (const cell of start.hidden) attacker.hide(cell);
    if (start.needs.every((need) => isMet(attacker, need))) return [];
    try {
      return optimalSuppression(await loadSolver(), linear, start);
    } catch (thrown) {
      // What is withheld then protects as well; it may only be more than the least.
      if (!(thrown instanceof Unsolved)) throw thrown;
    }
  }
  return protect(network, linear.values, start);
}

/** Rows on nobody must stay, save beside a cell that is all there is of its line: it is hidden among them. */
function fixedCells({ zeros, places, rowOf }: TableCells, lone: ReadonlySet<number>): ReadonlySet<number> {
  if (lone.size === 0) return zeros;
  const lines = new Set(
    [...lone].flatMap((cell) => [0, 1].map((at) => (places[cell] ?? []).with(at, -1).join())),
  );
  const beside = (cell: number): boolean =>
    rowOf[cell] !== null && [0, 1].some((at) => lines.has((places[cell] ?? []).with(at, -1).join()));
  return new Set([...zeros].filter((cell) => !beside(cell)));
}

interface Decided {
  readonly shape: ReleaseShape;
  readonly policy: Policy;
  readonly withheld: Promise<Withheld>;
}

/** The last decision on each table: a release is asked for right after its preview. Tables never change. */
const decided = new WeakMap<ResultSet, Decided>();

/**
 * Decides which cells of an aggregate table are withheld: those that may not leave for their own sake, and as many
 * more as it takes that they cannot be worked out from what is left, its totals included. First by counts of
 * customers, then by each sum whose contributions are known; withholding more never makes anything more certain.
 *
 * In a table without totals the smallest cells are taken, since the total counts as known: at least two rows are
 * withheld that together hold as many customers as the threshold. (Hundepool et al., Statistical Disclosure Control,
 * Wiley 2012, ch. 4.)
 *
 * @param table the table, contributors and measures as computed
 * @param shape which column says what; exactly one counts contributors
 * @param policy the rules
 * @throws Unsolved for a table that is no network when the solver is not there or does not come to an end
 */
export function withheldCells(table: ResultSet, shape: ReleaseShape, policy: Policy): Promise<Withheld> {
  const last = decided.get(table);
  if (last?.shape === shape && last.policy === policy) return last.withheld;
  const withheld = decideCells(table, shape, policy);
  decided.set(table, { shape, policy, withheld });
  // What could not be decided is decided anew when it is asked again.
  withheld.catch(() => decided.delete(table));
  return withheld;
}

async function decideCells(table: ResultSet, shape: ReleaseShape, policy: Policy): Promise<Withheld> {
  const cells = tableCells(table, shape);
  const { linear, rowOf } = cells;
  const primary = primaryCells(table, shape, policy, cells);
  const network = networkOf(linear);
  const outside = rowOf.flatMap((row, cell) => (row === null ? [cell] : []));
  const start = {
    fixed: fixedCells(cells, primary.lone),
    cost: linear.values.map((value) => Math.max(1, value)),
  };
  const hidden = new Set([...outside, ...primary.reasons.keys()]);
  let isEnough = true;
  if (primary.reasons.size > 0 || cells.remainders.length > 0) {
    const needs = countNeeds(cells, primary, policy);
    const more = await complement(cells, network, { ...start, hidden: [...hidden], needs });
    isEnough = more !== null;
    for (const cell of more ?? []) hidden.add(cell);
  }
  for (const sum of isEnough ? sumColumns(table, shape) : []) {
    const needs = sumNeeds(sum, cells, primary, policy);
    if (needs.length === 0) continue;
    const values = cells.figures(sum.values);
    const begun = { ...start, hidden: [...hidden], needs };
    const more =
      network === null
        ? protectByProgrammes(await loadSolver(), { ...linear, values }, begun)
        : protect(
            network,
            values,
            begun,
            values.some((value) => value < 0),
          );
    isEnough = more !== null;
    for (const cell of more ?? []) hidden.add(cell);
    if (!isEnough) break;
  }
  const reasons = new Map<number, GateReason>();
  for (const cell of hidden) {
    if (rowOf[cell] !== null) reasons.set(cell, primary.reasons.get(cell) ?? 'complement');
  }
  return { cells, network, hidden, reasons, isEnough };
}
