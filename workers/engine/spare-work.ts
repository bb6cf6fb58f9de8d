import type { Progress } from '../../src/contract/engine-api.ts';
import { newId, type RunId } from '../../src/contract/ids.ts';
import { Run } from './database.ts';

/** How long nothing must have been asked for before spare work begins, ms; twice as long each time it has given way. */
const RESTS_MS = 400;
const LONGEST_REST_MS = 12_800;

/** Settles when a run is stopped. */
function stopOf(run: Run): Promise<void> {
  return new Promise((resolve) => {
    run.stops.add(() => {
      resolve();
    });
  });
}

/**
 * Work that nobody waits for yet. It begins when nothing has been asked for a while, gives way to whatever is, and begins
 * again afterwards; what it has finished until then should stand.
 */
export class SpareWork {
  readonly #usualRests: number;
  #rests: number;
  #work: ((run: Run) => Promise<void>) | null = null;
  #run: Run | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Settles when what is under way has ended or given way. */
  #ended: Promise<void> = Promise.resolve();
  /** Runs that wait or work. */
  #asked = 0;
  #gaveWay = 0;
  /** Runs that need the outcome, and so let it end. */
  readonly #needing = new Set<RunId>();
  #report: ((progress: Progress) => void) | null = null;

  /** @param rests how long nothing must have been asked for, ms */
  constructor(rests = RESTS_MS) {
    this.#usualRests = rests;
    this.#rests = rests;
  }

  /** Whether it is being done. */
  get isUnderWay(): boolean {
    return this.#run !== null;
  }

  /** Stops what is under way; it begins again later. */
  async stop(): Promise<void> {
    await this.#run?.cancel();
    await this.#ended;
  }

  /**
   * What is to be done; null: nothing any more. What it replaces is stopped.
   *
   * @param rests how long nothing must have been asked for before this begins, ms; absent: as usual
   */
  want(work: ((run: Run) => Promise<void>) | null, rests = this.#usualRests): void {
    this.#work = work;
    this.#rests = rests;
    this.#gaveWay = 0;
    void this.#run?.cancel();
    this.#rest();
  }

  /** Lets what is to be done end, or be done, before a run that is about to be asked for: it needs the outcome. */
  neededBy(id: RunId): void {
    this.#needing.add(id);
  }

  /** Something is asked for. */
  asked(): void {
    this.#asked += 1;
    clearTimeout(this.#timer);
  }

  /** It is the turn of a run; settles when it may work. */
  async giveWay(run: Run): Promise<void> {
    if (this.#needing.has(run.id)) {
      this.#report = (progress) => {
        run.report(progress);
      };
      this.#begin();
    } else await this.#run?.cancel();
    await Promise.race([this.#ended, stopOf(run)]);
    this.#report = null;
  }

  /** A run has its answer. */
  answered(id: RunId): void {
    this.#needing.delete(id);
    this.#asked -= 1;
    this.#rest();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    if (this.#work === null || this.#asked > 0) return;
    const rests = Math.min(this.#rests * 2 ** this.#gaveWay, LONGEST_REST_MS);
    this.#timer = setTimeout(() => {
      this.#begin();
    }, rests);
  }

  #begin(): void {
    const work = this.#work;
    if (work === null || this.#run !== null) return;
    const run = new Run(newId<RunId>(), (progress) => this.#report?.(progress));
    this.#run = run;
    this.#ended = this.#do(work, run);
  }

  async #do(work: (run: Run) => Promise<void>, run: Run): Promise<void> {
    let failed = false;
    try {
      await work(run);
    } catch {
      // Whoever needs it asks for it themselves, and is told then.
      failed = true;
    }
    this.#run = null;
    // Stopped, it begins again; failed by itself, it would fail again.
    if (failed && run.cancelled) this.#gaveWay += 1;
    else if (this.#work === work) this.#work = null;
    this.#rest();
  }
}
