import * as v from 'valibot';
import { appError, type AppError } from '../contract/error.ts';
import { ROLES } from '../contract/import.ts';
import { CHART_KINDS } from '../contract/notebook.ts';
import type { Cell, CellKind, InputCell, InputForm, ParameterValue } from './cell.ts';
import { formFault, MAX_NAME } from './names.ts';

/** Most cells of a document. */
export const MAX_CELLS = 2000;
/** Most UTF-16 units in the Markdown or SQL of one cell. */
export const MAX_TEXT = 1_000_000;
/** Most UTF-16 units in a title, a label, a value. */
export const MAX_LINE = 500;
const MAX_LIST = 2000;
const MAX_PARAMETERS = 200;
const MAX_DEPTH = 12;

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

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/u;
const DANGEROUS_KEYS = ['__proto__', 'constructor', 'prototype'];

const flag = v.boolean('true or false is expected');
const line = v.pipe(
  v.string('a text is expected'),
  v.maxLength(MAX_LINE, `${MAX_LINE} characters at most are expected`),
);
const required = v.pipe(line, v.nonEmpty('a text is expected'));
const longText = v.pipe(
  v.string('a text is expected'),
  v.maxLength(MAX_TEXT, `${MAX_TEXT} characters at most are expected`),
);
const finite = v.pipe(v.number('a number is expected'), v.finite('a finite number is expected'));
const day = v.pipe(
  v.string('a date such as 2026-12-31 is expected'),
  v.regex(ISO_DAY, 'a date such as 2026-12-31 is expected'),
  v.check(isDay, 'there is no such day'),
);

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function list<T extends v.GenericSchema>(item: T): v.GenericSchema<unknown, readonly v.InferOutput<T>[]> {
  return v.pipe(
    v.array(item, 'a list is expected'),
    v.maxLength(MAX_LIST, `${MAX_LIST} entries at most are expected`),
  );
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is JSON that can be kept: no endless numbers, no keys that objects have of themselves, not too deep. */
function isParameterValue(value: unknown, depth = 0): value is ParameterValue {
  if (depth > MAX_DEPTH) return false;
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return value.length <= MAX_TEXT;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) {
    return value.length <= MAX_LIST && value.every((each) => isParameterValue(each, depth + 1));
  }
  return isPlainObject(value) && areParameters(value, depth);
}

function areParameters(value: Readonly<Record<string, unknown>>, depth: number): boolean {
  const entries = Object.entries(value);
  if (entries.length > MAX_PARAMETERS) return false;
  return entries.every(([key, each]) => !DANGEROUS_KEYS.includes(key) && isParameterValue(each, depth + 1));
}

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

const params = v.custom<Readonly<Record<string, ParameterValue>>>(
  (value) => isPlainObject(value) && areParameters(value, 0),
  'parameters by name are expected: texts, finite numbers, true, false, null, lists and objects of them',
);

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

/** Form of the id of a cell: it is part of names in the engine. */
export const cellId = v.pipe(
  v.string('an id is expected'),
  v.regex(/^[\w-]{1,64}$/u, 'an id is 1 to 64 letters, digits, - and _'),
);

export const documentTitle = line;

type Fields = Readonly<Record<string, v.GenericSchema>>;

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

/** Where a value disagrees with a schema, as a path such as `roles.amount` or `[2]`; empty for the value as a whole. */
export function faultPath(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? [])
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('');
}

/** What is wrong, in words for the detail of an error. */
export function faultDetail(issue: v.BaseIssue<unknown>): string {
  return issue.expected === 'never' ? 'there is no such field' : issue.message;
}

/**
 * Checks fields of a cell.
 *
 * @param kind its kind
 * @param fields by name; all of them or some
 * @returns `document.invalid` with the path in the cell, such as `form.min`; null where nothing is wrong
 */
export function checkFields(kind: CellKind, fields: Readonly<Record<string, unknown>>): AppError | null {
  for (const [key, given] of Object.entries(fields)) {
    const schema = Object.hasOwn(CELL_FIELDS[kind], key) ? CELL_FIELDS[kind][key] : undefined;
    if (schema === undefined) {
      return appError('document.invalid', { path: key, detail: 'there is no such field' });
    }
    const parsed = v.safeParse(schema, given);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      return appError('document.invalid', {
        path: `${key}${faultPath(issue)}`,
        detail: faultDetail(issue),
      });
    }
  }
  return null;
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
  if (!v.is(cellId, id)) {
    return appError('document.invalid', { path: 'id', detail: 'an id is 1 to 64 letters, digits, - and _' });
  }
  return checkFields(kind, fields) ?? checkTogether(cell);
}
