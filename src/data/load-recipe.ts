import * as v from 'valibot';
import { appError } from '../contract/error.ts';
import type { CustomerMerge } from '../contract/merge.ts';
import type { Reading } from '../contract/reading.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import type { SideMapping } from '../contract/tables.ts';
import { withoutGaps } from './kept-recipe.ts';
import { sideMappingSchema, wishSchema } from './kept-manifest.ts';
import { mergeSchema } from './read-kept-recipe.ts';
import { type Recipe, recipeSchema } from './recipe.ts';

/** How a file is read, but for how it is cut and cured. */
type KnownReading = Partial<Reading>;

/** A table beside the orders. */
export interface TableRecipe extends SideMapping {
  readonly reading?: KnownReading;
  /** Whether it is a table of its own where one of its kind is there; else its rows are added to that. */
  readonly apart?: boolean;
}

/**
 * How everything is loaded that figures rest on: orders, tables beside them, and by which rules customers are merged. What
 * it leaves out is found from the files. It names columns and rules, and holds nothing out of the rows.
 */
export interface LoadRecipe extends Recipe {
  readonly reading?: KnownReading;
  /** Tables beside the orders, in the order their files are given. */
  readonly tables?: readonly TableRecipe[];
  readonly merge?: CustomerMerge | null;
}

const readingSchema = v.omit(wishSchema, ['dialect', 'cures']);

const schema = v.strictObject({
  ...recipeSchema.entries,
  reading: v.optional(readingSchema),
  tables: v.optional(
    v.array(
      v.strictObject({
        ...sideMappingSchema.entries,
        reading: v.optional(readingSchema),
        apart: v.optional(v.boolean()),
      }),
    ),
  ),
  merge: v.optional(v.nullable(mergeSchema)),
});

/**
 * Reads a recipe.
 *
 * @param json text of the recipe, or what JSON.parse made of it
 * @returns the recipe, or `recipe.invalid` with the path of the first thing that is wrong
 */
export function parseRecipe(json: unknown): Result<LoadRecipe> {
  let value = json;
  if (typeof json === 'string') {
    try {
      value = JSON.parse(json) as unknown;
    } catch (thrown) {
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      return fail(appError('recipe.invalid', { path: '$', detail }));
    }
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return ok(withoutGaps(parsed.output) as LoadRecipe);
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  return fail(appError('recipe.invalid', { path: path === null ? '$' : `$.${path}`, detail: issue.message }));
}
