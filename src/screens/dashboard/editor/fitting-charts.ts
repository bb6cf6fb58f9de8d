import { TIME_DIMENSION } from '../../../contract/dashboard.ts';
import type { TileChart } from '../../../contract/dashboard.ts';

/** Ways to draw groups that suit their dimensions. */
export function fittingCharts(dimensions: readonly string[]): readonly TileChart[] {
  if (dimensions.length === 0) return ['auto', 'bar', 'table'];
  const isOverTime = dimensions.includes(TIME_DIMENSION) || dimensions.includes('cohortMonth');
  const lines: readonly TileChart[] = isOverTime ? ['line', 'area'] : [];
  if (dimensions.length > 1) return ['auto', ...lines, 'heatmap', 'stacked', 'grouped', 'table'];
  return ['auto', ...lines, 'bar', ...(isOverTime ? [] : (['treemap'] as const)), 'table'];
}
