import type { EngineJournal } from './engine-journal.ts';
import type { EngineLine } from './engine-line.ts';
import type { MergePort } from './engine-port.ts';
import { plain } from './plain.svelte.ts';

/** Customers of several systems, as the page sees them in the engine. */
export class MergeClient implements MergePort {
  readonly #line: EngineLine;
  readonly #journal: EngineJournal;

  constructor(line: EngineLine, journal: EngineJournal) {
    this.#line = line;
    this.#journal = journal;
  }

  readonly tables: MergePort['tables'] = (control) =>
    this.#line.call((api, run) => api.mergeTables(run), control);

  readonly preview: MergePort['preview'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.previewMerge(run, given), control);
  };

  readonly merge: MergePort['merge'] = async (datasetId, merge, control) => {
    const given = plain(merge);
    const result = await this.#line.run((api, run) => api.mergeCustomers(run, datasetId, given), control);
    if (result.ok) this.#journal.customersMerged(given);
    return result;
  };
}
