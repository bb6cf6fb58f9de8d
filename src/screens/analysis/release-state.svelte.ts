import type { ReleasePreview, ReleaseRequest } from '../../contract/engine-api.ts';
import type { AnalysisOutcome } from '../../contract/outcome.ts';
import type { ExportFormat } from '../../contract/privacy.ts';
import type { Result } from '../../contract/result.ts';
import type { Locale } from '../../i18n/messages.ts';
import { receiveReleased } from '../../privacy/gate.ts';
import { saveReleased } from '../../state/download.ts';
import type { EnginePort } from '../../state/engine-port.ts';
import type { ReleaseOutcome, ReleaseShown } from './release-shown.ts';

/** Language and theme that a released file is made in. */
export interface ReleaseLook {
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
}

/** What the user asks to let out: a table, or a view of it as a picture. */
export interface ReleaseChoice {
  readonly table: string;
  readonly format: ExportFormat;
  readonly view?: string;
}

/** Pictures are drawn at this size, CSS pixels. */
const PICTURE_SIZE = [960, 540] as const;

/** What would leave of a result, and the requests to let it out. */
export class ReleaseState implements ReleaseShown {
  /** The gate's answer for each aggregate table; empty while it is being asked. */
  previews: Readonly<Record<string, Result<ReleasePreview>>> = $state.raw({});
  last: ReleaseOutcome | null = $state.raw(null);
  #asked = 0;
  readonly #engine: EnginePort;

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  table(name: string): ReleasePreview['table'] | null {
    const preview = this.previews[name];
    return preview?.ok === true ? preview.value.table : null;
  }

  withheld(name: string): ReleasePreview['withheld'] {
    const preview = this.previews[name];
    return preview?.ok === true ? preview.value.withheld : [];
  }

  conflicts(name: string): ReleasePreview['conflicts'] {
    const preview = this.previews[name];
    return preview?.ok === true ? preview.value.conflicts : [];
  }

  /** Asks the gate about every aggregate table of a result. Only the newest question is answered. */
  async check(outcome: AnalysisOutcome, look: ReleaseLook): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answers: [string, Result<ReleasePreview>][] = [];
    for (const table of Object.keys(outcome.tables)) {
      const answer = await this.#engine.preview(this.#request(outcome, { table, format: 'csv' }, look));
      if (asked !== this.#asked) return;
      answers.push([table, answer]);
    }
    this.previews = Object.fromEntries(answers);
  }

  /** Asks the gate for a file and saves it when the gate agrees. */
  async release(outcome: AnalysisOutcome, choice: ReleaseChoice, look: ReleaseLook): Promise<void> {
    this.last = { kind: 'working' };
    const answer = await this.#engine.release(this.#request(outcome, choice, look));
    const received = answer.ok ? await receiveReleased(answer.value, this.#engine.decisions) : answer;
    if (!received.ok) {
      this.last = { kind: 'refused', error: received.error };
      return;
    }
    saveReleased(received.value);
    const { name, decision } = received.value.value;
    this.last = { kind: 'released', name, suppressedRows: decision.suppressedRows };
  }

  #request(outcome: AnalysisOutcome, choice: ReleaseChoice, look: ReleaseLook): ReleaseRequest {
    const picture = choice.view === undefined ? {} : { size: PICTURE_SIZE };
    return { datasetId: outcome.datasetId, analysisId: outcome.analysisId, ...choice, ...picture, ...look };
  }
}
