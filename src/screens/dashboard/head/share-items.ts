import type { Workspace } from '../../../state/workspace.svelte.ts';
import type { DashboardView } from '../dashboard-view.svelte.ts';

async function copyLink({ notices }: Workspace): Promise<void> {
  await navigator.clipboard.writeText(location.href);
  notices.info('dashboardScreen.share.linkCopied');
}

async function saveFile(view: DashboardView, { notices }: Workspace): Promise<void> {
  const error = await view.session.save();
  if (error === null) notices.info('dashboardScreen.share.fileSaved');
  else notices.error(error);
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
  ];
}
