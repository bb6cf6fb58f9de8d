import type { Cell } from '../../document/cell.ts';

/** What has become of the cells by one edit, where a user who cannot see it must be told. */
export type CellChange =
  | { readonly kind: 'removed'; readonly cell: Cell }
  | { readonly kind: 'moved'; readonly cell: Cell; readonly to: number }
  | { readonly kind: 'other' };

/** The cell that was moved between two orders of the same cells: the one without which they are the same. */
function movedCell(before: readonly Cell[], after: readonly Cell[]): number {
  const rest = (cells: readonly Cell[], left: Cell | undefined): string =>
    cells.flatMap(({ id }) => (id === left?.id ? [] : [id])).join();
  const from = before.findIndex(({ id }, at) => id !== after[at]?.id);
  const to = after.findIndex((cell) => cell.id === before[from]?.id);
  // Neighbours have changed places: either has moved; the first is meant unless only the other explains it.
  if (rest(before, before[from]) === rest(after, before[from])) return to;
  return from;
}

/** Compares the cells before and after an edit; null when the same cells stand in the same order. */
export function changeOf(before: readonly Cell[], after: readonly Cell[]): CellChange | null {
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
  const to = movedCell(before, after);
  const cell = after[to];
  return cell === undefined ? null : { kind: 'moved', cell, to };
}
