import type { SnapshotColumn } from '../content.ts';

/**
 * Orders rows by a column: numbers by size, texts by their signs. Rows without a value, or with a withheld one, come last
 * either way, so that their place tells nothing.
 *
 * @returns places of rows
 */
export function rowOrder(
  { values, withheld }: SnapshotColumn,
  rowCount: number,
  descending: boolean,
): readonly number[] {
  const hidden = new Set(withheld);
  const isKnown = (row: number): boolean => (values[row] ?? null) !== null && !hidden.has(row);
  const compare = (a: number, b: number): number => {
    const [left, right] = [values[a] ?? '', values[b] ?? ''];
    if (typeof left === 'number' && typeof right === 'number') return left - right;
    const [one, other] = [String(left), String(right)];
    return one < other ? -1 : Number(one > other);
  };
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  const known = rows.filter(isKnown).sort((a, b) => (descending ? compare(b, a) : compare(a, b)) || a - b);
  return [...known, ...rows.filter((row) => !isKnown(row))];
}
