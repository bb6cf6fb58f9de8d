import * as v from 'valibot';
import type { AppError } from '../contract/error.ts';
import { CELL_KINDS, type Cell, type CellKind } from './cell.ts';
import { CELL_DEFAULTS, CELL_FIELDS, checkTogether, FORM_DEFAULTS, LINE_FIELDS } from './cell-schema.ts';
import { invalid, isError, isObject, type Json } from './document-json.ts';
import { type FieldForm, readFields, writtenFields } from './field-file.ts';
import { documentId, ID_HINT } from './field-schema.ts';

function isKind(kind: unknown): kind is CellKind {
  return CELL_KINDS.some((known) => known === kind);
}

function formOf(kind: CellKind): FieldForm {
  return { fields: CELL_FIELDS[kind], defaults: CELL_DEFAULTS, lines: LINE_FIELDS };
}

/** Fields with the limits of an input filled in, which a file leaves out where there are none. */
function withLimits(given: Json): Json {
  const form = given['form'];
  if (!isObject(form)) return given;
  const type = String(form['type']);
  const missing = Object.hasOwn(FORM_DEFAULTS, type) ? FORM_DEFAULTS[type as keyof typeof FORM_DEFAULTS] : {};
  return { ...given, form: { ...missing, ...form } };
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
  const fields = readFields(formOf(kind), withLimits(rest), path, strict);
  if (isError(fields)) return fields;
  // Every field of the kind has just been checked.
  const cell = { id, kind, ...fields } as unknown as Cell;
  const fault = checkTogether(cell);
  return fault?.code === 'document.invalid'
    ? invalid(`${path}.${fault.params.path}`, fault.params.detail)
    : cell;
}

/** A cell as it is written: what is as usual, and limits that are none, left out. */
export function writtenCell(cell: Cell): Json {
  const fields = writtenFields(formOf(cell.kind), cell as unknown as Json);
  const form = fields['form'];
  const limits = isObject(form)
    ? { form: Object.fromEntries(Object.entries(form).filter(([, each]) => each !== null)) }
    : {};
  return { id: cell.id, kind: cell.kind, ...fields, ...limits };
}
