import type { Isolated } from './released-cells.ts';

/** A published row of which it is not known who is in it: what it is called, and how many they are. */
export interface LabelledCell {
  readonly row: number;
  /** Its group columns, as text. */
  readonly label: string;
  readonly customers: number;
}

/**
 * Compares a table whose customers are not known with an earlier one of the same subject by what its rows are called:
 * the same group with another number of customers that differs by less than the threshold counts as a difference of
 * that many people. It can see people where there are none, since a group can lose some and gain as many others.
 *
 * @param asked rows of the new release
 * @param earlier rows of earlier releases of the same table, release by release
 */
export function labelDifferences(
  asked: readonly LabelledCell[],
  earlier: readonly { readonly release: number; readonly cells: readonly LabelledCell[] }[],
  threshold: number,
): readonly Isolated[] {
  return earlier.flatMap(({ release, cells }) => {
    const before = new Map(cells.map(({ label, customers }) => [label, customers]));
    const rows = asked.flatMap(({ row, label, customers }) => {
      const difference = Math.abs(customers - (before.get(label) ?? customers));
      return difference > 0 && difference < threshold ? [{ row, difference }] : [];
    });
    if (rows.length === 0) return [];
    const customers = Math.min(...rows.map(({ difference }) => difference));
    return [{ customers, releases: [release], rows: rows.map(({ row }) => row) }];
  });
}
