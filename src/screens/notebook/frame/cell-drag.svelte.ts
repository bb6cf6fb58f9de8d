import type { CellId } from '../../../contract/ids.ts';

/** How near the edge of the window the list begins to scroll, and how far at once, CSS pixels. */
const EDGE = 60;
const STEP = 14;

/** A cell that is being dragged to another place. */
export class CellDrag {
  /** The cell, while it is dragged. */
  cell: CellId | null = $state(null);
  /** It would be put before the cell at this place; null while it would stay. */
  place: number | null = $state(null);
  readonly #list: () => HTMLElement | null;
  readonly #move: (id: CellId, to: number) => void;

  /**
   * @param list element whose children are the places of the cells
   * @param move puts a cell at a place among the others
   */
  constructor(list: () => HTMLElement | null, move: (id: CellId, to: number) => void) {
    this.#list = list;
    this.#move = move;
  }

  /** Begins with a pointer that is down on the handle of a cell. */
  start(cell: CellId, event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.cell = cell;
  }

  /** Follows the pointer. */
  follow(event: PointerEvent): void {
    if (this.cell === null) return;
    const scroller = this.#list()?.closest('main');
    if (scroller !== null && scroller !== undefined) {
      const { top, bottom } = scroller.getBoundingClientRect();
      if (event.clientY < top + EDGE) scroller.scrollBy(0, -STEP);
      else if (event.clientY > bottom - EDGE) scroller.scrollBy(0, STEP);
    }
    const { from, to } = this.#places(event.clientY);
    this.place = to === from || to === from + 1 ? null : to;
  }

  /** Lets go of the cell. */
  drop(): void {
    const { cell, place } = this;
    const from = this.#cells().findIndex((each) => each.dataset['cell'] === cell);
    this.cancel();
    if (cell === null || place === null || from < 0) return;
    this.#move(cell, place > from ? place - 1 : place);
  }

  /** Leaves the cell where it was. */
  cancel(): void {
    this.cell = null;
    this.place = null;
  }

  #cells(): HTMLElement[] {
    return [...(this.#list()?.querySelectorAll<HTMLElement>(':scope > [data-cell]') ?? [])];
  }

  #places(y: number): { readonly from: number; readonly to: number } {
    const cells = this.#cells();
    const from = cells.findIndex((each) => each.dataset['cell'] === this.cell);
    const below = cells.findIndex((each) => {
      const { top, height } = each.getBoundingClientRect();
      return y < top + height / 2;
    });
    return { from, to: below < 0 ? cells.length : below };
  }
}
