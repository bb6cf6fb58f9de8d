import type { Tile } from '../../../dashboard/dashboard.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { canDrill, drillOf } from '../customer/drill-of.ts';
import type { DashboardView } from '../dashboard-view.svelte.ts';

/** One thing that can be done with a tile. */
interface TileItem {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly disabled?: boolean;
  readonly apart?: boolean;
  readonly onselect: () => void;
}

/** Whether a tile has figures that can be looked at as a table, explained and asked for at the gate. */
function hasFigures({ body }: Tile): boolean {
  return body.kind !== 'text' && body.kind !== 'posture';
}

/** What its menu offers for a tile. */
export function tileItems(view: DashboardView, tile: Tile, workspace: Workspace): readonly TileItem[] {
  const { t } = workspace;
  const { session } = view;
  const { id, body } = tile;
  const writable = session.readOnly === null;
  const others = session.dashboard.pages.filter((page) => page.id !== session.pageShown?.id);
  const isTable = (body.kind === 'groups' && body.chart === 'table') !== view.tables.has(id);
  const looking: readonly TileItem[] = [
    ...(body.kind === 'figure'
      ? []
      : [
          {
            id: 'turn',
            label: t(isTable ? 'dashboardScreen.tile.asChart' : 'dashboardScreen.tile.asTable'),
            onselect: () => {
              view.turn(id);
            },
          },
        ]),
    {
      id: 'explain',
      label: t('dashboardScreen.tile.explain'),
      onselect: () => {
        view.explaining = id;
      },
    },
    ...(body.kind === 'cell' || !canDrill(view, workspace)
      ? []
      : [
          {
            id: 'customers',
            label: t('customer.behind'),
            disabled: session.figures.ground === null,
            onselect: () => {
              view.drilling = drillOf(view, tile, workspace);
            },
          },
        ]),
    ...(body.kind === 'cell'
      ? []
      : [
          {
            id: 'export',
            label: t('dashboardScreen.tile.export'),
            disabled: session.figures.prepared === null,
            onselect: () => {
              view.exporting = id;
            },
          },
        ]),
  ];
  return [
    ...(hasFigures(tile) ? looking : []),
    {
      id: 'edit',
      label: t('dashboardScreen.tile.edit'),
      apart: hasFigures(tile),
      disabled: !writable,
      onselect: () => {
        view.editing = id;
      },
    },
    {
      id: 'copy',
      label: t('dashboardScreen.tile.duplicate'),
      disabled: !writable,
      onselect: () => {
        session.duplicate(id);
        if (session.selected !== null) void view.goTo(session.selected);
      },
    },
    ...others.map((page): TileItem => ({
      id: `move-${page.id}`,
      label: t('dashboardScreen.tile.moveTo', { page: page.title }),
      disabled: !writable,
      onselect: () => {
        session.moveToPage(id, page.id);
      },
    })),
    {
      id: 'remove',
      label: t('dashboardScreen.tile.remove'),
      apart: true,
      disabled: !writable,
      onselect: () => {
        session.remove(id);
      },
    },
  ];
}
