import type { DashboardMeasure, TileFigures } from '../../../contract/dashboard.ts';
import { labelText } from '../../../charts/labels.ts';
import type { Target, TileBody } from '../../../dashboard/dashboard.ts';
import type { HealthStatus } from '../../../ui/health/health-status.ts';
import type { KpiChange } from '../../../ui/kpi/kpi-change.ts';
import { changeWords } from '../../analysis/change-words.ts';
import type { Writing } from '../../analysis/figure-text.ts';
import { dimensionValueLabel } from '../words/dimension-words.ts';
import { measureKey, measureText, measureUnit } from '../words/measure-words.ts';
import { TIME_DIMENSION } from '../../../contract/dashboard.ts';

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
function movedFrom(measure: DashboardMeasure, now: number, before: number | null | undefined): number | null {
  if (before === null || before === undefined) return null;
  if (measureUnit(measure) === 'share') return now - before;
  return before === 0 ? null : (now - before) / Math.abs(before);
}

/** Where a figure stands against its target. */
function statusOf(now: number, { value, better, tolerance }: Target): HealthStatus {
  const sign = better === 'more' ? 1 : -1;
  if (sign * (now - value) >= 0) return 'good';
  return sign * (now - value) >= -Math.abs(value) * tolerance ? 'caution' : 'bad';
}

/** A tile of one figure, in words. */
export function figureParts(
  { series, window, now, before, yearBefore }: Extract<TileFigures, { kind: 'figure' }>,
  { measure, target }: Extract<TileBody, { kind: 'figure' }>,
  currency: string | null,
  writing: Writing,
): FigureParts {
  const { t, locale } = writing;
  const figure = now[measure] ?? null;
  const periods = series.columns.find(({ name }) => name === TIME_DIMENSION)?.values ?? [];
  const values = series.columns.find(({ name }) => name === measure)?.values ?? [];
  const last = window === null ? -1 : periods.indexOf(window[1]);
  const upTo = values.slice(0, last < 0 ? undefined : last + 1).slice(-TREND);
  const periodText = (value: string): string =>
    labelText(dimensionValueLabel(TIME_DIMENSION, value), { locale, translate: t });
  const better = target?.better ?? 'more';
  const change = (earlier: number | null | undefined): KpiChange | null =>
    figure === null
      ? null
      : changeWords(movedFrom(measure, figure, earlier), measureUnit(measure), better, writing);
  return {
    value: figure === null ? null : measureText(measure, figure, currency, writing),
    window:
      window === null
        ? ''
        : window[0] === window[1]
          ? periodText(window[0])
          : `${periodText(window[0])} – ${periodText(window[1])}`,
    previous: change(before[measure]),
    lastYear: change(yearBefore[measure]),
    trend: upTo.map((value) => (typeof value === 'number' ? Math.max(0, value) : 0)),
    trendLabel: t('analysisScreen.board.trend', { kpi: t(measureKey(measure)), count: upTo.length }),
    target:
      target === null || figure === null
        ? null
        : {
            status: statusOf(figure, target),
            word: t(`tile.target.${statusOf(figure, target)}`, {
              target: measureText(measure, target.value, currency, writing),
            }),
          },
  };
}
