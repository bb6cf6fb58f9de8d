import * as v from 'valibot';
import { appError, AppFailure } from '../../contract/error.ts';
import type { HierarchyRecipe } from '../../contract/records.ts';

const MOST_LEVELS = 20;
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const falling = v.pipe(
  v.array(count),
  v.minLength(1),
  v.maxLength(MOST_LEVELS),
  v.check((kept) => kept.every((each, place) => each < (kept[place - 1] ?? Infinity)), 'must fall'),
);

/** How far from a whole number the ratio of two widths may be, for widths such as 0.1. */
const ROUNDING = 1e-9;

function multiples(widths: readonly number[]): boolean {
  return widths.every((width, place) => {
    const ratio = width / (widths[place - 1] ?? width / 2);
    return Math.round(ratio) >= 2 && Math.abs(ratio - Math.round(ratio)) < ROUNDING;
  });
}

const STEPS = ['month', 'quarter', 'year', 'decade'] as const;
const rising = (steps: readonly (typeof STEPS)[number][]): boolean =>
  steps.every(
    (step, place) => STEPS.indexOf(step) > STEPS.indexOf(steps[place - 1] ?? 'month') || place === 0,
  );

/** A recipe as it is saved and as the screen sends it. */
export const RecipeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('table') }),
  v.strictObject({
    kind: v.literal('date'),
    steps: v.pipe(
      v.array(v.picklist(STEPS)),
      v.minLength(1),
      v.check((steps) => rising(steps), 'must get coarser'),
    ),
  }),
  v.pipe(
    v.strictObject({
      kind: v.literal('bins'),
      origin: v.pipe(v.number(), v.finite()),
      widths: v.pipe(
        v.array(v.pipe(v.number(), v.finite(), v.gtValue(0))),
        v.minLength(1),
        v.maxLength(MOST_LEVELS),
        v.check((widths) => multiples(widths), 'each width must be a multiple of the one before'),
      ),
      bottom: v.nullable(v.pipe(v.number(), v.finite())),
      top: v.nullable(v.pipe(v.number(), v.finite())),
    }),
    v.check(
      ({ bottom, top }) => bottom === null || top === null || bottom < top,
      'bottom must be less than top',
    ),
  ),
  v.strictObject({ kind: v.literal('prefix'), kept: falling, mask: v.pipe(v.string(), v.minLength(1)) }),
  v.strictObject({ kind: v.literal('top'), kept: falling, other: v.pipe(v.string(), v.minLength(1)) }),
  v.strictObject({ kind: v.literal('chineseRegion') }),
  v.strictObject({ kind: v.literal('flat') }),
]) satisfies v.GenericSchema<unknown, HierarchyRecipe>;

/**
 * Makes sure that a recipe can be followed: levels get coarser, widths are multiples of the ones before.
 *
 * @throws AppFailure `hierarchy.invalid`
 */
export function assertRecipe(column: string, recipe: HierarchyRecipe): void {
  const parsed = v.safeParse(RecipeSchema, recipe);
  if (parsed.success) return;
  const [problem] = parsed.issues;
  const place = v.getDotPath(problem) ?? 'recipe';
  throw new AppFailure(appError('hierarchy.invalid', { column, detail: `${place}: ${problem.message}` }));
}
