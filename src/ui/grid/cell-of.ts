import type { GridPosition } from './grid-column.ts';

/** The cell of a grid that something on the page belongs to; column −1 is the number of a row. */
export function cellOf(target: EventTarget | null): GridPosition | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  if (cell === null) return null;
  return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column'] ?? -1) };
}
