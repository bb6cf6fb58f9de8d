import * as v from 'valibot';
import type { AppError } from '../contract/error.ts';
import type { Cell } from '../document/cell.ts';
import { readCell, writtenCell } from '../document/cell-file.ts';
import { invalid, isError, isObject, type Json } from '../document/document-json.ts';
import { type FieldForm, readFields, writtenFields } from '../document/field-file.ts';
import { documentId, faultDetail, type Fields, ID_HINT } from '../document/field-schema.ts';
import { isNamed, nameKey } from '../document/names.ts';
import type { Tile, TileKind } from './dashboard.ts';
import { BODY_FIELDS, place as placeSchema, TILE_DEFAULTS, TILE_FIELDS, TILE_LINES } from './tile-schema.ts';

/** The form of tiles, by whose fields; `view` of a cell may be left out, that of an analysis not. */
function formOf(fields: Fields, kind: TileKind | null = null): FieldForm {
  const defaults = kind === 'cell' ? { ...TILE_DEFAULTS, view: null } : TILE_DEFAULTS;
  return { fields, defaults, lines: TILE_LINES };
}

function isKind(kind: unknown): kind is TileKind {
  return typeof kind === 'string' && Object.hasOwn(BODY_FIELDS, kind);
}

/** Reads the cells of a tile; each id and name once, and the one that is shown among them. */
function readCells(body: Json, path: string, strict: boolean): readonly Cell[] | AppError {
  const given = body['cells'] as readonly unknown[];
  const cells: Cell[] = [];
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const [index, each] of given.entries()) {
    const place = `${path}.cells[${index}]`;
    const cell = readCell(each, place, strict);
    if (isError(cell)) return cell;
    if (ids.has(cell.id)) return invalid(`${place}.id`, 'another cell of the tile has it');
    ids.add(cell.id);
    if (isNamed(cell)) {
      if (names.has(nameKey(cell.name))) return invalid(`${place}.name`, 'another cell of the tile has it');
      names.add(nameKey(cell.name));
    }
    cells.push(cell);
  }
  const shown = body['shown'];
  return cells.some(({ id }) => id === shown)
    ? cells
    : invalid(`${path}.shown`, 'the id of a cell is expected');
}

function readBody(given: unknown, path: string, strict: boolean): Json | AppError {
  if (!isObject(given)) return invalid(path, 'what the tile shows is expected');
  const { kind, ...rest } = given;
  if (!isKind(kind)) {
    return invalid(`${path}.kind`, `one of ${Object.keys(BODY_FIELDS).join(', ')} is expected`);
  }
  const fields = readFields(formOf(BODY_FIELDS[kind], kind), rest, path, strict);
  if (isError(fields)) return fields;
  if (kind !== 'cell') return { kind, ...fields };
  const cells = readCells(fields, path, strict);
  return isError(cells) ? cells : { kind, ...fields, cells };
}

/**
 * Reads a tile of a file.
 *
 * @param given as JSON has it
 * @param path where it stands, for errors
 * @param strict whether a field that this version does not know is an error
 */
export function readTile(given: unknown, path: string, strict: boolean): Tile | AppError {
  if (!isObject(given)) return invalid(path, 'a tile is expected');
  const { id, place: givenPlace, body: givenBody, ...rest } = given;
  if (!v.is(documentId, id)) return invalid(`${path}.id`, ID_HINT);
  const place = v.safeParse(placeSchema, givenPlace);
  if (!place.success) return invalid(`${path}.place`, faultDetail(place.issues[0]));
  const fields = readFields(formOf(TILE_FIELDS), rest, path, strict);
  if (isError(fields)) return fields;
  const body = readBody(givenBody, `${path}.body`, strict);
  if (isError(body)) return body;
  // Every field has just been checked.
  return { id, ...fields, place: place.output, body } as unknown as Tile;
}

/** A tile as it is written: what is as usual left out. */
export function writtenTile({ id, title, note, place: { x, y, w, h }, body }: Tile): Json {
  const { kind, ...values } = body;
  const fields = writtenFields(formOf(BODY_FIELDS[kind], kind), values);
  return {
    id,
    ...writtenFields(formOf(TILE_FIELDS), { title, note }),
    place: { x, y, w, h },
    body: { kind, ...fields, ...(body.kind === 'cell' ? { cells: body.cells.map(writtenCell) } : {}) },
  };
}
