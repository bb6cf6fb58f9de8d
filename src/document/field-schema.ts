import * as v from 'valibot';
import { appError, type AppError } from '../contract/error.ts';
import type { ParameterValue } from './cell.ts';

/** Most UTF-16 units in the Markdown or SQL of one field. */
export const MAX_TEXT = 1_000_000;
/** Most UTF-16 units in a title, a label, a value. */
export const MAX_LINE = 500;
/** Most entries of a list. */
export const MAX_LIST = 2000;
const MAX_PARAMETERS = 200;
const MAX_DEPTH = 12;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/u;
const DANGEROUS_KEYS = ['__proto__', 'constructor', 'prototype'];

/** Types of fields of documents. */
export const flag = v.boolean('true or false is expected');
export const line = v.pipe(
  v.string('a text is expected'),
  v.maxLength(MAX_LINE, `${MAX_LINE} characters at most are expected`),
);
export const required = v.pipe(line, v.nonEmpty('a text is expected'));
export const longText = v.pipe(
  v.string('a text is expected'),
  v.maxLength(MAX_TEXT, `${MAX_TEXT} characters at most are expected`),
);
export const finite = v.pipe(v.number('a number is expected'), v.finite('a finite number is expected'));
export const day = v.pipe(
  v.string('a date such as 2026-12-31 is expected'),
  v.regex(ISO_DAY, 'a date such as 2026-12-31 is expected'),
  v.check(isDay, 'there is no such day'),
);

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A list of so many entries at most. */
export function list<T extends v.GenericSchema>(
  item: T,
): v.GenericSchema<unknown, readonly v.InferOutput<T>[]> {
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

/** Parameters by name, as JSON that can be kept. */
export const params = v.custom<Readonly<Record<string, ParameterValue>>>(
  (value) => isPlainObject(value) && areParameters(value, 0),
  'parameters by name are expected: texts, finite numbers, true, false, null, lists and objects of them',
);

/** What an id is, in words. */
export const ID_HINT = 'an id is 1 to 64 letters, digits, - and _';

/** Form of the ids of parts of documents: they are part of names in the engine. */
export const documentId = v.pipe(v.string('an id is expected'), v.regex(/^[\w-]{1,64}$/u, ID_HINT));

/** Fields of a kind by name, as they are in memory, in the order they are written. */
export type Fields = Readonly<Record<string, v.GenericSchema>>;

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
 * Checks fields of a kind.
 *
 * @param given by name; all of them or some
 * @returns `document.invalid` with the path in the part, such as `form.min`; null where nothing is wrong
 */
export function fieldsFault(fields: Fields, given: Readonly<Record<string, unknown>>): AppError | null {
  for (const [key, value] of Object.entries(given)) {
    const schema = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (schema === undefined) {
      return appError('document.invalid', { path: key, detail: 'there is no such field' });
    }
    const parsed = v.safeParse(schema, value);
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
