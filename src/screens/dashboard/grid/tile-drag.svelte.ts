import type { Tile, TileId, TilePlace } from '../../../dashboard/dashboard.ts';
import { GRID_COLUMNS } from '../../../dashboard/dashboard.ts';
import { arranged, intoGrid, type PlacedTile } from '../../../dashboard/layout.ts';
import { leastSize } from '../../../dashboard/tile-size.ts';

/** Height of a row of the grid and what lies between tiles, CSS pixels. */
export const ROW_HEIGHT = 72;
export const GAP = 12;

/** How near the edge of the window the page begins to scroll, and how far at once, CSS pixels. */
const EDGE = 60;
const STEP = 14;

/** A tile that is being moved or sized by the pointer. */
export class TileDrag {
  /** The tile, while it is dragged. */
  tile: TileId | null = $state(null);
  /** Where it would stand now. */
  target: TilePlace | null = $state.raw(null);
  /** Where all tiles would stand then, by their ids. */
  readonly places: ReadonlyMap<TileId, TilePlace> | null = $derived.by(() => this.#arranged());
  readonly #grid: () => HTMLElement | null;
  readonly #tiles: () => readonly PlacedTile[];
  readonly #place: (id: TileId, place: TilePlace) => void;
  #kind: 'move' | 'size' = 'move';
  #from: TilePlace = { x: 0, y: 0, w: 1, h: 1 };
  #least = { w: 1, h: 1 };
  /** Where the pointer was when it went down, in the grid. */
  #begin = { x: 0, y: 0 };

  /**
   * @param grid the element whose columns are those of the page
   * @param tiles those of the page
   * @param place puts a tile somewhere
   */
  constructor(
    grid: () => HTMLElement | null,
    tiles: () => readonly PlacedTile[],
    place: (id: TileId, place: TilePlace) => void,
  ) {
    this.#grid = grid;
    this.#tiles = tiles;
    this.#place = place;
  }

  /** Begins with a pointer that is down on the handle or the corner of a tile. */
  start(
    { id, place, body }: Tile,
    kind: 'move' | 'size',
    event: PointerEvent & { readonly currentTarget: HTMLElement },
  ): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.tile = id;
    this.target = place;
    this.#kind = kind;
    this.#from = place;
    this.#least = leastSize(body);
    this.#begin = this.#pointIn(event);
  }

  /** Follows the pointer. */
  follow(event: PointerEvent): void {
    if (this.tile === null) return;
    this.#scroll(event);
    const now = this.#pointIn(event);
    const grid = this.#grid();
    const column = ((grid?.clientWidth ?? 0) + GAP) / GRID_COLUMNS;
    const across = Math.round((now.x - this.#begin.x) / Math.max(1, column));
    const down = Math.round((now.y - this.#begin.y) / (ROW_HEIGHT + GAP));
    const { x, y, w, h } = this.#from;
    const wanted =
      this.#kind === 'move'
        ? { x: x + across, y: y + down, w, h }
        : {
            x,
            y,
            w: Math.min(Math.max(w + across, this.#least.w), GRID_COLUMNS - x),
            h: Math.max(h + down, this.#least.h),
          };
    const place = intoGrid(wanted);
    if (JSON.stringify(place) !== JSON.stringify(this.target)) this.target = place;
  }

  /** Lets go of the tile. */
  drop(): void {
    const { tile, target } = this;
    this.cancel();
    if (tile !== null && target !== null) this.#place(tile, target);
  }

  /** Leaves the tile where it was. */
  cancel(): void {
    this.tile = null;
    this.target = null;
  }

  #arranged(): ReadonlyMap<TileId, TilePlace> | null {
    const { tile, target } = this;
    if (tile === null || target === null) return null;
    return new Map(arranged(this.#tiles(), tile, target).map(({ id, place }) => [id, place]));
  }

  #pointIn(event: PointerEvent): { readonly x: number; readonly y: number } {
    const box = this.#grid()?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  }

  #scroll(event: PointerEvent): void {
    const scroller = this.#grid()?.closest('main') ?? null;
    if (scroller === null) return;
    const { top, bottom } = scroller.getBoundingClientRect();
    if (event.clientY < top + EDGE) scroller.scrollBy(0, -STEP);
    else if (event.clientY > bottom - EDGE) scroller.scrollBy(0, STEP);
  }
}
