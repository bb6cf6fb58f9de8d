import * as v from 'valibot';
import { appError, type AppError } from '../contract/error.ts';
import {
  documentText,
  invalid,
  isError,
  isObject,
  type Json,
  readDocument,
} from '../document/document-json.ts';
import { type FieldForm, readFields, writtenFields } from '../document/field-file.ts';
import { documentId, faultDetail, ID_HINT, line } from '../document/field-schema.ts';
import { type SayUnknown, unreadableMarkdown, usualWords } from '../document/newer-version.ts';
import type { Dashboard, DashboardPage, Tile, TileId } from './dashboard.ts';
import { DASHBOARD_DEFAULTS, DASHBOARD_FIELDS, MAX_PAGES, MAX_TILES } from './dashboard-schema.ts';
import { bottomOf, compacted, overlaps } from './layout.ts';
import { readTile, writtenTile } from './tile-file.ts';
import { usualSize } from './tile-size.ts';

/** What tells a dashboard from other JSON. */
export const DASHBOARD_FORMAT = 'cloister-dashboard';
/** Version that is written. */
export const DASHBOARD_VERSION = 1;

const FORM: FieldForm = { fields: DASHBOARD_FIELDS, defaults: DASHBOARD_DEFAULTS, lines: [] };

/** A dashboard that was read, and why it cannot be changed; null when it can. */
export interface ReadDashboard {
  readonly dashboard: Dashboard;
  readonly readOnly: AppError | null;
}

/** How a file is read: strictly, or of a later version as far as it goes. */
interface Reading {
  readonly strict: boolean;
  readonly say: SayUnknown;
}

/** A text in place of a tile that cannot be read, below the others. */
function unreadable(given: unknown, id: string, tiles: readonly Tile[], say: SayUnknown): Tile {
  const body = {
    kind: 'text',
    markdown: unreadableMarkdown(isObject(given) ? (given['body'] ?? given) : given, say),
  } as const;
  const place = { x: 0, y: bottomOf(tiles), ...usualSize(body) };
  return { id: id as TileId, title: '', note: '', place, body };
}

function readTiles(given: unknown, path: string, { strict, say }: Reading): readonly Tile[] | AppError {
  if (!Array.isArray(given)) return strict ? invalid(path, 'a list of tiles is expected') : [];
  if (strict && given.length > MAX_TILES) return invalid(path, `${MAX_TILES} tiles at most are expected`);
  const tiles: Tile[] = [];
  for (const [index, each] of given.slice(0, MAX_TILES).entries()) {
    const tile = readTile(each, `${path}[${index}]`, strict);
    if (!isError(tile)) tiles.push(tile);
    else if (strict) return tile;
    else tiles.push(unreadable(each, `${path.replace(/\W+/gu, '-')}-${index}`, tiles, say));
  }
  return tiles;
}

/** Tiles that overlap, as two merged versions of a document may leave them, are put one below the other. */
function apart(tiles: readonly Tile[]): readonly Tile[] {
  const isApart = tiles.every((tile, at) =>
    tiles.slice(0, at).every((other) => !overlaps(tile.place, other.place)),
  );
  if (isApart) return tiles;
  const places = compacted(tiles);
  return tiles.map((tile, at) => ({ ...tile, place: places[at]?.place ?? tile.place }));
}

function readPage(given: unknown, path: string, reading: Reading): DashboardPage | AppError {
  if (!isObject(given)) return invalid(path, 'a page is expected');
  const { id, title = '', tiles, ...rest } = given;
  const [odd] = Object.keys(rest);
  if (reading.strict && odd !== undefined) return invalid(`${path}.${odd}`, 'there is no such field');
  if (!v.is(documentId, id)) return invalid(`${path}.id`, ID_HINT);
  const parsed = v.safeParse(line, title);
  if (!parsed.success) return invalid(`${path}.title`, faultDetail(parsed.issues[0]));
  const read = readTiles(tiles, `${path}.tiles`, reading);
  return isError(read) ? read : { id, title: parsed.output, tiles: apart(read) };
}

/** The first page or tile whose id an earlier one has. */
function findRepeated(pages: readonly DashboardPage[]): AppError | null {
  const seen = new Map<string, string>();
  const repeated = (id: string, path: string): AppError | null => {
    const first = seen.get(id);
    seen.set(id, path);
    return first === undefined ? null : invalid(`${path}.id`, `${first} has the same id`);
  };
  for (const [at, page] of pages.entries()) {
    const ofPage = repeated(`page ${page.id}`, `pages[${at}]`);
    if (ofPage !== null) return ofPage;
    for (const [index, tile] of page.tiles.entries()) {
      const ofTile = repeated(`tile ${tile.id}`, `pages[${at}].tiles[${index}]`);
      if (ofTile !== null) return ofTile;
    }
  }
  return null;
}

function readCurrent(document: Json, say: SayUnknown): ReadDashboard | AppError {
  const { pages: given, ...rest } = document;
  const frame = ['format', 'version'];
  const settings = Object.fromEntries(Object.entries(rest).filter(([key]) => !frame.includes(key)));
  const fields = readFields(FORM, settings, '', true);
  if (isError(fields)) return fields;
  if (!Array.isArray(given) || given.length === 0) return invalid('pages', 'a list of pages is expected');
  if (given.length > MAX_PAGES) return invalid('pages', `${MAX_PAGES} pages at most are expected`);
  const pages: DashboardPage[] = [];
  for (const [index, each] of given.entries()) {
    const page = readPage(each, `pages[${index}]`, { strict: true, say });
    if (isError(page)) return page;
    pages.push(page);
  }
  // Every field has just been checked.
  const dashboard = { ...fields, pages } as unknown as Dashboard;
  return findRepeated(pages) ?? { dashboard, readOnly: null };
}

/** Whatever can be read of a document of a later version, to be looked at and not changed, so nothing of it is lost. */
function readNewer(document: Json, version: number, say: SayUnknown): ReadDashboard {
  const fields = Object.keys(DASHBOARD_FIELDS).map((key) => {
    const read = readFields(
      { ...FORM, fields: { [key]: DASHBOARD_FIELDS[key as keyof typeof DASHBOARD_FIELDS] } },
      { ...(Object.hasOwn(document, key) ? { [key]: document[key] } : {}) },
      '',
      false,
    );
    return isError(read) ? [key, DASHBOARD_DEFAULTS[key]] : [key, read[key]];
  });
  const given: readonly unknown[] = Array.isArray(document['pages']) ? document['pages'] : [];
  const pages: DashboardPage[] = [];
  for (const [index, each] of given.slice(0, MAX_PAGES).entries()) {
    const page = readPage(each, `pages[${index}]`, { strict: false, say });
    if (!isError(page) && findRepeated([...pages, page]) === null) pages.push(page);
  }
  const dashboard = { ...Object.fromEntries(fields), pages } as unknown as Dashboard;
  return { dashboard, readOnly: appError('document.newer', { version, known: DASHBOARD_VERSION }) };
}

/**
 * Reads a dashboard from the text of its file. Of a later version it reads what it can, to be looked at and not changed.
 * Tiles that overlap are put one below the other.
 *
 * @param text of the file; a byte order mark is passed over
 * @param sayUnknown Markdown that stands in place of a tile this version cannot read, given its kind
 * @returns the dashboard, or `document.syntax` with line and column, or `document.invalid` with the path of the first
 *   thing that is wrong, such as `pages[0].tiles[3].body.measure`
 */
export function readDashboard(text: string, sayUnknown: SayUnknown = usualWords): ReadDashboard | AppError {
  const read = readDocument(text, DASHBOARD_FORMAT);
  if (isError(read)) return read;
  const { document, version } = read;
  if (version > DASHBOARD_VERSION) return readNewer(document, version, sayUnknown);
  if (version < DASHBOARD_VERSION) return invalid('version', `${DASHBOARD_VERSION} is expected`);
  return readCurrent(document, sayUnknown);
}

/**
 * The text of a dashboard's file: JSON, indented by two spaces, one line for each line of Markdown, keys in one order,
 * what is as usual left out. Of the data there is nothing in it but the values of filters and targets.
 * `readDashboard(writeDashboard(d))` is `d`.
 */
export function writeDashboard({ pages, ...settings }: Dashboard): string {
  return documentText({
    format: DASHBOARD_FORMAT,
    version: DASHBOARD_VERSION,
    ...writtenFields(FORM, settings),
    pages: pages.map(({ id, title, tiles }) => ({ id, title, tiles: tiles.map(writtenTile) })),
  });
}
