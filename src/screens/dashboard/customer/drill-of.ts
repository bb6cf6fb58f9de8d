import { TIME_DIMENSION, type Selection } from '../../../contract/dashboard.ts';
import { clauseOn, withClause } from '../../../crossfilter/selection.ts';
import type { Tile } from '../../../dashboard/dashboard.ts';
import type { TileState } from '../../../state/dashboard/session-port.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import type { DashboardView, Drill } from '../dashboard-view.svelte.ts';
import { tileTitle } from '../tile/tile-title.ts';

/** The window of a figure tile is a condition on time where none is in force. */
function withWindow(selection: Selection, { figures }: TileState): Selection {
  if (figures?.kind !== 'figure' || figures.window === null) return selection;
  if (clauseOn(selection, TIME_DIMENSION) !== undefined) return selection;
  const [low, high] = figures.window;
  return withClause(selection, { dimension: TIME_DIMENSION, op: 'between', low, high });
}

/** Whether customers may be looked at: not while others look on, nor where the dashboard is shown as it would leave. */
export function canDrill({ released }: DashboardView, { dashboards }: Workspace): boolean {
  return !released && !dashboards.panels.presenting;
}

/** The customers behind a tile: those with an order under the conditions in force, its own among them. */
export function drillOf({ session }: DashboardView, tile: Tile, workspace: Workspace): Drill {
  const selection = withWindow(session.selection, session.figures.state(tile.id));
  return { title: tileTitle(tile, workspace), selection };
}
