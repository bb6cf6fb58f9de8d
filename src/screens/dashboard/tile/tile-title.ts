import { ANALYSES } from '../../../analyses/index.ts';
import { insideSentence, labelText } from '../../../charts/labels.ts';
import type { Tile, TileBody } from '../../../dashboard/dashboard.ts';
import type { Workspace } from '../../../state/workspace.svelte.ts';
import { dimensionLabel } from '../../../dashboard/drawing/dimension-words.ts';
import { measureKey } from '../../../dashboard/drawing/measure-names.ts';

/** First words of a text, without the signs of Markdown. */
function firstWords(markdown: string): string {
  const [line = ''] = markdown.trim().split('\n');
  return line.replace(/^#+\s*/u, '');
}

function groupsTitle(
  { measures: [measure = 'customers'], dimensions }: Extract<TileBody, { kind: 'groups' }>,
  { t, locale }: Workspace,
): string {
  const words = { locale, translate: t };
  const names = dimensions.map((name) => labelText(insideSentence(dimensionLabel(name)), words));
  const what = t(measureKey(measure));
  if (names.length === 0) return what;
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
  return t('dashboardScreen.tile.by', { measure: what, dimensions: list });
}

function viewTitle(
  { analysis, view }: Extract<TileBody, { kind: 'analysis' }>,
  workspace: Workspace,
): string {
  const views = ANALYSES.find(({ id }) => id === analysis)?.views;
  const shown = views?.find(({ id }) => id === view);
  return shown === undefined ? analysis : workspace.say(shown.title);
}

function cellTitle({ cells, shown }: Extract<TileBody, { kind: 'cell' }>): string | null {
  const cell = cells.find(({ id }) => id === shown);
  if (cell === undefined || cell.kind === 'text') return null;
  return cell.kind === 'chart' && cell.title !== '' ? cell.title : cell.name;
}

/** What a tile is called: its title, else what it shows. */
export function tileTitle({ title, body }: Pick<Tile, 'title' | 'body'>, workspace: Workspace): string {
  if (title !== '') return title;
  const { t } = workspace;
  switch (body.kind) {
    case 'text':
      return firstWords(body.markdown) || t('dashboardScreen.kind.text');
    case 'posture':
      return t('dashboardScreen.kind.posture');
    case 'figure':
      return t(measureKey(body.measure));
    case 'groups':
      return groupsTitle(body, workspace);
    case 'analysis':
      return viewTitle(body, workspace);
    case 'cell':
      return cellTitle(body) ?? t('dashboardScreen.kind.cell');
  }
}
