import { appError, AppFailure } from '../../src/contract/error.ts';
import type { FilePreview } from '../../src/contract/import.ts';
import { fits, type KeptRecipe, shapeOf } from '../../src/data/kept-recipe.ts';
import { type LoadRecipe, parseRecipe } from '../../src/data/load-recipe.ts';
import { readKeptRecipe } from '../../src/data/read-kept-recipe.ts';
import { readText, unwrap } from './house-files.ts';
import { UsageError } from './usage-error.ts';

/** Recipes as the command is given them. */
export interface GivenRecipes {
  /** The one written by hand or by the command: of everything that is loaded. Null: none was given. */
  readonly own: LoadRecipe | null;
  /** Those exported from the page, each for files of its shape. */
  readonly kept: readonly KeptRecipe[];
}

/** Whether a text is a recipe that was exported from the page. */
function isKept(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && 'cloister' in value;
  } catch {
    return false;
  }
}

/**
 * Reads recipes of both forms.
 *
 * @throws UsageError where there are two of everything that is loaded; AppFailure `recipe.invalid`, `file.unreadable`
 */
export async function readRecipes(locations: readonly string[]): Promise<GivenRecipes> {
  const own: LoadRecipe[] = [];
  const kept: KeptRecipe[] = [];
  for (const location of locations) {
    const text = await readText(location);
    if (isKept(text)) kept.push(unwrap(readKeptRecipe(text)));
    else own.push(unwrap(parseRecipe(text)));
  }
  if (own.length > 1) throw new UsageError('--recipe takes one recipe of its own; others come from the page');
  return { own: own[0] ?? null, kept };
}

/**
 * The recipe of the page for a file.
 *
 * @param preview of the file as it is found, before anything is chosen
 */
export function keptFor({ kept }: GivenRecipes, preview: FilePreview): KeptRecipe | null {
  const shape = shapeOf(preview.columns);
  return kept.find((recipe) => recipe.shape === shape) ?? null;
}

/** Throws AppFailure `mapping.unknownColumn` where a file that is read by a recipe has not got a column it names. */
export function requireFit(recipe: KeptRecipe, { columns }: FilePreview): void {
  if (fits(recipe, columns)) return;
  const known = new Set(columns.map(({ name }) => name));
  const named = [
    ...Object.values(recipe.roles),
    ...recipe.extras,
    ...Object.keys(recipe.formats),
    ...recipe.pseudonyms,
  ];
  const column = named.find((name) => !known.has(name)) ?? '';
  throw new AppFailure(appError('mapping.unknownColumn', { column }));
}
