import type { TileOutcome, TileRun } from '../../contract/dashboard.ts';
import type { Progress } from '../../contract/engine-api.ts';
import type { AppError } from '../../contract/error.ts';
import type { TileId } from '../../dashboard/dashboard.ts';
import type { DashboardPort } from '../engine-port.ts';
import { CHEAP_MS, DEAR_ANALYSES } from '../notebook/auto-run.ts';

/** An analysis that a tile of the page shows. */
export interface AnalysisWanted {
  readonly id: TileId;
  readonly run: TileRun;
  /** Another text for another result. */
  readonly version: string;
}

/** Where the analysis of a tile is. `stale`: what is shown is of another selection, and it waits for the user. */
export type AnalysisStatus = 'waiting' | 'queued' | 'running' | 'done' | 'stale' | 'failed';

/** What is known of an analysis tile. */
export interface AnalysisState {
  readonly status: AnalysisStatus;
  /** Of the last run that ended well, whatever it was of. */
  readonly outcome: TileOutcome | null;
  readonly error: AppError | null;
  readonly progress: Progress | null;
  /** What the outcome was run as; null before the first. */
  readonly ran: TileRun | null;
}

/** What is kept of a tile, of pages that are not in view too. */
interface Kept {
  readonly outcome: TileOutcome;
  readonly version: string;
  readonly ran: TileRun;
}

const NOTHING: AnalysisState = { status: 'waiting', outcome: null, error: null, progress: null, ran: null };

/**
 * Runs the analyses of a page's tiles, one after the other and only while nothing more urgent is under way. What took
 * less than a second runs by itself whenever the selection changes; the rest goes stale and waits. An analysis runs once
 * by itself, fits of models aside.
 */
export class AnalysisRuns {
  readonly #engine: Pick<DashboardPort, 'runTile'>;
  readonly #onState: (id: TileId, state: AnalysisState) => void;
  readonly #kept = new Map<TileId, Kept>();
  /** Runs that were stopped had taken so long at least, by tile and analysis. */
  readonly #costs = new Map<TileId, { readonly analysis: string; readonly ms: number }>();
  readonly #errors = new Map<TileId, { readonly version: string; readonly error: AppError }>();
  readonly #states = new Map<TileId, AnalysisState>();
  /** What the user has asked for, though it is dear: version by tile. */
  readonly #asked = new Map<TileId, string>();
  #wanted: readonly AnalysisWanted[] = [];
  #held = true;
  #running: {
    readonly wanted: AnalysisWanted;
    readonly abort: AbortController;
    readonly began: number;
    progress: Progress | null;
  } | null = null;
  #closed = false;

  constructor(engine: Pick<DashboardPort, 'runTile'>, onState: (id: TileId, state: AnalysisState) => void) {
    this.#engine = engine;
    this.#onState = onState;
  }

  state(id: TileId): AnalysisState {
    return this.#states.get(id) ?? NOTHING;
  }

  /** Tiles of the page that wait for the user. */
  get stale(): readonly TileId[] {
    return this.#wanted.flatMap(({ id }) => (this.state(id).status === 'stale' ? [id] : []));
  }

  /** Takes over what the page shows now; what has to run and may, runs once it is let. */
  set(wanted: readonly AnalysisWanted[]): void {
    this.#wanted = wanted;
    const running = this.#running;
    if (running !== null && !wanted.some(({ version }) => version === running.wanted.version)) {
      running.abort.abort();
    }
    this.#publish();
    this.#step();
  }

  /** Lets runs begin, or holds them back while figures are asked for. */
  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    this.#step();
  }

  /** Runs tiles although they are dear. */
  ask(ids: readonly TileId[]): void {
    for (const { id, version } of this.#wanted) {
      if (!ids.includes(id)) continue;
      this.#asked.set(id, version);
      this.#errors.delete(id);
    }
    this.#publish();
    this.#step();
  }

  /** Stops what runs; it then waits for the user. */
  stop(): void {
    if (this.#running === null) return;
    this.#asked.delete(this.#running.wanted.id);
    this.#costs.set(this.#running.wanted.id, {
      analysis: this.#running.wanted.run.analysisId,
      ms: Infinity,
    });
    this.#running.abort.abort();
  }

  /** Forgets all results: what they were computed from is gone. */
  forget(): void {
    this.#kept.clear();
    this.#errors.clear();
    this.#costs.clear();
    this.#running?.abort.abort();
  }

  close(): void {
    this.#closed = true;
    this.#running?.abort.abort();
  }

  #isDear({ id, run }: AnalysisWanted): boolean {
    const known = this.#costs.get(id);
    if (known?.analysis === run.analysisId) return known.ms >= CHEAP_MS;
    return DEAR_ANALYSES.has(run.analysisId);
  }

  #statusOf(wanted: AnalysisWanted): AnalysisStatus {
    const { id, version } = wanted;
    if (this.#running?.wanted.version === version && this.#running.wanted.id === id) return 'running';
    if (this.#kept.get(id)?.version === version) return 'done';
    if (this.#errors.get(id)?.version === version) return 'failed';
    return this.#asked.get(id) === version || !this.#isDear(wanted) ? 'queued' : 'stale';
  }

  #publish(): void {
    for (const wanted of this.#wanted) {
      const { id } = wanted;
      const kept = this.#kept.get(id);
      const status = this.#statusOf(wanted);
      const state: AnalysisState = {
        status,
        outcome: kept?.outcome ?? null,
        ran: kept?.ran ?? null,
        error: status === 'failed' ? (this.#errors.get(id)?.error ?? null) : null,
        progress: status === 'running' ? (this.#running?.progress ?? null) : null,
      };
      this.#states.set(id, state);
      this.#onState(id, state);
    }
  }

  #step(): void {
    if (this.#closed || this.#held || this.#running !== null) return;
    const next = this.#wanted.find((wanted) => this.#statusOf(wanted) === 'queued');
    if (next !== undefined) void this.#run(next);
  }

  async #run(wanted: AnalysisWanted): Promise<void> {
    const abort = new AbortController();
    const running = { wanted, abort, began: performance.now(), progress: null as Progress | null };
    this.#running = running;
    this.#publish();
    const result = await this.#engine.runTile(wanted.run, {
      signal: abort.signal,
      onProgress: (progress) => {
        running.progress = progress;
        if (this.#running === running) this.#publish();
      },
    });
    this.#running = null;
    if (this.#closed) return;
    const { id, version, run } = wanted;
    const ms = performance.now() - running.began;
    if (result.ok) {
      this.#kept.set(id, { outcome: result.value, version, ran: run });
      this.#costs.set(id, { analysis: run.analysisId, ms: result.value.outcome.elapsedMs });
    } else if (result.error.code === 'engine.cancelled') {
      // It would have cost that much at least.
      if (ms >= CHEAP_MS && !this.#costs.has(id)) this.#costs.set(id, { analysis: run.analysisId, ms });
    } else this.#errors.set(id, { version, error: result.error });
    this.#publish();
    this.#step();
  }
}
