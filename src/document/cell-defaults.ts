import { newId, type CellId } from '../contract/ids.ts';
import type { Cell, CellKind, Notebook } from './cell.ts';
import type { FieldPatch } from './operations.ts';
import { asName, freshName, isNamed, nameFault } from './names.ts';

/** A kind without its id; what it has before anything was set. */
type Empty = { [K in CellKind]: Omit<Extract<Cell, { kind: K }>, 'id' | 'name'> };

const EMPTY: Empty = {
  text: { kind: 'text', folded: false, markdown: '' },
  sql: { kind: 'sql', folded: false, sql: '', declaration: null },
  analysis: { kind: 'analysis', folded: false, analysis: 'rfm', params: {}, source: null },
  metric: { kind: 'metric', folded: false, params: {} },
  chart: { kind: 'chart', folded: false, relation: '', choice: null, title: '' },
  input: {
    kind: 'input',
    folded: false,
    label: '',
    form: { type: 'number', min: null, max: null, step: null },
    value: { type: 'number', value: 0 },
  },
};

const STEMS: Readonly<Record<Exclude<CellKind, 'text'>, string>> = {
  sql: 'query',
  analysis: 'analysis',
  metric: 'metric',
  chart: 'chart',
  input: 'input',
};

/** The name a new cell has: of an analysis its id, of others the kind with a number. */
function usualName(notebook: Notebook, cell: Omit<Cell, 'id' | 'name'>): string {
  const kind = cell.kind as Exclude<CellKind, 'text'>;
  if ('analysis' in cell && typeof cell.analysis === 'string') return freshName(notebook, cell.analysis);
  return freshName(notebook, STEMS[kind], true);
}

/**
 * Makes a cell of a kind, with a name nobody has.
 *
 * @param notebook where it will stand
 * @param fields those that are not as usual; a name that cannot be had is made one that can
 */
export function newCell(kind: CellKind, notebook: Notebook, fields: FieldPatch = {}): Cell {
  const { name, ...rest } = fields;
  const cell = { ...EMPTY[kind], ...rest };
  const id = newId<CellId>();
  // Fields that are not of the kind are refused where the cell is put into the notebook.
  if (kind === 'text') return { id, ...cell } as Cell;
  const wanted = typeof name === 'string' && name !== '' ? name : null;
  if (wanted === null) return { id, name: usualName(notebook, cell), ...cell } as unknown as Cell;
  const own = nameFault(notebook, wanted) === null ? wanted : freshName(notebook, asName(wanted));
  return { id, name: own, ...cell } as unknown as Cell;
}

/** A copy of a cell with an id and a name of its own. */
export function duplicateCell(cell: Cell, notebook: Notebook): Cell {
  const id = newId<CellId>();
  return isNamed(cell) ? { ...cell, id, name: freshName(notebook, cell.name) } : { ...cell, id };
}
