import type { TablesPort } from './engine-port.ts';
import type { EngineJournal } from './engine-journal.ts';
import type { EngineLine } from './engine-line.ts';
import { plain } from './plain.svelte.ts';

/** Tables beside the orders, as the page sees them in the engine. */
export class TablesClient implements TablesPort {
  readonly #line: EngineLine;
  readonly #journal: EngineJournal;

  constructor(line: EngineLine, journal: EngineJournal) {
    this.#line = line;
    this.#journal = journal;
  }

  readonly load: TablesPort['load'] = async (request, control) => {
    const given = plain(request);
    const result = await this.#line.run((api, run) => api.loadTable(run, given), control);
    if (result.ok) this.#journal.tableLoaded(given);
    return result;
  };

  readonly drop: TablesPort['drop'] = async (tableId, control) => {
    const result = await this.#line.call((api, run) => api.dropTable(run, tableId), control);
    if (result.ok) this.#journal.tableDropped(tableId);
    return result;
  };

  readonly all: TablesPort['all'] = (control) => this.#line.call((api, run) => api.tables(run), control);

  readonly differences: TablesPort['differences'] = (fileId, tableId, mapping, control) => {
    const given = plain(mapping);
    return this.#line.call((api, run) => api.differences(run, fileId, tableId, given), control);
  };

  readonly profile: TablesPort['profile'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.profileTable(run, given), control);
  };

  readonly releaseProfile: TablesPort['releaseProfile'] = (request, control) => {
    const given = plain(request);
    return this.#line.file((api, run) => api.releaseProfile(run, given), control);
  };
}
