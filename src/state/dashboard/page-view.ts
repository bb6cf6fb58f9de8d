import {
  TIME_DIMENSION,
  type DashboardMeasure,
  type PreparedDashboard,
  type PrepareRequest,
  type TileQuestion,
} from '../../contract/dashboard.ts';
import type { DatasetId } from '../../contract/ids.ts';
import type { Dashboard, DashboardPage, Tile, TileBody } from '../../dashboard/dashboard.ts';

/** Dimensions a tile is divided by. */
export function dimensionsOf(body: TileBody): readonly string[] {
  return body.kind === 'groups' ? body.dimensions : [];
}

/** Dimensions that a dashboard names, `period` among them: those its conditions can be on. */
export function namedDimensions(dashboard: Dashboard): readonly string[] {
  const named = [
    TIME_DIMENSION,
    ...dashboard.pages.flatMap(({ tiles }) => tiles.flatMap(({ body }) => dimensionsOf(body))),
    ...dashboard.filters,
    ...dashboard.selection.map(({ dimension }) => dimension),
  ];
  return [...new Set(named)].sort();
}

/** What a dashboard is prepared for: all dimensions that its tiles, its bar of filters and its conditions name. */
export function prepareRequest(dashboard: Dashboard, datasetId: DatasetId): PrepareRequest {
  const dimensions = namedDimensions(dashboard).filter((name) => name !== TIME_DIMENSION);
  return { datasetId, dimensions, grain: dashboard.grain, days: dashboard.days };
}

/** Name under which the series of all figures are asked for; no tile has it. */
const OVERVIEW = 'overview';

/** The question for the series of all figures: alerts look at them, and the next file is compared with them. */
export function overviewQuestion({ measures }: Pick<PreparedDashboard, 'measures'>): TileQuestion {
  return { kind: 'figure', tile: OVERVIEW, measures, window: null };
}

function ofTile(
  { id, body }: Tile,
  has: (dimension: string) => boolean,
  measures: readonly DashboardMeasure[],
): TileQuestion | null {
  if (body.kind === 'figure') {
    if (!measures.includes(body.measure)) return null;
    return { kind: 'figure', tile: id, measures: [body.measure], window: null };
  }
  if (body.kind !== 'groups' || !body.dimensions.every(has)) return null;
  const there = body.measures.filter((measure) => measures.includes(measure));
  return there.length === 0
    ? null
    : { kind: 'groups', tile: id, dimensions: body.dimensions, measures: there };
}

/** Questions that the tiles of a page ask; those that the data cannot answer are left out. */
export function questionsOf(
  page: DashboardPage,
  prepared: Pick<PreparedDashboard, 'dimensions' | 'measures'>,
): readonly TileQuestion[] {
  const names = prepared.dimensions.map(({ name }) => name);
  const has = (dimension: string): boolean => names.includes(dimension);
  return page.tiles.flatMap((tile) => ofTile(tile, has, prepared.measures) ?? []);
}

function measuresOf(body: TileBody): readonly DashboardMeasure[] {
  if (body.kind === 'figure') return [body.measure];
  return body.kind === 'groups' ? body.measures : [];
}

/** What a tile asks for that the data have not: names of dimensions and measures. */
export function missingOf(
  body: TileBody,
  { dimensions, measures }: Pick<PreparedDashboard, 'dimensions' | 'measures'>,
): { readonly dimensions: readonly string[]; readonly measures: readonly DashboardMeasure[] } {
  const names = dimensions.map(({ name }) => name);
  return {
    dimensions: dimensionsOf(body).filter((name) => !names.includes(name)),
    measures: measuresOf(body).filter((measure) => !measures.includes(measure)),
  };
}
