import type { HeatmapSpec } from './chart-spec.ts';
import { mixed } from './colour-ramp.ts';
import { axisText } from './labels.ts';
import type { LegendItem } from './legend.ts';
import type { ChartLook } from './look.ts';
import { chartTheme } from './theme.ts';

type Cell = HeatmapSpec['cells'][number];

/** Steps of a scale in the legend. */
const STEPS = 24;

/** How figures of a heat map become colours. */
export interface HeatColours {
  /** Colour of a cell, `#rrggbb`. */
  readonly fill: (cell: Cell) => string;
  /** The scale as an entry of the legend; null where colours stand for groups. */
  readonly scale: LegendItem | null;
}

/** Figures at the two ends of the colours. */
function ends({ scale, range, cells }: HeatmapSpec): readonly [number, number] {
  const shown = cells.flatMap(({ value, withheld }) => (value === null || withheld ? [] : [value]));
  const [low, high] = range ?? [Math.min(...shown), Math.max(...shown)];
  if (scale !== 'diverging') return [low, high];
  // Zero keeps the middle colour, and equal distances from it look equally far.
  const far = Math.max(Math.abs(low), Math.abs(high));
  return [-far, far];
}

/**
 * Colours of a heat map.
 *
 * @param spec the chart; its `scale` decides
 * @param look theme and language
 */
export function heatColours(spec: HeatmapSpec, look: ChartLook): HeatColours {
  const theme = chartTheme(look.theme);
  const { scale = 'category' } = spec;
  if (scale === 'category') {
    return { fill: (cell) => theme.colours[cell.colour ?? 'neutral'], scale: null };
  }
  const stops = theme[scale];
  const [low, high] = ends(spec);
  const isEmpty = !Number.isFinite(low) || !Number.isFinite(high);
  const share = (value: number): number => {
    if (high > low) return (value - low) / (high - low);
    return scale === 'diverging' ? 0.5 : 1;
  };
  const text = (value: number, sign: string): string =>
    `${sign}${axisText(value, spec.unit, spec.currency, look)}`;
  const shown = spec.cells.flatMap(({ value, withheld }) => (value === null || withheld ? [] : [value]));
  return {
    fill: ({ value }) => (value === null ? theme.colours.neutral : mixed(stops, share(value))),
    scale: isEmpty
      ? null
      : {
          sign: 'scale',
          colours: Array.from({ length: STEPS }, (_, index) => mixed(stops, index / (STEPS - 1))),
          text: text(low, shown.some((value) => value < low) ? '≤ ' : ''),
          end: text(high, shown.some((value) => value > high) ? '≥ ' : ''),
        },
  };
}
