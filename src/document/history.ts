import type { PlainKey } from '../i18n/messages.ts';
import { placeOf, type FieldPatch, type Operation } from './operations.ts';
import type { CellKind, Notebook } from './cell.ts';

/** Longest pause within one step of typing, milliseconds. */
export const TYPING_PAUSE = 1000;
/** Most steps that can be taken back. */
export const MOST_STEPS = 300;

/** What a step was, for the menu: the key of words such as `Delete SQL`. */
export type StepWord = Extract<PlainKey, `document.step.${string}`>;

/** One step: the edit that takes it back, and the edit that makes it again. */
interface Step {
  readonly word: StepWord;
  readonly undo: Operation;
  readonly redo: Operation;
  /** Field that was typed into; null for a step that stands for itself. */
  readonly field: string | null;
  /** When it was made last. */
  readonly at: number;
}

/** What has been done and taken back, newest last. */
export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

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

/**
 * Keeps an edit. What was taken back can no longer be made again. An edit that goes on typing into the same field
 * within {@link TYPING_PAUSE} of the last one becomes one step with it.
 */
export function record(history: History, edit: MadeEdit): History {
  const { operation, inverse, at } = edit;
  const field = typedField(operation, inverse);
  const last = history.done.at(-1);
  const goesOn =
    last !== undefined &&
    field !== null &&
    last.field === field &&
    history.undone.length === 0 &&
    at - last.at <= TYPING_PAUSE;
  const step: Step = {
    word: goesOn ? last.word : (edit.word ?? wordOf(operation, edit.before)),
    undo: goesOn ? last.undo : inverse,
    redo: operation,
    field,
    at,
  };
  const kept = goesOn ? history.done.slice(0, -1) : history.done;
  return { done: [...kept, step].slice(-MOST_STEPS), undone: [] };
}

/** The words for what can be taken back and made again; null for nothing. */
export function stepWords(history: History): {
  readonly undo: StepWord | null;
  readonly redo: StepWord | null;
} {
  return { undo: history.done.at(-1)?.word ?? null, redo: history.undone.at(-1)?.word ?? null };
}

/** An edit to apply, and the history after it. */
export interface HistoryMove {
  readonly operation: Operation;
  readonly history: History;
}

/** Takes back the newest step; null where there is none. */
export function undo({ done, undone }: History): HistoryMove | null {
  const step = done.at(-1);
  if (step === undefined) return null;
  // Typing that follows is a step of its own.
  return {
    operation: step.undo,
    history: { done: done.slice(0, -1), undone: [...undone, { ...step, field: null }] },
  };
}

/** Makes the step again that was taken back last; null where there is none. */
export function redo({ done, undone }: History): HistoryMove | null {
  const step = undone.at(-1);
  if (step === undefined) return null;
  return { operation: step.redo, history: { done: [...done, step], undone: undone.slice(0, -1) } };
}
