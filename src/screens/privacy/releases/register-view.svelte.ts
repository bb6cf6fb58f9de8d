import type { AppError } from '../../../contract/error.ts';
import type { DatasetId } from '../../../contract/ids.ts';
import type { RegisteredRelease } from '../../../contract/privacy.ts';
import type { EnginePort } from '../../../state/engine-port.ts';

/** The register of the loaded data, as far as it has been read. */
export type RegisterState =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'known'; readonly releases: readonly RegisteredRelease[] }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Reads the register of releases, and again when something has left. */
export class RegisterView {
  state: RegisterState = $state.raw({ kind: 'none' });
  readonly #engine: Pick<EnginePort, 'releases'>;
  #asked = 0;
  #of: DatasetId | null = null;
  #decisions = 0;

  constructor(engine: Pick<EnginePort, 'releases'>) {
    this.#engine = engine;
  }

  /**
   * Reads the register of these data; the newest question is answered.
   *
   * @param datasetId the loaded data, or null
   * @param decisions number of decisions so far: another one may have added to the register
   */
  follow(datasetId: DatasetId | null, decisions: number): void {
    const known = this.#of === datasetId;
    if (known && decisions === this.#decisions) return;
    this.#asked += 1;
    this.#of = datasetId;
    this.#decisions = decisions;
    // Without orders there may be records of a file that something left of.
    if (datasetId === null && decisions === 0) {
      this.state = { kind: 'none' };
      return;
    }
    if (!known) this.state = datasetId === null ? { kind: 'none' } : { kind: 'working' };
    void this.#read(this.#asked);
  }

  async #read(asked: number): Promise<void> {
    const result = await this.#engine.releases();
    if (asked !== this.#asked) return;
    if (!result.ok) this.state = { kind: 'failed', error: result.error };
    else if (this.#of === null && result.value.length === 0) this.state = { kind: 'none' };
    else this.state = { kind: 'known', releases: result.value };
  }
}
