import type { EngineLine } from './engine-line.ts';
import type { EnginePort } from './engine-port.ts';
import { plain } from './plain.svelte.ts';

/** Calls that are passed on as they are: nothing of them is kept for a restart. */
export abstract class EngineCalls {
  protected abstract readonly line: EngineLine;

  readonly setAsideRows: EnginePort['setAsideRows'] = (datasetId, rule, offset, limit, control) =>
    this.line.call((api, run) => api.setAsideRows(run, datasetId, rule, offset, limit), control);

  readonly rows: EnginePort['rows'] = (window, control) => {
    const given = plain(window);
    return this.line.call((api, run) => api.rows(run, given), control);
  };

  readonly preview: EnginePort['preview'] = (request, control) => {
    const given = plain(request);
    return this.line.call((api, run) => api.preview(run, given), control);
  };

  readonly policyEffects: EnginePort['policyEffects'] = (policy, control) => {
    const given = plain(policy);
    return this.line.call((api, run) => api.policyEffects(run, given), control);
  };

  readonly destroyPseudonymKey: EnginePort['destroyPseudonymKey'] = (control) =>
    this.line.call((api, run) => api.destroyPseudonymKey(run), control);

  readonly releases: EnginePort['releases'] = (control) =>
    this.line.call((api, run) => api.releases(run), control);

  readonly listConsents: EnginePort['listConsents'] = (request, control) => {
    const given = plain(request);
    return this.line.call((api, run) => api.listConsents(run, given), control);
  };

  readonly releaseList: EnginePort['releaseList'] = (request, control) => {
    const given = plain(request);
    return this.line.file((api, run) => api.releaseList(run, given), control);
  };

  readonly releaseReport: EnginePort['releaseReport'] = (request, control) => {
    const given = plain(request);
    return this.line.file((api, run) => api.releaseReport(run, given), control);
  };

  readonly reveal: EnginePort['reveal'] = (fileId, columns, reason, control) => {
    const given = plain(columns);
    return this.line.call((api, run) => api.reveal(run, fileId, given, reason), control);
  };

  readonly release: EnginePort['release'] = (request, control) => {
    const given = plain(request);
    return this.line.file((api, run) => api.release(run, given), control);
  };
}
