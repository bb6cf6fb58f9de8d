import type { HierarchyRecipe } from '../../../contract/records.ts';
import { levelNames } from '../../../privacy/hierarchies/make-hierarchy.ts';
import type { Hierarchy } from '../../../contract/records.ts';
import type { Translate } from '../../../i18n/translate.ts';

/** The numbers a recipe goes by, as a user edits them; null where it has none. */
export function stepsOf(recipe: HierarchyRecipe): string | null {
  switch (recipe.kind) {
    case 'bins':
      return recipe.widths.join(', ');
    case 'prefix':
    case 'top':
      return recipe.kept.join(', ');
    default:
      return null;
  }
}

/** The recipe with other numbers; null where the text is not a list of numbers. */
export function withSteps(recipe: HierarchyRecipe, text: string): HierarchyRecipe | null {
  const figures = text.split(/[,，;；\s]+/u).filter((each) => each !== '');
  const numbers = figures.map(Number);
  if (numbers.length === 0 || !numbers.every((each) => Number.isFinite(each) && each > 0)) return null;
  if (recipe.kind === 'bins') return { ...recipe, widths: numbers };
  return recipe.kind === 'prefix' || recipe.kind === 'top' ? { ...recipe, kept: numbers } : null;
}

/** What the levels of a hierarchy are called, level 0 first. */
export function levelsInWords(hierarchy: Hierarchy, t: Translate): readonly string[] {
  return levelNames(hierarchy).map((name) => {
    switch (name.kind) {
      case 'width':
        return t('records.level.width', { width: name.width });
      case 'prefix':
        return t('records.level.prefix', { characters: name.characters });
      case 'top':
        return t('records.level.top', { values: name.values });
      case 'level':
        return t('records.level.level', { level: name.level });
      default:
        return t(`records.level.${name.kind}`);
    }
  });
}
