import type { XAXisComponentOption, YAXisComponentOption } from 'echarts';
import type { Unit } from '../contract/result-set.ts';
import { labelled } from './axes.ts';
import { figureScale } from './figure-scale.ts';
import type { ChartLook } from './look.ts';
import type { Canvas } from './option-frame.ts';
import { chartTheme } from './theme.ts';

/** Longest name beside a bar, CSS pixels and as a share of the drawing. */
const NAME_ROOM = { most: 180, share: 0.34 };

/** Room that one line of words takes down the side, CSS pixels. */
const LINE_ROOM = 18;
/** What the figures under the plot and their name take of its height, CSS pixels. */
const FIGURES_ROOM = 48;

/**
 * Lying marks that have words beside them: all where there is room for a line each, else some, evenly spread. The other
 * ones are read by pointing at them, and in the table.
 *
 * @param count of marks
 * @param height of the drawing without what stands over and under the plot and its axis, CSS pixels
 */
export function namedMarks(count: number, height: number): (mark: number) => boolean {
  const room = height - FIGURES_ROOM;
  if (room / Math.max(1, count) >= LINE_ROOM - 2) return () => true;
  const kept = new Set(labelled(count - 1, room, LINE_ROOM));
  return (mark) => kept.has(mark);
}

/** What lying marks show. */
export interface LyingFigures {
  readonly title: string;
  /** All that is drawn along the axis, ends of ranges and ghosts included. */
  readonly drawn: readonly number[];
  readonly unit: Unit;
  readonly currency: string | null;
}

/** How lying marks are drawn. */
export interface Lying {
  readonly look: ChartLook;
  readonly canvas: Canvas;
  /** Bars begin at zero; boxes need not. */
  readonly zeroBased: boolean;
  /** Marks whose names are written. */
  readonly isNamed: (mark: number) => boolean;
}

/**
 * Axes of lying bars or boxes: figures from left to right, names down the left side.
 *
 * @param names of the categories, the first at the top
 * @param figures that are drawn, with their name and unit
 */
export function lyingAxes(
  names: readonly string[],
  { title, drawn, unit, currency }: LyingFigures,
  { look, canvas, zeroBased, isNamed }: Lying,
): { readonly xAxis: XAXisComponentOption; readonly yAxis: YAXisComponentOption } {
  const theme = chartTheme(look.theme);
  const parts = canvas.width < 480 ? 2 : 5;
  const { ends, write } = figureScale({ figures: drawn, unit, currency, parts, fromZero: zeroBased }, look);
  return {
    xAxis: {
      type: 'value',
      scale: !zeroBased,
      ...ends,
      name: title,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: theme.ink2 },
      splitNumber: parts,
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
        interval: isNamed,
        hideOverlap: true,
        width: Math.min(NAME_ROOM.most, canvas.width * NAME_ROOM.share),
        overflow: 'truncate',
      },
    },
  };
}
