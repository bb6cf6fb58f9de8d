import type { Box, Shape } from './shape.ts';
import { roughWidth } from './text-width.ts';
import { FONT, TEXT_SIZE, type ChartTheme } from './theme.ts';

const STEP = 7;
/** Narrower marks carry no plate, CSS pixels. */
const LEAST_PLATE = 28;
/** Lower marks carry none either. */
const PLATE_HEIGHT = 14;
/** Least length of a range along the axis, so that it can be seen, CSS pixels. */
export const LEAST_RANGE = 8;

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
 * @param words what may be said in it, best first: the first that has room is
 */
export function hatched(box: Box, words: readonly string[], theme: ChartTheme): Shape[] {
  const { x, y, width, height } = box;
  const outline = {
    type: 'rect' as const,
    shape: { x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: Math.max(0, height - 1), r: 3 },
    style: { fill: theme.surface, stroke: theme.line2, lineWidth: 1 },
    emphasis: { style: { stroke: theme.ink, lineWidth: 2 } },
  };
  const said =
    height < PLATE_HEIGHT
      ? undefined
      : words.find((word) => width >= Math.max(LEAST_PLATE, roughWidth(word) + 4));
  return [
    outline,
    ...diagonals(box, theme.line2),
    ...(said === undefined ? [] : [chip(box, said, theme, 'word')]),
  ];
}

/** What is said of a range, where, and the colour of its edge where it belongs to one of several series. */
interface RangeLook {
  readonly text: string;
  /** Beside a lying bar; over an upright mark, where the text is no wider than `room`. */
  readonly where: 'beside' | 'over';
  readonly room?: number;
  readonly edge?: string;
}

/**
 * Draws what can be inferred of a withheld figure: a hatched mark from its least to its most, and both beside or over
 * it, as figures stand at bars.
 *
 * @param box from the least to the most; a range too short to be seen is made longer towards the most
 */
export function hatchedRange(
  box: Box,
  { text, where, room = Number.POSITIVE_INFINITY, edge }: RangeLook,
  theme: ChartTheme,
): Shape[] {
  const beside = where === 'beside';
  const grown = beside
    ? { ...box, width: Math.max(LEAST_RANGE, box.width) }
    : {
        ...box,
        y: Math.min(box.y, box.y + box.height - LEAST_RANGE),
        height: Math.max(LEAST_RANGE, box.height),
      };
  const { x, y, width, height } = grown;
  const rim: Shape = {
    type: 'rect',
    silent: true,
    shape: { x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: height - 1, r: 3 },
    style: { fill: 'none', stroke: edge ?? theme.ink2, lineWidth: 1.5, lineDash: [3, 2] },
  };
  const words: Shape = {
    type: 'text',
    silent: true,
    style: {
      x: beside ? x + width + 5 : x + width / 2,
      y: beside ? y + height / 2 : y - 3,
      text,
      align: beside ? 'left' : 'center',
      verticalAlign: beside ? 'middle' : 'bottom',
      fontFamily: FONT,
      fontSize: TEXT_SIZE,
      fill: theme.ink2,
    },
  };
  return [...hatched(grown, [], theme), rim, ...(roughWidth(text) <= room ? [words] : [])];
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

/**
 * A text in the middle of a box.
 *
 * @param rim colour of what is under it, for a rim that keeps lines away; absent where there are none
 */
export function centred({ x, y, width, height }: Box, text: string, ink: string, rim?: string): Shape {
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
      ...(rim === undefined ? {} : { stroke: rim, lineWidth: 3 }),
    },
  };
}
