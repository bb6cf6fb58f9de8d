import { ANALYSIS_IDS } from './analysis-groups.ts';
import type { Command } from './command.ts';
import { ORDERS } from '../data/relations.ts';
import { DASHBOARD_COMMANDS } from './dashboard-commands.ts';
import { NOTEBOOK_COMMANDS } from './notebook-commands.ts';
import type { Route } from '../state/route.ts';
import type { Workspace } from '../state/workspace.svelte.ts';

const always = () => true;

function goTo(
  id: string,
  title: Command['title'],
  route: Route,
  keys: string | null = null,
  when: (workspace: Workspace) => boolean = always,
): Command {
  return {
    id,
    title,
    group: 'go',
    keys,
    when,
    run: (workspace) => {
      workspace.router.go(route);
    },
  };
}

const themes = (['light', 'dark', 'system'] as const).map((theme): Command => {
  const titles = {
    light: 'command.themeLight',
    dark: 'command.themeDark',
    system: 'command.themeSystem',
  } as const;
  return {
    id: `look.theme-${theme}`,
    title: titles[theme],
    group: 'look',
    keys: null,
    when: (workspace) => workspace.preferences.theme !== theme,
    run: (workspace) => {
      workspace.preferences.set({ theme });
    },
  };
});

const languages = (
  [
    ['en', 'command.english'],
    ['zh-CN', 'command.chinese'],
  ] as const
).map(([locale, title]): Command => ({
  id: `look.language-${locale.toLowerCase()}`,
  title,
  group: 'look',
  keys: null,
  when: (workspace) => workspace.locale !== locale,
  run: (workspace) => {
    workspace.preferences.set({ localeChoice: locale });
  },
}));

const analyses = ANALYSIS_IDS.map((id): Command => ({
  ...goTo(`analysis.${id}`, `${id}.title`, { name: 'analysis', id }, null, ({ dataset }) => dataset !== null),
  group: 'analyses',
}));

/** Every command there is. Those of documents come first: on their screens, they are what shared keys mean. */
export const COMMANDS: readonly Command[] = [
  ...NOTEBOOK_COMMANDS,
  ...DASHBOARD_COMMANDS,
  {
    id: 'data.choose-file',
    title: 'command.chooseFile',
    group: 'data',
    keys: 'Mod+O',
    when: (workspace) => workspace.canOpen,
    run: (workspace) => {
      workspace.chooseFile();
    },
  },
  {
    id: 'data.paste-table',
    title: 'paste.open',
    group: 'data',
    keys: null,
    when: (workspace) => workspace.canOpen,
    run: (workspace) => {
      workspace.dialog = 'paste';
    },
  },
  {
    id: 'data.load-sample',
    title: 'command.loadSample',
    group: 'data',
    keys: null,
    when: (workspace) => workspace.canOpen && workspace.sampleProgress === null,
    run: (workspace) => {
      void workspace.loadSample();
    },
  },
  {
    id: 'data.load-file',
    title: 'command.loadFile',
    group: 'data',
    keys: 'Mod+Enter',
    when: (workspace) => workspace.importing?.canLoad === true || workspace.imports.loadable.length > 0,
    run: (workspace) => {
      void workspace.loadFile();
    },
  },
  {
    id: 'data.stop',
    title: 'command.cancel',
    group: 'data',
    keys: 'Mod+.',
    when: (workspace) => workspace.sampleProgress !== null || workspace.imports.loading,
    run: (workspace) => {
      workspace.cancelSample();
      workspace.imports.cancel();
    },
  },
  {
    id: 'data.close-file',
    title: 'command.closeFile',
    group: 'data',
    keys: null,
    when: (workspace) => workspace.importing !== null,
    run: (workspace) => {
      void workspace.closeFile();
    },
  },
  goTo('go.data', 'command.goData', { name: 'data' }, 'Alt+1'),
  goTo('go.notebook', 'command.goNotebook', { name: 'notebook', id: null }, 'Alt+4'),
  goTo(
    'go.dashboard',
    'command.goDashboard',
    { name: 'dashboard', id: null, page: null, filters: '' },
    'Alt+5',
  ),
  goTo('go.verify', 'command.goVerify', { name: 'verify' }),
  goTo('go.columns', 'command.goColumns', { name: 'columns' }, null, ({ importing }) => importing !== null),
  goTo('go.receipt', 'command.goReceipt', { name: 'receipt' }, null, ({ dataset }) => dataset !== null),
  goTo('go.merge', 'merge.command', { name: 'merge' }, null, ({ dataset }) => dataset !== null),
  goTo(
    'go.profile',
    'profile.command',
    { name: 'profile', relation: ORDERS },
    null,
    ({ dataset }) => dataset !== null,
  ),
  goTo('go.analyses', 'command.goAnalyses', { name: 'analyses' }, 'Alt+2'),
  goTo('go.privacy', 'command.goPrivacy', { name: 'privacy', section: 'overview' }, 'Alt+3'),
  goTo('go.settings', 'command.goSettings', { name: 'settings' }),
  ...analyses,
  ...themes,
  ...languages,
  {
    id: 'app.test-seal',
    title: 'command.testSeal',
    group: 'app',
    keys: null,
    when: (workspace) => workspace.engine.status === 'ready',
    run: (workspace) => {
      workspace.router.go({ name: 'privacy', section: 'overview' });
      void workspace.engine.testSeal();
    },
  },
  {
    id: 'app.palette',
    title: 'command.palette',
    group: 'app',
    keys: 'Mod+K',
    when: always,
    run: (workspace) => {
      workspace.dialog = 'palette';
    },
  },
  {
    id: 'app.help',
    title: 'command.help',
    group: 'app',
    keys: '?',
    when: always,
    run: (workspace) => {
      workspace.dialog = 'help';
    },
  },
];
