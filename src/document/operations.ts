import { appError, AppFailure } from '../contract/error.ts';
import type { CellId } from '../contract/ids.ts';
import type { Cell, Notebook } from './cell.ts';
import { checkCell, checkFields, checkTogether } from './cell-schema.ts';
import { MAX_LINE } from './field-schema.ts';
import { isNamed, isTaken } from './names.ts';
import { renameChanges } from './rename-cell.ts';

/** Fields of a cell to change, by name; its id and kind cannot be. */
export type FieldPatch = Readonly<Record<string, unknown>>;

/** An edit of a notebook, as a value. Places count from 0; `to` is the place after the cell was taken out. */
export type Operation =
  | { readonly kind: 'setTitle'; readonly title: string }
  | { readonly kind: 'insert'; readonly at: number; readonly cell: Cell }
  | { readonly kind: 'remove'; readonly id: CellId }
  | { readonly kind: 'move'; readonly id: CellId; readonly to: number }
  | { readonly kind: 'change'; readonly id: CellId; readonly patch: FieldPatch }
  /** Also rewrites what reads the cell in other cells. */
  | { readonly kind: 'rename'; readonly id: CellId; readonly name: string }
  /** One after the other; undone together. */
  | { readonly kind: 'batch'; readonly operations: readonly Operation[] };

/** A notebook after an edit, and the edit that takes it back. */
export interface Applied {
  readonly notebook: Notebook;
  readonly inverse: Operation;
}

/**
 * The place of a cell.
 *
 * @throws RangeError where there is no such cell
 */
export function placeOf(notebook: Notebook, id: CellId): number {
  const place = notebook.cells.findIndex((cell) => cell.id === id);
  if (place < 0) throw new RangeError(`the notebook has no cell ${id}`);
  return place;
}

function cellAt(notebook: Notebook, place: number): Cell {
  const cell = notebook.cells[place];
  if (cell === undefined) throw new RangeError(`the notebook has no place ${place}`);
  return cell;
}

function checkPlace(place: number, most: number): void {
  if (!Number.isInteger(place) || place < 0 || place > most) {
    throw new RangeError(`a place from 0 to ${most} is expected, not ${place}`);
  }
}

function checkName(notebook: Notebook, cell: Cell): void {
  if (isNamed(cell) && isTaken(notebook, cell.name, cell.id)) {
    throw new AppFailure(appError('cell.nameTaken', { name: cell.name }));
  }
}

function setTitle(notebook: Notebook, title: string): Applied {
  if (title.length > MAX_LINE) {
    const detail = `${MAX_LINE} characters at most are expected`;
    throw new AppFailure(appError('document.invalid', { path: 'title', detail }));
  }
  return { notebook: { ...notebook, title }, inverse: { kind: 'setTitle', title: notebook.title } };
}

function insert(notebook: Notebook, at: number, cell: Cell): Applied {
  checkPlace(at, notebook.cells.length);
  if (notebook.cells.some(({ id }) => id === cell.id)) {
    throw new RangeError(`the notebook has a cell ${cell.id} already`);
  }
  const fault = checkCell(cell);
  if (fault !== null) throw new AppFailure(fault);
  checkName(notebook, cell);
  return {
    notebook: { ...notebook, cells: notebook.cells.toSpliced(at, 0, cell) },
    inverse: { kind: 'remove', id: cell.id },
  };
}

function remove(notebook: Notebook, id: CellId): Applied {
  const at = placeOf(notebook, id);
  return {
    notebook: { ...notebook, cells: notebook.cells.toSpliced(at, 1) },
    inverse: { kind: 'insert', at, cell: cellAt(notebook, at) },
  };
}

function move(notebook: Notebook, id: CellId, to: number): Applied {
  const from = placeOf(notebook, id);
  checkPlace(to, notebook.cells.length - 1);
  const cells = notebook.cells.toSpliced(from, 1).toSpliced(to, 0, cellAt(notebook, from));
  return { notebook: { ...notebook, cells }, inverse: { kind: 'move', id, to: from } };
}

function change(notebook: Notebook, id: CellId, patch: FieldPatch): Applied {
  const place = placeOf(notebook, id);
  const before = cellAt(notebook, place);
  const fault = checkFields(before.kind, patch);
  if (fault !== null) throw new AppFailure(fault);
  // The fields of the patch are those of the kind, and have its types: they have just been checked.
  const cell: Cell = { ...before, ...patch };
  const disagreement = checkTogether(cell);
  if (disagreement !== null) throw new AppFailure(disagreement);
  checkName(notebook, cell);
  const old = before as unknown as FieldPatch;
  return {
    notebook: { ...notebook, cells: notebook.cells.with(place, cell) },
    inverse: {
      kind: 'change',
      id,
      patch: Object.fromEntries(Object.keys(patch).map((key) => [key, old[key]])),
    },
  };
}

function batch(notebook: Notebook, operations: readonly Operation[]): Applied {
  let edited = notebook;
  const inverses: Operation[] = [];
  for (const each of operations) {
    const applied = apply(edited, each);
    edited = applied.notebook;
    inverses.unshift(applied.inverse);
  }
  return { notebook: edited, inverse: { kind: 'batch', operations: inverses } };
}

/**
 * Edits a notebook. Nothing is changed in place: cells that the edit does not touch stay the same objects.
 *
 * @returns the notebook after the edit, and the edit that restores `notebook` exactly
 * @throws AppFailure `document.invalid` where fields are not those of the kind, `cell.nameTaken`
 * @throws RangeError for a cell or a place there is not
 */
export function apply(notebook: Notebook, operation: Operation): Applied {
  switch (operation.kind) {
    case 'setTitle':
      return setTitle(notebook, operation.title);
    case 'insert':
      return insert(notebook, operation.at, operation.cell);
    case 'remove':
      return remove(notebook, operation.id);
    case 'move':
      return move(notebook, operation.id, operation.to);
    case 'change':
      return change(notebook, operation.id, operation.patch);
    case 'rename': {
      const cell = cellAt(notebook, placeOf(notebook, operation.id));
      if (!isNamed(cell)) throw new RangeError('a text cell has no name');
      const changes = renameChanges(notebook, cell, operation.name);
      return batch(
        notebook,
        changes.map(({ id, patch }) => ({ kind: 'change', id, patch })),
      );
    }
    case 'batch':
      return batch(notebook, operation.operations);
  }
}
