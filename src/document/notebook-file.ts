import * as v from 'valibot';
import { appError, type AppError } from '../contract/error.ts';
import type { Cell, Notebook } from './cell.ts';
import { invalid, isError, isObject, type Json, readCell } from './cell-file.ts';
import {
  CELL_DEFAULTS,
  CELL_FIELDS,
  documentTitle,
  faultDetail,
  LINE_FIELDS,
  MAX_CELLS,
} from './cell-schema.ts';
import { findJsonFault, placeInText } from './json-fault.ts';
import { CURRENT_VERSION, migrate } from './migrations.ts';
import { isNamed, nameKey } from './names.ts';
import { readNewer, type SayUnknown } from './newer-version.ts';

/** What tells a notebook from other JSON. */
export const FORMAT = 'cloister-notebook';
/** Most characters of a file. */
const MAX_FILE = 64_000_000;

/** A notebook that was read, and why it cannot be changed; null when it can. */
export interface ReadNotebook {
  readonly notebook: Notebook;
  readonly readOnly: AppError | null;
}

function parseJson(text: string): { readonly value: unknown } | AppError {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (thrown) {
    const fault = findJsonFault(text) ?? {
      at: 0,
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    };
    return appError('document.syntax', { ...placeInText(text, fault.at), detail: fault.detail });
  }
}

/** The first cell whose id or name an earlier one has. */
function findRepeated(cells: readonly Cell[]): AppError | null {
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  for (const [index, cell] of cells.entries()) {
    const idOf = ids.get(cell.id);
    if (idOf !== undefined) return invalid(`cells[${index}].id`, `cells[${idOf}] has the same id`);
    ids.set(cell.id, index);
    if (!isNamed(cell)) continue;
    const nameOf = names.get(nameKey(cell.name));
    if (nameOf !== undefined) {
      return invalid(`cells[${index}].name`, `cells[${nameOf}] is called ${cell.name} too`);
    }
    names.set(nameKey(cell.name), index);
  }
  return null;
}

function readCurrent(document: Json): ReadNotebook | AppError {
  const known = ['format', 'version', 'title', 'cells'];
  const odd = Object.keys(document).find((key) => !known.includes(key));
  if (odd !== undefined) return invalid(odd, 'there is no such field');
  const title = v.safeParse(documentTitle, document['title'] ?? '');
  if (!title.success) return invalid('title', faultDetail(title.issues[0]));
  const given = document['cells'];
  if (!Array.isArray(given)) return invalid('cells', 'a list of cells is expected');
  if (given.length > MAX_CELLS) return invalid('cells', `${MAX_CELLS} cells at most are expected`);
  const cells: Cell[] = [];
  for (const [index, each] of given.entries()) {
    const cell = readCell(each, `cells[${index}]`, true);
    if (isError(cell)) return cell;
    cells.push(cell);
  }
  return findRepeated(cells) ?? { notebook: { title: title.output, cells }, readOnly: null };
}

/**
 * Reads a notebook from the text of its file. Files of earlier versions are brought to the present form; of a later
 * version it reads what it can, to be looked at and not changed.
 *
 * @param text of the file; a byte order mark is passed over
 * @param sayUnknown Markdown that stands in place of a cell this version cannot read, given its kind
 * @returns the notebook, or `document.syntax` with line and column, or `document.invalid` with the path of the first
 *   thing that is wrong, such as `cells[3].sql`
 */
export function readNotebook(text: string, sayUnknown?: SayUnknown): ReadNotebook | AppError {
  if (text.length > MAX_FILE) return invalid('$', `${MAX_FILE} characters at most are expected`);
  const json = parseJson(text.replace(/^\ufeff/u, ''));
  if (isError(json)) return json;
  const document = json.value;
  if (!isObject(document)) return invalid('$', 'an object is expected');
  if (document['format'] !== FORMAT) return invalid('format', `"${FORMAT}" is expected`);
  const version = document['version'];
  if (!Number.isSafeInteger(version) || typeof version !== 'number' || version < 0) {
    return invalid('version', 'a whole number is expected');
  }
  if (version > CURRENT_VERSION) return readNewer(document, version, sayUnknown);
  return readCurrent(migrate(document, version));
}

function isDefault(key: string, value: unknown): boolean {
  if (!Object.hasOwn(CELL_DEFAULTS, key)) return false;
  if (key === 'params') return isObject(value) && Object.keys(value).length === 0;
  return value === CELL_DEFAULTS[key];
}

/** A parameter with the keys of its objects in the order of the alphabet. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  );
}

/** A field as it is written: long texts as lines, keys in one order, limits that are none left out. */
function written(key: string, value: unknown, schema: v.GenericSchema): unknown {
  if (LINE_FIELDS.includes(key)) return String(value).split('\n');
  if (key === 'params') return inOrder(value);
  const parsed = v.safeParse(schema, value);
  const ordered = parsed.success ? parsed.output : value;
  if (key !== 'form' || !isObject(ordered)) return ordered;
  return Object.fromEntries(Object.entries(ordered).filter(([, each]) => each !== null));
}

function writtenCell(cell: Cell): Json {
  const values = cell as unknown as Json;
  const fields = Object.entries(CELL_FIELDS[cell.kind])
    .filter(([key]) => !isDefault(key, values[key]))
    .map(([key, schema]) => [key, written(key, values[key], schema)] as const);
  return { id: cell.id, kind: cell.kind, ...Object.fromEntries(fields) };
}

/**
 * The text of a notebook's file: JSON, indented by two spaces, one line for each line of Markdown or SQL, keys in one
 * order, what is as usual left out, so that versions of a document can be compared line by line.
 * `readNotebook(writeNotebook(n))` is `n`.
 */
export function writeNotebook({ title, cells }: Notebook): string {
  const document = { format: FORMAT, version: CURRENT_VERSION, title, cells: cells.map(writtenCell) };
  return `${JSON.stringify(document, null, 2)}\n`;
}
