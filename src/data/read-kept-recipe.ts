import * as v from 'valibot';
import { FINDINGS } from '../contract/doctor.ts';
import { appError } from '../contract/error.ts';
import { IDENTIFYING_USES, MERGE_RULES, SHARED_LIMITS } from '../contract/merge.ts';
import { ENCODINGS, FILE_FORMATS } from '../contract/reading.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import { TABLE_KINDS } from '../contract/tables.ts';
import { withoutGaps, type KeptRecipe } from './kept-recipe.ts';
import { dialectSchema, formatSchema, partSchema, rulesSchema } from './recipe.ts';

const name = v.pipe(v.string(), v.nonEmpty());
const cureEntries = Object.fromEntries(FINDINGS.map((finding) => [finding, v.optional(v.boolean())]));

const readingSchema = v.strictObject({
  dialect: v.optional(dialectSchema),
  encoding: v.optional(v.picklist(ENCODINGS)),
  format: v.optional(v.picklist(FILE_FORMATS)),
  sheet: v.optional(v.nullable(v.string())),
  headerRow: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1)))),
  unroll: v.optional(v.nullable(v.string())),
  cures: v.optional(v.strictObject(cureEntries)),
});

/** How customers are merged, as it stands in recipes. */
export const mergeSchema = v.strictObject({
  rules: v.array(v.picklist(MERGE_RULES)),
  columns: v.array(v.strictObject({ relation: name, column: name, use: v.picklist(IDENTIFYING_USES) })),
  gmail: v.boolean(),
  country: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u, 'not an ISO 3166 code'))),
  mostShared: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(SHARED_LIMITS.least),
    v.maxValue(SHARED_LIMITS.most),
  ),
});

const schema = v.strictObject({
  cloister: v.literal('recipe'),
  version: v.literal(1),
  shape: name,
  name,
  savedAt: v.pipe(v.string(), v.isoTimestamp()),
  kind: v.picklist(TABLE_KINDS),
  reading: readingSchema,
  roles: v.record(v.string(), name),
  extras: v.array(name),
  formats: v.record(v.string(), formatSchema),
  currency: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z]{3}$/u, 'not an ISO 4217 code'))),
  utcOffset: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(-1440), v.maxValue(1440))),
  cancellations: v.nullable(v.picklist(['net', 'setAside', 'keep'])),
  part: v.optional(partSchema),
  rules: v.optional(rulesSchema),
  pseudonyms: v.array(name),
  purpose: v.string(),
  merge: v.optional(v.nullable(mergeSchema)),
});

/**
 * Reads a recipe that was kept or exported.
 *
 * @param text JSON
 * @returns the recipe, or `recipe.invalid` with the place of the first thing that is wrong
 */
export function readKeptRecipe(text: string): Result<KeptRecipe> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return fail(appError('recipe.invalid', { path: '$', detail }));
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return ok(withoutGaps(parsed.output) as KeptRecipe);
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  return fail(appError('recipe.invalid', { path: path === null ? '$' : `$.${path}`, detail: issue.message }));
}
