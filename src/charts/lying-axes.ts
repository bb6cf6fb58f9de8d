import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import type { ChartLook } from './look.ts';
import type { Canvas } from './option-frame.ts';
import { chartTheme } from './theme.ts';

/** Longest name beside a bar, CSS pixels and as a share of the drawing. */
const NAME_ROOM = { most: 180, share: 0.34 };

/** How lying marks are drawn. */
export interface Lying {
  readonly look: ChartLook;
  readonly canvas: Canvas;
  /** Bars begin at zero; boxes need not. */
  readonly zeroBased: boolean;
}

/**
 * Axes of lying bars or boxes: figures from left to right, names down the left side.
 *
 * @param names of the categories, the first at the top
 * @param title of the figures
 * @param write a figure, short
 */
export function lyingAxes(
  names: readonly string[],
  title: string,
  write: (value: number) => string,
  { look, canvas, zeroBased }: Lying,
): { readonly xAxis: XAXisComponentOption; readonly yAxis: YAXisComponentOption } {
  const theme = chartTheme(look.theme);
  return {
    xAxis: {
      type: 'value',
      scale: !zeroBased,
      name: title,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: theme.ink2 },
      splitNumber: canvas.width < 480 ? 2 : 5,
      axisLabel: { color: theme.ink2, hideOverlap: true, formatter: write },
      splitLine: { lineStyle: { color: theme.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...names],
      axisLine: { lineStyle: { color: theme.line2 } },
      axisTick: { show: false },
      axisLabel: {
        color: theme.ink,
        interval: 0,
        hideOverlap: true,
        width: Math.min(NAME_ROOM.most, canvas.width * NAME_ROOM.share),
        overflow: 'truncate',
      },
    },
  };
}
