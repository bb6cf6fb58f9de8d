import type { EngineEvent } from '../../src/contract/engine-api.ts';
import { appError, AppFailure, toAppError } from '../../src/contract/error.ts';
import type { RunId } from '../../src/contract/ids.ts';
import { fail, ok, type Result } from '../../src/contract/result.ts';
import { Run } from './database.ts';
import { SpareWork } from './spare-work.ts';

/** Fastest rate at which a run reports to the page, milliseconds between two reports. */
const REPORT_INTERVAL = 100;

/**
 * One piece of work after the other, each under its id: they share tables and DuckDB's single thread, so
 * side by side they would only be slower. What waits can be cancelled as well as what runs.
 */
export class RunLane {
  readonly #runs = new Map<RunId, Run>();
  readonly #emit: (event: EngineEvent) => void;
  #tail: Promise<unknown> = Promise.resolve();
  /** What is done while nobody asks for anything. */
  readonly spare: SpareWork;

  /** @param rests how long nothing must have been asked for before spare work begins, ms */
  constructor(emit: (event: EngineEvent) => void, rests?: number) {
    this.#emit = emit;
    this.spare = new SpareWork(rests);
  }

  /** Runs `work` when its turn comes and turns what it throws into an error value. */
  async enqueue<T>(id: RunId, work: (run: Run) => Promise<T>): Promise<Result<T>> {
    let reported = 0;
    let phase = '';
    const run = new Run(id, (progress) => {
      const now = performance.now();
      if (progress.phase === phase && now - reported < REPORT_INTERVAL) return;
      reported = now;
      phase = progress.phase;
      this.#emit({ kind: 'progress', runId: id, progress });
    });
    this.#runs.set(id, run);
    const before = this.#tail;
    this.spare.asked();
    const turn = (async () => {
      await before;
      run.check();
      await this.spare.giveWay(run);
      run.check();
      return work(run);
    })();
    this.#tail = turn.catch(() => undefined);
    try {
      return ok(await turn);
    } catch (thrown) {
      const failure = run.cancelled ? new AppFailure(appError('engine.cancelled', {}), thrown) : thrown;
      return fail(toAppError(failure));
    } finally {
      this.#runs.delete(id);
      this.spare.answered(id);
    }
  }

  /** Stops a run, whether it waits or works. */
  async cancel(id: RunId): Promise<boolean> {
    const run = this.#runs.get(id);
    if (run === undefined) return false;
    await run.cancel();
    return true;
  }
}
