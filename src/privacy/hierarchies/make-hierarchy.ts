import type { Hierarchy, HierarchyCoverage, HierarchyRecipe } from '../../contract/records.ts';
import { binRule } from './bin-rule.ts';
import { flatRule, prefixRule, topRule } from './category-rules.ts';
import { ANY, assertHierarchy, groupsByLevel, inconsistentValues } from './check-hierarchy.ts';
import { dateRule } from './date-rule.ts';
import { levelText, type Generaliser, type LevelName, type ValueCount } from './generaliser.ts';
import { assertRecipe } from './recipe.ts';
import { regionRule } from './region-rule.ts';

/** What values become on all levels between themselves and `*` that the rule does not fit, such as `n/a` among numbers. */
const UNFIT = '(other)';

/** The rule of a recipe; null for a table, which has none. */
function ruleOf(recipe: HierarchyRecipe, values: readonly ValueCount[]): Generaliser | null {
  const texts = values.map(({ value }) => value);
  switch (recipe.kind) {
    case 'table':
      return null;
    case 'date':
      return dateRule(recipe.steps, texts);
    case 'bins':
      return binRule(recipe, texts);
    case 'prefix':
      return prefixRule(recipe.kept, recipe.mask);
    case 'top':
      return topRule(recipe.kept, recipe.other, values);
    case 'chineseRegion':
      return regionRule();
    case 'flat':
      return flatRule;
  }
}

function rowOf({ between, generalise }: Generaliser, value: string): readonly string[] {
  return [value, ...(generalise(value) ?? between.map(() => UNFIT)), ANY];
}

/** What the levels of a hierarchy are, level 0 first. */
export function levelNames(hierarchy: Pick<Hierarchy, 'recipe' | 'levels'>): readonly LevelName[] {
  const between =
    ruleOf(hierarchy.recipe, [])?.between ??
    hierarchy.levels.slice(1, -1).map((_, place) => ({ kind: 'level' as const, level: place + 1 }));
  return [{ kind: 'value' }, ...between, { kind: 'any' }];
}

/**
 * Makes a hierarchy from the values of a column. Values that the rule does not fit become `(other)` on the levels
 * between. A table has no rule: its values are those it is given later.
 *
 * @param values distinct values with the records they stand in
 * @throws AppFailure `hierarchy.invalid` for a recipe that cannot be followed
 */
export function makeFromRecipe(
  column: string,
  recipe: HierarchyRecipe,
  values: readonly ValueCount[],
): Hierarchy {
  assertRecipe(column, recipe);
  const rule = ruleOf(recipe, values) ?? flatRule;
  const levels = [{ kind: 'value' } as const, ...rule.between, { kind: 'any' } as const].map(levelText);
  return { column, recipe, levels, rows: values.map(({ value }) => rowOf(rule, value)) };
}

/**
 * Gives a hierarchy rows for the values it does not have, by its rule: what a hierarchy of last month does with the
 * file of this month. The rows it has stay as they are, and the rule goes on reading and writing values as they tell.
 * For a table, and for rows that were edited to other levels than the rule's, nothing is added.
 *
 * @param values distinct values with the records they stand in
 */
export function extendHierarchy(hierarchy: Hierarchy, values: readonly ValueCount[]): Hierarchy {
  const known = new Set(hierarchy.rows.map(([value]) => value));
  const missing = values.filter(({ value }) => !known.has(value));
  if (missing.length === 0) return hierarchy;
  // Which values are common was settled when the hierarchy was made: new ones are not among them.
  const before = hierarchy.rows.map(([value = '']) => ({ value, records: 0 }));
  const rule = ruleOf(hierarchy.recipe, hierarchy.recipe.kind === 'top' ? [] : before);
  if (rule === null || rule.between.length + 2 !== hierarchy.levels.length) return hierarchy;
  return { ...hierarchy, rows: [...hierarchy.rows, ...missing.map(({ value }) => rowOf(rule, value))] };
}

/**
 * Sets a hierarchy against the values of its column.
 *
 * @param values distinct values with the records they stand in
 * @throws AppFailure where it is no hierarchy, see {@link assertHierarchy}; a group that is split is counted instead
 */
export function coverageOf(hierarchy: Hierarchy, values: readonly ValueCount[]): HierarchyCoverage {
  const inconsistent = inconsistentValues(hierarchy);
  if (inconsistent === 0 && hierarchy.rows.length > 0) assertHierarchy(hierarchy);
  const known = new Set(hierarchy.rows.map(([value]) => value));
  const missing = values.filter(({ value }) => !known.has(value));
  return {
    hierarchy,
    missingValues: missing.length,
    missingRecords: missing.reduce((sum, { records }) => sum + records, 0),
    inconsistent,
    groups: groupsByLevel(hierarchy),
  };
}
