import type { ReportRequest } from '../contract/engine-api.ts';
import type { AppError } from '../contract/error.ts';
import { receiveReleased } from '../privacy/gate.ts';
import { saveReleased } from './download.ts';
import type { EnginePort } from './engine-port.ts';
import type { Printer } from './printer.svelte.ts';

/** How the last request for a report went. */
export type ReportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'refused'; readonly error: AppError };

/** Asks the gate for reports and saves or prints them. */
export class Report {
  state: ReportState = $state.raw({ kind: 'idle' });
  readonly #engine: Pick<EnginePort, 'releaseReport' | 'decisions'>;
  readonly #printer: Printer;

  constructor(engine: Pick<EnginePort, 'releaseReport' | 'decisions'>, printer: Printer) {
    this.#engine = engine;
    this.#printer = printer;
  }

  /** Asks for a report; `print` goes to the printer, anything else is saved as a file. */
  async ask(request: ReportRequest): Promise<void> {
    if (this.state.kind === 'working') return;
    this.state = { kind: 'working' };
    const answer = await this.#engine.releaseReport(request);
    const received = answer.ok ? await receiveReleased(answer.value, this.#engine.decisions) : answer;
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
