import type { TileRoom } from '../../src/contract/snapshot.ts';

/** Columns of a page, the width that all of them have in a wide window, and what is between them. CSS pixels. */
const COLUMNS = 12;
const PAGE = 1160;
const GAP = 12;
/** Edge and space of a tile on both sides, CSS pixels. */
const EDGES = 34;
/** Fewest columns that a tile with a picture takes. */
const LEAST = 4;
/** Widest a picture is drawn: on paper its words are to be read. CSS pixels. */
const WIDEST = 960;
/** Height of a row, and ends of what is high enough and not too high. CSS pixels. */
const ROW = 72;
const HEIGHTS = [260, 560] as const;

/**
 * Size that a picture of a snapshot is drawn at: about that of its tile in a wide window, so that its words are as large as
 * those beside it.
 *
 * @param room of the tile; absent: all columns
 * @returns width and height, CSS pixels
 */
export function pictureSize({ w, h }: TileRoom = { w: COLUMNS, h: 5 }): readonly [number, number] {
  const columns = Math.min(COLUMNS, Math.max(LEAST, w));
  const width = ((PAGE + GAP) / COLUMNS) * columns - GAP - EDGES;
  const height = Math.min(HEIGHTS[1], Math.max(HEIGHTS[0], h * ROW + 8));
  return [Math.round(Math.min(WIDEST, width)), height];
}
