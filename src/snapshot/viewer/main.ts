import type { SnapshotTileContent } from '../content.ts';
import { make, said } from './dom.ts';
import { chosenLanguage, followLanguage, inLanguage } from './language.ts';
import { addMarkTips } from './mark-tips.ts';
import { type SliceDimension, sliceDimensions } from './slices.ts';
import { TileView } from './tile-view.ts';
import { VIEWER_SAYS } from './viewer-words.ts';
import './viewer.css';
import './tips.css';

/** The data of a tile, as the file carries them. */
function dataOf(name: string): SnapshotTileContent | null {
  const text = document.getElementById(`data-${name}`)?.textContent ?? 'null';
  return JSON.parse(text) as SnapshotTileContent | null;
}

/** Tiles with a table, in the order of the page. */
function views(kind: 'table' | 'figure'): readonly TileView[] {
  return [...document.querySelectorAll<HTMLElement>(`article.${kind}[data-tile]`)].flatMap((article) => {
    const name = article.dataset['tile'] ?? '';
    const tile = dataOf(name);
    const body = article.querySelector('table')?.tBodies[0];
    if (tile === null || body === undefined) return [];
    if (tile.kind === 'table') return [new TileView(article, name, tile.table, body)];
    return tile.kind === 'figure' ? [new TileView(article, name, tile.series, body)] : [];
  });
}

/** The switch of a dimension: all of its values, or one. */
function chooser(
  { dimension, label, values }: SliceDimension,
  choose: (value: string | null) => void,
): HTMLElement {
  const select = make('select', { id: `slice-${dimension}` });
  inLanguage((language) => {
    const chosen = select.selectedIndex;
    const options = [VIEWER_SAYS.all, ...values.map(({ words }) => words)];
    select.replaceChildren(...options.map((words) => make('option', {}, words[language])));
    select.selectedIndex = Math.max(0, chosen);
  });
  select.addEventListener('change', () => {
    choose(values[select.selectedIndex - 1]?.value ?? null);
  });
  return make('label', {}, said(label), select);
}

function addSlices(bar: HTMLElement, tables: readonly TileView[]): void {
  const dimensions = sliceDimensions(tables);
  if (dimensions.length === 0) return;
  const slice = new Map<string, string>();
  const restrict = (): void => {
    for (const tile of tables) tile.restrict(slice);
  };
  const choosers = dimensions.map((each) =>
    chooser(each, (value) => {
      if (value === null) slice.delete(each.dimension);
      else slice.set(each.dimension, value);
      restrict();
    }),
  );
  bar.append(
    make('fieldset', {}, make('legend', {}, said(VIEWER_SAYS.slice)), ...choosers),
    make('p', { class: 'hint' }, said(VIEWER_SAYS.sliceHint)),
  );
}

function addTables(bar: HTMLElement, tiles: readonly TileView[]): void {
  if (tiles.length === 0) return;
  let isOpen = false;
  const name = (): string => (isOpen ? VIEWER_SAYS.closeTables : VIEWER_SAYS.openTables)[chosenLanguage()];
  const button = make('button', { type: 'button', class: 'tables' });
  inLanguage(() => {
    button.textContent = name();
  });
  button.addEventListener('click', () => {
    isOpen = !isOpen;
    button.textContent = name();
    for (const tile of tiles) tile.open(isOpen);
  });
  bar.append(button);
}

/** What is closed is opened for the printer, and closed again. */
function printTables(): void {
  let closed: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const each of closed) each.open = true;
  });
  addEventListener('afterprint', () => {
    for (const each of closed) each.open = false;
  });
}

const tables = views('table');
const bar = make('div', { class: 'viewer-bar' });
addSlices(bar, tables);
addTables(bar, [...tables, ...views('figure')]);
document.querySelector('main')?.before(bar);
for (const picture of document.querySelectorAll<HTMLElement>('figure.picture')) addMarkTips(picture);
printTables();
followLanguage();
