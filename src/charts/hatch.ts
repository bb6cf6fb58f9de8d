import type { Box, Shape } from './shape.ts';
import { roughWidth } from './text-width.ts';
import { FONT, TEXT_SIZE, type ChartTheme } from './theme.ts';

const STEP = 7;
/** Narrower marks carry no plate, CSS pixels. */
const LEAST_PLATE = 28;

/**
 * Diagonal lines over a box.
 *
 * @param rising from the lower left to the upper right; else falling
 */
export function diagonals(box: Box, stroke: string, rising = true): Shape[] {
  const { x, y, width, height } = box;
  const count = Math.max(0, Math.ceil((width + height) / STEP) - 1);
  return Array.from({ length: count }, (_, index) => {
    const at = (index + 1) * STEP;
    const [begin, end] = [Math.max(0, at - height), Math.min(at, width)];
    const [low, high] = [Math.min(at, height), Math.max(0, at - width)];
    return {
      type: 'line' as const,
      silent: true,
      shape: {
        x1: x + (rising ? begin : width - begin),
        y1: y + low,
        x2: x + (rising ? end : width - end),
        y2: y + high,
      },
      style: { stroke, lineWidth: 1 },
    };
  });
}

/**
 * Draws a withheld mark: an empty box with diagonal lines and the word for it. Its form is the same whatever
 * the figure was.
 *
 * @param box where the mark stands
 * @param word said in the box where it has room
 */
export function hatched(box: Box, word: string, theme: ChartTheme): Shape[] {
  const { x, y, width, height } = box;
  const outline = {
    type: 'rect' as const,
    shape: { x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: Math.max(0, height - 1), r: 3 },
    style: { fill: theme.surface, stroke: theme.line2, lineWidth: 1 },
    emphasis: { style: { stroke: theme.ink, lineWidth: 2 } },
  };
  const hasRoom = width >= Math.max(LEAST_PLATE, roughWidth(word) + 4) && height >= 14;
  return [
    outline,
    ...diagonals(box, theme.line2),
    ...(hasRoom && word !== '' ? [chip(box, word, theme, 'word')] : []),
  ];
}

/**
 * Draws what can be inferred of a withheld figure: a hatched mark from its least to its most, and both beside it, as
 * figures stand beside bars.
 */
export function hatchedRange(box: Box, text: string, theme: ChartTheme): Shape[] {
  return [
    ...hatched(box, '', theme),
    {
      type: 'text',
      silent: true,
      style: {
        x: box.x + box.width + 5,
        y: box.y + box.height / 2,
        text,
        align: 'left',
        verticalAlign: 'middle',
        fontFamily: FONT,
        fontSize: TEXT_SIZE,
        fill: theme.ink2,
      },
    },
  ];
}

/**
 * Draws a mark of a period that is not over: its colour made light, lines falling the other way than those of a
 * withheld mark, and a dashed edge.
 *
 * @param fill colour of the mark, `#rrggbb`
 * @param stroke of the lines, where the colour of the mark may be too pale for them
 */
export function unfinished(box: Box, fill: string, stroke = fill): Shape[] {
  const { x, y, width, height } = box;
  return [
    { type: 'rect', silent: true, shape: { x, y, width, height }, style: { fill, opacity: 0.22 } },
    ...diagonals(box, stroke, false),
    {
      type: 'rect',
      silent: true,
      shape: { x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: Math.max(0, height - 1) },
      style: { fill: 'none', stroke, lineWidth: 1, lineDash: [3, 2] },
    },
  ];
}

/** A plate: a figure on a coloured mark, or the word on a withheld one. */
type Plate = 'figure' | 'word';

/** A text on a plate in the middle of a box, readable on any colour. */
export function chip(box: Box, text: string, theme: ChartTheme, plate: Plate): Shape {
  const room = box.width - 4;
  const isFigure = plate === 'figure';
  const wide = roughWidth(text) * (isFigure ? 1.08 : 1);
  return {
    type: 'text' as const,
    silent: true,
    style: {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      text,
      align: 'center' as const,
      verticalAlign: 'middle' as const,
      fontFamily: FONT,
      fontSize: TEXT_SIZE,
      fontWeight: isFigure ? (600 as const) : ('normal' as const),
      fill: isFigure ? theme.chipInk : theme.ink2,
      backgroundColor: isFigure ? theme.chip : theme.surface,
      padding: [2, 4],
      borderRadius: 3,
      // Without a page text cannot be measured, and the plate must not be narrower than what is on it.
      width: Math.max(0, Math.min(wide, room - 8)),
      ...(wide > room ? { overflow: 'truncate' as const } : {}),
    },
  };
}

/** A text in the middle of a box, with a rim in the colour of what is under it that keeps lines away. */
export function rimmed({ x, y, width, height }: Box, text: string, ink: string, rim: string): Shape {
  return {
    type: 'text',
    silent: true,
    style: {
      x: x + width / 2,
      y: y + height / 2,
      text,
      align: 'center',
      verticalAlign: 'middle',
      fontFamily: FONT,
      fontSize: TEXT_SIZE,
      fill: ink,
      stroke: rim,
      lineWidth: 3,
    },
  };
}
