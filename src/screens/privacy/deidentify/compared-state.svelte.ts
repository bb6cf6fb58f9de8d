import { findAnalysis } from '../../../analyses/index.ts';
import type { ComparedAsk, ComparedRecords, ComparedRun } from '../../../contract/compared-records.ts';
import { Task } from '../../../state/task.svelte.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { analysisStateOf } from '../../analysis/analysis-state.svelte.ts';

/** Charts of the table that was made last and of its records: those that suggest themselves, and what is added. */
export class ComparedState {
  readonly task = new Task<ComparedRecords>();
  runs: readonly ComparedRun[] = $state.raw([]);
  #asked: readonly ComparedAsk[] | null = null;
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Draws the charts that suggest themselves; those of an earlier table go. */
  start(): Promise<void> {
    this.task.clear();
    this.runs = [];
    return this.#run(null);
  }

  /** Asks again for what was asked last. */
  again(): Promise<void> {
    return this.#run(this.#asked);
  }

  /** Draws one chart more, above the others. */
  add(ask: ComparedAsk): Promise<void> {
    return this.#run([ask]);
  }

  /** Draws an analysis with the parameters that its own screen has now. */
  addAnalysis(analysisId: string): Promise<void> {
    const { params } = analysisStateOf(this.#workspace.engine, findAnalysis(analysisId)).checked;
    return this.add({ kind: 'analysis', analysisId, params: { ...params } });
  }

  remove(run: ComparedRun): void {
    this.runs = this.runs.filter((each) => each !== run);
  }

  async #run(asks: readonly ComparedAsk[] | null): Promise<void> {
    const { engine, records } = this.#workspace;
    const recordsId = records.summary?.recordsId;
    if (recordsId === undefined) return;
    this.#asked = asks;
    const found = await this.task.run((control) =>
      engine.records.compareCharts({ recordsId, asks }, control),
    );
    if (found !== null) this.runs = [...found.runs, ...this.runs];
  }
}
