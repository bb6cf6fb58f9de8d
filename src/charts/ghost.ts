import type { ChartSpec } from './chart-spec.ts';
import type { Box, Shape } from './shape.ts';
import type { ChartTheme } from './theme.ts';

/** How strongly the line of a ghost is drawn. */
export const GHOST_LINE = { opacity: 0.4, lineWidth: 1.5 };

/** Ghosts of a chart in drawing order, of series one after the other. */
function ghostsOf(spec: ChartSpec): readonly (number | null | undefined)[] {
  switch (spec.kind) {
    case 'heatmap':
      return spec.cells.map(({ ghost }) => ghost);
    case 'bar':
    case 'treemap':
    case 'funnel':
      return spec.categories.map(({ ghost }) => ghost);
    case 'histogram':
      return spec.ghosts ?? [];
    case 'line':
    case 'grouped':
    case 'stacked':
      return spec.series.flatMap(({ ghosts }) => ghosts ?? []);
    case 'scatter':
    case 'box':
    case 'sankey':
      return [];
  }
}

/** Whether a chart has figures without the conditions in force beside its own. */
export function hasGhosts(spec: ChartSpec): boolean {
  return ghostsOf(spec).some((ghost) => typeof ghost === 'number');
}

/**
 * The pale mark behind another, and a rule at its end over it, so that it is seen where the other is the larger one.
 *
 * @param box from zero to the figure
 * @param end side of the box at which the figure stands
 */
export function ghostShapes({ x, y, width, height }: Box, end: 'top' | 'right', theme: ChartTheme): Shape[] {
  const [x1, y1] = end === 'top' ? [x, y] : [x + width, y];
  const [x2, y2] = end === 'top' ? [x + width, y] : [x + width, y + height];
  return [
    {
      type: 'rect',
      silent: true,
      z2: -10,
      shape: { x, y, width, height },
      style: { fill: theme.line2, opacity: 0.55 },
    },
    {
      type: 'line',
      silent: true,
      z2: 10,
      shape: { x1, y1, x2, y2 },
      style: { stroke: theme.ink2, lineWidth: 1.5 },
    },
  ];
}
