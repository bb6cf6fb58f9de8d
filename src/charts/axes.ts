import type { YAXisComponentOption } from 'echarts';
import type { ChartSpec } from './chart-spec.ts';
import { figureScale } from './figure-scale.ts';
import { figureName } from './labels.ts';
import type { ChartLook } from './look.ts';
import { isCompact, type Canvas } from './option-frame.ts';
import { chartTheme } from './theme.ts';

/** Room one label of the axis takes, CSS pixels. */
const LABEL_ROOM = 64;

/** Below this height an axis of figures has fewer lines, CSS pixels. */
const SMALL_HEIGHT = 300;

/**
 * Places on the axis that carry a label, evenly spread, the first and the last among them.
 *
 * @param last index of the last place
 * @param width of the drawing, CSS pixels
 * @param room that a label takes
 */
export function labelled(last: number, width: number, room = LABEL_ROOM): number[] {
  if (last < 0) return [];
  const most = Math.max(1, Math.floor(width / room));
  const step = Math.max(1, Math.ceil(last / most));
  const places = Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step);
  const end = places.at(-1) ?? 0;
  if (end === last) return places;
  return last - end < 0.75 * step && places.length > 1 ? [...places.slice(0, -1), last] : [...places, last];
}

/** Above this share an axis runs up to all. */
const NEARLY_ALL = 0.75;

/** Ends of the axis of shares that come near to all: 100 %, not a round number above it. */
export function wholeShares(spec: ChartSpec, largest: number, canvas: Canvas) {
  if (spec.unit !== 'share' || largest > 1 || largest < NEARLY_ALL) return {};
  return { max: 1, interval: canvas.height < SMALL_HEIGHT ? 0.25 : 0.2 };
}

/** What is drawn along an axis, and whether zero is on it. */
export interface AlongAxis {
  readonly figures: readonly number[];
  readonly fromZero: boolean;
  /** How many parts the axis has, about; fewer where it is low unless said otherwise. */
  readonly parts?: number;
}

/** The upright axis of the figures a chart draws, with its name and lines across the plot. */
export function figureAxis(
  spec: ChartSpec,
  look: ChartLook,
  canvas: Canvas,
  { figures, fromZero, parts = canvas.height < SMALL_HEIGHT ? 3 : 5 }: AlongAxis,
): YAXisComponentOption {
  const theme = chartTheme(look.theme);
  const compact = isCompact(canvas);
  const { unit, currency } = spec;
  const { ends, write } = figureScale({ figures, unit, currency, parts, fromZero }, look);
  return {
    type: 'value',
    splitNumber: parts,
    scale: !fromZero,
    ...ends,
    name: compact ? '' : figureName(spec, look),
    nameLocation: 'middle',
    nameGap: 40,
    nameTextStyle: { color: theme.ink2 },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      show: !compact,
      color: theme.ink2,
      formatter: write,
    },
    splitLine: { show: !compact, lineStyle: { color: theme.line } },
  };
}

/** The name of a level axis and the line under the plot. */
export function levelAxisLook(name: string, look: ChartLook, canvas: Canvas) {
  const theme = chartTheme(look.theme);
  return {
    ...(isCompact(canvas)
      ? {}
      : {
          name,
          nameLocation: 'middle' as const,
          nameGap: 26,
          nameTextStyle: { color: theme.ink2 },
        }),
    splitLine: { show: false },
    axisTick: { show: false },
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.line2 } },
  };
}
