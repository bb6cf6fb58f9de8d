import type { DeidentifyRequest } from '../contract/records.ts';
import { newId, type RecordsId } from '../contract/ids.ts';
import type { EngineLine } from './engine-line.ts';
import type { RecordsPort } from './engine-port.ts';

/** Plain data of what may be reactive, so that it can cross to the worker. */
function plain<T>(value: T): T {
  return $state.snapshot(value as object) as T;
}

/** Work on rows about people, as the page sees it. */
export class RecordsClient implements RecordsPort {
  readonly #line: EngineLine;

  constructor(line: EngineLine) {
    this.#line = line;
  }

  readonly take: RecordsPort['take'] = (source, control) => {
    const recordsId = newId<RecordsId>();
    const from = plain(source);
    return this.#line.run((api, run) => api.takeRecords(run, recordsId, from), control);
  };

  readonly classify: RecordsPort['classify'] = (recordsId, overrides, control) => {
    const given = plain(overrides);
    return this.#line.call((api, run) => api.classify(run, recordsId, given), control);
  };

  readonly makeHierarchy: RecordsPort['makeHierarchy'] = (recordsId, column, recipe, control) => {
    const given = plain(recipe);
    return this.#line.call((api, run) => api.makeHierarchy(run, recordsId, column, given), control);
  };

  readonly checkHierarchy: RecordsPort['checkHierarchy'] = (recordsId, hierarchy, control) => {
    const given = plain(hierarchy);
    return this.#line.call((api, run) => api.checkHierarchy(run, recordsId, given), control);
  };

  readonly measure: RecordsPort['measure'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.measure(run, given), control);
  };

  readonly deidentify: RecordsPort['deidentify'] = (request: DeidentifyRequest, control) => {
    const given = plain(request);
    return this.#line.run(async (api, run) => {
      this.#line.hearSoFar(run, control?.onSoFar ?? null);
      try {
        return await api.deidentify(run, given);
      } finally {
        this.#line.hearSoFar(run, null);
      }
    }, control);
  };

  readonly recode: RecordsPort['recode'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.recode(run, given), control);
  };

  readonly compareCharts: RecordsPort['compareCharts'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.compareCharts(run, given), control);
  };

  readonly release: RecordsPort['release'] = (request, control) => {
    const given = plain(request);
    return this.#line.file((api, run) => api.releaseRecords(run, given), control);
  };
}
