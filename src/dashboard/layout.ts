import { GRID_COLUMNS, type Tile, type TileId, type TilePlace } from './dashboard.ts';

/** Most rows of a page, and of a tile. */
export const MAX_ROWS = 4000;
export const MAX_HEIGHT = 40;

/** A tile and where it stands. */
export type PlacedTile = Pick<Tile, 'id' | 'place'>;
/** Width in columns and height in rows. */
export type TileSize = Pick<TilePlace, 'w' | 'h'>;

function sharesColumns(one: TilePlace, other: TilePlace): boolean {
  return one.x < other.x + other.w && other.x < one.x + one.w;
}

/** Whether two places have a square of the grid in common. */
export function overlaps(one: TilePlace, other: TilePlace): boolean {
  return sharesColumns(one, other) && one.y < other.y + other.h && other.y < one.y + one.h;
}

/** Whether a place lies in the grid, in whole columns and rows. */
export function isInGrid({ x, y, w, h }: TilePlace): boolean {
  return (
    [x, y, w, h].every(Number.isInteger) &&
    x >= 0 &&
    w >= 1 &&
    x + w <= GRID_COLUMNS &&
    y >= 0 &&
    h >= 1 &&
    h <= MAX_HEIGHT &&
    y + h <= MAX_ROWS
  );
}

/** The nearest place that lies in the grid; the width is kept before the column. */
export function intoGrid({ x, y, w, h }: TilePlace): TilePlace {
  const within = (value: number, least: number, most: number): number =>
    Math.min(most, Math.max(least, Number.isFinite(value) ? Math.round(value) : least));
  const width = within(w, 1, GRID_COLUMNS);
  const height = within(h, 1, MAX_HEIGHT);
  return { x: within(x, 0, GRID_COLUMNS - width), y: within(y, 0, MAX_ROWS - height), w: width, h: height };
}

/** Rows from the top before which one tile comes in the order of reading. */
function readsBefore(one: PlacedTile, other: PlacedTile): number {
  return one.place.y - other.place.y || one.place.x - other.place.x;
}

/** Tiles from top to bottom, in a row from left to right: their order on a narrow screen, in print and for readers. */
export function inReadingOrder<T extends PlacedTile>(tiles: readonly T[]): readonly T[] {
  return [...tiles].sort(readsBefore);
}

/** Row below the lowest tile. */
export function bottomOf(tiles: readonly PlacedTile[]): number {
  return Math.max(0, ...tiles.map(({ place }) => place.y + place.h));
}

/** Puts tiles down one after the other, each as high as it can stand under those already put down in its columns. */
function stacked(tiles: readonly PlacedTile[]): readonly PlacedTile[] {
  const heights = new Array<number>(GRID_COLUMNS).fill(0);
  return tiles.map(({ id, place }) => {
    const y = Math.max(0, ...heights.slice(place.x, place.x + place.w));
    heights.fill(y + place.h, place.x, place.x + place.w);
    return { id, place: { ...place, y } };
  });
}

/** New places, in the order of the tiles they are for. */
function inOrderOf(tiles: readonly PlacedTile[], placed: readonly PlacedTile[]): readonly PlacedTile[] {
  const places = new Map(placed.map(({ id, place }) => [id, place]));
  return tiles.map(({ id, place }) => ({ id, place: places.get(id) ?? place }));
}

/**
 * Moves every tile up as far as it goes. Tiles that overlap are put one below the other in the order of reading, those
 * beyond the grid are brought into it. Done twice it is as done once.
 */
export function compacted(tiles: readonly PlacedTile[]): readonly PlacedTile[] {
  const within = tiles.map(({ id, place }) => ({ id, place: intoGrid(place) }));
  return inOrderOf(tiles, stacked(inReadingOrder(within)));
}

/**
 * Puts one tile at a place, with another size too, and pushes down what is in its way. It goes above a tile of its
 * columns when its top is above that tile's middle, so that dragging past the middle changes their order.
 *
 * @param wanted where it is dropped; brought into the grid
 * @throws RangeError where there is no such tile
 */
export function arranged(tiles: readonly PlacedTile[], id: TileId, wanted: TilePlace): readonly PlacedTile[] {
  if (!tiles.some((tile) => tile.id === id)) throw new RangeError(`the page has no tile ${id}`);
  const moved = { id, place: intoGrid(wanted) };
  const others = inReadingOrder(tiles.filter((tile) => tile.id !== id));
  const after = others.findIndex(
    ({ place }) => sharesColumns(place, moved.place) && moved.place.y < place.y + place.h / 2,
  );
  return inOrderOf(tiles, stacked(others.toSpliced(after < 0 ? others.length : after, 0, moved)));
}

/** The first place from the top, from left to right, where a tile of this size stands without moving another. */
export function firstHole(tiles: readonly PlacedTile[], size: TileSize): TilePlace {
  const { w, h } = intoGrid({ x: 0, y: 0, ...size });
  const bottom = bottomOf(tiles);
  for (let y = 0; y < bottom; y += 1) {
    for (let x = 0; x + w <= GRID_COLUMNS; x += 1) {
      const place = { x, y, w, h };
      if (!tiles.some((tile) => overlaps(tile.place, place))) return place;
    }
  }
  return { x: 0, y: bottom, w, h };
}

/** Steps of the keyboard: moving by one, and changing the size by one. */
export const LAYOUT_STEPS = [
  'left',
  'right',
  'up',
  'down',
  'wider',
  'narrower',
  'taller',
  'shorter',
] as const;
export type LayoutStep = (typeof LAYOUT_STEPS)[number];

const SIDEWAYS: Readonly<Record<Exclude<LayoutStep, 'up' | 'down'>, Partial<TilePlace>>> = {
  left: { x: -1 },
  right: { x: 1 },
  wider: { w: 1 },
  narrower: { w: -1 },
  taller: { h: 1 },
  shorter: { h: -1 },
};

/** Places tried by one step: up and down go on until the tile changes its row, as it rests on the one above. */
function tried(tiles: readonly PlacedTile[], place: TilePlace, step: LayoutStep): readonly TilePlace[] {
  if (step === 'up') return Array.from({ length: place.y }, (_, up) => ({ ...place, y: place.y - 1 - up }));
  if (step === 'down') {
    const rows = bottomOf(tiles) - place.y;
    return Array.from({ length: Math.max(0, rows) }, (_, down) => ({ ...place, y: place.y + 1 + down }));
  }
  const { x = 0, w = 0, h = 0 } = SIDEWAYS[step];
  return [{ x: place.x + x, y: place.y, w: place.w + w, h: place.h + h }];
}

/**
 * Moves or sizes a tile by one step. Up and down take it past the next tile of its columns.
 *
 * @param least smallest size it may have
 * @returns where all tiles stand then; null where the step changes nothing
 * @throws RangeError where there is no such tile
 */
export function stepped(
  tiles: readonly PlacedTile[],
  id: TileId,
  step: LayoutStep,
  least: TileSize = { w: 1, h: 1 },
): readonly PlacedTile[] | null {
  const place = tiles.find((tile) => tile.id === id)?.place;
  if (place === undefined) throw new RangeError(`the page has no tile ${id}`);
  const isDifferent = ({ x, y, w, h }: TilePlace): boolean =>
    x !== place.x || y !== place.y || w !== place.w || h !== place.h;
  for (const wanted of tried(tiles, place, step)) {
    if (!isInGrid(wanted) || wanted.w < Math.min(least.w, place.w) || wanted.h < Math.min(least.h, place.h))
      continue;
    const result = arranged(tiles, id, wanted);
    const now = result.find((tile) => tile.id === id)?.place;
    if (now !== undefined && isDifferent(now)) return result;
  }
  return null;
}
