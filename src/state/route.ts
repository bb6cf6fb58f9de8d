/** Parts of the privacy screen, in the order they stand. */
export const PRIVACY_SECTIONS = [
  'overview',
  'classification',
  'risk',
  'deidentify',
  'policy',
  'releases',
] as const;
export type PrivacySection = (typeof PRIVACY_SECTIONS)[number];

/** A place in the app. Places name screens and analyses, never anything out of the data. */
export type Route =
  | { readonly name: 'data' }
  | { readonly name: 'columns' }
  | { readonly name: 'receipt' }
  /** Where customers of several systems are made one. */
  | { readonly name: 'merge' }
  /** What stands in a loaded table, by the name SQL reads it under. */
  | { readonly name: 'profile'; readonly relation: string }
  | { readonly name: 'analyses' }
  | { readonly name: 'analysis'; readonly id: string }
  | { readonly name: 'method'; readonly id: string }
  | { readonly name: 'privacy'; readonly section: PrivacySection }
  /** The list of notebooks, or one of them by the id it is kept under. */
  | { readonly name: 'notebook'; readonly id: string | null }
  /**
   * The list of dashboards, or one of them by the id it is kept under. `page`: null for the first; `filters`: what is
   * selected, as `src/crossfilter/filter-link` writes it; empty for what the dashboard opens with.
   */
  | {
      readonly name: 'dashboard';
      readonly id: string | null;
      readonly page: string | null;
      readonly filters: string;
    }
  /** Where snapshots are verified and compared. */
  | { readonly name: 'verify' }
  | { readonly name: 'settings' }
  | { readonly name: 'unknown' };

const FIXED: Readonly<Record<string, Route>> = {
  '': { name: 'data' },
  data: { name: 'data' },
  'data/columns': { name: 'columns' },
  'data/receipt': { name: 'receipt' },
  'data/merge': { name: 'merge' },
  analyses: { name: 'analyses' },
  privacy: { name: 'privacy', section: 'overview' },
  notebook: { name: 'notebook', id: null },
  dashboard: { name: 'dashboard', id: null, page: null, filters: '' },
  verify: { name: 'verify' },
  settings: { name: 'settings' },
};

const NOTEBOOK_ID = /^notebook\/([0-9a-f-]{36})$/u;

const PROFILE_PLACE = /^data\/profile\/([a-z][a-z0-9_]{0,62})$/u;

const DASHBOARD_PLACE = /^dashboard\/([0-9a-f-]{36})(?:\/([\w-]{1,64}))?$/u;
/** What stands behind the path of a dashboard. */
const FILTERS = /^(.*?)\?f=([\w.~-]*)$/u;

const ANALYSIS_ID = /^(analyses|method)\/([a-z][a-z0-9-]{0,40})$/u;

/**
 * Reads a place out of the address.
 *
 * @param hash `location.hash`, with or without its `#`
 * @returns the place, or `unknown` where nothing stands under that address
 */
export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#?\/?/u, '').replace(/\/$/u, '');
  if (Object.hasOwn(FIXED, path)) return FIXED[path] ?? { name: 'unknown' };
  const section = PRIVACY_SECTIONS.find((each) => each !== 'overview' && path === `privacy/${each}`);
  if (section !== undefined) return { name: 'privacy', section };
  const notebook = NOTEBOOK_ID.exec(path)?.[1];
  if (notebook !== undefined) return { name: 'notebook', id: notebook };
  const relation = PROFILE_PLACE.exec(path)?.[1];
  if (relation !== undefined) return { name: 'profile', relation };
  const dashboard = dashboardPlace(path);
  if (dashboard !== null) return dashboard;
  const match = ANALYSIS_ID.exec(path);
  const id = match?.[2];
  if (id === undefined) return { name: 'unknown' };
  return match?.[1] === 'method' ? { name: 'method', id } : { name: 'analysis', id };
}

function dashboardPlace(address: string): Route | null {
  const [, path = address, filters = ''] = FILTERS.exec(address) ?? [];
  const [, id, page = null] = DASHBOARD_PLACE.exec(path) ?? [];
  return id === undefined ? null : { name: 'dashboard', id, page, filters };
}

/** The address that stands for the screen of a place: places of one dashboard have the same one. */
export function screenKey(route: Route): string {
  if (route.name === 'unknown') return '#/unknown';
  return hrefOf(route.name === 'dashboard' ? { ...route, page: null, filters: '' } : route);
}

function dashboardHref({ id, page, filters }: Extract<Route, { readonly name: 'dashboard' }>): string {
  if (id === null) return '#/dashboard';
  return `#/dashboard/${id}${page === null ? '' : `/${page}`}${filters === '' ? '' : `?f=${filters}`}`;
}

/** Writes a place as the `href` of a link. */
export function hrefOf(route: Route): string {
  switch (route.name) {
    case 'data':
    case 'unknown':
      return '#/data';
    case 'columns':
      return '#/data/columns';
    case 'receipt':
      return '#/data/receipt';
    case 'merge':
      return '#/data/merge';
    case 'profile':
      return `#/data/profile/${route.relation}`;
    case 'analysis':
      return `#/analyses/${route.id}`;
    case 'method':
      return `#/method/${route.id}`;
    case 'notebook':
      return route.id === null ? '#/notebook' : `#/notebook/${route.id}`;
    case 'dashboard':
      return dashboardHref(route);
    case 'privacy':
      return route.section === 'overview' ? '#/privacy' : `#/privacy/${route.section}`;
    default:
      return `#/${route.name}`;
  }
}

/** Which entry of the rail a place belongs to. */
export function sectionOf(
  route: Route,
): 'data' | 'notebook' | 'dashboard' | 'analyses' | 'privacy' | 'help' | null {
  switch (route.name) {
    case 'data':
    case 'columns':
    case 'receipt':
    case 'merge':
    case 'profile':
      return 'data';
    case 'analyses':
    case 'analysis':
      return 'analyses';
    case 'notebook':
      return 'notebook';
    case 'dashboard':
    case 'verify':
      return 'dashboard';
    case 'privacy':
      return 'privacy';
    case 'method':
      return 'help';
    default:
      return null;
  }
}
