import type {
  DashboardGrain,
  DashboardMeasure,
  PreparedDashboard,
  TileFigures,
} from '../../../contract/dashboard.ts';
import type { KeptFigures } from '../../../dashboard/data-changes.ts';
import { completePeriods, type PeriodSeries } from '../../../dashboard/period-series.ts';

type Overview = Extract<TileFigures, { kind: 'figure' }>;

/** Complete periods of a figure; null for a figure the data have not. */
export function seriesOf(
  { series }: Overview,
  measure: DashboardMeasure,
  grain: DashboardGrain,
  prepared: PreparedDashboard,
): PeriodSeries | null {
  if (!series.columns.some(({ name }) => name === measure)) return null;
  return completePeriods(series, measure, grain, prepared);
}

/** All figures of a file in its complete periods, to be compared with those of another one. */
export function keptFigures(
  overview: Overview,
  grain: DashboardGrain,
  prepared: PreparedDashboard,
): KeptFigures {
  const all = prepared.measures.flatMap((measure) => {
    const series = seriesOf(overview, measure, grain, prepared);
    return series === null ? [] : [[measure, series] as const];
  });
  return {
    grain,
    firstDay: prepared.firstDay,
    lastDay: prepared.lastDay,
    currency: prepared.currency,
    periods: all[0]?.[1].periods ?? [],
    figures: Object.fromEntries(all.map(([measure, { values }]) => [measure, values])),
  };
}
