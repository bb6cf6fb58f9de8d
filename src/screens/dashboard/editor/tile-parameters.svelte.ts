import { findAnalysis } from '../../../analyses/index.ts';
import type { Analysis } from '../../../analyses/analysis.ts';
import type { TileBody } from '../../../dashboard/dashboard.ts';
import {
  changedParams,
  checkDraft,
  defaultDraft,
  type CheckedDraft,
  type Draft,
} from '../../analysis/parameter-form.ts';

type AnalysisBody = Extract<TileBody, { kind: 'analysis' }>;

/** Parameters of a tile's analysis as they are edited: what cannot be used yet stays here, the rest goes to the tile. */
export class TileParameters {
  readonly #body: () => AnalysisBody;
  readonly #onchange: (params: Readonly<Record<string, unknown>>) => void;
  /** Fields that cannot be used as they stand, with the analysis they are of. */
  #pending: { readonly analysis: string; readonly fields: Draft } = $state.raw({ analysis: '', fields: {} });

  readonly analysis: Analysis = $derived.by(() => findAnalysis(this.#body().analysis));
  readonly draft: Draft = $derived.by(() => ({
    ...defaultDraft(this.analysis),
    ...this.#body().params,
    ...this.#unused(),
  }));
  readonly checked: CheckedDraft = $derived.by(() => checkDraft(this.analysis, this.draft));

  constructor(body: () => AnalysisBody, onchange: (params: Readonly<Record<string, unknown>>) => void) {
    this.#body = body;
    this.#onchange = onchange;
  }

  set(param: string, value: unknown): void {
    const draft = { ...this.draft, [param]: value };
    const { params } = checkDraft(this.analysis, draft);
    if (params === null) {
      this.#pending = { analysis: this.analysis.id, fields: { ...this.#unused(), [param]: value } };
      return;
    }
    this.#pending = { analysis: '', fields: {} };
    this.#onchange(changedParams(this.analysis, draft));
  }

  reset(): void {
    this.#pending = { analysis: '', fields: {} };
    this.#onchange({});
  }

  #unused(): Draft {
    return this.#pending.analysis === this.#body().analysis ? this.#pending.fields : {};
  }
}
