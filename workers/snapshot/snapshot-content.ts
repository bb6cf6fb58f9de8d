import { ANALYSES } from '../../src/analyses/index.ts';
import { labelText, say } from '../../src/charts/labels.ts';
import type { Language } from '../../src/charts/look.ts';
import { type DashboardMeasure, type Selection, TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import type { AppError } from '../../src/contract/error.ts';
import type { SnapshotRequest, SnapshotTile, TileRoom } from '../../src/contract/snapshot.ts';
import { dimensionValueLabel } from '../../src/dashboard/drawing/dimension-words.ts';
import { groupsView } from '../../src/dashboard/drawing/groups-view.ts';
import { measureKey, measureUnit } from '../../src/dashboard/drawing/measure-names.ts';
import { statusOf } from '../../src/dashboard/figure-change.ts';
import type {
  FigureValue,
  SnapshotFigure,
  SnapshotTable,
  SnapshotTileContent,
  Words,
  Written,
} from '../../src/snapshot/content.ts';
import { writtenWords } from '../../src/snapshot/both-languages.ts';
import type { CustomerDimensions } from '../dashboard/customer-dimensions.ts';
import { markdownHtml } from '../export/markdown-html.ts';
import { answerFigure, type LeavingFigure } from './figure-tile.ts';
import type { Window } from './figure-window.ts';
import { pictureSize } from './picture-size.ts';
import {
  asWritten,
  type Colours,
  inBoth,
  type Languages,
  snapshotPictures,
  snapshotTable,
  treatmentOf,
  written,
} from './snapshot-table.ts';
import {
  answerCell,
  type AnsweredTile,
  answerTile,
  type LeavingTable,
  type SnapshotGround,
} from './snapshot-tiles.ts';

/** A tile as it would stand in a snapshot, and what was decided on for it. */
export interface MadeTile {
  readonly content: SnapshotTileContent;
  /** Tables that leave with it, the one that is shown first. */
  readonly leaving: readonly LeavingTable[];
  /** Why it does not leave. */
  readonly refused: Extract<AnsweredTile, { readonly ok: false }> | null;
  readonly colours: Colours;
  /** Conditions on the orders that its tables are of. */
  readonly selection: Selection;
}

/** What tiles are made from. */
export interface TileMaking {
  readonly ground: SnapshotGround;
  readonly customers: CustomerDimensions;
  readonly request: SnapshotRequest;
  readonly languages: Languages;
  readonly synthetic: boolean;
}

const NO_COLOURS: Colours = new Map();
const STATUS = { good: 'good', caution: 'near', bad: 'missed' } as const;

/** What readers are told of a refusal: less than whoever makes the snapshot, since it leaves. */
function reasonOf({ code }: AppError, threshold: number, { translate }: Language): string {
  switch (code) {
    case 'gate.tooFewSelected':
      return translate('snapshotRelease.refused.tooFew', { threshold });
    case 'gate.allSuppressed':
    case 'gate.allWithheld':
      return translate('snapshotRelease.refused.withheld');
    case 'gate.differencing':
    case 'gate.notSearched':
    case 'gate.otherPart':
      return translate('snapshotRelease.refused.differencing', { threshold });
    case 'document.namesCustomer':
      return translate('snapshotRelease.refused.named');
    case 'gate.noContributors':
    case 'gate.unverified':
      return translate('snapshotRelease.refused.uncounted');
    case 'gate.rowLevel':
      return translate('snapshotRelease.refused.rows');
    default:
      return translate(
        code.startsWith('gate.') ? 'snapshotRelease.refused.gate' : 'snapshotRelease.refused.failed',
      );
  }
}

/**
 * A title as the user wrote it; one that is the usual one of its tile is said in both languages. It stands in the language of
 * the app, which need not be the one that the snapshot opens in.
 */
function titleOf(title: string, usual: Words): Words {
  const isUsual = title.trim() === '' || title === usual.en || title === usual['zh-CN'];
  return isUsual ? usual : writtenWords(written(title));
}

/** What a tile is called that has no title of its own, as far as it is known before its figures are. */
function usualTitle(tile: SnapshotTile, { languages }: TileMaking): Words {
  if (tile.kind === 'figure') {
    const [first = 'customers'] = tile.question.measures;
    return inBoth(languages, (language) => say(measureKey(first), language));
  }
  if (tile.kind !== 'analysis') return asWritten('');
  const { groups, run, table, view: id } = tile;
  const views = ANALYSES.find((each) => each.id === run.analysisId)?.views ?? [];
  const view = groups === undefined ? views.find((each) => each.id === id) : groupsView(groups, table);
  if (view === undefined) return asWritten('');
  return inBoth(languages, (language) => say(view.heading ?? view.title, language));
}

function refusedTile(
  asked: SnapshotTile,
  refused: Extract<AnsweredTile, { readonly ok: false }>,
  making: TileMaking,
): MadeTile {
  const { languages, ground } = making;
  const { tile, room } = asked;
  const title = titleOf(asked.title, usualTitle(asked, making));
  const { threshold } = ground.release.policy;
  const reason = inBoth(languages, (language) => reasonOf(refused.error, threshold, language));
  return {
    content: { kind: 'refused', tile, title, ...widthOf(room), reason },
    leaving: [],
    refused,
    colours: NO_COLOURS,
    selection: [],
  };
}

/** Markdown as markup, in both languages where a template has written it. */
function proseOf(markdown: string): Written {
  const words = written(markdown);
  if (typeof words === 'string') return words === '' ? '' : markdownHtml(words);
  return { en: markdownHtml(words.en), 'zh-CN': markdownHtml(words['zh-CN']) };
}

/** What a tile says of its width. */
function widthOf(room: TileRoom | undefined): Pick<SnapshotTileContent, 'width'> {
  return room === undefined ? {} : { width: room.w };
}

function suppressedIn(tables: readonly LeavingTable[]): number {
  return tables.reduce((sum, { released }) => sum + released.value.suppressedRows, 0);
}

function windowWords(window: Window | null, languages: Languages): Words {
  if (window === null) return asWritten('');
  return inBoth(languages, (language) => {
    const [from, to] = window.map((period) =>
      labelText(dimensionValueLabel(TIME_DIMENSION, period), language),
    );
    return from === to ? (from ?? '') : `${from ?? ''} – ${to ?? ''}`;
  });
}

/** A figure over a window; withheld where the data reach so far and yet it is not there. */
function valueOf(value: number | null | undefined, window: Window | null): FigureValue {
  if (window === null) return null;
  return value ?? 'withheld';
}

function figureOf(
  measure: DashboardMeasure,
  tile: Extract<SnapshotTile, { kind: 'figure' }>,
  { windows, now, before, yearBefore, series }: LeavingFigure,
  languages: Languages,
): SnapshotFigure {
  const [first] = tile.question.measures;
  // A target is one of the first figure.
  const target = measure === first ? tile.target : null;
  const { better, tolerance } = tile.aim ?? { better: 'more', tolerance: 0 };
  const status = target === null ? null : statusOf(now[measure], { value: target, better, tolerance });
  return {
    measure,
    label: inBoth(languages, (language) => say(measureKey(measure), language)),
    unit: measureUnit(measure),
    currency: measureUnit(measure) === 'currency' ? series.context.currency : null,
    window: windowWords(windows.now, languages),
    now: valueOf(now[measure], windows.now),
    before: valueOf(before[measure], windows.before),
    yearBefore: valueOf(yearBefore[measure], windows.yearBefore),
    target,
    light: status === null ? null : STATUS[status],
  };
}

/** The figures that are asked for by period; what the gate needed besides is left out. */
function seriesOf(
  { question }: Extract<SnapshotTile, { kind: 'figure' }>,
  { series }: LeavingFigure,
  languages: Languages,
): SnapshotTable {
  const { columns, rowCount } = snapshotTable(series, languages);
  const asked = ['dimension1', ...question.measures];
  return { columns: asked.flatMap((name) => columns.find((each) => each.name === name) ?? []), rowCount };
}

async function makeFigure(
  making: TileMaking,
  tile: Extract<SnapshotTile, { kind: 'figure' }>,
): Promise<MadeTile> {
  const { ground, customers, request, languages, synthetic } = making;
  const answered = await answerFigure(ground, customers, request, tile);
  if (!answered.ok) return refusedTile(tile, answered, making);
  const { figure } = answered;
  const leaving = [figure.series, ...figure.others];
  const figures = tile.question.measures.map((measure) => figureOf(measure, tile, figure, languages));
  const content: SnapshotTileContent = {
    kind: 'figure',
    tile: tile.tile,
    title: titleOf(tile.title, figures[0]?.label ?? asWritten('')),
    ...widthOf(tile.room),
    note: proseOf(tile.note),
    about: treatmentOf(figure.series, languages, synthetic),
    suppressedRows: suppressedIn(leaving),
    figures,
    series: seriesOf(tile, figure, languages),
  };
  return { content, leaving, refused: null, colours: NO_COLOURS, selection: request.selection };
}

/** What is said of a cell of a notebook beside figures that are filtered. */
function unfiltered({ request: { selection, prepare }, languages }: TileMaking): readonly Words[] {
  return selection.length === 0 && prepare.days === null
    ? []
    : [inBoth(languages, ({ translate }) => translate('snapshotRelease.unfiltered'))];
}

async function makeTable(
  making: TileMaking,
  place: number,
  asked: Extract<SnapshotTile, { kind: 'analysis' | 'cell' }>,
  answered: AnsweredTile,
  further: readonly Words[] = [],
): Promise<MadeTile> {
  const { languages, synthetic } = making;
  const { tile, title, note, room } = asked;
  if (!answered.ok) return refusedTile(asked, answered, making);
  const leaving = answered.table;
  const { view, shape } = leaving;
  const drawn = await snapshotPictures(leaving, languages, `d${place}`, pictureSize(room));
  const content: SnapshotTileContent = {
    kind: 'table',
    tile,
    title: titleOf(
      title,
      inBoth(languages, (language) => say(view?.heading ?? view?.title ?? shape.title, language)),
    ),
    ...widthOf(room),
    note: proseOf(note),
    about: [...further, ...treatmentOf(leaving, languages, synthetic)],
    suppressedRows: suppressedIn([leaving]),
    table: snapshotTable(leaving, languages),
    pictures: drawn?.pictures ?? null,
  };
  const selection = asked.kind === 'analysis' ? asked.run.selection : [];
  return { content, leaving: [leaving], refused: null, colours: drawn?.colours ?? NO_COLOURS, selection };
}

/** Has groups drawn as their tile draws them: not at all where it is a table. */
function asTileDraws(
  answered: AnsweredTile,
  { groups, table }: Pick<Extract<SnapshotTile, { kind: 'analysis' }>, 'groups' | 'table'>,
): AnsweredTile {
  if (!answered.ok || groups === undefined) return answered;
  const view = groups.chart === 'table' ? null : groupsView(groups, table);
  return { ok: true, table: { ...answered.table, view } };
}

/**
 * Makes a tile of a snapshot out of what the gate lets out.
 *
 * @param place among all tiles of the snapshot
 */
export async function makeTile(all: TileMaking, tile: SnapshotTile, place: number): Promise<MadeTile> {
  const called = `${tile.title} · ${all.request.title}`;
  const making = { ...all, ground: { ...all.ground, called } };
  switch (tile.kind) {
    case 'text': {
      const html = proseOf(tile.markdown);
      const title = asWritten(tile.title);
      const content = { kind: 'text', tile: tile.tile, title, ...widthOf(tile.room), html } as const;
      return { content, leaving: [], refused: null, colours: NO_COLOURS, selection: [] };
    }
    case 'figure':
      return makeFigure(making, tile);
    case 'analysis': {
      const answered = await answerTile(making.ground, tile.run, tile.table, tile.view);
      return makeTable(making, place, tile, asTileDraws(answered, tile));
    }
    case 'cell':
      return makeTable(making, place, tile, await answerCell(making.ground, tile), unfiltered(making));
  }
}
