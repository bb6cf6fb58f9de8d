import type { CellId } from '../../src/contract/ids.ts';
import type { CellOutcome, CellRun } from '../../src/contract/notebook.ts';
import type { Run } from '../engine/database.ts';
import type { CellStore, MadeByCell } from './cell-store.ts';

type MakingRun = Exclude<CellRun, { kind: 'chart' }>;

/** Cells whose results are kept; those that were asked for longest ago go first. */
const MOST_KEPT = 32;

/**
 * Cells that were run for what leaves, under names of their own. What one has made stands until it is asked for something
 * else, or other data are loaded, so that what was previewed leaves without being computed again.
 */
export class StandingCells {
  readonly #store: CellStore;
  readonly #run: (run: Run, request: CellRun) => Promise<CellOutcome>;
  /** By cell; the one asked for last is the last. */
  readonly #standing = new Map<CellId, { readonly key: string; readonly made: MadeByCell | undefined }>();

  constructor(store: CellStore, runCell: (run: Run, request: CellRun) => Promise<CellOutcome>) {
    this.#store = store;
    this.#run = runCell;
  }

  /**
   * Runs cells where what they have made does not stand, each after those before it.
   *
   * @throws AppFailure as their runs
   */
  async ensure(run: Run, requests: readonly MakingRun[]): Promise<void> {
    await this.#store.ensure(run);
    const keys: string[] = [];
    let stands = true;
    for (const request of requests) {
      // What a cell reads was made by those before it.
      keys.push(JSON.stringify(request));
      const key = keys.join('\n');
      const { cell } = request;
      const before = this.#standing.get(cell);
      this.#standing.delete(cell);
      stands &&= before?.key === key && before.made !== undefined && this.#store.of(cell) === before.made;
      if (!stands) {
        run.check();
        await this.#run(run, request);
      }
      this.#standing.set(cell, { key, made: this.#store.of(cell) });
    }
    await this.#dropOldest(new Set(requests.map(({ cell }) => cell)));
  }

  /** Database objects of a cell that is not asked for any more cost memory. */
  async #dropOldest(kept: ReadonlySet<CellId>): Promise<void> {
    for (const [cell, { made }] of [...this.#standing].slice(0, -MOST_KEPT)) {
      if (kept.has(cell)) continue;
      this.#standing.delete(cell);
      if (this.#store.of(cell) === made) await this.#store.drop(cell);
    }
  }
}
