import * as v from 'valibot';
import { appError, type AppError } from '../contract/error.ts';
import { CELL_KINDS, type Cell, type CellKind } from './cell.ts';
import {
  CELL_DEFAULTS,
  CELL_FIELDS,
  cellId,
  checkTogether,
  faultDetail,
  faultPath,
  FORM_DEFAULTS,
  LINE_FIELDS,
} from './cell-schema.ts';

/** An object of a file. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object with keys. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `document.invalid` at a path. */
export function invalid(path: string, detail: string): AppError {
  return appError('document.invalid', { path, detail });
}

/** Whether what reading gave is an error. */
export function isError(read: object): read is AppError {
  return 'code' in read;
}

function isKind(kind: unknown): kind is CellKind {
  return CELL_KINDS.some((known) => known === kind);
}

/** A field as it is in memory: lines put together, limits of inputs filled in. */
function whole(key: string, given: unknown, path: string): { readonly value: unknown } | AppError {
  if (LINE_FIELDS.includes(key)) {
    if (!Array.isArray(given)) return invalid(path, 'a list of lines is expected');
    const odd = given.findIndex((line) => typeof line !== 'string');
    return odd < 0 ? { value: given.join('\n') } : invalid(`${path}[${odd}]`, 'a text is expected');
  }
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
  if (!v.is(cellId, id)) return invalid(`${path}.id`, 'an id is 1 to 64 letters, digits, - and _');
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
