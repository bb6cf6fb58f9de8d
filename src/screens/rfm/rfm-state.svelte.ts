import { isoDay } from '../../analyses/bound-data.ts';
import type { CleaningReceipt } from '../../contract/import.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';
import type { EnginePort } from '../../state/engine-port.ts';
import { AnalysisRun, type RunState } from '../analysis/analysis-run.svelte.ts';
import { keepAlive } from '../analysis/keep-alive.svelte.ts';
import { SETTLE_MS } from '../analysis/latest-run.ts';
import { DEFAULT_FORM, formProblems, scaleOf, toParams, type RfmForm, type Scale } from './rfm-parameters.ts';

const DAY_MS = 86_400_000;

/** Which customers are listed: those of a segment, or of one cell of the heat map. */
export type Selection =
  | { readonly kind: 'segment'; readonly segment: string }
  | { readonly kind: 'cell'; readonly r: number; readonly f: number };

/**
 * The parameters of RFM and the result that follows them. The newest change wins; while it is computed the
 * last result stays. It outlives the screen, so that coming back finds everything as it was.
 */
export class RfmState {
  form: RfmForm = $state.raw(DEFAULT_FORM);
  selection: Selection | null = $state.raw(null);
  view: 'private' | 'release' = $state('private');
  /** Whether the user wants scores although there are few customers. */
  fewAccepted = $state(false);
  #receipt: CleaningReceipt | null = $state.raw(null);
  readonly #run: AnalysisRun<RfmForm>;

  /** Scores per dimension of the outcome. */
  readonly scale: Scale = $derived(scaleOf(this.computed));

  /** Problems of the form; while there are any, the last valid result stays. */
  readonly problems = $derived(
    formProblems(this.form, this.lastOrderAt === null ? null : isoDay(this.lastOrderAt)),
  );

  constructor(engine: EnginePort) {
    this.#run = new AnalysisRun(engine);
  }

  get outcome(): AnalysisOutcome | null {
    return this.#run.last?.outcome ?? null;
  }

  /** The form that the outcome was computed from. */
  get computed(): RfmForm {
    return this.#run.last?.form ?? DEFAULT_FORM;
  }

  get run(): RunState {
    return this.#run.state;
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
    if (receipt === this.#receipt) {
      if (this.#run.gaveWay) this.compute(0);
      return;
    }
    const other = receipt.fileName !== this.#receipt?.fileName;
    this.#receipt = receipt;
    if (other) {
      this.selection = null;
      this.#run.last = null;
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
      this.#run.stop();
      return;
    }
    const { form } = this;
    const { datasetId } = receipt;
    this.#run.start({ datasetId, analysisId: 'rfm', params: toParams(form), form }, settleMs);
  }

  /** Stops the run; the last result stays. */
  cancel(): void {
    this.#run.cancel();
  }
}

const states = new WeakMap<EnginePort, RfmState>();

/** The state of RFM that belongs to an engine; made on first use. */
export function rfmStateOf(engine: EnginePort): RfmState {
  const known = states.get(engine);
  if (known !== undefined) return known;
  const made = keepAlive(() => new RfmState(engine));
  states.set(engine, made);
  return made;
}
