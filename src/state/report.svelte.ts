import type { AppError } from '../contract/error.ts';
import type { Decision, ReleasedFile } from '../contract/privacy.ts';
import type { Result } from '../contract/result.ts';
import { receiveReleased } from '../privacy/gate.ts';
import { saveReleased } from './download.ts';
import type { Printer } from './printer.svelte.ts';

/** How the last request for a report went. */
export type ReportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'refused'; readonly error: AppError };

/** Asks the gate for reports and saves or prints them. */
export class Report<R extends { readonly format: 'print' | 'csv' }> {
  state: ReportState = $state.raw({ kind: 'idle' });
  readonly #release: (request: R) => Promise<Result<ReleasedFile>>;
  readonly #decisions: () => Iterable<Decision>;
  readonly #printer: Printer;

  /**
   * @param release asks the gate
   * @param decisions the page knows of
   */
  constructor(
    release: (request: R) => Promise<Result<ReleasedFile>>,
    decisions: () => Iterable<Decision>,
    printer: Printer,
  ) {
    this.#release = release;
    this.#decisions = decisions;
    this.#printer = printer;
  }

  /** Asks for a report; `print` goes to the printer, anything else is saved as a file. */
  async ask(request: R): Promise<void> {
    if (this.state.kind === 'working') return;
    this.state = { kind: 'working' };
    const answer = await this.#release(request);
    const received = answer.ok ? await receiveReleased(answer.value, this.#decisions()) : answer;
    if (!received.ok) {
      this.state = { kind: 'refused', error: received.error };
      return;
    }
    if (request.format === 'print') {
      this.state = { kind: 'idle' };
      await this.#printer.print(received.value);
    } else {
      saveReleased(received.value);
      this.state = { kind: 'saved', name: received.value.value.name };
    }
  }
}
