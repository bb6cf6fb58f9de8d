import { ANALYSES } from '../../../analyses/index.ts';
import { chartWithInferred } from '../../../analyses/inferred-marks.ts';
import type { ChartSpec } from '../../../charts/chart-spec.ts';
import type { GroupsLook } from '../../../contract/dashboard.ts';
import type { ReleasePreview } from '../../../contract/engine-api.ts';
import type { TileBody } from '../../../dashboard/dashboard.ts';
import { groupsView } from '../../../dashboard/drawing/groups-view.ts';

/** What drawing a released tile needs to know of the dashboard. */
export interface ReleasedContext {
  readonly currency: string | null;
  /** How its groups are drawn; null for tiles that are drawn otherwise. */
  readonly groups: GroupsLook | null;
  /** Parameters the analysis ran with. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** A tile as it would leave, drawn as the tile draws it; null for what has no figures. */
export function releasedChart(
  body: TileBody,
  { table, withheld }: ReleasePreview,
  { currency, groups, params }: ReleasedContext,
): ChartSpec | null {
  if (body.kind === 'analysis') {
    const view = ANALYSES.find(({ id }) => id === body.analysis)?.views.find(({ id }) => id === body.view);
    return view === undefined ? null : chartWithInferred(view, table, { params, currency }, withheld);
  }
  return groups === null ? null : groupsView(groups, '').chart(table, { params, currency });
}
