import { untrack } from 'svelte';
import { AppFailure, type AppError } from '../../contract/error.ts';
import type { CellId } from '../../contract/ids.ts';
import type { CatalogRelation } from '../../contract/notebook.ts';
import type { Cell, CellKind, Notebook } from '../../document/cell.ts';
import { duplicateCell, newCell } from '../../document/cell-defaults.ts';
import { replacement, type FindQuery } from '../../document/find.ts';
import * as steps from '../../document/history.ts';
import { apply, type Operation } from '../../document/operations.ts';
import type { Dataset } from '../dataset.svelte.ts';
import type { SaveState } from '../documents/autosave.ts';
import type { EnginePort } from '../engine-port.ts';
import type { NotebookAsRun } from './document-request.ts';
import { CellRuns, type WholeState } from './cell-runs.ts';
import { NO_STATE } from './cell-state.ts';
import { CellBox } from './cell-box.svelte.ts';
import type { CellPatch, CellState, DocumentForm, NotebookSessionPort } from './session-port.ts';

/** How long a value must have rested before what reads it runs, ms: while one types, and of other fields. */
const SQL_RESTS_MS = 200;
const VALUE_RESTS_MS = 150;
/** How often queue and catalog are shown at most, ms. */
const WHOLE_RESTS_MS = 100;

/** What a session needs of the app. */
export interface SessionSurroundings {
  readonly engine: EnginePort;
  /** The loaded data; reactive. */
  readonly dataset: () => Dataset | null;
  /** Is told when the document has changed. */
  readonly onChange: () => void;
  /** Is told of an edit that could not be made. */
  readonly onError: (error: AppError) => void;
  readonly save: (session: NotebookSession, form: DocumentForm) => Promise<AppError | null>;
}

/** The notebook that is open: the document with its steps, and its cells in the engine. */
export class NotebookSession implements NotebookSessionPort {
  readonly id: string;
  notebook: Notebook = $state.raw({ title: '', cells: [] });
  readOnly: AppError | null = $state.raw(null);
  saving: SaveState = $state.raw({ status: 'saved', at: null, error: null });
  selected: CellId | null = $state(null);
  catalog: readonly CatalogRelation[] = $state.raw([]);
  staleCount: number = $state(0);
  queue: readonly CellId[] = $state.raw([]);
  undoWord: steps.StepWord | null = $state(null);
  redoWord: steps.StepWord | null = $state(null);

  readonly #surroundings: SessionSurroundings;
  #history = steps.NO_HISTORY;
  readonly #runs: CellRuns;
  readonly #boxes = new Map<CellId, CellBox>();
  #rest: ReturnType<typeof setTimeout> | null = null;
  #editedAt = -Infinity;
  #whole: WholeState | null = null;
  #wholeRests: ReturnType<typeof setTimeout> | null = null;
  readonly #stopWatching: () => void;

  constructor(id: string, notebook: Notebook, readOnly: AppError | null, surroundings: SessionSurroundings) {
    this.id = id;
    this.#surroundings = surroundings;
    this.notebook = notebook;
    this.#makeBoxes(notebook);
    this.readOnly = readOnly;
    this.#runs = new CellRuns(surroundings.engine.notebook, {
      onStates: (states) => {
        for (const [cell, state] of states) {
          const box = this.#boxes.get(cell);
          if (box !== undefined) box.state = state;
        }
      },
      onWhole: (whole) => {
        this.#whole = whole;
        this.#showWhole();
      },
    });
    this.#runs.setCells(notebook.cells);
    this.#stopWatching = this.#watchGround();
  }

  state(id: CellId): CellState {
    return this.#boxes.get(id)?.state ?? NO_STATE;
  }

  setTitle(title: string): void {
    this.#edit({ kind: 'setTitle', title });
  }

  insert(kind: CellKind, at: number, fields: CellPatch = {}): CellId {
    const cell = newCell(kind, this.notebook, fields);
    this.#edit({ kind: 'insert', at, cell });
    this.selected = cell.id;
    return cell.id;
  }

  remove(id: CellId): void {
    const at = this.notebook.cells.findIndex((cell) => cell.id === id);
    this.#edit({ kind: 'remove', id });
    if (this.selected !== id) return;
    this.selected = (this.notebook.cells[at] ?? this.notebook.cells.at(-1))?.id ?? null;
  }

  duplicate(id: CellId): CellId {
    const at = this.notebook.cells.findIndex((cell) => cell.id === id);
    const original = this.notebook.cells[at];
    if (original === undefined) return id;
    const cell = duplicateCell(original, this.notebook);
    this.#edit({ kind: 'insert', at: at + 1, cell }, 'document.step.duplicate');
    this.selected = cell.id;
    return cell.id;
  }

  move(id: CellId, to: number): void {
    const from = this.notebook.cells.findIndex((cell) => cell.id === id);
    const place = Math.max(0, Math.min(to, this.notebook.cells.length - 1));
    if (from >= 0 && from !== place) this.#edit({ kind: 'move', id, to: place });
  }

  change(id: CellId, patch: CellPatch): void {
    this.#edit({ kind: 'change', id, patch });
  }

  rename(id: CellId, name: string): void {
    this.#edit({ kind: 'rename', id, name });
  }

  replaceAll(query: FindQuery, text: string): number {
    const found = replacement(this.notebook, query, text);
    if (found !== null) this.#edit(found.operation, 'document.step.replace');
    return found?.count ?? 0;
  }

  undo(): void {
    this.#takeStep(steps.undo(this.#history));
  }

  redo(): void {
    this.#takeStep(steps.redo(this.#history));
  }

  run(id: CellId): void {
    this.#settle();
    this.#runs.ask([id], true);
  }

  runAbove(id: CellId): void {
    this.#settle();
    const at = this.notebook.cells.findIndex((cell) => cell.id === id);
    this.#runs.ask(
      this.notebook.cells.slice(0, at).map((cell) => cell.id),
      true,
    );
  }

  runAll(): void {
    this.#settle();
    this.#runs.ask(
      this.notebook.cells.map((cell) => cell.id),
      true,
    );
  }

  runStale(): void {
    this.#settle();
    this.#runs.askHeld();
  }

  stop(id?: CellId): void {
    this.#runs.stop(id);
  }

  save(form: DocumentForm): Promise<AppError | null> {
    return this.#surroundings.save(this, form);
  }

  /** The document with what is known of its runs, for what leaves of it. */
  asRun(): NotebookAsRun {
    this.#settle();
    const { notebook } = this;
    return {
      notebook,
      order: this.#runs.inOrder(),
      inspected: (cell) => this.#runs.inspected(cell),
      state: (cell) => this.#runs.state(cell.id),
    };
  }

  /** Puts another state of the document in place of this one, as another tab has left it. */
  replace(notebook: Notebook): void {
    this.readOnly = null;
    this.#show(notebook, steps.NO_HISTORY);
    this.#settle();
  }

  /** Stops everything; the session is not used any more. */
  close(): void {
    for (const timer of [this.#rest, this.#wholeRests]) if (timer !== null) clearTimeout(timer);
    this.#stopWatching();
    this.#runs.close();
  }

  /** Boxes are made before anything on screen reads them: a reaction does not follow state that it has made itself. */
  #makeBoxes({ cells }: Notebook): void {
    for (const { id } of cells) if (!this.#boxes.has(id)) this.#boxes.set(id, new CellBox(NO_STATE));
  }

  /** Every cell shows its place in the queue: while many short runs follow one another, it is told now and then. */
  #showWhole(): void {
    if (this.#wholeRests !== null || this.#whole === null) return;
    const { queue, staleCount, catalog } = this.#whole;
    this.#whole = null;
    if (queue.join() !== this.queue.join()) this.queue = queue;
    this.staleCount = staleCount;
    this.catalog = catalog;
    this.#wholeRests = setTimeout(() => {
      this.#wholeRests = null;
      this.#showWhole();
    }, WHOLE_RESTS_MS);
  }

  #edit(operation: Operation, word?: steps.StepWord): void {
    if (this.readOnly !== null) return;
    const before = this.notebook;
    const at = performance.now();
    try {
      const { notebook, inverse } = apply(before, operation);
      const made = { before, operation, inverse, at, ...(word && { word }) };
      this.#show(notebook, steps.record(this.#history, made));
    } catch (thrown) {
      if (!(thrown instanceof AppFailure)) throw thrown;
      this.#surroundings.onError(thrown.error);
      return;
    }
    this.#changed(restOf(operation, before.cells, this.#runs.quiet || at - this.#editedAt > VALUE_RESTS_MS));
    this.#editedAt = at;
  }

  #takeStep(step: steps.HistoryMove | null): void {
    if (step === null || this.readOnly !== null) return;
    this.#show(apply(this.notebook, step.operation).notebook, step.history);
    this.#changed(0);
  }

  #show(notebook: Notebook, history: steps.History): void {
    this.#makeBoxes(notebook);
    this.notebook = notebook;
    this.#history = history;
    const words = steps.stepWords(history);
    this.undoWord = words.undo;
    this.redoWord = words.redo;
  }

  /** Keeps the document, and runs what follows of a change once it has rested. */
  #changed(restMs: number | null): void {
    this.#surroundings.onChange();
    if (restMs === null) return;
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#settle();
    }, restMs);
  }

  #settle(): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = null;
    this.#runs.setCells(this.notebook.cells);
  }

  /** Follows the loaded data and the engine: after either has changed, results are of before then. */
  #watchGround(): () => void {
    const { engine, dataset } = this.#surroundings;
    let token = 0;
    let before: { readonly receipt: unknown; readonly generation: number } | null = null;
    return $effect.root(() => {
      $effect(() => {
        const receipt = dataset()?.receipt ?? null;
        const { generation } = engine;
        const isRestart = before !== null && before.receipt === receipt && before.generation !== generation;
        before = { receipt, generation };
        token += 1;
        const ground = { datasetId: receipt?.datasetId ?? null, token: `${token}` };
        // Running cells changes what this session shows; the effect must not hang on that.
        untrack(() => {
          this.#runs.setGround(ground, isRestart && receipt !== null);
        });
      });
    });
  }
}

/**
 * How long an edit must have rested before cells run; null when nothing can follow of it.
 *
 * @param alone whether no edit came just before it whose results are still to come
 */
function restOf(operation: Operation, cells: readonly Cell[], alone: boolean): number | null {
  if (operation.kind === 'setTitle') return null;
  if (operation.kind !== 'change') return 0;
  const { id, patch } = operation;
  const cell = cells.find((each) => each.id === id);
  if (cell?.kind === 'text') return null;
  if (cell?.kind === 'input' && 'value' in patch) {
    // What is chosen of a list is chosen. Numbers and dates are typed, too, or drawn along a line: where many come faster
    // than they can be followed, it is the last that counts.
    const isOfList = cell.value.type === 'text' || cell.value.type === 'texts';
    return isOfList || alone ? 0 : VALUE_RESTS_MS;
  }
  return 'sql' in patch ? SQL_RESTS_MS : VALUE_RESTS_MS;
}
