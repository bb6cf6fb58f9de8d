import * as v from 'valibot';
import { appError, type AppError } from '../contract/error.ts';
import { ROLES } from '../contract/import.ts';
import { CHART_KINDS } from '../contract/notebook.ts';
import type { Cell, CellKind, InputCell, InputForm } from './cell.ts';
import {
  day,
  documentId,
  type Fields,
  fieldsFault,
  finite,
  flag,
  ID_HINT,
  line,
  list,
  longText,
  MAX_LIST,
  params,
  required,
} from './field-schema.ts';
import { formFault, MAX_NAME } from './names.ts';

/** Most cells of a document. */
export const MAX_CELLS = 2000;

/** What fields are where a file leaves them out. */
export const CELL_DEFAULTS: Readonly<Record<string, unknown>> = {
  declaration: null,
  params: {},
  source: null,
  relation: '',
  choice: null,
  title: '',
  label: '',
  folded: false,
};

/** What limits of an input are where a file leaves them out. */
export const FORM_DEFAULTS: Readonly<Record<InputForm['type'], Readonly<Record<string, unknown>>>> = {
  date: { min: null, max: null },
  number: { min: null, max: null, step: null },
  choice: {},
  segment: {},
};

/** The name of a cell, its form alone: which names are reserved may differ from version to version. */
const name = v.pipe(
  v.string('a name is expected'),
  v.check(
    (text) => formFault(text) === null,
    `a name is a letter, then letters, digits and _, ${MAX_NAME} at most`,
  ),
);

const declaration = v.strictObject({ contributors: required, groups: list(required) });

const roles = v.strictObject(Object.fromEntries(ROLES.map((role) => [role, v.exactOptional(required)])));
const source = v.strictObject({ relation: required, roles });

const columnName = v.nullable(required);
const choice = v.strictObject({
  kind: v.picklist(CHART_KINDS, `one of ${CHART_KINDS.join(', ')} is expected`),
  x: columnName,
  y: columnName,
  aggregate: v.picklist(['none', 'count', 'distinct', 'sum', 'mean', 'median', 'min', 'max']),
  series: columnName,
  grain: v.nullable(v.picklist(['day', 'week', 'month', 'quarter', 'year'])),
  order: v.picklist(['x', 'y', 'table']),
  most: v.pipe(
    v.number('a whole number is expected'),
    v.integer('a whole number is expected'),
    v.minValue(1, 'a number from 1 is expected'),
    v.maxValue(MAX_LIST, `a number up to ${MAX_LIST} is expected`),
  ),
});

const limitDay = v.nullable(day);
const limitNumber = v.nullable(finite);
const form = v.variant(
  'type',
  [
    v.strictObject({ type: v.literal('date'), min: limitDay, max: limitDay }),
    v.strictObject({ type: v.literal('number'), min: limitNumber, max: limitNumber, step: limitNumber }),
    v.strictObject({ type: v.literal('choice'), options: list(line) }),
    v.strictObject({ type: v.literal('segment'), from: line }),
  ],
  'an input of type date, number, choice or segment is expected',
);

const value = v.variant(
  'type',
  [
    v.strictObject({ type: v.literal('date'), value: day }),
    v.strictObject({ type: v.literal('number'), value: finite }),
    v.strictObject({ type: v.literal('text'), value: line }),
    v.strictObject({ type: v.literal('texts'), values: list(line) }),
  ],
  'a value of type date, number, text or texts is expected',
);

/** The fields of each kind as they are in memory, its id and kind left out, in the order they are written. */
export const CELL_FIELDS: Readonly<Record<CellKind, Fields>> = {
  text: { markdown: longText, folded: flag },
  sql: { name, sql: longText, declaration: v.nullable(declaration), folded: flag },
  analysis: { name, analysis: required, params, source: v.nullable(source), folded: flag },
  metric: { name, params, folded: flag },
  chart: { name, relation: line, choice: v.nullable(choice), title: line, folded: flag },
  input: { name, label: line, form, value, folded: flag },
};

/** Fields that are written as a list of lines. */
export const LINE_FIELDS: readonly string[] = ['markdown', 'sql'];

const VALUE_OF: Readonly<Record<InputForm['type'], InputCell['value']['type']>> = {
  date: 'date',
  number: 'number',
  choice: 'text',
  segment: 'texts',
};

/**
 * Checks fields of a cell.
 *
 * @param kind its kind
 * @param fields by name; all of them or some
 * @returns `document.invalid` with the path in the cell, such as `form.min`; null where nothing is wrong
 */
export function checkFields(kind: CellKind, fields: Readonly<Record<string, unknown>>): AppError | null {
  return fieldsFault(CELL_FIELDS[kind], fields);
}

/** Checks what must agree between the fields of a cell; null where it does. */
export function checkTogether(cell: Cell): AppError | null {
  if (cell.kind !== 'input') return null;
  const wanted = VALUE_OF[cell.form.type];
  if (cell.value.type === wanted) return null;
  return appError('document.invalid', {
    path: 'value.type',
    detail: `an input of type ${cell.form.type} has a value of type ${wanted}`,
  });
}

/** Checks a cell as a whole; null where nothing is wrong. */
export function checkCell(cell: Cell): AppError | null {
  const { id, kind, ...fields } = cell;
  if (!v.is(documentId, id)) return appError('document.invalid', { path: 'id', detail: ID_HINT });
  return checkFields(kind, fields) ?? checkTogether(cell);
}
