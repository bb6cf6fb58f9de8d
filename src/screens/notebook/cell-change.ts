import type { CellId } from '../../contract/ids.ts';
import type { Cell } from '../../document/cell.ts';

/** What has become of the cells by one edit, where a user who cannot see it must be told. */
export type CellChange =
  | { readonly kind: 'removed'; readonly cell: Cell }
  | { readonly kind: 'moved'; readonly cell: Cell; readonly to: number }
  | { readonly kind: 'other' };

/**
 * Place of the cell that was moved between two orders of the same cells: one without which they are the same. Of two
 * neighbours that have changed places it is the one the user is at.
 */
function placeOfMoved(before: readonly Cell[], after: readonly Cell[], current: CellId | null): number {
  const rest = (cells: readonly Cell[], left: Cell | undefined): string =>
    cells.flatMap(({ id }) => (id === left?.id ? [] : [id])).join();
  const first = before.findIndex(({ id }, at) => id !== after[at]?.id);
  const places = [after.findIndex(({ id }) => id === before[first]?.id), first].filter(
    (place) => rest(before, after[place]) === rest(after, after[place]),
  );
  return places.find((place) => after[place]?.id === current) ?? places[0] ?? first;
}

/**
 * Compares the cells before and after an edit; null when the same cells stand in the same order.
 *
 * @param current the cell the user is at
 */
export function changeOf(
  before: readonly Cell[],
  after: readonly Cell[],
  current: CellId | null = null,
): CellChange | null {
  if (before === after) return null;
  const ids = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !ids.has(id));
  const [first] = gone;
  if (first !== undefined) {
    const removed = gone.length === 1 && after.length === before.length - 1;
    return removed ? { kind: 'removed', cell: first } : { kind: 'other' };
  }
  if (after.length !== before.length) return { kind: 'other' };
  if (after.every(({ id }, at) => id === before[at]?.id)) {
    return after.every((cell, at) => cell === before[at]) ? null : { kind: 'other' };
  }
  const to = placeOfMoved(before, after, current);
  const cell = after[to];
  return cell === undefined ? null : { kind: 'moved', cell, to };
}
