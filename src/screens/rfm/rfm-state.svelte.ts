import { isoDay } from '../../analyses/bound-data.ts';
import type { AppError } from '../../contract/error.ts';
import type { CleaningReceipt } from '../../contract/import.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';
import type { Result } from '../../contract/result.ts';
import type { EnginePort } from '../../state/engine-port.ts';
import { LatestRun, SETTLE_MS } from './latest-run.ts';
import { DEFAULT_FORM, formProblems, scaleOf, toParams, type RfmForm, type Scale } from './rfm-parameters.ts';

const DAY_MS = 86_400_000;

/** After this long a run says how far it is and can be cancelled, milliseconds. */
const SLOW_MS = 1000;

/** Which customers are listed: those of a segment, or of one cell of the heat map. */
export type Selection =
  | { readonly kind: 'segment'; readonly segment: string }
  | { readonly kind: 'cell'; readonly r: number; readonly f: number };

/** How the last run went, besides its result. */
export type RunState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly slow: boolean; readonly share: number | null }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'cancelled' };

/**
 * The parameters of RFM and the result that follows them. The newest change wins; while it is computed the
 * last result stays. It outlives the screen, so that coming back finds everything as it was.
 */
export class RfmState {
  form: RfmForm = $state.raw(DEFAULT_FORM);
  outcome: AnalysisOutcome | null = $state.raw(null);
  /** The form that the outcome was computed from. */
  computed: RfmForm = $state.raw(DEFAULT_FORM);
  run: RunState = $state.raw({ kind: 'idle' });
  selection: Selection | null = $state.raw(null);
  view: 'private' | 'release' = $state('private');
  /** Whether the user wants scores although there are few customers. */
  fewAccepted = $state(false);
  #receipt: CleaningReceipt | null = $state.raw(null);
  #slow: ReturnType<typeof setTimeout> | null = null;
  readonly #engine: EnginePort;
  readonly #latest = new LatestRun<{ result: Result<AnalysisOutcome>; form: RfmForm }>((answer) => {
    this.#finish(answer.result, answer.form);
  });

  /** Scores per dimension of the outcome. */
  readonly scale: Scale = $derived(scaleOf(this.computed));

  /** Problems of the form; while there are any, the last valid result stays. */
  readonly problems = $derived(
    formProblems(this.form, this.lastOrderAt === null ? null : isoDay(this.lastOrderAt)),
  );

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  /** Day after the last order, ISO; empty when there is no order. */
  get defaultDate(): string {
    const last = this.#receipt?.lastOrderAt ?? null;
    return last === null ? '' : isoDay(last + DAY_MS);
  }

  /** Day of the last order, ms since 1970 UTC. */
  get lastOrderAt(): number | null {
    return this.#receipt?.lastOrderAt ?? null;
  }

  /** Analysis date in force, ms since 1970 UTC. */
  get analysisDateAt(): number | null {
    const date = this.form.analysisDate === '' ? this.defaultDate : this.form.analysisDate;
    return date === '' ? null : Date.parse(`${date}T00:00:00Z`);
  }

  /** Uses these orders; computes when they are others than before. */
  use(receipt: CleaningReceipt): void {
    if (receipt === this.#receipt) return;
    const other = receipt.fileName !== this.#receipt?.fileName;
    this.#receipt = receipt;
    if (other) {
      this.selection = null;
      this.outcome = null;
      this.fewAccepted = false;
      this.form = { ...this.form, analysisDate: '' };
    }
    this.compute(0);
  }

  /** Changes parameters; the result follows. */
  change(change: Partial<RfmForm>): void {
    this.form = { ...this.form, ...change };
    this.compute();
  }

  /** Takes all parameters back to their defaults. */
  reset(): void {
    this.form = DEFAULT_FORM;
    this.compute(0);
  }

  /** Computes the result of the parameters as they stand. */
  compute(settleMs: number = SETTLE_MS): void {
    const receipt = this.#receipt;
    if (receipt === null || this.problems.length > 0) {
      this.#latest.stop();
      this.#settle({ kind: 'idle' });
      return;
    }
    const { form } = this;
    this.#settle({ kind: 'running', slow: false, share: null });
    this.#slow = setTimeout(() => {
      if (this.run.kind === 'running') this.run = { ...this.run, slow: true };
    }, SLOW_MS);
    this.#latest.start(async (signal) => {
      const result = await this.#engine.analyse(receipt.datasetId, 'rfm', toParams(form), {
        signal,
        onProgress: ({ share }) => {
          if (!signal.aborted && this.run.kind === 'running') this.run = { ...this.run, share };
        },
      });
      return { result, form };
    }, settleMs);
  }

  /** Stops the run; the last result stays. */
  cancel(): void {
    this.#latest.stop();
    this.#settle({ kind: 'cancelled' });
  }

  #settle(run: RunState): void {
    if (this.#slow !== null) clearTimeout(this.#slow);
    this.#slow = null;
    this.run = run;
  }

  #finish(result: Result<AnalysisOutcome>, form: RfmForm): void {
    if (result.ok) {
      this.outcome = result.value;
      this.computed = form;
      this.#settle({ kind: 'idle' });
    } else if (result.error.code === 'engine.cancelled') {
      this.#settle({ kind: 'cancelled' });
    } else {
      this.#settle({ kind: 'failed', error: result.error });
    }
  }
}

const states = new WeakMap<EnginePort, RfmState>();

/** The state of RFM that belongs to an engine; made on first use. */
export function rfmStateOf(engine: EnginePort): RfmState {
  const known = states.get(engine);
  if (known !== undefined) return known;
  const made = new RfmState(engine);
  states.set(engine, made);
  return made;
}
