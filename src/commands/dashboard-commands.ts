import type { TileId } from '../dashboard/dashboard.ts';
import type { PlainKey } from '../i18n/messages.ts';
import type { DashboardSession } from '../state/dashboard/dashboard-session.svelte.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

/** The dashboard on the screen; null when another screen is shown or none is open. */
function shown({ router, dashboards }: Workspace): DashboardSession | null {
  return router.route.name === 'dashboard' && router.route.id !== null ? dashboards.open : null;
}

/** A command about the dashboard on the screen. */
function ofDashboard(
  id: string,
  keys: string | null,
  run: (session: DashboardSession, workspace: Workspace) => void,
): Command {
  return {
    id: `dashboard.${id}`,
    title: `command.dashboard.${id}` as PlainKey,
    group: 'dashboard',
    keys,
    when: (workspace) => shown(workspace) !== null,
    run: (workspace) => {
      const session = shown(workspace);
      if (session !== null) run(session, workspace);
    },
  };
}

/** The same, where it is offered only under a condition. */
function when(command: Command, condition: (session: DashboardSession) => boolean): Command {
  return {
    ...command,
    when: (workspace) => {
      const session = shown(workspace);
      return session !== null && condition(session);
    },
  };
}

/** A command that changes the document: it is not offered for one that is only to be read. */
function editing(command: Command): Command {
  return when(command, ({ readOnly }) => readOnly === null);
}

/** A command about the tile that has the focus, or had it last. */
function ofTile(
  id: string,
  keys: string | null,
  run: (session: DashboardSession, tile: TileId) => void,
): Command {
  const command = ofDashboard(id, keys, (session) => {
    if (session.selected !== null) run(session, session.selected);
  });
  return when(command, ({ readOnly, selected }) => readOnly === null && selected !== null);
}

/** Goes to the page before or after the one in view. */
function turning(id: 'nextPage' | 'previousPage', keys: string, by: 1 | -1): Command {
  const neighbour = ({ dashboard, pageShown }: DashboardSession): string | undefined =>
    dashboard.pages[dashboard.pages.findIndex((page) => page.id === pageShown?.id) + by]?.id;
  const command = ofDashboard(id, keys, (session) => {
    const page = neighbour(session);
    if (page !== undefined) session.openPage(page);
  });
  return when(command, (session) => neighbour(session) !== undefined);
}

/** A command that opens or closes a part of the screen. */
function panel(id: string, name: 'adding' | 'arranging' | 'presenting' | 'snapshot', keys: string): Command {
  return ofDashboard(id, keys, (_session, { dashboards }) => {
    dashboards.panels[name] = !dashboards.panels[name];
  });
}

/** A command that can be asked for on every screen. */
function anywhere(id: string, run: (workspace: Workspace) => void): Command {
  return {
    id: `dashboard.${id}`,
    title: `command.dashboard.${id}` as PlainKey,
    group: 'dashboard',
    keys: null,
    when: () => true,
    run,
  };
}

/** Commands of dashboards. */
export const DASHBOARD_COMMANDS: readonly Command[] = [
  panel('filter', 'adding', 'Alt+Shift+F'),
  when(
    ofDashboard('resetFilters', 'Alt+Shift+R', ({ filters }) => {
      filters.reset();
    }),
    ({ selection }) => selection.length > 0,
  ),
  when(
    ofDashboard('undoFilter', 'Alt+Z', ({ filters }) => {
      filters.undo();
    }),
    ({ filters }) => filters.canUndo,
  ),
  when(
    ofDashboard('redoFilter', 'Alt+Shift+Z', ({ filters }) => {
      filters.redo();
    }),
    ({ filters }) => filters.canRedo,
  ),
  when(
    ofDashboard('runStale', 'Alt+Enter', ({ figures }) => {
      figures.run(figures.stale);
    }),
    ({ figures }) => figures.stale.length > 0,
  ),
  ofDashboard('stop', 'Mod+.', ({ figures }) => {
    figures.stop();
  }),
  turning('previousPage', 'Alt+PageUp', -1),
  turning('nextPage', 'Alt+PageDown', 1),
  editing(panel('arrange', 'arranging', 'Alt+Shift+L')),
  editing(
    ofDashboard('targets', null, (session) => {
      session.targetYearBefore();
    }),
  ),
  ofTile('duplicate', 'Alt+Shift+D', (session, tile) => {
    session.duplicate(tile);
  }),
  ofTile('remove', 'Mod+Shift+Backspace', (session, tile) => {
    session.remove(tile);
  }),
  {
    ...when(
      ofDashboard('undo', 'Mod+Z', (session) => {
        session.undo();
      }),
      ({ readOnly, undoWord }) => readOnly === null && undoWord !== null,
    ),
    ownKeysInFields: true,
  },
  {
    ...when(
      ofDashboard('redo', 'Mod+Shift+Z', (session) => {
        session.redo();
      }),
      ({ readOnly, redoWord }) => readOnly === null && redoWord !== null,
    ),
    ownKeysInFields: true,
  },
  panel('present', 'presenting', 'P'),
  panel('snapshot', 'snapshot', 'Alt+Shift+S'),
  ofDashboard('save', 'Mod+S', (session, { notices }) => {
    void session.save().then((error) => {
      if (error !== null) notices.error(error);
    });
  }),
  ofDashboard('close', null, (_session, { dashboards }) => {
    dashboards.close();
  }),
  anywhere('new', ({ dashboards, t }) => {
    void dashboards.createEmpty(t('dashboardScreen.page.new', { number: 1 }));
  }),
  anywhere('template', ({ dashboards, router }) => {
    dashboards.panels.templates = true;
    router.go({ name: 'dashboard', id: null, page: null, filters: '' });
  }),
  anywhere('open', ({ dashboards }) => {
    dashboards.chooseFile();
  }),
];
