import { receiveReleased } from '../../../privacy/gate.ts';
import { snapshotRequest } from '../../../state/dashboard/snapshot-request.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import type { DashboardView } from '../dashboard-view.svelte.ts';
import { tileTitle } from '../tile/tile-title.ts';

async function copyLink({ notices }: Workspace): Promise<void> {
  await navigator.clipboard.writeText(location.href);
  notices.info('dashboardScreen.share.linkCopied');
}

async function saveFile(view: DashboardView, { notices }: Workspace): Promise<void> {
  const error = await view.session.save();
  if (error === null) notices.info('dashboardScreen.share.fileSaved');
  else notices.error(error);
}

/** Prints all pages, as far as the gate lets them out. */
async function print({ session }: DashboardView, workspace: Workspace): Promise<void> {
  const { engine, printer, notices, locale, t } = workspace;
  const { ground } = session.figures;
  if (ground === null) return;
  const look = {
    purpose: t('dashboardScreen.share.printPurpose'),
    locale,
    theme: 'light',
    form: 'html',
    signed: false,
  } as const;
  const request = snapshotRequest(session.dashboard, ground, (tile) => tileTitle(tile, workspace), look);
  notices.info('dashboardScreen.share.printing');
  const answer = await engine.dashboard.releaseSnapshot(request);
  const received = answer.ok ? await receiveReleased(answer.value, engine.decisions) : answer;
  if (received.ok) await printer.print(received.value);
  else notices.error(received.error);
}

/** Ways to hand a dashboard on, and what leaves with each. */
export function shareItems(view: DashboardView, workspace: Workspace) {
  const { t } = workspace;
  return [
    {
      id: 'link',
      label: t('dashboardScreen.share.link'),
      onselect: () => void copyLink(workspace),
    },
    {
      id: 'file',
      label: t('dashboardScreen.share.file'),
      onselect: () => void saveFile(view, workspace),
    },
    {
      id: 'snapshot',
      label: t('snapshot.share'),
      apart: true,
      disabled: view.session.figures.prepared === null,
      onselect: () => {
        workspace.dashboards.panels.snapshot = true;
      },
    },
    {
      id: 'print',
      label: t('dashboardScreen.share.print'),
      disabled: view.session.figures.prepared === null,
      onselect: () => void print(view, workspace),
    },
  ];
}
