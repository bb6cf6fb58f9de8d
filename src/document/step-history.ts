/** Longest pause within one step of typing, milliseconds. */
export const TYPING_PAUSE = 1000;
/** Most steps that can be taken back. */
export const MOST_STEPS = 300;

/** One step: the edit that takes it back, and the edit that makes it again. */
interface Step<O, W> {
  /** What it was, for the menu. */
  readonly word: W;
  readonly undo: O;
  readonly redo: O;
  /** Field that was typed into; null for a step that stands for itself. */
  readonly field: string | null;
  /** When it was made last. */
  readonly at: number;
}

/** What has been done and taken back of a document with operations `O`, newest last; steps are called by words `W`. */
export interface StepHistory<O, W> {
  readonly done: readonly Step<O, W>[];
  readonly undone: readonly Step<O, W>[];
}

/** A step to keep. */
export interface MadeStep<O, W> {
  readonly word: W;
  readonly operation: O;
  readonly inverse: O;
  /** Field that was typed into; null for a step that stands for itself. */
  readonly field: string | null;
  /** When, milliseconds on any clock that does not go back. */
  readonly at: number;
}

/**
 * Keeps a step. What was taken back can no longer be made again. A step that goes on typing into the same field within
 * {@link TYPING_PAUSE} of the last one becomes one with it.
 */
export function recordStep<O, W>(history: StepHistory<O, W>, made: MadeStep<O, W>): StepHistory<O, W> {
  const { operation, inverse, field, at } = made;
  const last = history.done.at(-1);
  const goesOn =
    last !== undefined &&
    field !== null &&
    last.field === field &&
    history.undone.length === 0 &&
    at - last.at <= TYPING_PAUSE;
  const step: Step<O, W> = {
    word: goesOn ? last.word : made.word,
    undo: goesOn ? last.undo : inverse,
    redo: operation,
    field,
    at,
  };
  const kept = goesOn ? history.done.slice(0, -1) : history.done;
  return { done: [...kept, step].slice(-MOST_STEPS), undone: [] };
}

/** The words for what can be taken back and made again; null for nothing. */
export function stepWords<O, W>({
  done,
  undone,
}: StepHistory<O, W>): {
  readonly undo: W | null;
  readonly redo: W | null;
} {
  return { undo: done.at(-1)?.word ?? null, redo: undone.at(-1)?.word ?? null };
}

/** An edit to apply, and the history after it. */
export interface HistoryMove<O, W> {
  readonly operation: O;
  readonly history: StepHistory<O, W>;
}

/** Takes back the newest step; null where there is none. */
export function undo<O, W>({ done, undone }: StepHistory<O, W>): HistoryMove<O, W> | null {
  const step = done.at(-1);
  if (step === undefined) return null;
  // Typing that follows is a step of its own.
  return {
    operation: step.undo,
    history: { done: done.slice(0, -1), undone: [...undone, { ...step, field: null }] },
  };
}

/** Makes the step again that was taken back last; null where there is none. */
export function redo<O, W>({ done, undone }: StepHistory<O, W>): HistoryMove<O, W> | null {
  const step = undone.at(-1);
  if (step === undefined) return null;
  return { operation: step.redo, history: { done: [...done, step], undone: undone.slice(0, -1) } };
}
