import * as v from 'valibot';
import type { AppError } from '../contract/error.ts';
import { CELL_KINDS, type Cell, type CellKind } from './cell.ts';
import { CELL_DEFAULTS, CELL_FIELDS, checkTogether, FORM_DEFAULTS, LINE_FIELDS } from './cell-schema.ts';
import { inKeyOrder, invalid, isError, isObject, type Json, textOfLines } from './document-json.ts';
import { documentId, faultDetail, faultPath, ID_HINT } from './field-schema.ts';

function isKind(kind: unknown): kind is CellKind {
  return CELL_KINDS.some((known) => known === kind);
}

/** A field as it is in memory: lines put together, limits of inputs filled in. */
function whole(key: string, given: unknown, path: string): { readonly value: unknown } | AppError {
  if (LINE_FIELDS.includes(key)) return textOfLines(given, path);
  if (key !== 'form' || !isObject(given)) return { value: given };
  const type = String(given['type']);
  const missing = Object.hasOwn(FORM_DEFAULTS, type) ? FORM_DEFAULTS[type as keyof typeof FORM_DEFAULTS] : {};
  return { value: { ...missing, ...given } };
}

/** Reads the fields of a kind; what is left out is filled in. */
function readFields(kind: CellKind, given: Json, path: string): Json | AppError {
  const fields: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(CELL_FIELDS[kind])) {
    const place = `${path}.${key}`;
    const value = Object.hasOwn(given, key) ? whole(key, given[key], place) : { value: CELL_DEFAULTS[key] };
    if (isError(value)) return value;
    if (value.value === undefined) return invalid(place, 'it is missing');
    const parsed = v.safeParse(schema, value.value);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      return invalid(`${place}${faultPath(issue)}`, faultDetail(issue));
    }
    fields[key] = parsed.output;
  }
  return fields;
}

/**
 * Reads a cell of a file.
 *
 * @param given as JSON has it
 * @param path where it stands, for errors
 * @param strict whether a field that this version does not know is an error
 */
export function readCell(given: unknown, path: string, strict: boolean): Cell | AppError {
  if (!isObject(given)) return invalid(path, 'a cell is expected');
  const { id, kind, ...rest } = given;
  if (!v.is(documentId, id)) return invalid(`${path}.id`, ID_HINT);
  if (!isKind(kind)) return invalid(`${path}.kind`, `one of ${CELL_KINDS.join(', ')} is expected`);
  const odd = Object.keys(rest).find((key) => !Object.hasOwn(CELL_FIELDS[kind], key));
  if (strict && odd !== undefined) return invalid(`${path}.${odd}`, 'there is no such field');
  const fields = readFields(kind, rest, path);
  if (isError(fields)) return fields;
  // Every field of the kind has just been checked.
  const cell = { id, kind, ...fields } as unknown as Cell;
  const fault = checkTogether(cell);
  return fault?.code === 'document.invalid'
    ? invalid(`${path}.${fault.params.path}`, fault.params.detail)
    : cell;
}

function isDefault(key: string, value: unknown): boolean {
  if (!Object.hasOwn(CELL_DEFAULTS, key)) return false;
  if (key === 'params') return isObject(value) && Object.keys(value).length === 0;
  return value === CELL_DEFAULTS[key];
}

/** A field as it is written: long texts as lines, keys in one order, limits that are none left out. */
function written(key: string, value: unknown, schema: v.GenericSchema): unknown {
  if (LINE_FIELDS.includes(key)) return String(value).split('\n');
  if (key === 'params') return inKeyOrder(value);
  const parsed = v.safeParse(schema, value);
  const ordered = parsed.success ? parsed.output : value;
  if (key !== 'form' || !isObject(ordered)) return ordered;
  return Object.fromEntries(Object.entries(ordered).filter(([, each]) => each !== null));
}

/** A cell as it is written: what is as usual left out. */
export function writtenCell(cell: Cell): Json {
  const values = cell as unknown as Json;
  const fields = Object.entries(CELL_FIELDS[cell.kind])
    .filter(([key]) => !isDefault(key, values[key]))
    .map(([key, schema]) => [key, written(key, values[key], schema)] as const);
  return { id: cell.id, kind: cell.kind, ...Object.fromEntries(fields) };
}
