import { GHOST_LINE, ghostShapes } from './ghost.ts';
import { diagonals, unfinished } from './hatch.ts';
import { pointSign, type PointShape } from './point-shapes.ts';
import type { Box, Shape } from './shape.ts';
import { roughWidth } from './text-width.ts';
import { FONT, TEXT_SIZE, type ChartTheme } from './theme.ts';

/** What a mark of the legend looks like. */
type Sign = 'line' | 'box' | 'ghost' | 'withheld' | 'incomplete' | PointShape;

/** One entry of a legend: a name and how it is drawn, or a scale of colours between two figures. */
export type LegendItem =
  | {
      readonly sign: Sign;
      readonly colour: string;
      readonly text: string;
      /** Dashes of a line. */
      readonly dash?: readonly number[] | undefined;
      /** A line behind others. */
      readonly pale?: boolean;
    }
  | {
      readonly sign: 'scale';
      readonly colours: readonly string[];
      readonly text: string;
      readonly end: string;
    };

/** A legend laid out: how high it is, and what is drawn. */
export interface Legend {
  readonly height: number;
  readonly shapes: readonly Shape[];
}

const ROW = 20;
const SIGN = { width: 18, height: 10 };
const SCALE_STEP = 5;
const [AFTER_SIGN, AFTER_ITEM] = [6, 18] as const;

function signWidth(item: LegendItem): number {
  return item.sign === 'scale' ? item.colours.length * SCALE_STEP : SIGN.width;
}

/** Width of an entry; a scale has a figure on either side. */
function itemWidth(item: LegendItem): number {
  const end = item.sign === 'scale' ? roughWidth(item.end) + AFTER_SIGN : 0;
  return signWidth(item) + AFTER_SIGN + roughWidth(item.text) + end;
}

function sign(item: LegendItem, box: Box, theme: ChartTheme): Shape[] {
  const { x, y, width, height } = box;
  switch (item.sign) {
    case 'line':
      return [
        {
          type: 'line',
          shape: { x1: x, y1: y + height / 2, x2: x + width, y2: y + height / 2 },
          style: {
            stroke: item.colour,
            lineWidth: 2,
            ...(item.dash === undefined ? {} : { lineDash: [...item.dash] }),
            ...(item.pale === true ? GHOST_LINE : {}),
          },
        },
      ];
    case 'box':
      return [{ type: 'rect', shape: { x, y, width, height, r: 2 }, style: { fill: item.colour } }];
    case 'ghost':
      return ghostShapes(box, 'right', theme);
    case 'incomplete':
      return unfinished(box, item.colour);
    case 'withheld':
      return [
        {
          type: 'rect',
          shape: { x, y, width, height, r: 2 },
          style: { fill: theme.surface, stroke: theme.line2 },
        },
        ...diagonals(box, theme.ink2),
      ];
    case 'circle':
    case 'triangle':
    case 'rect':
    case 'diamond':
      return [pointSign(item.sign, box, item.colour)];
    case 'scale':
      return item.colours.map((fill, index) => ({
        type: 'rect',
        shape: { x: x + index * SCALE_STEP, y, width: SCALE_STEP + 0.5, height },
        style: { fill },
      }));
  }
}

/**
 * Lays the entries of a legend out in rows.
 *
 * @param items in reading order; without any the legend has no height
 * @param at upper left corner and width, CSS pixels
 */
export function layLegend(
  items: readonly LegendItem[],
  { x, y, width }: Pick<Box, 'x' | 'y' | 'width'>,
  theme: ChartTheme,
): Legend {
  const text = (left: number, middle: number, words: string, room: number): Shape => ({
    type: 'text',
    silent: true,
    style: {
      x: left,
      y: middle,
      text: words,
      verticalAlign: 'middle',
      fontFamily: FONT,
      fontSize: TEXT_SIZE,
      fill: theme.ink2,
      ...(roughWidth(words) > room ? { width: Math.max(0, room), overflow: 'truncate' as const } : {}),
    },
  });
  const shapes: Shape[] = [];
  let [left, row] = [0, 0];
  for (const item of items) {
    const needed = itemWidth(item);
    if (left > 0 && left + needed > width) [left, row] = [0, row + 1];
    const middle = y + row * ROW + ROW / 2;
    let at = x + left;
    if (item.sign === 'scale') {
      shapes.push(text(at, middle, item.text, width));
      at += roughWidth(item.text) + AFTER_SIGN;
    }
    const box = { x: at, y: middle - SIGN.height / 2, width: signWidth(item), height: SIGN.height };
    shapes.push(...sign(item, box, theme));
    const after = at + box.width + AFTER_SIGN;
    shapes.push(text(after, middle, item.sign === 'scale' ? item.end : item.text, x + width - after));
    left += needed + AFTER_ITEM;
  }
  return { height: items.length === 0 ? 0 : (row + 1) * ROW + 4, shapes };
}

/** A legend as ECharts draws it: shapes without axes, under no pointer. */
export function legendSeries(legend: Legend) {
  return {
    type: 'custom' as const,
    coordinateSystem: 'none' as const,
    silent: true,
    tooltip: { show: false },
    data: legend.shapes.length === 0 ? [] : [0],
    renderItem: () => ({ type: 'group' as const, children: [...legend.shapes] }),
  };
}
