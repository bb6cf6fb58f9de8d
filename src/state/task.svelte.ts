import type { AppError } from '../contract/error.ts';
import type { Result } from '../contract/result.ts';
import type { RunControl } from './engine-port.ts';

/** How a piece of work stands. */
export type TaskState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly share: number | null }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: AppError };

/**
 * One piece of work of the engine at a time, with progress and a way to stop it. The newest wins; what the last one
 * found stays until a new answer is there.
 */
export class Task<T> {
  state: TaskState = $state.raw({ kind: 'idle' });
  value: T | null = $state.raw(null);
  #stop: AbortController | null = null;

  get running(): boolean {
    return this.state.kind === 'running';
  }

  /**
   * Begins the work, and stops what was under way.
   *
   * @returns what it found, or null when it failed, was stopped or was overtaken
   */
  async run(make: (control: RunControl) => Promise<Result<T>>): Promise<T | null> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.state = { kind: 'running', share: null };
    const result = await make({
      signal: stop.signal,
      onProgress: ({ share }) => {
        if (this.#stop === stop && this.running) this.state = { kind: 'running', share };
      },
    });
    if (this.#stop !== stop) return null;
    this.#stop = null;
    if (result.ok) {
      this.value = result.value;
      this.state = { kind: 'idle' };
      return result.value;
    }
    this.state =
      result.error.code === 'engine.cancelled'
        ? { kind: 'stopped' }
        : { kind: 'failed', error: result.error };
    return null;
  }

  /** Asks the work to stop; its state follows once the engine has let go. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Stops the work and forgets what it found. */
  clear(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.value = null;
    this.state = { kind: 'idle' };
  }
}
