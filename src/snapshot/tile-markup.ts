import { filled, sameWords } from './both-languages.ts';
import type {
  FigureValue,
  Pictures,
  SnapshotFigure,
  SnapshotTileContent,
  Words,
  Written,
} from './content.ts';
import { LANGUAGES } from './content.ts';
import { changeText, figureText } from './figure-text.ts';
import { both, element, escaped, trusted } from './markup.ts';
import { part } from './parts.ts';
import { sparkMarkup } from './spark-markup.ts';
import { tableMarkup } from './table-markup.ts';
import { SAYS } from './words.ts';

type FigureTile = Extract<SnapshotTileContent, { kind: 'figure' }>;

function amount(value: number, { unit, currency }: SnapshotFigure): string {
  const text = figureText(value, unit);
  return unit === 'currency' && currency !== null ? `${text} ${currency}` : text;
}

/** A change that would read as 0.0. */
const NEGLIGIBLE = 0.0005;

/** Of a share the difference, else the difference as a share of what was; null where that is nothing to speak of. */
function changeOf(now: number, earlier: number, unit: SnapshotFigure['unit']): number | null {
  if (now === earlier) return null;
  const change = unit === 'share' ? now - earlier : (now - earlier) / Math.abs(earlier);
  return Math.abs(change) < NEGLIGIBLE ? null : change;
}

/** How a figure has changed against an earlier one: a share of it, or points where it is a share itself. */
function changeWords({ now, unit }: SnapshotFigure, earlier: FigureValue): Words {
  if (now === 'withheld' || earlier === 'withheld') return SAYS.withheld;
  if (now === null || earlier === null) return SAYS.noComparison;
  const change = changeOf(now, earlier, unit);
  if (change === null) return SAYS.unchanged;
  if (!Number.isFinite(change)) return SAYS.noComparison;
  const text = changeText(change);
  return unit === 'share' ? filled(SAYS.points, { change: text }) : sameWords(`${text}%`);
}

function direction({ now, unit }: SnapshotFigure, earlier: FigureValue): string {
  if (typeof now !== 'number' || typeof earlier !== 'number') return '';
  if (changeOf(now, earlier, unit) === null) return '';
  return now > earlier ? '▲ ' : '▼ ';
}

const LIGHTS = { good: '●', near: '▲', missed: '■' } as const;

function targetMarkup(figure: SnapshotFigure): string {
  const { target, light } = figure;
  if (target === null) return '';
  const aim = both(filled(SAYS.target, { value: amount(target, figure) }));
  const state =
    light === null
      ? ''
      : `: <b class="${light}"><i aria-hidden="true">${LIGHTS[light]}</i> ${both(SAYS[light])}</b>`;
  return `<p>${aim}${state}</p>`;
}

function figureMarkup(figure: SnapshotFigure, { series, title }: FigureTile): string {
  const { label, now, window, before, yearBefore, measure } = figure;
  const value =
    typeof now === 'number'
      ? element('p', { class: 'value' }, escaped(amount(now, figure)))
      : element('p', { class: 'value withheld' }, now === null ? '–' : both(SAYS.withheld));
  const against = (earlier: FigureValue, said: Words): string =>
    earlier === null
      ? ''
      : `<p>${direction(figure, earlier)}<b>${both(changeWords(figure, earlier))}</b> ${both(said)}</p>`;
  const course = series.columns.find(({ name }) => name === measure);
  return element(
    'div',
    { class: 'figure' },
    [
      label.en === title.en || label['zh-CN'] === title['zh-CN'] ? '' : `<p class="label">${both(label)}</p>`,
      value,
      window.en === '' ? '' : `<p class="window">${both(window)}</p>`,
      course === undefined ? '' : sparkMarkup(course),
      against(before, SAYS.before),
      against(yearBefore, SAYS.yearBefore),
      targetMarkup(figure),
    ].join(''),
  );
}

function picturesMarkup(tile: string, pictures: Pictures): string {
  const drawn = LANGUAGES.map((language) =>
    element(
      'div',
      { lang: language },
      part(`picture/${tile}/${language}`.toLowerCase(), trusted(pictures[language])),
    ),
  );
  return element('figure', { class: 'picture' }, drawn.join(''));
}

function proseMarkup(html: Written): string {
  if (typeof html === 'string') return trusted(html);
  return LANGUAGES.map((language) => element('div', { lang: language }, trusted(html[language]))).join('');
}

function aboutMarkup(about: readonly Words[]): string {
  if (about.length === 0) return '';
  const items = about.map((each) => `<li>${both(each)}</li>`).join('');
  return `<details class="about"><summary>${both(SAYS.about)}</summary><ul>${items}</ul></details>`;
}

function bodyMarkup(name: string, tile: SnapshotTileContent): string {
  switch (tile.kind) {
    case 'text':
      return `<div class="prose">${proseMarkup(tile.html)}</div>`;
    case 'refused':
      return `<p class="refused"><b>${both(SAYS.notReleased)}</b> ${both(tile.reason)}</p>`;
    case 'figure':
      return `<div class="figures">${tile.figures.map((figure) => figureMarkup(figure, tile)).join('')}</div>${tableMarkup(name, tile.series)}`;
    case 'table': {
      const { pictures, table } = tile;
      return (pictures === null ? '' : picturesMarkup(name, pictures)) + tableMarkup(name, table);
    }
  }
}

/** Columns of twelve. */
const COLUMNS = 12;
/** Fewest columns in which a tile can be read on paper: of one with a picture, and of others. */
const LEAST = { picture: 4, other: 3 } as const;

/** The class that says how wide a tile is; styles of elements are not allowed on the page. */
function widthClass(tile: SnapshotTileContent): string {
  const least = tile.kind === 'table' ? LEAST.picture : LEAST.other;
  return `w${Math.max(least, Math.min(COLUMNS, tile.width ?? COLUMNS))}`;
}

/**
 * A tile as markup: it reads without scripts.
 *
 * @param name of the tile in the file, e.g. `t1`
 */
export function tileMarkup(name: string, tile: SnapshotTileContent): string {
  const isEmpty = tile.title.en === '' && tile.title['zh-CN'] === '';
  const title = isEmpty ? '' : element('h3', { id: `${name}-title` }, both(tile.title));
  const isReleased = tile.kind === 'figure' || tile.kind === 'table';
  const note = isReleased && tile.note !== '' ? `<div class="note">${proseMarkup(tile.note)}</div>` : '';
  const about = isReleased ? aboutMarkup(tile.about) : '';
  const inner = `${title}${note}${bodyMarkup(name, tile)}${about}`;
  return element('article', { class: `tile ${tile.kind} ${widthClass(tile)}`, 'data-tile': name }, inner);
}
