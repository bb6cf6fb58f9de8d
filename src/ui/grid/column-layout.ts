import type { GridColumn } from './grid-column.ts';

/** Least and greatest width a column can be given, CSS pixels. */
export const LEAST_WIDTH = 48;
export const GREATEST_WIDTH = 900;

/** What users have made of the columns. */
export interface ColumnWishes {
  /** Widths they have been given, by name, CSS pixels. */
  readonly widths: ReadonlyMap<string, number>;
  readonly pinned: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
}

/** A column in its place. */
export interface PlacedColumn {
  readonly column: GridColumn;
  readonly width: number;
  /** From the beginning of the row. */
  readonly left: number;
  readonly pinned: boolean;
}

/** Columns in their places. */
export interface ColumnLayout {
  /** Pinned ones first. */
  readonly columns: readonly PlacedColumn[];
  readonly width: number;
  /** Width of the pinned ones, row numbers with them. */
  readonly pinnedWidth: number;
}

/** Pixels and share of the rest that a column asks for by its track, such as `minmax(120px, 1fr)`. */
function asked(track: string): { readonly least: number; readonly share: number } {
  return {
    least: Number(/(\d+)px/u.exec(track)?.[1] ?? LEAST_WIDTH),
    share: Number(/([\d.]+)fr/u.exec(track)?.[1] ?? 0),
  };
}

/** A width within what columns can have. */
export function keptWidth(width: number): number {
  return Math.round(Math.min(GREATEST_WIDTH, Math.max(LEAST_WIDTH, width)));
}

/**
 * Places columns: pinned ones first, hidden ones left out; what is left of the room goes to those that have not been
 * given a width.
 *
 * @param room width of the view, CSS pixels
 * @param start width of what stands before the columns
 */
export function layOut(
  columns: readonly GridColumn[],
  wishes: ColumnWishes,
  room: number,
  start: number,
): ColumnLayout {
  const shown = columns.filter(({ name }) => !wishes.hidden.has(name));
  const isPinned = ({ name }: GridColumn): boolean => wishes.pinned.has(name);
  const ordered = [...shown.filter(isPinned), ...shown.filter((column) => !isPinned(column))];
  const sizes = ordered.map(({ name, width }) => {
    const given = wishes.widths.get(name);
    return given === undefined ? asked(width) : { least: given, share: 0 };
  });
  const least = sizes.reduce((sum, size) => sum + size.least, start);
  const shares = sizes.reduce((sum, size) => sum + size.share, 0);
  const spare = Math.max(0, room - least);
  let left = start;
  const placed = ordered.map((column, index): PlacedColumn => {
    const size = sizes[index] ?? { least: LEAST_WIDTH, share: 0 };
    const width = size.least + (shares > 0 ? Math.floor((spare * size.share) / shares) : 0);
    left += width;
    return { column, width, left: left - width, pinned: isPinned(column) };
  });
  const pinnedWidth = placed.filter(({ pinned }) => pinned).reduce((sum, { width }) => sum + width, start);
  return { columns: placed, width: left, pinnedWidth };
}

/** Places of the columns that are in view, `to` exclusive; pinned ones always are. */
export function columnsInView(
  { columns, pinnedWidth }: ColumnLayout,
  scrollLeft: number,
  room: number,
): { readonly from: number; readonly to: number } {
  const firstFree = columns.findIndex(({ pinned }) => !pinned);
  if (firstFree < 0) return { from: columns.length, to: columns.length };
  const [start, end] = [scrollLeft + pinnedWidth, scrollLeft + room];
  let from = firstFree;
  while (from < columns.length && rightOf(columns[from]) <= start) from += 1;
  let to = from;
  while (to < columns.length && (columns[to]?.left ?? 0) < end) to += 1;
  return { from, to };
}

function rightOf(column: PlacedColumn | undefined): number {
  return column === undefined ? 0 : column.left + column.width;
}

/** Where the view has to be for a column to be seen whole. */
export function scrollLeftFor(layout: ColumnLayout, index: number, scrollLeft: number, room: number): number {
  const placed = layout.columns[index];
  if (placed === undefined || placed.pinned) return scrollLeft;
  if (placed.left - scrollLeft < layout.pinnedWidth) return placed.left - layout.pinnedWidth;
  const over = placed.left + placed.width - (scrollLeft + room);
  return over > 0 ? Math.min(scrollLeft + over, placed.left - layout.pinnedWidth) : scrollLeft;
}
