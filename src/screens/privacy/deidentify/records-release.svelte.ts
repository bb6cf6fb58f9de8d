import type { AppError } from '../../../contract/error.ts';
import type { RecordsReleaseRequest } from '../../../contract/records.ts';
import { receiveReleased } from '../../../privacy/gate.ts';
import { saveReleased } from '../../../state/download.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';

/** How the last request went. */
type Asked =
  | { readonly kind: 'working' }
  | { readonly kind: 'released'; readonly name: string }
  | { readonly kind: 'refused'; readonly error: AppError };

/** Requests to let the de-identified table out. */
export class RecordsRelease {
  last: Asked | null = $state.raw(null);
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Asks the gate for the table as a file and saves it when the gate agrees. */
  async ask(format: RecordsReleaseRequest['format']): Promise<void> {
    const { engine, records, locale } = this.#workspace;
    const recordsId = records.summary?.recordsId;
    if (recordsId === undefined || this.last?.kind === 'working') return;
    this.last = { kind: 'working' };
    const answer = await engine.records.release({
      recordsId,
      format,
      purpose: records.purpose.trim(),
      locale,
    });
    const received = answer.ok ? await receiveReleased(answer.value, engine.decisions) : answer;
    if (!received.ok) {
      this.last = { kind: 'refused', error: received.error };
      return;
    }
    saveReleased(received.value);
    this.last = { kind: 'released', name: received.value.value.name };
  }
}
