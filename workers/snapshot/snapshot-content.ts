import type { Language } from '../../src/charts/look.ts';
import type { DashboardMeasure } from '../../src/contract/dashboard.ts';
import type { AppError } from '../../src/contract/error.ts';
import type { SnapshotRequest, SnapshotTile } from '../../src/contract/snapshot.ts';
import type { MessageKey } from '../../src/i18n/messages.ts';
import { groupsView } from '../../src/dashboard/drawing/groups-view.ts';
import { measureUnit } from '../../src/dashboard/drawing/measure-names.ts';
import { statusOf } from '../../src/dashboard/figure-change.ts';
import type {
  FigureValue,
  SnapshotFigure,
  SnapshotTable,
  SnapshotTileContent,
  Words,
} from '../../src/snapshot/content.ts';
import type { CustomerDimensions } from '../dashboard/customer-dimensions.ts';
import { markdownHtml } from '../export/markdown-html.ts';
import { answerFigure, type LeavingFigure } from './figure-tile.ts';
import type { Window } from './figure-window.ts';
import {
  asWritten,
  type Colours,
  inBoth,
  type Languages,
  snapshotPictures,
  snapshotTable,
  treatmentOf,
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

function titleOf(title: string, usual: Words): Words {
  return title.trim() === '' ? usual : asWritten(title);
}

function refusedTile(
  { tile, title }: Pick<SnapshotTile, 'tile' | 'title'>,
  refused: Extract<AnsweredTile, { readonly ok: false }>,
  { languages, ground }: TileMaking,
): MadeTile {
  const { threshold } = ground.release.policy;
  const reason = inBoth(languages, (language) => reasonOf(refused.error, threshold, language));
  return {
    content: { kind: 'refused', tile, title: asWritten(title), reason },
    leaving: [],
    refused,
    colours: NO_COLOURS,
  };
}

function suppressedIn(tables: readonly LeavingTable[]): number {
  return tables.reduce((sum, { released }) => sum + released.value.suppressedRows, 0);
}

function windowWords(window: Window | null): Words {
  if (window === null) return asWritten('');
  const [from, to] = window;
  return asWritten(from === to ? from : `${from} – ${to}`);
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
  const { columns } = snapshotTable(series, languages);
  const column = columns.find(({ name }) => name === measure);
  const [first] = tile.question.measures;
  // A target is one of the first figure.
  const target = measure === first ? tile.target : null;
  const { better, tolerance } = tile.aim ?? { better: 'more', tolerance: 0 };
  const status = target === null ? null : statusOf(now[measure], { value: target, better, tolerance });
  return {
    measure,
    label: column?.label ?? asWritten(measure),
    unit: measureUnit(measure),
    currency: column?.currency ?? null,
    window: windowWords(windows.now),
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
    note: tile.note,
    about: treatmentOf(figure.series, languages, synthetic),
    suppressedRows: suppressedIn(leaving),
    figures,
    series: seriesOf(tile, figure, languages),
  };
  return { content, leaving, refused: null, colours: NO_COLOURS };
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
  { tile, title, note }: Extract<SnapshotTile, { kind: 'analysis' | 'cell' }>,
  answered: AnsweredTile,
  further: readonly Words[] = [],
): Promise<MadeTile> {
  const { languages, synthetic } = making;
  if (!answered.ok) return refusedTile({ tile, title }, answered, making);
  const leaving = answered.table;
  const drawn = await snapshotPictures(leaving, languages, `d${place}`, synthetic);
  const content: SnapshotTileContent = {
    kind: 'table',
    tile,
    title: titleOf(
      title,
      inBoth(languages, ({ translate }) => (translate as (key: MessageKey) => string)(leaving.shape.title)),
    ),
    note,
    about: [...further, ...treatmentOf(leaving, languages, synthetic)],
    suppressedRows: suppressedIn([leaving]),
    table: snapshotTable(leaving, languages),
    pictures: drawn?.pictures ?? null,
  };
  return { content, leaving: [leaving], refused: null, colours: drawn?.colours ?? NO_COLOURS };
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
export async function makeTile(making: TileMaking, tile: SnapshotTile, place: number): Promise<MadeTile> {
  switch (tile.kind) {
    case 'text': {
      const html = markdownHtml(tile.markdown);
      const content = { kind: 'text', tile: tile.tile, title: asWritten(tile.title), html } as const;
      return { content, leaving: [], refused: null, colours: NO_COLOURS };
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
