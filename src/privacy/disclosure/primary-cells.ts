import type { GateReason, Policy } from '../../contract/privacy.ts';
import { column, type ResultSet, type Value } from '../../contract/result-set.ts';
import type { ReleaseShape } from '../shape.ts';
import { isDominated, isEstimable, upperProtection, type ContributionSum } from './contribution-rules.ts';
import { columnsOf } from './released-table.ts';
import type { TableCells } from './table-cells.ts';

/** A sum of a table whose largest contributions are known to the gate. */
export interface SumColumn {
  readonly values: readonly Value[];
  readonly largest: readonly (readonly Value[])[];
}

/** The sums of a table for which the shape names the columns of their largest contributions. */
export function sumColumns(table: ResultSet, shape: ReleaseShape): SumColumn[] {
  return shape.columns.flatMap(({ name, disclosure }) =>
    disclosure?.kind === 'sum'
      ? [
          {
            values: column(table, name).values,
            largest: disclosure.largest.map((each) => column(table, each).values),
          },
        ]
      : [],
  );
}

/** One row of a sum. A contribution that is missing counts as none; contributions to a sum of nothing do too. */
export function sumIn({ values, largest }: SumColumn, row: number): ContributionSum {
  const number = (value: Value | undefined): number =>
    typeof value === 'number' && Number.isFinite(value) ? value : 0;
  return { total: number(values[row]), largest: largest.map((each) => number(each[row])) };
}

function contributionReason(sum: ContributionSum, { dominance, estimation }: Policy): GateReason | null {
  if (dominance !== null && isDominated(sum, dominance)) return 'dominance';
  return estimation !== null && isEstimable(sum, estimation) ? 'estimation' : null;
}

/** How far above its true value the attacker's upper bound of a sum must lie under a policy. */
export function protectionOf(sum: ContributionSum, policy: Policy): number {
  return contributionReason(sum, policy) === null ? 0 : upperProtection(sum, policy);
}

/**
 * Cells of a table of two dimensions that are all there is of a line: everybody of the line is in that group, which
 * tells it of each of them however many they are.
 */
function loneCells({ places, dimensions, linear, overlapping }: TableCells): ReadonlySet<number> {
  if (dimensions !== 2 || overlapping) return new Set();
  const lone = new Set<number>();
  for (const across of [0, 1]) {
    const lines = new Map<string, { cells: number; last: number }>();
    const groups = new Set<number>();
    places.forEach((place, cell) => {
      if (place[0] === 0 || place[1] === 0 || linear.values[cell] === 0) return;
      groups.add(place[across] ?? 0);
      const key = place.with(across, 0).join();
      lines.set(key, { cells: (lines.get(key)?.cells ?? 0) + 1, last: cell });
    });
    if (groups.size < 2) continue;
    for (const { cells, last } of lines.values()) if (cells === 1) lone.add(last);
  }
  return lone;
}

/** Rows in which all or none of the contributors have a property that is counted. */
function isToldOfAll(table: ResultSet, shape: ReleaseShape, row: number, customers: number): boolean {
  return shape.columns.some(({ name, disclosure }) => {
    if (disclosure?.kind !== 'count') return false;
    const value = column(table, name).values[row];
    return value === 0 || value === customers;
  });
}

/** Cells that may not leave whatever else does. */
export interface PrimaryCells {
  readonly reasons: ReadonlyMap<number, GateReason>;
  /** Among them, those that are all there is of a line. */
  readonly lone: ReadonlySet<number>;
}

/**
 * Which cells are withheld for their own sake: on fewer customers than the threshold; sums that few customers
 * dominate or from which a contribution could be estimated; groups in which all or none have a property. Rows on
 * nobody stay: groups are named by the method, not by who is in them.
 */
export function primaryCells(
  table: ResultSet,
  shape: ReleaseShape,
  policy: Policy,
  cells: TableCells,
): PrimaryCells {
  const sums = sumColumns(table, shape);
  const lone = policy.groupDisclosure ? loneCells(cells) : new Set<number>();
  const [counted] = columnsOf(table, shape, 'contributors');
  const reasons = new Map<number, GateReason>();
  cells.rowOf.forEach((row, cell) => {
    if (row === null || cells.zeros.has(cell)) return;
    // Not from the cells: customers of overlapping groups are counted several times in their totals.
    const value = counted?.values[row];
    const customers = typeof value === 'number' && Number.isSafeInteger(value) ? value : 0;
    const byContribution = sums
      .map((sum) => contributionReason(sumIn(sum, row), policy))
      .find((reason) => reason !== null);
    if (customers < policy.threshold) reasons.set(cell, 'belowThreshold');
    else if (byContribution !== undefined) reasons.set(cell, byContribution);
    else if (lone.has(cell) || (policy.groupDisclosure && isToldOfAll(table, shape, row, customers))) {
      reasons.set(cell, 'groupDisclosure');
    }
  });
  return { reasons, lone };
}
