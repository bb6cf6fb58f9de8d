import type { CellWindow } from '../../contract/notebook.ts';

/** A rectangle of a grid, as its rows are sorted and filtered. */
export interface GridRange extends Pick<CellWindow, 'order' | 'filters'> {
  /** First row and the row after the last. */
  readonly from: number;
  readonly to: number;
  /** Names of its columns, in the order of the grid. */
  readonly columns: readonly string[];
}
