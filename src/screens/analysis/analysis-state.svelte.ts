import type { Analysis } from '../../analyses/analysis.ts';
import type { DatasetId } from '../../contract/ids.ts';
import type { CleaningReceipt } from '../../contract/import.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';
import type { EnginePort } from '../../state/engine-port.ts';
import { AnalysisRun, type RunState } from './analysis-run.svelte.ts';
import { keepAlive } from './keep-alive.svelte.ts';
import { SETTLE_MS } from './latest-run.ts';
import { checkDraft, defaultDraft, type CheckedDraft, type Draft } from './parameter-form.ts';

/**
 * The parameters of an analysis and the result that follows them. It outlives the screen, so that coming back
 * finds everything as it was.
 */
export class AnalysisState {
  readonly analysis: Analysis;
  draft: Draft = $state.raw({});
  view: 'private' | 'release' = $state('private');
  /** Data for which the user wants figures although there are few customers. */
  fewAccepted: DatasetId | null = $state(null);
  #receipt: CleaningReceipt | null = $state.raw(null);
  readonly #run: AnalysisRun<Draft>;

  /** The draft as the schema sees it; while it cannot be used, the last valid result stays. */
  readonly checked: CheckedDraft = $derived.by(() => this.#check());

  constructor(engine: EnginePort, analysis: Analysis) {
    this.analysis = analysis;
    this.draft = defaultDraft(analysis);
    this.#run = new AnalysisRun(engine);
  }

  get outcome(): AnalysisOutcome | null {
    return this.#run.last?.outcome ?? null;
  }

  get run(): RunState {
    return this.#run.state;
  }

  /** Uses these orders; computes when they are others than before. */
  use(receipt: CleaningReceipt): void {
    if (receipt === this.#receipt) {
      if (this.#run.gaveWay) this.compute(0);
      return;
    }
    const other = receipt.datasetId !== this.#receipt?.datasetId;
    this.#receipt = receipt;
    if (other) {
      this.#run.last = null;
      // Other data have other attributes and other dates.
      this.draft = defaultDraft(this.analysis);
    }
    this.compute(0);
  }

  /** Sets a parameter; the result follows. */
  set(param: string, value: unknown): void {
    this.draft = { ...this.draft, [param]: value };
    this.compute();
  }

  /** Takes all parameters back to their defaults. */
  reset(): void {
    this.draft = defaultDraft(this.analysis);
    this.compute(0);
  }

  /** Computes the result of the parameters as they stand. */
  compute(settleMs: number = SETTLE_MS): void {
    const { params } = this.checked;
    if (this.#receipt === null || params === null) {
      this.#run.stop();
      return;
    }
    const { datasetId } = this.#receipt;
    this.#run.start({ datasetId, analysisId: this.analysis.id, params, form: this.draft }, settleMs);
  }

  /** Stops the run; the last result stays. */
  cancel(): void {
    this.#run.cancel();
  }

  #check(): CheckedDraft {
    return checkDraft(this.analysis, this.draft);
  }
}

const states = new WeakMap<EnginePort, Map<string, AnalysisState>>();

/** The state of an analysis that belongs to an engine; made on first use. */
export function analysisStateOf(engine: EnginePort, analysis: Analysis): AnalysisState {
  const known = states.get(engine) ?? new Map<string, AnalysisState>();
  states.set(engine, known);
  const found = known.get(analysis.id) ?? keepAlive(() => new AnalysisState(engine, analysis));
  known.set(analysis.id, found);
  return found;
}
