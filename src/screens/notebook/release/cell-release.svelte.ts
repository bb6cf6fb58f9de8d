import type { ReleasePreview } from '../../../contract/engine-api.ts';
import type { CellReleaseRequest, ReleasedDrawing } from '../../../contract/notebook.ts';
import type { Result } from '../../../contract/result.ts';
import { receiveReleased } from '../../../privacy/gate.ts';
import { saveReleased } from '../../../state/download.ts';
import type { EnginePort } from '../../../state/engine-port.ts';
import type { ReleaseOutcome, ReleaseShown } from '../../analysis/release-shown.ts';

/** What would leave of the results of a cell, and the requests to let it out. */
export class CellRelease implements ReleaseShown {
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

  /** How a chart of a table is drawn; null where none was asked for. */
  drawing(name: string): ReleasedDrawing | null {
    const preview = this.previews[name];
    return preview?.ok === true ? (preview.value.drawing ?? null) : null;
  }

  withheld(name: string): ReleasePreview['withheld'] {
    const preview = this.previews[name];
    return preview?.ok === true ? preview.value.withheld : [];
  }

  conflicts(name: string): ReleasePreview['conflicts'] {
    const preview = this.previews[name];
    return preview?.ok === true ? preview.value.conflicts : [];
  }

  /** Asks the gate about tables, by the names they have on the screen. Only the newest question is answered. */
  async check(requests: Readonly<Record<string, CellReleaseRequest>>): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answers: [string, Result<ReleasePreview>][] = [];
    for (const [table, request] of Object.entries(requests)) {
      const answer = await this.#engine.notebook.preview(request);
      if (asked !== this.#asked) return;
      answers.push([table, answer]);
    }
    this.previews = Object.fromEntries(answers);
  }

  /** Asks the gate for a file and saves it when the gate agrees. */
  async release(request: CellReleaseRequest): Promise<void> {
    this.last = { kind: 'working' };
    const answer = await this.#engine.notebook.release(request);
    const received = answer.ok ? await receiveReleased(answer.value, this.#engine.decisions) : answer;
    if (!received.ok) {
      this.last = { kind: 'refused', error: received.error };
      return;
    }
    saveReleased(received.value);
    const { name, decision } = received.value.value;
    this.last = { kind: 'released', name, suppressedRows: decision.suppressedRows };
  }
}
