import type { GridPosition } from './grid-column.ts';

/** The cell of a grid that something on the page belongs to, headings aside; column −1 is the number of a row. */
export function cellOf(target: EventTarget | null): GridPosition | null {
  const cell = target instanceof Element ? target.closest('[role=gridcell], [role=rowheader]') : null;
  const row = cell?.closest('[role=row]') ?? null;
  if (cell === null || row === null) return null;
  // Both count from 1, and the first row is the heading.
  return {
    row: Number(row.getAttribute('aria-rowindex')) - 2,
    column: Number(cell.getAttribute('aria-colindex') ?? 0) - 1,
  };
}
