import type { CellFilter } from '../../contract/notebook.ts';
import { keptWidth, type ColumnWishes } from './column-layout.ts';
import type { GridPosition } from './grid-column.ts';
import { spanBetween, type CellSpan } from './grid-range.ts';
import type { RowOrder, RowQuestion } from './row-windows.ts';

/** What a user has made of a grid: order, filters, columns, and where the keyboard is. */
export class GridState implements RowQuestion, ColumnWishes {
  order = $state.raw<readonly RowOrder[]>([]);
  filters = $state.raw<readonly CellFilter[]>([]);
  widths = $state.raw<ReadonlyMap<string, number>>(new Map());
  pinned = $state.raw<ReadonlySet<string>>(new Set());
  hidden = $state.raw<ReadonlySet<string>>(new Set());
  active = $state.raw<GridPosition>({ row: 0, column: 0 });
  /** The other corner of the range; null where it is the active cell alone. */
  anchor = $state.raw<GridPosition | null>(null);

  /** The chosen cells; the active one alone is a range too. */
  readonly span: CellSpan = $derived(spanBetween(this.anchor ?? this.active, this.active));

  constructor(order: readonly RowOrder[]) {
    this.order = order;
  }

  /** How a column is sorted; null when it is not. */
  sorted(name: string): 'ascending' | 'descending' | null {
    const found = this.order.find(({ column }) => column === name);
    return found === undefined ? null : found.descending ? 'descending' : 'ascending';
  }

  /** Place of a column among those that sort, from 1; null for none, and where there is only one. */
  sortPlace(name: string): number | null {
    const index = this.order.findIndex(({ column }) => column === name);
    return index < 0 || this.order.length < 2 ? null : index + 1;
  }

  /**
   * Sorts by a column, the other way round if it does already.
   *
   * @param descendingFirst whether the largest come first the first time
   * @param add whether the columns that sort already stay, and come before it
   */
  sort(name: string, descendingFirst: boolean, add: boolean): void {
    const now = this.sorted(name);
    const next = { column: name, descending: now === null ? descendingFirst : now === 'ascending' };
    if (!add) this.order = [next];
    else if (now === null) this.order = [...this.order, next];
    else this.order = this.order.map((each) => (each.column === name ? next : each));
  }

  setOrder(name: string, descending: boolean | null): void {
    const others = this.order.filter(({ column }) => column !== name);
    this.order = descending === null ? others : [{ column: name, descending }];
  }

  filterOf(name: string): CellFilter | null {
    return this.filters.find(({ column }) => column === name) ?? null;
  }

  /** Sets the condition on a column; null takes it away. */
  setFilter(name: string, filter: CellFilter | null): void {
    const others = this.filters.filter(({ column }) => column !== name);
    this.filters = filter === null ? others : [...others, filter];
  }

  setWidth(name: string, width: number): void {
    this.widths = new Map(this.widths).set(name, keptWidth(width));
  }

  /** Lets a column be as wide as there is room. */
  freeWidth(name: string): void {
    const widths = new Map(this.widths);
    widths.delete(name);
    this.widths = widths;
  }

  togglePinned(name: string): void {
    this.pinned = toggled(this.pinned, name);
  }

  toggleHidden(name: string): void {
    this.hidden = toggled(this.hidden, name);
  }

  showAll(): void {
    this.hidden = new Set();
  }

  /** Goes to a cell; `extend` keeps the other corner of the range where it is. */
  moveTo(position: GridPosition, extend = false): void {
    this.anchor = extend ? (this.anchor ?? this.active) : null;
    this.active = position;
  }

  choose(anchor: GridPosition, active: GridPosition): void {
    this.anchor = anchor;
    this.active = active;
  }
}

function toggled(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(name)) next.add(name);
  return next;
}
