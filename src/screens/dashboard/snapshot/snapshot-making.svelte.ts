import type { Progress } from '../../../contract/engine-api.ts';
import type { AppError } from '../../../contract/error.ts';
import type { Result } from '../../../contract/result.ts';
import type { SigningKey, SnapshotPreview, SnapshotRequest } from '../../../contract/snapshot.ts';
import { receiveReleased } from '../../../privacy/gate.ts';
import { saveReleased } from '../../../state/download.ts';
import type { EnginePort } from '../../../state/engine-port.ts';
import type { ReleaseOutcome } from '../../analysis/release-shown.ts';

/** The key of this browser, as far as it is known. */
export type KeyState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'none' }
  | { readonly kind: 'there'; readonly key: SigningKey }
  | { readonly kind: 'failed'; readonly error: AppError };

/** What would leave with a snapshot, the key it is signed with, and the request to let it out. */
export class SnapshotMaking {
  /** How it would leave; null before the first answer. An older one stays until the newer has come. */
  preview: Result<SnapshotPreview> | null = $state.raw(null);
  /** What is under way; null for nothing. */
  working: 'checking' | 'releasing' | null = $state(null);
  /** Whether the last check was stopped, so that what is shown may be older than what is set. */
  stopped: boolean = $state(false);
  progress: Progress | null = $state.raw(null);
  last: ReleaseOutcome | null = $state.raw(null);
  key: KeyState = $state.raw({ kind: 'reading' });

  readonly #engine: EnginePort;
  #stop: AbortController | null = null;

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  /** Asks how a snapshot would leave, in place of what was asked before. */
  async check(request: SnapshotRequest): Promise<void> {
    const control = this.#begin('checking');
    const answer = await this.#engine.dashboard.previewSnapshot(request, control);
    if (this.#end(control.signal)) this.preview = answer;
  }

  /** Asks the gate for a snapshot, and saves the file when the gate agrees. */
  async release(request: SnapshotRequest): Promise<void> {
    const control = this.#begin('releasing');
    this.last = { kind: 'working' };
    const answer = await this.#engine.dashboard.releaseSnapshot(request, control);
    if (!this.#end(control.signal)) return;
    const received = answer.ok ? await receiveReleased(answer.value, this.#engine.decisions) : answer;
    if (!received.ok) {
      this.last = { kind: 'refused', error: received.error };
      return;
    }
    saveReleased(received.value);
    const { name, decision } = received.value.value;
    this.last = { kind: 'released', name, suppressedRows: decision.suppressedRows };
  }

  /** Stops what is under way. */
  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
    if (this.working === 'releasing') this.last = null;
    this.stopped = this.working === 'checking';
    this.working = null;
  }

  /** Reads the key of this browser. */
  async readKey(): Promise<void> {
    const answer = await this.#engine.dashboard.signingKey('read');
    if (!answer.ok) this.key = { kind: 'failed', error: answer.error };
    else this.key = answer.value === null ? { kind: 'none' } : { kind: 'there', key: answer.value };
  }

  /**
   * Makes a key. It stops a check that is under way.
   *
   * @param action `replace`: in place of the one there is, which is gone for good
   */
  async makeKey(action: 'make' | 'replace'): Promise<void> {
    // The engine does one thing at a time, and another key asks for another check.
    if (this.working === 'checking') this.stop();
    const answer = await this.#engine.dashboard.signingKey(action);
    if (!answer.ok) this.key = { kind: 'failed', error: answer.error };
    else if (answer.value !== null) this.key = { kind: 'there', key: answer.value };
  }

  /** Saves the key as a file that only a passphrase opens; why it did not leave, or null. */
  async backUpKey(passphrase: string): Promise<AppError | null> {
    if (this.working === 'checking') this.stop();
    const answer = await this.#engine.dashboard.backUpSigningKey(passphrase);
    const received = answer.ok ? await receiveReleased(answer.value, this.#engine.decisions) : answer;
    if (!received.ok) return received.error;
    saveReleased(received.value);
    return null;
  }

  /** Takes the key from a backup; why it could not be, or null. */
  async restoreKey(text: string, passphrase: string): Promise<AppError | null> {
    if (this.working === 'checking') this.stop();
    const answer = await this.#engine.dashboard.restoreSigningKey({ text, passphrase });
    if (!answer.ok) return answer.error;
    this.key = { kind: 'there', key: answer.value };
    return null;
  }

  #begin(working: 'checking' | 'releasing') {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    // A release does not wait for the answer on a purpose that was written last.
    this.stopped = working === 'releasing' && (this.stopped || this.working === 'checking');
    this.working = working;
    this.progress = null;
    const onProgress = (progress: Progress): void => {
      if (this.#stop === stop) this.progress = progress;
    };
    return { signal: stop.signal, onProgress };
  }

  /** Whether the answer is to what was asked last. */
  #end(signal: AbortSignal): boolean {
    if (signal.aborted) return false;
    this.working = null;
    this.#stop = null;
    return true;
  }
}
