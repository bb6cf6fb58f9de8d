/** How long an interaction may still be followed by another before work begins, milliseconds. */
export const SETTLE_MS = 150;

/** One piece of work: stops when the signal is aborted. */
export type Work<A> = (signal: AbortSignal) => Promise<A>;

/**
 * Runs the newest piece of work only. A later call stops the earlier one, and an answer that is no longer
 * the newest is dropped, so that answers never arrive out of order.
 */
export class LatestRun<A> {
  readonly #deliver: (answer: A) => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: AbortController | null = null;

  /** @param deliver takes the answer of the newest piece of work */
  constructor(deliver: (answer: A) => void) {
    this.#deliver = deliver;
  }

  /**
   * Starts a piece of work once no other has come for a while; what runs is stopped at once.
   *
   * @param work what to do
   * @param settleMs how long to wait; 0 begins at once
   */
  start(work: Work<A>, settleMs: number = SETTLE_MS): void {
    this.stop();
    if (settleMs === 0) {
      void this.#run(work);
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#run(work);
    }, settleMs);
  }

  /** Stops what runs or waits; its answer is dropped. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#running?.abort();
    this.#running = null;
  }

  async #run(work: Work<A>): Promise<void> {
    const control = new AbortController();
    this.#running = control;
    const answer = await work(control.signal);
    if (this.#running !== control) return;
    this.#running = null;
    this.#deliver(answer);
  }
}
