import { apply, type Operation } from '../../document/operations.ts';
import type { Notebook } from '../../document/cell.ts';
import type { PlainKey } from '../../i18n/messages.ts';

/** Typing into one field within this time is one step of undo, ms. */
const ONE_STEP_MS = 1000;
/** Steps that can be taken back. */
const MOST_STEPS = 500;

interface Step {
  readonly back: Operation;
  readonly word: PlainKey;
  /** What steps can be put together by; null for a step of its own. */
  readonly field: string | null;
  readonly at: number;
}

/** A document and the steps that led to it. */
export class EditHistory {
  #notebook: Notebook;
  #undo: Step[] = [];
  #redo: Step[] = [];

  constructor(notebook: Notebook) {
    this.#notebook = notebook;
  }

  get notebook(): Notebook {
    return this.#notebook;
  }

  get undoWord(): PlainKey | null {
    return this.#undo.at(-1)?.word ?? null;
  }

  get redoWord(): PlainKey | null {
    return this.#redo.at(-1)?.word ?? null;
  }

  /**
   * Makes an edit.
   *
   * @param field what is being typed into; quick edits of the same field are one step
   * @throws AppFailure as {@link apply} does
   */
  edit(operation: Operation, word: PlainKey, field: string | null = null): void {
    const { notebook, inverse } = apply(this.#notebook, operation);
    this.#notebook = notebook;
    this.#redo = [];
    const now = Date.now();
    const last = this.#undo.at(-1);
    const goesOn = field !== null && last?.field === field && now - last.at < ONE_STEP_MS;
    if (goesOn) {
      const back: Operation = { kind: 'batch', operations: [inverse, last.back] };
      this.#undo = [...this.#undo.slice(0, -1), { ...last, back, at: now }];
    } else {
      this.#undo = [...this.#undo.slice(-MOST_STEPS + 1), { back: inverse, word, field, at: now }];
    }
  }

  undo(): boolean {
    return this.#takeBack(this.#undo, this.#redo);
  }

  redo(): boolean {
    return this.#takeBack(this.#redo, this.#undo);
  }

  #takeBack(from: Step[], to: Step[]): boolean {
    const step = from.pop();
    if (step === undefined) return false;
    const { notebook, inverse } = apply(this.#notebook, step.back);
    this.#notebook = notebook;
    to.push({ ...step, back: inverse, field: null });
    return true;
  }
}
