import { appError, AppFailure, type AppError } from '../contract/error.ts';
import { MAX_LINE } from '../document/field-schema.ts';
import type { Dashboard, DashboardPage, Tile, TileId } from './dashboard.ts';
import { MAX_PAGES, MAX_TILES, settingsFault } from './dashboard-schema.ts';
import { isInGrid, overlaps, type PlacedTile } from './layout.ts';
import { tileFault } from './tile-schema.ts';

/** Fields of a dashboard that are set as a whole. */
export type DashboardFields = Omit<Dashboard, 'pages'>;
/** Fields of a tile that can be changed; its id and place cannot. */
export type TileFields = Pick<Tile, 'title' | 'note' | 'body'>;

/**
 * An edit of a dashboard, as a value. Places in lists count from 0; `to` is the place after the page was taken out.
 * Where tiles stand is set for several at once, as moving one moves others (`edits.ts` makes such edits).
 */
export type DashboardOperation =
  | { readonly kind: 'set'; readonly patch: Partial<DashboardFields> }
  | { readonly kind: 'insertPage'; readonly at: number; readonly page: DashboardPage }
  | { readonly kind: 'removePage'; readonly page: string }
  | { readonly kind: 'renamePage'; readonly page: string; readonly title: string }
  | { readonly kind: 'movePage'; readonly page: string; readonly to: number }
  | { readonly kind: 'insertTile'; readonly page: string; readonly at: number; readonly tile: Tile }
  | { readonly kind: 'removeTile'; readonly id: TileId }
  | { readonly kind: 'changeTile'; readonly id: TileId; readonly patch: Partial<TileFields> }
  | { readonly kind: 'placeTiles'; readonly page: string; readonly places: readonly PlacedTile[] }
  /** One after the other; undone together. */
  | { readonly kind: 'batch'; readonly operations: readonly DashboardOperation[] };

/** A dashboard after an edit, and the edit that takes it back. */
export interface AppliedToDashboard {
  readonly dashboard: Dashboard;
  readonly inverse: DashboardOperation;
}

/**
 * A page and its place among the pages.
 *
 * @throws RangeError where there is no such page
 */
export function pageAt(
  dashboard: Dashboard,
  id: string,
): { readonly page: DashboardPage; readonly at: number } {
  const at = dashboard.pages.findIndex((page) => page.id === id);
  const page = dashboard.pages[at];
  if (page === undefined) throw new RangeError(`the dashboard has no page ${id}`);
  return { page, at };
}

/** A tile with its page and its place in the list of the page's tiles. */
export interface TileAt {
  readonly tile: Tile;
  readonly page: DashboardPage;
  readonly at: number;
}

/**
 * Finds a tile on whichever page it is.
 *
 * @throws RangeError where there is no such tile
 */
export function tileAt(dashboard: Dashboard, id: TileId): TileAt {
  for (const page of dashboard.pages) {
    const at = page.tiles.findIndex((tile) => tile.id === id);
    const tile = page.tiles[at];
    if (tile !== undefined) return { tile, page, at };
  }
  throw new RangeError(`the dashboard has no tile ${id}`);
}

function checkPlace(place: number, most: number): void {
  if (!Number.isInteger(place) || place < 0 || place > most) {
    throw new RangeError(`a place from 0 to ${most} is expected, not ${place}`);
  }
}

function check(fault: AppError | null): void {
  if (fault !== null) throw new AppFailure(fault);
}

/** Refuses what would be more than a document holds. */
function checkMost(path: string, count: number, most: number, what: string): void {
  const detail = `${most} ${what} at most are expected`;
  if (count > most) throw new AppFailure(appError('document.invalid', { path, detail }));
}

function withPage(dashboard: Dashboard, page: DashboardPage): Dashboard {
  const pages = dashboard.pages.map((each) => (each.id === page.id ? page : each));
  return { ...dashboard, pages };
}

function set(dashboard: Dashboard, patch: Partial<DashboardFields>): AppliedToDashboard {
  check(settingsFault(patch));
  const before = Object.fromEntries(
    Object.keys(patch).map((key) => [key, dashboard[key as keyof DashboardFields]]),
  );
  return { dashboard: { ...dashboard, ...patch }, inverse: { kind: 'set', patch: before } };
}

function insertPage(dashboard: Dashboard, at: number, page: DashboardPage): AppliedToDashboard {
  checkPlace(at, dashboard.pages.length);
  checkMost('pages', dashboard.pages.length + 1, MAX_PAGES, 'pages');
  checkMost('title', page.title.length, MAX_LINE, 'characters');
  const ids = new Set(page.tiles.map(({ id }) => id));
  const isTaken = dashboard.pages.some(
    (each) => each.id === page.id || each.tiles.some(({ id }) => ids.has(id)),
  );
  if (isTaken) throw new RangeError(`the dashboard has page ${page.id} or one of its tiles already`);
  return {
    dashboard: { ...dashboard, pages: dashboard.pages.toSpliced(at, 0, page) },
    inverse: { kind: 'removePage', page: page.id },
  };
}

function removePage(dashboard: Dashboard, id: string): AppliedToDashboard {
  const { page, at } = pageAt(dashboard, id);
  return {
    dashboard: { ...dashboard, pages: dashboard.pages.toSpliced(at, 1) },
    inverse: { kind: 'insertPage', at, page },
  };
}

function renamePage(dashboard: Dashboard, id: string, title: string): AppliedToDashboard {
  const { page } = pageAt(dashboard, id);
  checkMost('title', title.length, MAX_LINE, 'characters');
  return {
    dashboard: withPage(dashboard, { ...page, title }),
    inverse: { kind: 'renamePage', page: id, title: page.title },
  };
}

function movePage(dashboard: Dashboard, id: string, to: number): AppliedToDashboard {
  const { page, at } = pageAt(dashboard, id);
  checkPlace(to, dashboard.pages.length - 1);
  return {
    dashboard: { ...dashboard, pages: dashboard.pages.toSpliced(at, 1).toSpliced(to, 0, page) },
    inverse: { kind: 'movePage', page: id, to: at },
  };
}

function insertTile(dashboard: Dashboard, id: string, at: number, tile: Tile): AppliedToDashboard {
  const { page } = pageAt(dashboard, id);
  checkPlace(at, page.tiles.length);
  checkMost('tiles', page.tiles.length + 1, MAX_TILES, 'tiles');
  check(tileFault(tile));
  if (dashboard.pages.some((each) => each.tiles.some((other) => other.id === tile.id))) {
    throw new RangeError(`the dashboard has a tile ${tile.id} already`);
  }
  return {
    dashboard: withPage(dashboard, { ...page, tiles: page.tiles.toSpliced(at, 0, tile) }),
    inverse: { kind: 'removeTile', id: tile.id },
  };
}

function removeTile(dashboard: Dashboard, id: TileId): AppliedToDashboard {
  const { page, at, tile } = tileAt(dashboard, id);
  return {
    dashboard: withPage(dashboard, { ...page, tiles: page.tiles.toSpliced(at, 1) }),
    inverse: { kind: 'insertTile', page: page.id, at, tile },
  };
}

function changeTile(dashboard: Dashboard, id: TileId, patch: Partial<TileFields>): AppliedToDashboard {
  const { page, at, tile } = tileAt(dashboard, id);
  const changed = { ...tile, ...patch };
  check(tileFault(changed));
  const before = Object.fromEntries(Object.keys(patch).map((key) => [key, tile[key as keyof TileFields]]));
  return {
    dashboard: withPage(dashboard, { ...page, tiles: page.tiles.with(at, changed) }),
    inverse: { kind: 'changeTile', id, patch: before },
  };
}

function placeTiles(dashboard: Dashboard, id: string, places: readonly PlacedTile[]): AppliedToDashboard {
  const { page } = pageAt(dashboard, id);
  const wanted = new Map(places.map((each) => [each.id, each.place]));
  const before = page.tiles.filter((tile) => wanted.has(tile.id));
  if (before.length !== wanted.size) throw new RangeError(`page ${id} has not all of these tiles`);
  const tiles = page.tiles.map((tile) => {
    const place = wanted.get(tile.id);
    return place === undefined ? tile : { ...tile, place };
  });
  return {
    dashboard: withPage(dashboard, { ...page, tiles }),
    inverse: {
      kind: 'placeTiles',
      page: id,
      places: before.map(({ id: tile, place }) => ({ id: tile, place })),
    },
  };
}

function batch(dashboard: Dashboard, operations: readonly DashboardOperation[]): AppliedToDashboard {
  let edited = dashboard;
  const inverses: DashboardOperation[] = [];
  for (const each of operations) {
    const applied = applyOne(edited, each);
    edited = applied.dashboard;
    inverses.unshift(applied.inverse);
  }
  return { dashboard: edited, inverse: { kind: 'batch', operations: inverses } };
}

function applyOne(dashboard: Dashboard, operation: DashboardOperation): AppliedToDashboard {
  switch (operation.kind) {
    case 'set':
      return set(dashboard, operation.patch);
    case 'insertPage':
      return insertPage(dashboard, operation.at, operation.page);
    case 'removePage':
      return removePage(dashboard, operation.page);
    case 'renamePage':
      return renamePage(dashboard, operation.page, operation.title);
    case 'movePage':
      return movePage(dashboard, operation.page, operation.to);
    case 'insertTile':
      return insertTile(dashboard, operation.page, operation.at, operation.tile);
    case 'removeTile':
      return removeTile(dashboard, operation.id);
    case 'changeTile':
      return changeTile(dashboard, operation.id, operation.patch);
    case 'placeTiles':
      return placeTiles(dashboard, operation.page, operation.places);
    case 'batch':
      return batch(dashboard, operation.operations);
  }
}

/** Throws where tiles of a page overlap or leave the grid. */
function checkLayout({ id, tiles }: DashboardPage): void {
  const outside = tiles.find(({ place }) => !isInGrid(place));
  if (outside !== undefined) throw new RangeError(`tile ${outside.id} of page ${id} is not in the grid`);
  const two = tiles.find((tile, at) => tiles.slice(0, at).some((other) => overlaps(tile.place, other.place)));
  if (two !== undefined) throw new RangeError(`tile ${two.id} of page ${id} overlaps another`);
}

/**
 * Edits a dashboard. Nothing is changed in place: pages and tiles that the edit does not touch stay the same objects.
 *
 * @returns the dashboard after the edit, and the edit that restores `dashboard` exactly
 * @throws AppFailure `document.invalid` for fields that a document cannot hold
 * @throws RangeError for a page, a tile or a place there is not, and where tiles would overlap after it
 */
export function applyToDashboard(dashboard: Dashboard, operation: DashboardOperation): AppliedToDashboard {
  const applied = applyOne(dashboard, operation);
  const before = new Set(dashboard.pages);
  applied.dashboard.pages.filter((page) => !before.has(page)).forEach(checkLayout);
  return applied;
}
