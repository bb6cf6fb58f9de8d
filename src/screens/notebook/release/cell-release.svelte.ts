import type { CellReleaseRequest, ReleasedDrawing } from '../../../contract/notebook.ts';
import { ReleaseAnswers } from '../../analysis/release-answers.svelte.ts';

/** What would leave of the results of a cell, and the requests to let it out. */
export class CellRelease extends ReleaseAnswers {
  /** How a chart of a table is drawn; null where none was asked for. */
  drawing(name: string): ReleasedDrawing | null {
    return this.preview(name)?.drawing ?? null;
  }

  /** Asks the gate about tables, by the names they have on the screen. */
  check(requests: Readonly<Record<string, CellReleaseRequest>>): Promise<void> {
    return this.ask(Object.entries(requests), (request) => this.engine.notebook.preview(request));
  }

  /** Asks the gate for a file and saves it when the gate agrees. */
  release(request: CellReleaseRequest): Promise<void> {
    return this.save(this.engine.notebook.release(request));
  }
}
