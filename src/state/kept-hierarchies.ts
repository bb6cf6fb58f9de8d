import type { Hierarchy } from '../contract/records.ts';
import { toAppError } from '../contract/error.ts';
import { fail, ok, type Result } from '../contract/result.ts';
import type { PreferenceStore } from './preferences.svelte.ts';

const PREFIX = 'cloister.hierarchy.';

/** Name a column's hierarchy is kept under: spelling of capitals and blanks round it do not matter. */
function keyOf(column: string): string {
  return PREFIX + column.trim().toLowerCase();
}

/**
 * Hierarchies a user wants to use again for next month's file, by the name of their column, kept in this browser.
 * What follows a rule is kept as the rule, without values; only a table that somebody has made keeps its values.
 */
export class KeptHierarchies {
  readonly #store: (PreferenceStore & Pick<Storage, 'removeItem'>) | null;

  constructor(store: (PreferenceStore & Pick<Storage, 'removeItem'>) | null) {
    this.#store = store;
  }

  /** Whether a hierarchy is kept for a column. */
  has(column: string): boolean {
    return this.#textOf(column) !== null;
  }

  /** The hierarchy kept for a column, or null. */
  async of(column: string): Promise<Hierarchy | null> {
    const text = this.#textOf(column);
    if (text === null) return null;
    const { readHierarchy } = await import('../privacy/hierarchies/hierarchy-file.ts');
    try {
      return readHierarchy(text, column);
    } catch {
      return null;
    }
  }

  /** Keeps a hierarchy; an error where the browser has no room or does not allow it. */
  async keep(hierarchy: Hierarchy): Promise<Result<true>> {
    const { hierarchyFile } = await import('../privacy/hierarchies/hierarchy-file.ts');
    const { recipe, levels, rows } = hierarchy;
    const first = rows[0];
    const known = recipe.kind === 'table' ? rows : first === undefined ? [] : [levels.map(() => '*')];
    try {
      this.#store?.setItem(keyOf(hierarchy.column), hierarchyFile({ ...hierarchy, rows: known }));
      return ok(true);
    } catch (thrown) {
      return fail(toAppError(thrown));
    }
  }

  forget(column: string): void {
    this.#store?.removeItem(keyOf(column));
  }

  #textOf(column: string): string | null {
    try {
      return this.#store?.getItem(keyOf(column)) ?? null;
    } catch {
      return null;
    }
  }
}
