import type { Cell } from '../../../document/cell.ts';

/** Cells that a presentation shows, one after the other: those with nothing to look at are passed over. */
export function slidesOf(cells: readonly Cell[]): readonly Cell[] {
  return cells.filter((cell) => cell.kind !== 'text' || cell.markdown.trim() !== '');
}
