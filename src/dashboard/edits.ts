import type { Dashboard, DashboardPage, Tile, TileBody, TileId, TilePlace } from './dashboard.ts';
import { arranged, compacted, firstHole, stepped, type LayoutStep, type PlacedTile } from './layout.ts';
import { pageAt, tileAt, type DashboardOperation } from './operations.ts';
import { leastSize, usualSize } from './tile-size.ts';

/** A new id for a tile. */
export function newTileId(): TileId {
  return crypto.randomUUID() as string as TileId;
}

/** An empty page. */
export function newPage(title: string): DashboardPage {
  return { id: crypto.randomUUID(), title, tiles: [] };
}

/** A dashboard with one empty page. */
export function newDashboard(title: string, pageTitle: string): Dashboard {
  const pages = [newPage(pageTitle)];
  return { title, pages, grain: 'month', days: null, filters: [], selection: [], alerts: [] };
}

/** Places that differ from where tiles stand. */
function moves(tiles: readonly PlacedTile[], places: readonly PlacedTile[]): readonly PlacedTile[] {
  const before = new Map(tiles.map(({ id, place }) => [id, place]));
  return places.filter(({ id, place: { x, y, w, h } }) => {
    const old = before.get(id);
    return old?.x !== x || old.y !== y || old.w !== w || old.h !== h;
  });
}

/** Puts tiles at places; null where all of them stand there. */
function placing(page: DashboardPage, places: readonly PlacedTile[]): DashboardOperation | null {
  const changed = moves(page.tiles, places);
  return changed.length === 0 ? null : { kind: 'placeTiles', page: page.id, places: changed };
}

function together(...operations: readonly (DashboardOperation | null)[]): DashboardOperation {
  const some = operations.filter((each) => each !== null);
  const [only] = some;
  return some.length === 1 && only !== undefined ? only : { kind: 'batch', operations: some };
}

/** The edit that puts a new tile on a page, in the first hole where it fits. */
export function addTile(
  dashboard: Dashboard,
  page: string,
  body: TileBody,
  fields: Partial<Pick<Tile, 'title' | 'note'>> = {},
): { readonly operation: DashboardOperation; readonly id: TileId } {
  const { tiles } = pageAt(dashboard, page).page;
  const id = newTileId();
  const place = firstHole(tiles, usualSize(body));
  const tile: Tile = { id, title: '', note: '', ...fields, place, body };
  return { operation: { kind: 'insertTile', page, at: tiles.length, tile }, id };
}

/** The edit that puts a copy of a tile into the first hole of its page. */
export function duplicateTile(
  dashboard: Dashboard,
  id: TileId,
): { readonly operation: DashboardOperation; readonly id: TileId } {
  const { tile, page, at } = tileAt(dashboard, id);
  const copy: Tile = { ...tile, id: newTileId(), place: firstHole(page.tiles, tile.place) };
  return { operation: { kind: 'insertTile', page: page.id, at: at + 1, tile: copy }, id: copy.id };
}

/** The edit that takes a tile away and moves those below up. */
export function removeTile(dashboard: Dashboard, id: TileId): DashboardOperation {
  const { page } = tileAt(dashboard, id);
  const rest = page.tiles.filter((tile) => tile.id !== id);
  return together({ kind: 'removeTile', id }, placing({ ...page, tiles: rest }, compacted(rest)));
}

/**
 * The edit that puts a tile at a place of its page, pushing down what is in its way.
 *
 * @returns null where nothing would move
 */
export function placeTile(dashboard: Dashboard, id: TileId, place: TilePlace): DashboardOperation | null {
  const { page, tile } = tileAt(dashboard, id);
  const least = leastSize(tile.body);
  const wanted = { ...place, w: Math.max(place.w, least.w), h: Math.max(place.h, least.h) };
  return placing(page, arranged(page.tiles, id, wanted));
}

/**
 * The edit that moves or sizes a tile by one step of the keyboard.
 *
 * @returns null where the step changes nothing
 */
export function stepTile(dashboard: Dashboard, id: TileId, step: LayoutStep): DashboardOperation | null {
  const { page, tile } = tileAt(dashboard, id);
  const places = stepped(page.tiles, id, step, leastSize(tile.body));
  return places === null ? null : placing(page, places);
}

/** The edit that takes a tile to another page, into the first hole there; null where it is there already. */
export function moveTileToPage(dashboard: Dashboard, id: TileId, to: string): DashboardOperation | null {
  const { page, tile } = tileAt(dashboard, id);
  if (page.id === to) return null;
  const target = pageAt(dashboard, to).page;
  const moved: Tile = { ...tile, place: firstHole(target.tiles, tile.place) };
  const rest = page.tiles.filter((each) => each.id !== id);
  return together(
    { kind: 'removeTile', id },
    { kind: 'insertTile', page: to, at: target.tiles.length, tile: moved },
    placing({ ...page, tiles: rest }, compacted(rest)),
  );
}
