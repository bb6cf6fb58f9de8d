import type { CellId } from '../contract/ids.ts';
import type { Cell, Named, Notebook } from './cell.ts';
import { isSameName } from './names.ts';
import { renameInSql } from './rename-in-sql.ts';

/** Fields to change of one cell. */
export interface CellChange {
  readonly id: CellId;
  readonly patch: Readonly<Record<string, unknown>>;
}

/** `rfm.segments` under another name of its cell; null where it is not of that cell. */
function renamedRelation(relation: string, from: string, to: string): string | null {
  const [first = '', ...rest] = relation.split('.');
  return isSameName(first, from) ? [to, ...rest].join('.') : null;
}

function renamedParams(
  params: Readonly<Record<string, unknown>>,
  from: string,
  to: string,
): CellChange['patch'] {
  const isInput = (value: unknown): boolean => isSameName(inputOf(value) ?? '', from);
  if (!Object.values(params).some(isInput)) return {};
  const renamed = Object.entries(params).map(([key, value]) => [key, isInput(value) ? { input: to } : value]);
  return { params: Object.fromEntries(renamed) as Readonly<Record<string, unknown>> };
}

/** The input that a parameter refers to; null for a value. */
export function inputOf(parameter: unknown): string | null {
  if (typeof parameter !== 'object' || parameter === null || Array.isArray(parameter)) return null;
  const entries = Object.entries(parameter);
  const [key, value] = entries[0] ?? [];
  return entries.length === 1 && key === 'input' && typeof value === 'string' ? value : null;
}

/** What another cell reads of an input. */
function readersOfInput(cell: Cell, from: string, to: string): CellChange['patch'] {
  if (cell.kind === 'sql') {
    const sql = renameInSql(cell.sql, 'input', from, to);
    return sql === cell.sql ? {} : { sql };
  }
  return cell.kind === 'analysis' || cell.kind === 'metric' ? renamedParams(cell.params, from, to) : {};
}

/** What another cell reads of a relation. */
function readersOfRelation(cell: Cell, renamed: Named, to: string): CellChange['patch'] {
  const from = renamed.name;
  switch (cell.kind) {
    case 'sql': {
      const sql = renameInSql(cell.sql, renamed.kind === 'sql' ? 'relation' : 'schema', from, to);
      return sql === cell.sql ? {} : { sql };
    }
    case 'chart': {
      const relation = renamedRelation(cell.relation, from, to);
      return relation === null ? {} : { relation };
    }
    case 'analysis': {
      const relation = cell.source === null ? null : renamedRelation(cell.source.relation, from, to);
      return relation === null ? {} : { source: { ...cell.source, relation } };
    }
    case 'input': {
      const column = cell.form.type === 'segment' ? renamedRelation(cell.form.from, from, to) : null;
      return column === null ? {} : { form: { ...cell.form, from: column } };
    }
    default:
      return {};
  }
}

/**
 * What must change so that a cell has another name and all that read it still do: `$name` and relations in SQL, inputs
 * in parameters, relations of charts and sources, columns of segment inputs.
 *
 * @param renamed the cell
 * @param name its new name
 * @returns one change for each cell that is touched, the cell itself first
 */
export function renameChanges(notebook: Notebook, renamed: Named, name: string): readonly CellChange[] {
  const own: CellChange = { id: renamed.id, patch: { name } };
  if (renamed.name === name || renamed.kind === 'chart') return [own];
  const others = notebook.cells.flatMap((cell): readonly CellChange[] => {
    if (cell.id === renamed.id) return [];
    const patch =
      renamed.kind === 'input'
        ? readersOfInput(cell, renamed.name, name)
        : readersOfRelation(cell, renamed, name);
    return Object.keys(patch).length === 0 ? [] : [{ id: cell.id, patch }];
  });
  return [own, ...others];
}
