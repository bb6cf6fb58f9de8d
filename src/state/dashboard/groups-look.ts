import { TIME_DIMENSION, type GroupsLook, type PreparedDashboard } from '../../contract/dashboard.ts';
import type { TileBody } from '../../dashboard/dashboard.ts';

/**
 * How a tile draws its groups, for what leaves of it; a figure is drawn over time, as its line is.
 *
 * @returns null for tiles that are drawn otherwise
 */
export function groupsLook(
  body: TileBody,
  { dimensions }: Pick<PreparedDashboard, 'dimensions'>,
): GroupsLook | null {
  if (body.kind !== 'figure' && body.kind !== 'groups') return null;
  const names = body.kind === 'figure' ? [TIME_DIMENSION] : body.dimensions;
  return {
    dimensions: names.map((name) => {
      const { ordered = false, values = [] } = dimensions.find((each) => each.name === name) ?? {};
      return { name, ordered, values };
    }),
    measure: body.kind === 'figure' ? body.measure : (body.measures[0] ?? 'customers'),
    chart: body.kind === 'figure' ? 'line' : body.chart,
  };
}
