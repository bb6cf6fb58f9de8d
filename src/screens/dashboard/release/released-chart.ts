import { ANALYSES } from '../../../analyses/index.ts';
import { chartWithInferred } from '../../../analyses/inferred-marks.ts';
import type { ChartSpec } from '../../../charts/chart-spec.ts';
import { TIME_DIMENSION } from '../../../contract/dashboard.ts';
import type { ReleasePreview } from '../../../contract/engine-api.ts';
import type { TileBody } from '../../../dashboard/dashboard.ts';
import { groupsChart } from '../tile/groups-chart.ts';
import { releasedGroups } from './released-groups.ts';

/** What drawing a released tile needs to know of the dashboard. */
export interface ReleasedContext {
  readonly currency: string | null;
  readonly orderOf: (dimension: string) => readonly string[] | null;
  /** Parameters the analysis ran with. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** A tile as it would leave, drawn as the tile draws it; null for what has no figures. */
export function releasedChart(
  body: TileBody,
  { table, withheld }: ReleasePreview,
  { currency, orderOf, params }: ReleasedContext,
): ChartSpec | null {
  if (body.kind === 'analysis') {
    const view = ANALYSES.find(({ id }) => id === body.analysis)?.views.find(({ id }) => id === body.view);
    return view === undefined ? null : chartWithInferred(view, table, { params, currency }, withheld);
  }
  if (body.kind !== 'figure' && body.kind !== 'groups') return null;
  const dimensions = body.kind === 'figure' ? [TIME_DIMENSION] : body.dimensions;
  const measure = body.kind === 'figure' ? body.measure : (body.measures[0] ?? 'customers');
  const groups = releasedGroups(table, dimensions);
  return groupsChart({
    table: groups.table,
    dimensions,
    measure,
    chart: body.kind === 'figure' ? 'line' : body.chart,
    currency,
    customers: groups.customers,
    orderOf,
    incomplete: null,
    withheld: groups.withheld,
  }).spec;
}
