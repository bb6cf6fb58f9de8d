import type { SqlInspection } from '../contract/notebook.ts';
import type { Cell } from './cell.ts';
import { inputOf } from './rename-cell.ts';

/** What a cell makes under its name, and what it reads. */
export interface CellReferences {
  /** Null for text. */
  readonly name: string | null;
  /** What its name stands for: relations `name` and `name.table`, the parameter `$name`, or nothing one can read. */
  readonly makes: 'relations' | 'input' | 'nothing';
  /** Relations as written, and inputs as `$name`; each once, in the order they are read. */
  readonly reads: readonly string[];
}

const MAKES: Readonly<Record<Cell['kind'], CellReferences['makes']>> = {
  text: 'nothing',
  sql: 'relations',
  analysis: 'relations',
  metric: 'relations',
  chart: 'nothing',
  input: 'input',
};

function readsOf(cell: Cell, inspection: SqlInspection | null): readonly string[] {
  switch (cell.kind) {
    case 'text':
      return [];
    case 'sql':
      return inspection === null
        ? []
        : [...inspection.reads, ...inspection.parameters.map((name) => `$${name}`)];
    case 'analysis':
      return [cell.source?.relation ?? 'orders', ...inputsOf(cell.params)];
    case 'metric':
      return ['orders', ...inputsOf(cell.params)];
    case 'chart':
      return cell.relation === '' ? [] : [cell.relation];
    case 'input': {
      // `relation.column`: what a segment input offers comes from the relation.
      const column = cell.form.type === 'segment' ? cell.form.from : '';
      const end = column.lastIndexOf('.');
      return end <= 0 ? [] : [column.slice(0, end)];
    }
  }
}

function inputsOf(params: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.values(params).flatMap((value) => {
    const input = inputOf(value);
    return input === null ? [] : [`$${input}`];
  });
}

/**
 * What a cell makes and reads.
 *
 * @param inspection what the engine has found in the SQL of a SQL cell; null before that, and for other kinds
 */
export function referencesOf(cell: Cell, inspection: SqlInspection | null): CellReferences {
  const name = cell.kind === 'text' ? null : cell.name;
  return { name, makes: MAKES[cell.kind], reads: [...new Set(readsOf(cell, inspection))] };
}
