import { SvelteMap } from 'svelte/reactivity';
import type { TileReleaseRequest } from '../../../contract/dashboard.ts';
import type { ReleasePreview } from '../../../contract/engine-api.ts';
import type { Result } from '../../../contract/result.ts';
import type { TileId } from '../../../dashboard/dashboard.ts';
import type { DashboardPort } from '../../../state/engine-port.ts';

/** The gate's answers on the tiles of a page, each as it comes. */
export class TilePreviews {
  readonly #answers = new SvelteMap<TileId, Result<ReleasePreview>>();
  readonly #engine: Pick<DashboardPort, 'previewTile'>;
  #stop: AbortController | null = null;

  constructor(engine: Pick<DashboardPort, 'previewTile'>) {
    this.#engine = engine;
  }

  /** The answer on a tile; undefined while it is not there. */
  of(id: TileId): Result<ReleasePreview> | undefined {
    return this.#answers.get(id);
  }

  /** Asks about tiles one after the other, in place of what was asked before. */
  async check(requests: readonly (readonly [TileId, TileReleaseRequest])[]): Promise<void> {
    this.stop();
    const stop = new AbortController();
    this.#stop = stop;
    this.#answers.clear();
    for (const [id, request] of requests) {
      const answer = await this.#engine.previewTile(request, { signal: stop.signal });
      if (stop.signal.aborted) return;
      this.#answers.set(id, answer);
    }
  }

  /** Stops asking. */
  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
  }
}
