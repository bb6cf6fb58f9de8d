import { newId, type CellId } from '../../contract/ids.ts';
import type { Cell, CellKind, Notebook } from '../../document/cell.ts';
import { freshName, isNamed } from '../../document/names.ts';
import type { CellPatch } from './session-port.ts';

/** Makes an empty cell of a kind, under a name nobody has. */
export function newCell(notebook: Notebook, kind: CellKind, fields: CellPatch): Cell {
  const id = newId<CellId>();
  const cell = emptyCell(notebook, kind, id);
  return { ...cell, ...fields, id, kind } as Cell;
}

function emptyCell(notebook: Notebook, kind: CellKind, id: CellId): Cell {
  const base = { id, folded: false };
  const name = freshName(notebook, kind, true);
  switch (kind) {
    case 'text':
      return { ...base, kind, markdown: '' };
    case 'sql':
      return { ...base, kind, name, sql: '', declaration: null };
    case 'analysis':
      return { ...base, kind, name: freshName(notebook, 'rfm'), analysis: 'rfm', params: {}, source: null };
    case 'metric':
      return { ...base, kind, name, params: {} };
    case 'chart':
      return { ...base, kind, name, relation: '', choice: null, title: '' };
    case 'input':
      return {
        ...base,
        kind,
        name,
        label: '',
        form: { type: 'number', min: null, max: null, step: null },
        value: { type: 'number', value: 0 },
      };
  }
}

/** The same cell once more, under an id and a name of its own. */
export function copyOf(notebook: Notebook, cell: Cell): Cell {
  const id = newId<CellId>();
  return isNamed(cell) ? { ...cell, id, name: freshName(notebook, cell.name) } : { ...cell, id };
}
