import type { GridPosition } from './grid-column.ts';

/** Cells between two corners: rows and columns, `to` exclusive. */
export interface CellSpan {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** The cells between two corners, whichever comes first; the header is none of them. */
export function spanBetween(one: GridPosition, other: GridPosition): CellSpan {
  const rows = [Math.max(0, one.row), Math.max(0, other.row)];
  return {
    fromRow: Math.min(...rows),
    toRow: Math.max(...rows) + 1,
    fromColumn: Math.min(one.column, other.column),
    toColumn: Math.max(one.column, other.column) + 1,
  };
}

/** The span, where some of its cells are in a row. */
export function spanInRow(span: CellSpan | null, row: number): CellSpan | null {
  return span !== null && row >= span.fromRow && row < span.toRow ? span : null;
}

/** Rows and columns of a span. */
export function sizeOf(span: CellSpan): { readonly rows: number; readonly columns: number } {
  return { rows: span.toRow - span.fromRow, columns: span.toColumn - span.fromColumn };
}
