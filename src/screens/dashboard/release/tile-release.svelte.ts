import type { TileReleaseRequest } from '../../../contract/dashboard.ts';
import { ReleaseAnswers } from '../../analysis/release-answers.svelte.ts';

/** What would leave of one tile, and the requests to let it out. */
export class TileRelease extends ReleaseAnswers {
  /** Asks the gate about the table of a tile. */
  check(request: TileReleaseRequest): Promise<void> {
    return this.ask([[request.table, request]], (each) => this.engine.dashboard.previewTile(each));
  }

  /** Asks the gate for a file and saves it when the gate agrees. */
  release(request: TileReleaseRequest): Promise<void> {
    return this.save(this.engine.dashboard.releaseTile(request));
  }
}
