import type { CellId } from '../contract/ids.ts';
import { graphOf, readersOf, sourcesOf, type Graph } from './graph.ts';
import { NEVER_RUN, standingsOf, type ReactiveCell, type RunRecord, type Standing } from './staleness.ts';

/** How a run has ended. `stopped`: it was aborted, by the schedule or by anybody else. */
export type RunEnd = 'done' | 'failed' | 'stopped';

/** What is to be done now. */
export interface Step {
  /** Run to abort; its end is still to be told. */
  readonly abort: number | null;
  readonly start: { readonly run: number; readonly id: CellId } | null;
}

interface Running {
  readonly run: number;
  readonly id: CellId;
  readonly key: string;
  /** Whether it has been told to stop. */
  doomed: boolean;
}

/**
 * Which cell runs when. It knows no engine and no clock: it is told what the document says, what the user asks for and
 * how runs end, and says what to start and what to abort. One cell runs at a time.
 *
 * The newest interaction comes first, and within it what is read before what reads it. A run that is overtaken (its cell
 * or what it reads has changed) is aborted, and if it ends well all the same its result does not count. A dear run makes
 * way for a cheap one of a newer interaction and is begun again later.
 */
export class Schedule {
  #graph: Graph = graphOf([], []);
  #cells: ReadonlyMap<CellId, ReactiveCell> = new Map();
  #standings: ReadonlyMap<CellId, Standing> = new Map();
  readonly #records = new Map<CellId, RunRecord>();
  readonly #asked = new Map<CellId, number>();
  readonly #touched = new Map<CellId, number>();
  #interaction = 0;
  #runs = 0;
  #running: Running | null = null;

  get graph(): Graph {
    return this.#graph;
  }

  /** The cell that runs and has not been told to stop; null for none. */
  get running(): CellId | null {
    return this.#running?.doomed === false ? this.#running.id : null;
  }

  /** Whether nothing runs and nothing is to run. */
  get quiet(): boolean {
    return this.#running === null && this.queue.length === 0;
  }

  standing(id: CellId): Standing {
    return this.#standings.get(id) ?? { kind: 'nothing' };
  }

  /** Cells that run or wait for their turn, in the order in which they will run. */
  get queue(): readonly CellId[] {
    const waiting = this.#graph.order.flatMap((id) => {
      const standing = this.standing(id);
      const waits = standing.kind === 'ready' || standing.kind === 'behind';
      return waits && id !== this.running ? [{ id, priority: standing.priority }] : [];
    });
    const ids = waiting.sort((a, b) => b.priority - a.priority).map(({ id }) => id);
    return this.running === null ? ids : [this.running, ...ids];
  }

  /** Cells whose result is not of now and which wait for the user. */
  get held(): readonly CellId[] {
    return this.#graph.order.filter(
      (id) => this.standing(id).kind === 'held' && this.#cells.get(id)?.work.kind === 'run',
    );
  }

  /**
   * Takes over what the document says.
   *
   * @param cells in the order of the document
   * @param loaded names of relations that are there without a cell
   * @returns cells that are gone
   */
  update(cells: readonly ReactiveCell[], loaded: readonly string[]): readonly CellId[] {
    const before = { graph: this.#graph, cells: this.#cells };
    this.#cells = new Map(cells.map((cell) => [cell.id, cell]));
    this.#graph = graphOf(cells, loaded);
    const changed = cells.filter(({ id, version, work }) => {
      const old = before.cells.get(id);
      if (old?.version !== version || old.work.kind !== work.kind) return true;
      return readsOf(before.graph, id) !== readsOf(this.#graph, id);
    });
    const gone = [...before.cells.keys()].filter((id) => !this.#cells.has(id));
    for (const id of gone) {
      this.#records.delete(id);
      this.#asked.delete(id);
      this.#touched.delete(id);
    }
    if (changed.length > 0) this.#touch(changed.map(({ id }) => id));
    this.#judge();
    return gone;
  }

  /**
   * The user asks for cells; what they read and is not fresh runs before them, and readers follow by themselves.
   *
   * @param again whether cells whose result is fresh run once more
   */
  ask(ids: readonly CellId[], again: boolean): void {
    const runnable = ids.filter((id) => this.#cells.get(id)?.work.kind === 'run');
    const wanted = runnable.filter((id) => again || this.standing(id).kind !== 'fresh');
    if (wanted.length === 0) return;
    this.#touch(wanted);
    for (const id of wanted) {
      this.#asked.set(id, this.#interaction);
      if (this.running !== id) this.#note(id, { madeOf: null });
    }
    // What has failed or was stopped is tried again for what reads it.
    for (const id of [...wanted, ...sourcesOf(this.#graph, wanted)]) {
      this.#note(id, { failedOf: null, stopped: false });
    }
    this.#judge();
  }

  /** Stops a cell, or everything. It does not run by itself before something it depends on changes. */
  stop(id?: CellId): void {
    const ids = id === undefined ? this.queue : this.queue.filter((each) => each === id);
    for (const each of ids) {
      this.#asked.delete(each);
      this.#note(each, { stopped: true });
    }
    this.#judge();
  }

  /** Says what is to be done now. Call it after everything else, until it says nothing any more. */
  next(): Step {
    const best = this.#best();
    const running = this.#running;
    if (running === null) {
      if (best === null) return { abort: null, start: null };
      return { abort: null, start: this.#start(best.id, best.key) };
    }
    if (running.doomed || this.#mayGoOn(running, best?.id ?? null)) return { abort: null, start: null };
    running.doomed = true;
    return { abort: running.run, start: null };
  }

  /** Takes note of the end of a run. */
  finish(run: number, end: RunEnd): void {
    const running = this.#running;
    if (running?.run !== run) return;
    this.#running = null;
    const { id, key, doomed } = running;
    if (!this.#cells.has(id)) return;
    const standing = this.standing(id);
    const current = standing.kind === 'ready' && standing.key === key;
    if (end === 'stopped') {
      // Aborted by somebody else: it is not begun again by itself, or the two would go on for ever.
      if (!doomed) this.#note(id, { stopped: true });
      if (!doomed) this.#asked.delete(id);
    } else if (current) {
      this.#asked.delete(id);
      this.#note(id, end === 'done' ? { stamp: run, madeOf: key, failedOf: null } : { failedOf: key });
    }
    this.#judge();
  }

  #start(id: CellId, key: string): { run: number; id: CellId } {
    this.#runs += 1;
    const run = this.#runs;
    // While it runs, and if it is stopped, nobody can rely on what it had made before.
    this.#note(id, { madeOf: null, failedOf: null });
    this.#running = { run, id, key, doomed: false };
    return { run, id };
  }

  /** The cell to run now: of the newest interaction, and the first among those. */
  #best(): { id: CellId; key: string; priority: number } | null {
    let best: { id: CellId; key: string; priority: number } | null = null;
    for (const id of this.#graph.order) {
      const standing = this.standing(id);
      if (standing.kind !== 'ready' || (best !== null && best.priority >= standing.priority)) continue;
      best = { id, key: standing.key, priority: standing.priority };
    }
    return best;
  }

  #mayGoOn({ id, key }: Running, best: CellId | null): boolean {
    const standing = this.standing(id);
    if (standing.kind !== 'ready' || standing.key !== key) return false;
    if (best === null || best === id) return true;
    return !this.#isDear(id) || this.#isDear(best);
  }

  #isDear(id: CellId): boolean {
    const work = this.#cells.get(id)?.work;
    return work?.kind === 'run' && work.dear;
  }

  #touch(ids: readonly CellId[]): void {
    this.#interaction += 1;
    for (const id of [...ids, ...readersOf(this.#graph, ids)]) {
      this.#touched.set(id, this.#interaction);
      if (this.#records.get(id)?.stopped === true) this.#note(id, { stopped: false });
    }
  }

  #note(id: CellId, change: Partial<RunRecord>): void {
    this.#records.set(id, { ...(this.#records.get(id) ?? NEVER_RUN), ...change });
  }

  #judge(): void {
    const situation = () => ({
      graph: this.#graph,
      cells: this.#cells,
      records: this.#records,
      asked: this.#asked,
      touched: this.#touched,
    });
    this.#standings = standingsOf(situation());
    // What cannot run is not kept in mind: it would run much later, when nobody expects it.
    const vain = [...this.#asked.keys()].filter((id) => {
      const { kind } = this.standing(id);
      return kind !== 'ready' && kind !== 'behind';
    });
    if (vain.length === 0) return;
    for (const id of vain) this.#asked.delete(id);
    this.#standings = standingsOf(situation());
  }
}

/** What a cell reads, as a text to compare; the order in the document does not count. */
function readsOf(graph: Graph, id: CellId): string {
  return graph.reads.get(id)?.toSorted().join() ?? '';
}
