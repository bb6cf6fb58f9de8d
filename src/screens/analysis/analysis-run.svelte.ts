import type { AppError } from '../../contract/error.ts';
import type { DatasetId } from '../../contract/ids.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';
import type { Result } from '../../contract/result.ts';
import type { EnginePort } from '../../state/engine-port.ts';
import { LatestRun, SETTLE_MS } from './latest-run.ts';

/** After this long a run says how far it is and can be cancelled, milliseconds. */
const SLOW_MS = 1000;

/** How the last run went, besides its result. */
export type RunState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly slow: boolean; readonly share: number | null }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'cancelled' };

/** What is to be computed. */
export interface RunRequest<F> {
  readonly datasetId: DatasetId;
  readonly analysisId: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The form the parameters come from, kept beside the result. */
  readonly form: F;
}

/** The run that an engine is busy with: it does one thing at a time, and the newest wish wins. */
const busy = new WeakMap<EnginePort, { giveWay(): void }>();

/**
 * Runs of one analysis. The newest wins; while it runs the last result stays. `F` is the form that parameters
 * come from.
 */
export class AnalysisRun<F> {
  state: RunState = $state.raw({ kind: 'idle' });
  /** The last result, with the form it was computed from. */
  last: { readonly outcome: AnalysisOutcome; readonly form: F } | null = $state.raw(null);
  /** Whether the run was given up for one of another analysis and is to be begun again when it is looked at. */
  gaveWay = false;
  #slow: ReturnType<typeof setTimeout> | null = null;
  readonly #engine: EnginePort;
  readonly #latest = new LatestRun<{ result: Result<AnalysisOutcome>; form: F }>(({ result, form }) => {
    this.#finish(result, form);
  });

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  /**
   * Begins a run.
   *
   * @param settleMs how long another change may still come before it begins; 0 begins at once
   */
  start(request: RunRequest<F>, settleMs: number = SETTLE_MS): void {
    const other = busy.get(this.#engine);
    if (other !== this) other?.giveWay();
    busy.set(this.#engine, this);
    this.gaveWay = false;
    this.#settle({ kind: 'running', slow: false, share: null });
    this.#slow = setTimeout(() => {
      if (this.state.kind === 'running') this.state = { ...this.state, slow: true };
    }, SLOW_MS);
    const { datasetId, analysisId, params, form } = request;
    this.#latest.start(async (signal) => {
      const result = await this.#engine.analyse(datasetId, analysisId, params, {
        signal,
        onProgress: ({ share }) => {
          if (!signal.aborted && this.state.kind === 'running') this.state = { ...this.state, share };
        },
      });
      return { result, form };
    }, settleMs);
  }

  /** Stops what runs, because there is nothing to compute; the last result stays. */
  stop(): void {
    this.#latest.stop();
    this.#settle({ kind: 'idle' });
  }

  /** Stops the run because the user wants it; the last result stays. */
  cancel(): void {
    this.#latest.stop();
    this.#settle({ kind: 'cancelled' });
  }

  /** Stops the run because one of another analysis has been asked for. */
  giveWay(): void {
    if (this.state.kind !== 'running') return;
    this.stop();
    this.gaveWay = true;
  }

  #settle(state: RunState): void {
    if (this.#slow !== null) clearTimeout(this.#slow);
    this.#slow = null;
    this.state = state;
  }

  #finish(result: Result<AnalysisOutcome>, form: F): void {
    if (result.ok) {
      this.last = { outcome: result.value, form };
      this.#settle({ kind: 'idle' });
    } else if (result.error.code === 'engine.cancelled') {
      this.#settle({ kind: 'cancelled' });
    } else {
      this.#settle({ kind: 'failed', error: result.error });
    }
  }
}
