import type { AppError } from '../../contract/error.ts';
import type { Result } from '../../contract/result.ts';

/** How a document is kept. */
export interface SaveState {
  readonly status: 'saved' | 'saving' | 'unsaved' | 'failed';
  /** When it was kept last; null before the first time. */
  readonly at: Date | null;
  readonly error: AppError | null;
}

/** How long nothing must have changed, and how long a change waits at most, ms. */
const QUIET_MS = 500;
const LONGEST_MS = 1000;

/** Keeps a document a moment after each change, and says how that stands. */
export class Autosave {
  readonly #keep: () => Promise<Result<true>>;
  readonly #tell: (state: SaveState) => void;
  #state: SaveState = { status: 'saved', at: null, error: null };
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since: number | null = null;
  #changed = false;
  #working: Promise<void> | null = null;

  /**
   * @param keep keeps the document as it is when it is called
   * @param tell is told each change of state
   */
  constructor(keep: () => Promise<Result<true>>, tell: (state: SaveState) => void) {
    this.#keep = keep;
    this.#tell = tell;
  }

  /** The document has changed. */
  touch(): void {
    this.#changed = true;
    const now = Date.now();
    this.#since ??= now;
    if (this.#timer !== null) clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.#since + LONGEST_MS - now));
    this.#timer = setTimeout(() => void this.flush(), wait);
    if (this.#state.status !== 'failed') this.#set({ ...this.#state, status: 'unsaved' });
  }

  /** Keeps what has changed now; settles once it is kept, or could not be. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#working !== null) await this.#working;
    if (!this.#changed) return;
    this.#working = this.#save();
    await this.#working;
    this.#working = null;
  }

  async #save(): Promise<void> {
    this.#changed = false;
    this.#since = null;
    this.#set({ ...this.#state, status: 'saving' });
    const result = await this.#keep();
    if (!result.ok) {
      // It is tried again with the next change, and when the page is left.
      this.#changed = true;
      this.#set({ ...this.#state, status: 'failed', error: result.error });
      return;
    }
    this.#set({ status: this.#timer === null ? 'saved' : 'unsaved', at: new Date(), error: null });
  }

  #set(state: SaveState): void {
    this.#state = state;
    this.#tell(state);
  }
}
