import type { TablesPort } from './engine-port.ts';
import type { EngineLine } from './engine-line.ts';
import { plain } from './plain.svelte.ts';

/** Tables beside the orders, as the page sees them in the engine. */
export class TablesClient implements TablesPort {
  readonly #line: EngineLine;

  constructor(line: EngineLine) {
    this.#line = line;
  }

  readonly load: TablesPort['load'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.loadTable(run, given), control);
  };

  readonly drop: TablesPort['drop'] = (tableId, control) =>
    this.#line.call((api, run) => api.dropTable(run, tableId), control);

  readonly all: TablesPort['all'] = (control) => this.#line.call((api, run) => api.tables(run), control);

  readonly differences: TablesPort['differences'] = (fileId, tableId, mapping, control) => {
    const given = plain(mapping);
    return this.#line.call((api, run) => api.differences(run, fileId, tableId, given), control);
  };

  readonly previewMerge: TablesPort['previewMerge'] = (rules, control) => {
    const given = plain(rules);
    return this.#line.call((api, run) => api.previewMerge(run, given), control);
  };

  readonly merge: TablesPort['merge'] = (rules, control) => {
    const given = plain(rules);
    return this.#line.run((api, run) => api.mergeCustomers(run, given), control);
  };

  readonly profile: TablesPort['profile'] = (relation, control) =>
    this.#line.run((api, run) => api.profileTable(run, relation), control);

  readonly releaseProfile: TablesPort['releaseProfile'] = (request, control) => {
    const given = plain(request);
    return this.#line.file((api, run) => api.releaseProfile(run, given), control);
  };
}
