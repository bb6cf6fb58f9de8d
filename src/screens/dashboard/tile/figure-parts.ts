import { TIME_DIMENSION, type DashboardMeasure, type TileFigures } from '../../../contract/dashboard.ts';
import { labelText } from '../../../charts/labels.ts';
import type { TileBody } from '../../../dashboard/dashboard.ts';
import { changeOf, isShare, statusOf } from '../../../dashboard/figure-change.ts';
import type { HealthStatus } from '../../../ui/health/health-status.ts';
import type { KpiChange } from '../../../ui/kpi/kpi-change.ts';
import { changeWords } from '../../analysis/change-words.ts';
import type { Writing } from '../../analysis/figure-text.ts';
import { dimensionValueLabel } from '../../../dashboard/drawing/dimension-words.ts';
import { measureKey, measureUnit } from '../../../dashboard/drawing/measure-names.ts';
import { measureText } from '../words/measure-words.ts';

/** A figure with all that stands beside it, in words. */
export interface FigureParts {
  /** Null where the data have nothing for the window. */
  readonly value: string | null;
  /** The window it is of. */
  readonly window: string;
  readonly previous: KpiChange | null;
  readonly lastYear: KpiChange | null;
  /** Heights of the sparkline, oldest first. */
  readonly trend: readonly number[];
  readonly trendLabel: string;
  readonly target: { readonly status: HealthStatus; readonly word: string } | null;
}

/** Periods of a sparkline: two years of months. */
const TREND = 24;

/** How far a figure has moved: of a share the difference, else as a share of what was. */
function movedFrom(
  measure: DashboardMeasure,
  now: number | null,
  before: number | null | undefined,
): number | null {
  const change = changeOf(now, before);
  return change === null || isShare(measure) ? (change?.by ?? null) : change.share;
}

/** A stretch of periods, in words. */
function windowText(window: readonly [string, string] | null, { t, locale }: Writing): string {
  if (window === null) return '';
  const [from, to] = window.map((value) =>
    labelText(dimensionValueLabel(TIME_DIMENSION, value), { locale, translate: t }),
  );
  return from === to ? (to ?? '') : `${from ?? ''} – ${to ?? ''}`;
}

/** Where a figure stands against its target, in words; null without one. */
function targetOf(
  { measure, target }: Extract<TileBody, { kind: 'figure' }>,
  figure: number | null,
  currency: string | null,
  writing: Writing,
): FigureParts['target'] {
  const status = target === null ? null : statusOf(figure, target);
  if (target === null || status === null) return null;
  const words = { target: measureText(measure, target.value, currency, writing) };
  return { status, word: writing.t(`tile.target.${status}`, words) };
}

/** Figures of the periods up to the end of the window, oldest first. */
function trendOf(
  { series, window }: Pick<Extract<TileFigures, { kind: 'figure' }>, 'series' | 'window'>,
  measure: DashboardMeasure,
): readonly number[] {
  const periods = series.columns.find(({ name }) => name === TIME_DIMENSION)?.values ?? [];
  const values = series.columns.find(({ name }) => name === measure)?.values ?? [];
  const last = window === null ? -1 : periods.indexOf(window[1]);
  const upTo = values.slice(0, last < 0 ? undefined : last + 1).slice(-TREND);
  return upTo.map((value) => (typeof value === 'number' ? Math.max(0, value) : 0));
}

/** A tile of one figure, in words. */
export function figureParts(
  figures: Extract<TileFigures, { kind: 'figure' }>,
  body: Extract<TileBody, { kind: 'figure' }>,
  currency: string | null,
  writing: Writing,
): FigureParts {
  const { measure } = body;
  const figure = figures.now[measure] ?? null;
  const trend = trendOf(figures, measure);
  const better = body.target?.better ?? 'more';
  const change = (earlier: number | null | undefined): KpiChange | null =>
    changeWords(movedFrom(measure, figure, earlier), measureUnit(measure), better, writing);
  return {
    value: figure === null ? null : measureText(measure, figure, currency, writing),
    window: windowText(figures.window, writing),
    previous: change(figures.before[measure]),
    lastYear: change(figures.yearBefore[measure]),
    trend,
    trendLabel: writing.t('analysisScreen.board.trend', {
      kpi: writing.t(measureKey(measure)),
      count: trend.length,
    }),
    target: targetOf(body, figure, currency, writing),
  };
}
