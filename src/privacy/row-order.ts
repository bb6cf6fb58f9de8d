import { column, type ResultSet } from '../contract/result-set.ts';
import type { ReleaseShape } from './shape.ts';
import type { RowVerdict, WithheldFigures } from './suppression.ts';

/** Names of a row's groups, to put rows in an order that says nothing of their figures. */
function groupKey(table: ResultSet, groups: readonly string[], row: number): string {
  return groups.map((name) => String(column(table, name).values[row] ?? '')).join('\u0000');
}

/**
 * The order in which rows of a ranked table may leave. A row whose figures are withheld would tell of them by its place
 * between others, so that it goes to the end, among its like by the names of its groups; the others keep their order.
 *
 * @param table the table as computed
 * @param verdicts one for each row
 * @param figures withheld in rows that are shown
 * @returns for each place the row that comes there; null where all may stay as they are
 */
export function orderToLeave(
  table: ResultSet,
  shape: ReleaseShape,
  verdicts: readonly RowVerdict[],
  figures: WithheldFigures,
): readonly number[] | null {
  const ranked = shape.ranked === true || (shape.provenance ?? 'verified') !== 'verified';
  const isHidden = (row: number): boolean =>
    verdicts[row] !== null || [...figures.values()].some((rows) => rows.has(row));
  const rows = verdicts.map((_, row) => row);
  const hidden = ranked ? rows.filter(isHidden) : [];
  if (hidden.length === 0) return null;
  const groups = shape.columns.flatMap(({ name, meaning }) => (meaning === 'group' ? [name] : []));
  const keys = new Map(hidden.map((row) => [row, groupKey(table, groups, row)]));
  const byName = hidden.toSorted((a, b) => {
    const [first = '', second = ''] = [keys.get(a), keys.get(b)];
    return first < second ? -1 : Number(first > second);
  });
  return [...rows.filter((row) => !keys.has(row)), ...byName];
}

/** The rows of a table in another order, frozen as what leaves is. */
export function inOrder(table: ResultSet, order: readonly number[]): ResultSet {
  const columns = table.columns.map((each) =>
    Object.freeze({ ...each, values: Object.freeze(order.map((row) => each.values[row] ?? null)) }),
  );
  return Object.freeze({ ...table, columns: Object.freeze(columns) });
}
