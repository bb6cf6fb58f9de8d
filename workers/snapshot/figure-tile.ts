import type { DashboardMeasure, Selection, TileRun } from '../../src/contract/dashboard.ts';
import { TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import { appError, type AppError } from '../../src/contract/error.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { column, type ResultSet } from '../../src/contract/result-set.ts';
import type { SnapshotRequest, SnapshotTile } from '../../src/contract/snapshot.ts';
import { withClause, withoutDimension } from '../../src/crossfilter/selection.ts';
import { openReleased } from '../../src/privacy/gate.ts';
import type { CustomerDimensions } from '../dashboard/customer-dimensions.ts';
import type { TableQuestion } from '../engine/release-desk.ts';
import { type FigureWindows, figureWindows, type Window } from './figure-window.ts';
import { type AnsweredTile, answerTile, type LeavingTable, type SnapshotGround } from './snapshot-tiles.ts';

type FigureTile = Extract<SnapshotTile, { kind: 'figure' }>;

/** A figure over a window: null where it is withheld, or the data do not reach that far. */
export type WindowFigures = Readonly<Partial<Record<DashboardMeasure, number | null>>>;

/** A figure of a snapshot with what it is compared with, all of it released. */
export interface LeavingFigure {
  readonly windows: FigureWindows;
  readonly now: WindowFigures;
  readonly before: WindowFigures;
  readonly yearBefore: WindowFigures;
  /** By period. */
  readonly series: LeavingTable;
  /** Figures over windows of several periods, which cannot be read off the series. */
  readonly others: readonly LeavingTable[];
}

/** Figures of the row of a released table in which the first dimension has a value; null: the total. */
function figuresAt(
  table: ResultSet,
  measures: readonly DashboardMeasure[],
  period: string | null,
): WindowFigures {
  const row = column(table, 'dimension1').values.findIndex((value) => (value ?? null) === period);
  return Object.fromEntries(
    measures.map((name) => {
      const value = row < 0 ? null : column(table, name).values[row];
      return [name, typeof value === 'number' ? value : null];
    }),
  );
}

/** Figures by period alone, without the row over all of them, which is the last. */
function withoutTotal(question: TableQuestion): TableQuestion {
  const { table, shape } = question;
  const hasTotal = column(table, 'dimension1').values.at(-1) === null;
  const rowCount = table.rowCount - (hasTotal ? 1 : 0);
  const columns = table.columns.map((each) => ({ ...each, values: each.values.slice(0, rowCount) }));
  return { ...question, table: asPrivate({ columns, rowCount }), shape: { ...shape, dimensions: [] } };
}

function tableOf({ released }: LeavingTable): ResultSet {
  return openReleased(released).table;
}

function nothing(measures: readonly DashboardMeasure[]): WindowFigures {
  return Object.fromEntries(measures.map((name) => [name, null]));
}

/** A run of `metric` for a part of a figure. */
function partOf(
  { datasetId, prepare }: SnapshotRequest,
  { tile, question }: FigureTile,
  part: string,
  selection: Selection,
): TileRun {
  const dimensions = part === 'series' ? [TIME_DIMENSION] : [];
  const params = { dimensions, measures: question.measures };
  return { datasetId, prepare, tile: `${tile}/${part}`, selection, analysisId: 'metric', params };
}

/**
 * Asks for a figure: its series by period, and, where the window has several periods, one figure for each window. Each is
 * a release of its own; what is compared is computed from what may leave.
 */
export async function answerFigure(
  ground: SnapshotGround,
  customers: CustomerDimensions,
  request: SnapshotRequest,
  tile: FigureTile,
): Promise<
  { readonly ok: true; readonly figure: LeavingFigure } | Extract<AnsweredTile, { readonly ok: false }>
> {
  const { run, release } = ground;
  const { prepare, selection } = request;
  const { measures, window } = tile.question;
  const { data } = await customers.ensure(run, release.loaded, prepare.days, []);
  const { firstOrder, lastOrder } = data;
  const empty: AppError = appError('analysis.noCustomers', {});
  if (firstOrder === null || lastOrder === null) return { ok: false, error: empty, answered: null };
  const windows = figureWindows(window, selection, { grain: prepare.grain, firstOrder, lastOrder });
  const others = withoutDimension(selection, TIME_DIMENSION);
  const series = await answerTile(
    ground,
    partOf(request, tile, 'series', others),
    'cells',
    null,
    withoutTotal,
  );
  if (!series.ok) return series;
  const tables: LeavingTable[] = [];
  const over = async (name: keyof FigureWindows, within: Window | null): Promise<WindowFigures> => {
    if (within === null) return nothing(measures);
    const [low, high] = within;
    if (low === high) return figuresAt(tableOf(series.table), measures, low);
    const clause = { dimension: TIME_DIMENSION, op: 'between', low, high } as const;
    const part = await answerTile(
      ground,
      partOf(request, tile, name, withClause(others, clause)),
      'cells',
      null,
    );
    if (!part.ok) return nothing(measures);
    tables.push(part.table);
    return figuresAt(tableOf(part.table), measures, null);
  };
  const now = await over('now', windows.now);
  const before = await over('before', windows.before);
  const yearBefore = await over('yearBefore', windows.yearBefore);
  return { ok: true, figure: { windows, now, before, yearBefore, series: series.table, others: tables } };
}
