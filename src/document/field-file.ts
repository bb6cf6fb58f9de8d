import * as v from 'valibot';
import type { AppError } from '../contract/error.ts';
import { inKeyOrder, invalid, isError, type Json, textOfLines } from './document-json.ts';
import { faultDetail, faultPath, type Fields } from './field-schema.ts';

/** How fields of a kind stand in a file. */
export interface FieldForm {
  readonly fields: Fields;
  /** What fields are where a file leaves them out. */
  readonly defaults: Json;
  /** Fields that are written as a list of lines. */
  readonly lines: readonly string[];
}

/** Field that is any JSON, so that its keys have no order of their own. */
const FREE = 'params';

/**
 * Reads the fields of a kind; what is left out is filled in.
 *
 * @param given as JSON has them
 * @param path where they stand, for errors; empty for the document itself
 * @param strict whether a field that this version does not know is an error
 */
export function readFields(form: FieldForm, given: Json, path: string, strict: boolean): Json | AppError {
  const odd = Object.keys(given).find((key) => !Object.hasOwn(form.fields, key));
  const placeOf = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (strict && odd !== undefined) return invalid(placeOf(odd), 'there is no such field');
  const fields: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(form.fields)) {
    const place = placeOf(key);
    const isGiven = Object.hasOwn(given, key);
    const value =
      isGiven && form.lines.includes(key)
        ? textOfLines(given[key], place)
        : { value: isGiven ? given[key] : form.defaults[key] };
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

function isDefault({ defaults }: FieldForm, key: string, value: unknown): boolean {
  return Object.hasOwn(defaults, key) && JSON.stringify(value) === JSON.stringify(defaults[key]);
}

function writtenField({ lines }: FieldForm, key: string, value: unknown, schema: v.GenericSchema): unknown {
  if (lines.includes(key)) return String(value).split('\n');
  if (key === FREE) return inKeyOrder(value);
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : value;
}

/** Fields as they are written: in one order, long texts as lines, what is as usual left out. */
export function writtenFields(form: FieldForm, values: Json): Json {
  return Object.fromEntries(
    Object.entries(form.fields)
      .filter(([key]) => !isDefault(form, key, values[key]))
      .map(([key, schema]) => [key, writtenField(form, key, values[key], schema)] as const),
  );
}
