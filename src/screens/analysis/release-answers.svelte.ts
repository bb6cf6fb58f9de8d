import type { ReleasePreview } from '../../contract/engine-api.ts';
import type { ReleasedFile } from '../../contract/privacy.ts';
import type { Result } from '../../contract/result.ts';
import { receiveReleased } from '../../privacy/gate.ts';
import { saveReleased } from '../../state/download.ts';
import type { EnginePort } from '../../state/engine-port.ts';
import type { ReleaseOutcome, ReleaseShown } from './release-shown.ts';

/** What the gate answered about the tables of a result, whatever the result is of, and what came of requests. */
export class ReleaseAnswers implements ReleaseShown {
  previews: Readonly<Record<string, Result<ReleasePreview>>> = $state.raw({});
  last: ReleaseOutcome | null = $state.raw(null);
  #asked = 0;
  protected readonly engine: EnginePort;

  constructor(engine: EnginePort) {
    this.engine = engine;
  }

  table(name: string): ReleasePreview['table'] | null {
    return this.preview(name)?.table ?? null;
  }

  withheld(name: string): ReleasePreview['withheld'] {
    return this.preview(name)?.withheld ?? [];
  }

  conflicts(name: string): ReleasePreview['conflicts'] {
    return this.preview(name)?.conflicts ?? [];
  }

  /** How a table would leave; null while it is not known or when it would not. */
  protected preview(name: string): ReleasePreview | null {
    const preview = this.previews[name];
    return preview?.ok === true ? preview.value : null;
  }

  /** Asks about tables by their names, one after the other. Only the newest question is answered. */
  protected async ask<Request>(
    requests: Iterable<readonly [string, Request]>,
    preview: (request: Request) => Promise<Result<ReleasePreview>>,
  ): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const answers: [string, Result<ReleasePreview>][] = [];
    for (const [table, request] of requests) {
      const answer = await preview(request);
      if (asked !== this.#asked) return;
      answers.push([table, answer]);
    }
    this.previews = Object.fromEntries(answers);
  }

  /** Saves a file that was asked for when the gate agrees, and keeps how that went. */
  protected async save(file: Promise<Result<ReleasedFile>>): Promise<void> {
    this.last = { kind: 'working' };
    const answer = await file;
    const received = answer.ok ? await receiveReleased(answer.value, this.engine.decisions) : answer;
    if (!received.ok) {
      this.last = { kind: 'refused', error: received.error };
      return;
    }
    saveReleased(received.value);
    const { name, decision } = received.value.value;
    this.last = { kind: 'released', name, suppressedRows: decision.suppressedRows };
  }
}
