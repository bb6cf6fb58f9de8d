import type { PlainKey } from '../i18n/messages.ts';
import { placeOf, type FieldPatch, type Operation } from './operations.ts';
import type { CellKind, Notebook } from './cell.ts';
import { recordStep, type HistoryMove as Move, type StepHistory } from './step-history.ts';

/** What a step was, for the menu: the key of words such as `Delete SQL`. */
export type StepWord = Extract<PlainKey, `document.step.${string}`>;

/** What has been done and taken back. */
export type History = StepHistory<Operation, StepWord>;
/** An edit to apply, and the history after it. */
export type HistoryMove = Move<Operation, StepWord>;
export { MOST_STEPS, redo, stepWords, undo } from './step-history.ts';

/** Nothing done yet. */
export const NO_HISTORY: History = { done: [], undone: [] };

/** Fields that are typed or dragged. */
const TYPED = ['markdown', 'sql', 'title', 'label', 'value'];

function isObject(value: unknown): value is FieldPatch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The one parameter that differs; null where several do. */
function changedParameter(before: unknown, after: unknown): string | null {
  if (!isObject(before) || !isObject(after)) return null;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return changed.length === 1 ? (changed[0] ?? null) : null;
}

/** The field that an edit types into; null where it does more. */
function typedField(operation: Operation, inverse: Operation): string | null {
  if (operation.kind === 'setTitle') return 'title';
  if (operation.kind !== 'change' || inverse.kind !== 'change') return null;
  const [key, ...more] = Object.keys(operation.patch);
  if (key === undefined || more.length > 0) return null;
  if (TYPED.includes(key)) return `${operation.id} ${key}`;
  const parameter = key === 'params' ? changedParameter(inverse.patch[key], operation.patch[key]) : null;
  return parameter === null ? null : `${operation.id} params ${parameter}`;
}

const CHANGES: Readonly<Record<CellKind, StepWord>> = {
  text: 'document.step.editText',
  sql: 'document.step.editSql',
  analysis: 'document.step.editAnalysis',
  metric: 'document.step.editMetric',
  chart: 'document.step.editChart',
  input: 'document.step.editInput',
};

/**
 * The word for an edit.
 *
 * @param before the notebook it was made in
 */
function wordOf(operation: Operation, before: Notebook): StepWord {
  switch (operation.kind) {
    case 'setTitle':
      return 'document.step.title';
    case 'insert':
      return 'document.step.insert';
    case 'remove':
      return 'document.step.remove';
    case 'move':
      return 'document.step.move';
    case 'rename':
      return 'document.step.rename';
    case 'change': {
      const kind = before.cells[placeOf(before, operation.id)]?.kind ?? 'text';
      return Object.keys(operation.patch).join() === 'folded' ? 'document.step.fold' : CHANGES[kind];
    }
    case 'batch': {
      const kinds = new Set(operation.operations.map(({ kind }) => kind));
      const [only] = kinds;
      if (kinds.size !== 1 || only === undefined) return 'document.step.several';
      if (only === 'insert') return 'document.step.insertSeveral';
      return only === 'remove' ? 'document.step.removeSeveral' : 'document.step.several';
    }
  }
}

/** An edit that has been made. */
export interface MadeEdit {
  readonly before: Notebook;
  readonly operation: Operation;
  readonly inverse: Operation;
  /** When, milliseconds on any clock that does not go back. */
  readonly at: number;
  /** A word other than that of the operation, e.g. for replacing. */
  readonly word?: StepWord;
}

/** Keeps an edit; one that goes on typing into the same field becomes one step with it. */
export function record(history: History, { operation, inverse, at, before, word }: MadeEdit): History {
  return recordStep(history, {
    word: word ?? wordOf(operation, before),
    operation,
    inverse,
    field: typedField(operation, inverse),
    at,
  });
}
