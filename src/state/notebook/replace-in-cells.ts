import type { Notebook } from '../../document/cell.ts';
import type { Operation } from '../../document/operations.ts';

/**
 * The edits that put a text in place of another in SQL and text cells; letter case counts.
 *
 * @returns one edit a cell, and how many places there are in all
 */
export function replaceInCells(
  notebook: Notebook,
  find: string,
  text: string,
): { readonly operations: readonly Operation[]; readonly count: number } {
  if (find === '') return { operations: [], count: 0 };
  let count = 0;
  const operations = notebook.cells.flatMap((cell): readonly Operation[] => {
    if (cell.kind !== 'sql' && cell.kind !== 'text') return [];
    const parts = (cell.kind === 'sql' ? cell.sql : cell.markdown).split(find);
    if (parts.length === 1) return [];
    count += parts.length - 1;
    const replaced = parts.join(text);
    const patch = cell.kind === 'sql' ? { sql: replaced } : { markdown: replaced };
    return [{ kind: 'change', id: cell.id, patch }];
  });
  return { operations, count };
}
