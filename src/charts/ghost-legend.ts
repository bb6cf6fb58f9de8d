import type { ChartSpec } from './chart-spec.ts';
import { hasGhosts } from './ghost.ts';
import type { LegendItem } from './legend.ts';
import type { ChartLook } from './look.ts';
import { chartTheme } from './theme.ts';

/** What the legend says of ghosts; nothing where there are none. */
export function ghostLegend(spec: ChartSpec, look: ChartLook): LegendItem[] {
  if (!hasGhosts(spec) || spec.kind === 'heatmap' || spec.kind === 'treemap') return [];
  const theme = chartTheme(look.theme);
  const text = look.translate('chart.ghost');
  if (spec.kind !== 'line') return [{ sign: 'ghost', colour: theme.line2, text }];
  const [only] = spec.series;
  const colour = spec.series.length === 1 && only !== undefined ? theme.colours[only.colour] : theme.ink2;
  return [{ sign: 'line', colour, text, pale: true }];
}
