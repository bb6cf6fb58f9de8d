import type { Value } from '../../contract/result-set.ts';

/** One column of a {@link DataGrid}. */
export interface GridColumn {
  /** Name of the column in the rows that are loaded. */
  readonly name: string;
  readonly label: string;
  /** Names what a row is about: it is there in a withheld row too. */
  readonly group?: boolean;
  /** Figures stand at the end of their cell, texts at the start. */
  readonly align: 'start' | 'end';
  /** Width as a grid track, such as `minmax(120px, 1fr)`. */
  readonly width: string;
  /** Writes a value the way the language does. */
  readonly format: (value: Value) => string;
  /** Colour beside the value, as a CSS colour; null for none. */
  readonly swatch?: (value: Value) => string | null;
}

/** A row that is opened. */
export interface OpenedRow {
  readonly row: number;
  /** How rows are sorted; null as they come. */
  readonly order: { readonly column: string; readonly descending: boolean } | null;
  /** A value of the row. */
  readonly value: (column: string) => Value;
}

/** Cell the keyboard is on; row −1 is the header. */
export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

/**
 * Where a key takes the keyboard in a grid, after the grid pattern of the ARIA Authoring Practices.
 *
 * @param key value of `KeyboardEvent.key`
 * @param control whether Control or Command is held
 * @param from where it is
 * @param size rows and columns of the grid, and rows that fit on a page
 * @returns the new position, or null when the key does not move
 */
export function moveInGrid(
  key: string,
  control: boolean,
  from: GridPosition,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): GridPosition | null {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const to = (row: number, column: number): GridPosition => ({
    row: Math.min(lastRow, Math.max(-1, row)),
    column: Math.min(lastColumn, Math.max(0, column)),
  });
  const moves: Readonly<Record<string, () => GridPosition>> = {
    ArrowUp: () => to(from.row - 1, from.column),
    ArrowDown: () => to(from.row + 1, from.column),
    ArrowLeft: () => to(from.row, from.column - 1),
    ArrowRight: () => to(from.row, from.column + 1),
    PageUp: () => to(Math.max(0, from.row - size.page), from.column),
    PageDown: () => to(from.row + size.page, from.column),
    Home: () => (control ? to(0, 0) : to(from.row, 0)),
    End: () => (control ? to(lastRow, lastColumn) : to(from.row, lastColumn)),
  };
  return Object.hasOwn(moves, key) ? (moves[key]?.() ?? null) : null;
}
