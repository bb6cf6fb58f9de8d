import type { DashboardPort } from './engine-port.ts';
import type { EngineLine } from './engine-line.ts';
import { plain } from './plain.svelte.ts';

/** Dashboards, as the page sees them in the engine. */
export class DashboardClient implements DashboardPort {
  readonly #line: EngineLine;

  constructor(line: EngineLine) {
    this.#line = line;
  }

  readonly prepareAhead: DashboardPort['prepareAhead'] = (request) => {
    const given = plain(request);
    return this.#line.call((api) => api.prepareAhead(given));
  };

  readonly prepare: DashboardPort['prepare'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.prepareDashboard(run, given), control);
  };

  readonly figures: DashboardPort['figures'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.dashboardFigures(run, given), control);
  };

  readonly runTile: DashboardPort['runTile'] = (request, control) => {
    const given = plain(request);
    return this.#line.run((api, run) => api.runTile(run, given), control);
  };

  readonly previewTile: DashboardPort['previewTile'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.previewTile(run, given), control);
  };

  readonly releaseTile: DashboardPort['releaseTile'] = (request, control) => {
    const given = plain(request);
    return this.#line.file((api, run) => api.releaseTile(run, given), control);
  };

  readonly drill: DashboardPort['drill'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.drillCustomers(run, given), control);
  };

  readonly releaseDrilled: DashboardPort['releaseDrilled'] = (request, control) => {
    const given = plain(request);
    return this.#line.file((api, run) => api.releaseDrilled(run, given), control);
  };

  readonly drilledConsents: DashboardPort['drilledConsents'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.drilledConsents(run, given), control);
  };

  readonly customer: DashboardPort['customer'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.customerProfile(run, given), control);
  };

  readonly customerTimeline: DashboardPort['customerTimeline'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.customerTimeline(run, given), control);
  };

  readonly customerOrders: DashboardPort['customerOrders'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.customerOrders(run, given), control);
  };

  readonly previewSnapshot: DashboardPort['previewSnapshot'] = (request, control) => {
    const given = plain(request);
    return this.#line.call((api, run) => api.previewSnapshot(run, given), control);
  };

  readonly releaseSnapshot: DashboardPort['releaseSnapshot'] = (request, control) => {
    const given = plain(request);
    return this.#line.file((api, run) => api.releaseSnapshot(run, given), control);
  };

  readonly signingKey: DashboardPort['signingKey'] = (action, control) =>
    this.#line.call((api, run) => api.signingKey(run, action), control);

  readonly backUpSigningKey: DashboardPort['backUpSigningKey'] = (passphrase, control) =>
    this.#line.file((api, run) => api.backUpSigningKey(run, passphrase), control);

  readonly restoreSigningKey: DashboardPort['restoreSigningKey'] = (request, control) =>
    this.#line.call((api, run) => api.restoreSigningKey(run, request), control);
}
