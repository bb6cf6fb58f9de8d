import type { Progress } from '../../contract/engine-api.ts';
import { appError, type AppError } from '../../contract/error.ts';
import type { CellId } from '../../contract/ids.ts';
import type { CatalogRelation, CellOutcome } from '../../contract/notebook.ts';
import type { Result } from '../../contract/result.ts';
import type { Cell } from '../../document/cell.ts';
import { sourcesOf } from '../../reactive/graph.ts';
import { Schedule } from '../../reactive/schedule.ts';
import type { NotebookPort } from '../engine-port.ts';
import { RunCosts } from './auto-run.ts';
import { cellState, isSameState, NO_STATE, outcomeOfNow, type KnownOfCell } from './cell-state.ts';
import { SyntaxChecks } from './syntax-checks.ts';
import {
  inputsOfDocument,
  inspected,
  LOADED_NAMES,
  reactiveCell,
  runOf,
  type Ground,
  type Inspected,
} from './runnable-cell.ts';
import type { CellState } from './session-port.ts';

/** A cell during whose run the engine has died so often is not run again by itself. */
const MOST_CRASHES = 2;

/** Who is told what has changed. */
export interface RunsListener {
  /** The state of some cells. */
  readonly onStates: (states: ReadonlyMap<CellId, CellState>) => void;
  /** Queue, number of cells that wait for the user, relations. */
  readonly onWhole: (whole: WholeState) => void;
}

export interface WholeState {
  readonly queue: readonly CellId[];
  readonly staleCount: number;
  readonly catalog: readonly CatalogRelation[];
}

/**
 * Runs the cells of a document in the engine, as the schedule says, and keeps what they found. It holds nothing
 * reactive: it tells a listener.
 */
export class CellRuns {
  readonly #engine: NotebookPort;
  readonly #listener: RunsListener;
  readonly #schedule = new Schedule();
  readonly #syntax: SyntaxChecks;
  /** What the SQL of each cell reads; cells are never changed in place. */
  readonly #inspected = new WeakMap<Cell, Inspected>();
  readonly #costs = new RunCosts();
  readonly #aborts = new Map<number, AbortController>();
  readonly #outcomes = new Map<CellId, CellOutcome>();
  readonly #errors = new Map<CellId, AppError>();
  readonly #crashes = new Map<CellId, number>();
  readonly #states = new Map<CellId, CellState>();
  #cells: readonly Cell[] = [];
  #ground: Ground = { datasetId: null, token: '' };
  #loaded: readonly CatalogRelation[] = [];
  #progress: Progress | null = null;
  #catalog: readonly CatalogRelation[] = [];
  #closed = false;

  constructor(engine: NotebookPort, listener: RunsListener) {
    this.#engine = engine;
    this.#listener = listener;
    this.#syntax = new SyntaxChecks(engine);
  }

  /** Whether nothing runs and nothing is to run. */
  get quiet(): boolean {
    return this.#schedule.quiet;
  }

  /** Where a cell is. */
  state(id: CellId): CellState {
    return this.#states.get(id) ?? NO_STATE;
  }

  /** Takes over what the document says now; what has to run and may, runs. */
  setCells(cells: readonly Cell[]): void {
    const before = new Map(this.#cells.map((cell) => [cell.id, cell]));
    this.#cells = cells;
    for (const cell of cells) if (before.get(cell.id) !== cell) this.#crashes.delete(cell.id);
    this.#settle();
  }

  /**
   * Takes over what cells stand on. All results are of before then. What is cheap runs by itself.
   *
   * @param rebuild whether the same data are there again after the engine was started again: what had a result or
   *   was under way runs again, dear or not
   */
  setGround(ground: Ground, rebuild: boolean): void {
    const wanted = rebuild
      ? this.#cells.filter(({ id }) => {
          const { kind } = this.#schedule.standing(id);
          return kind === 'fresh' || kind === 'ready' || kind === 'behind' || this.#crashes.has(id);
        })
      : [];
    this.#ground = ground;
    if (!rebuild) this.#loaded = [];
    this.#settle();
    if (wanted.length > 0)
      this.ask(
        wanted.map(({ id }) => id),
        false,
        true,
      );
    if (ground.datasetId !== null) void this.#readLoaded(ground);
  }

  /**
   * Asks for runs.
   *
   * @param again whether what is fresh runs once more
   * @param byItself whether the app asks, not the user: what kills the engine is then left alone
   */
  ask(ids: readonly CellId[], again: boolean, byItself = false): void {
    if (!byItself) {
      for (const id of [...ids, ...sourcesOf(this.#schedule.graph, ids)]) this.#crashes.delete(id);
      this.#update();
    }
    this.#schedule.ask(ids, again);
    this.#step();
  }

  /** Asks for everything that waits for the user. */
  askHeld(): void {
    this.ask(this.#schedule.held, false);
  }

  /** Stops a cell, or everything. */
  stop(id?: CellId): void {
    this.#schedule.stop(id);
    this.#step();
  }

  /** Stops everything and takes what the cells have made out of the engine. */
  close(): void {
    this.#closed = true;
    for (const abort of this.#aborts.values()) abort.abort();
    for (const id of this.#outcomes.keys()) void this.#engine.drop(id);
  }

  /** What the SQL of a cell reads, or what is wrong with it; null for other cells. */
  inspected(cell: Cell): Inspected {
    const known = this.#inspected.get(cell) ?? inspected(cell);
    this.#inspected.set(cell, known);
    const error = cell.kind === 'sql' ? this.#syntax.errorOf(cell.sql) : null;
    return error ?? known;
  }

  /** The cells in an order in which each comes after those it reads. */
  inOrder(): readonly Cell[] {
    const cells = new Map(this.#cells.map((cell) => [cell.id, cell]));
    return this.#schedule.graph.order.flatMap((id) => cells.get(id) ?? []);
  }

  #update(): void {
    const cells = this.#cells.map((cell) => {
      const reactive = reactiveCell(cell, this.inspected(cell), this.#ground, this.#costs.isDear(cell));
      const crashes = this.#crashes.get(cell.id) ?? 0;
      if (crashes < MOST_CRASHES || reactive.work.kind !== 'run') return reactive;
      return { ...reactive, work: { kind: 'fault' as const, error: appError('engine.crashed', {}) } };
    });
    for (const id of this.#schedule.update(cells, LOADED_NAMES)) this.#forget(id);
  }

  #settle(): void {
    this.#update();
    this.#step();
    this.#lookAtSql();
  }

  #forget(id: CellId): void {
    if (this.#outcomes.delete(id)) void this.#engine.drop(id);
    this.#errors.delete(id);
    this.#crashes.delete(id);
    this.#states.delete(id);
  }

  /** SQL that waits for the user is looked at meanwhile, so that its errors are seen as it is written. */
  #lookAtSql(): void {
    if (this.#ground.datasetId === null) return;
    const texts = this.#cells.flatMap((cell) => {
      const { kind } = this.#schedule.standing(cell.id);
      return cell.kind === 'sql' && (kind === 'held' || kind === 'blocked') ? [cell.sql] : [];
    });
    void this.#syntax.look(texts.filter((text) => text.trim() !== '')).then((found) => {
      if (found && !this.#closed) this.#settle();
    });
  }

  async #readLoaded(ground: Ground): Promise<void> {
    const result = await this.#engine.catalog();
    if (!result.ok || this.#ground !== ground || this.#closed) return;
    this.#loaded = result.value.filter(({ cell }) => cell === null);
    this.#publish();
  }

  #step(): void {
    if (this.#closed) return;
    const { abort, start } = this.#schedule.next();
    if (abort !== null) this.#aborts.get(abort)?.abort();
    if (start !== null) void this.#run(start.run, start.id);
    this.#publish();
  }

  async #run(run: number, id: CellId): Promise<void> {
    const cell = this.#cells.find((each) => each.id === id);
    const { datasetId } = this.#ground;
    const request =
      cell === undefined || datasetId === null
        ? null
        : runOf(cell, this.inspected(cell), datasetId, inputsOfDocument(this.#cells));
    if (cell === undefined || request === null) throw new RangeError(`cell ${id} cannot be run`);
    const abort = new AbortController();
    this.#aborts.set(run, abort);
    this.#errors.delete(id);
    this.#progress = null;
    const began = performance.now();
    const result = await this.#engine.runCell(request, {
      signal: abort.signal,
      onProgress: (progress) => {
        if (this.#schedule.running !== id) return;
        this.#progress = progress;
        this.#publish();
      },
    });
    this.#aborts.delete(run);
    if (this.#closed) return;
    this.#take(run, cell, result, performance.now() - began);
  }

  #take(run: number, cell: Cell, result: Result<CellOutcome>, tookMs: number): void {
    const { id } = cell;
    this.#progress = null;
    if (result.ok) {
      this.#costs.note(cell, result.value.elapsedMs);
      this.#crashes.delete(id);
      this.#schedule.finish(run, 'done');
      if (this.#schedule.standing(id).kind === 'fresh') this.#outcomes.set(id, result.value);
    } else if (result.error.code === 'engine.cancelled') {
      this.#costs.noteStopped(cell, tookMs);
      this.#schedule.finish(run, 'stopped');
    } else if (result.error.code === 'engine.crashed') {
      this.#crashes.set(id, (this.#crashes.get(id) ?? 0) + 1);
      this.#schedule.finish(run, 'stopped');
    } else {
      this.#errors.set(id, result.error);
      this.#schedule.finish(run, 'failed');
    }
    this.#settle();
  }

  /** Tells what has changed, and nothing else: the screens of 200 cells hang on it. */
  #publish(): void {
    const changed = new Map<CellId, CellState>();
    const nameOf = new Map(this.#cells.map((cell) => [cell.id, cell.kind === 'text' ? '' : cell.name]));
    for (const cell of this.#cells) {
      const { id } = cell;
      const running = this.#schedule.running === id;
      const known: KnownOfCell = {
        cell,
        inspected: this.inspected(cell),
        standing: this.#schedule.standing(id),
        running,
        progress: running ? this.#progress : null,
        outcome: this.#outcome(cell),
        error: this.#errors.get(id) ?? null,
      };
      const state = cellState(known, this.#schedule.graph, nameOf);
      const before = this.#states.get(id) ?? NO_STATE;
      if (isSameState(before, state)) continue;
      this.#states.set(id, state);
      changed.set(id, state);
    }
    if (changed.size > 0) this.#listener.onStates(changed);
    this.#catalog = this.#relations();
    this.#listener.onWhole({
      queue: this.#schedule.queue,
      staleCount: this.#schedule.held.length,
      catalog: this.#catalog,
    });
  }

  #outcome(cell: Cell): CellOutcome | null {
    return outcomeOfNow(cell, this.#outcomes.get(cell.id) ?? null);
  }

  #relations(): readonly CatalogRelation[] {
    const made = this.#cells.flatMap((cell) => {
      const outcome = this.#outcome(cell);
      if (outcome?.kind === 'sql') return [outcome.relation];
      return outcome?.kind === 'analysis' ? outcome.relations : [];
    });
    const all = [...this.#loaded, ...made];
    const same = all.length === this.#catalog.length && all.every((each, at) => each === this.#catalog[at]);
    return same ? this.#catalog : all;
  }
}
