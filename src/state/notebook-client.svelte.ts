import type { EngineLine } from './engine-line.ts';
import type { NotebookPort } from './engine-port.ts';
import { plain } from './plain.svelte.ts';

/** Cells of a notebook, as the page sees them in the engine. */
export class NotebookClient implements NotebookPort {
  readonly #line: EngineLine;

  constructor(line: EngineLine) {
    this.#line = line;
  }

  readonly inspect: NotebookPort['inspect'] = (text, control) =>
    this.#line.call((api, run) => api.inspectSql(run, text), control);

  readonly runCell: NotebookPort['runCell'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.runCell(run, given), control);
  };

  readonly drop: NotebookPort['drop'] = (cell, control) =>
    this.#line.call((api, run) => api.dropCell(run, cell), control);

  readonly rows: NotebookPort['rows'] = (window, control) => {
    const given = plain(window);
    return this.#line.call((api, run) => api.cellRows(run, given), control);
  };

  readonly profile: NotebookPort['profile'] = (relation, column, control) =>
    this.#line.call((api, run) => api.cellProfile(run, relation, column), control);

  readonly catalog: NotebookPort['catalog'] = (control) =>
    this.#line.call((api, run) => api.catalog(run), control);

  readonly vocabulary: NotebookPort['vocabulary'] = (control) =>
    this.#line.call((api, run) => api.sqlVocabulary(run), control);

  readonly preview: NotebookPort['preview'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.previewCell(run, given), control);
  };

  readonly release: NotebookPort['release'] = (request, control) => {
    const given = plain(request);
    return this.#line.file((api, run) => api.releaseCell(run, given), control);
  };

  readonly releaseDocument: NotebookPort['releaseDocument'] = (request, control) => {
    const given = plain(request);
    return this.#line.file((api, run) => api.releaseDocument(run, given), control);
  };
}
