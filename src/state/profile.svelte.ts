import type { DataProfile, ProfileRequest } from '../contract/data-profile.ts';
import type { Progress } from '../contract/engine-api.ts';
import type { AppError } from '../contract/error.ts';
import type { EnginePort } from './engine-port.ts';

/** The profile that a screen shows, and how far its making is. */
export class ProfileRun {
  profile: DataProfile | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  progress: Progress | null = $state.raw(null);
  working: boolean = $state(false);
  readonly #engine: Pick<EnginePort, 'tables'>;
  #stop: AbortController | null = null;

  constructor(engine: Pick<EnginePort, 'tables'>) {
    this.#engine = engine;
  }

  /** Measures a table; what was being measured is stopped, and what was shown of another table goes. */
  async measure(request: ProfileRequest): Promise<void> {
    this.stop();
    const stop = new AbortController();
    this.#stop = stop;
    if (this.profile?.relation !== request.relation) this.profile = null;
    this.error = null;
    this.progress = null;
    this.working = true;
    const result = await this.#engine.tables.profile(request, {
      signal: stop.signal,
      onProgress: (progress) => (this.progress = progress),
    });
    if (this.#stop !== stop) return;
    this.working = false;
    if (result.ok) this.profile = result.value;
    else if (result.error.code !== 'engine.cancelled') this.error = result.error;
  }

  /** Stops measuring. */
  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.working = false;
  }
}
