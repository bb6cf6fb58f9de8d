import { roughWidth } from './text-width.ts';
import { FONT, TEXT_SIZE, type ChartTheme } from './theme.ts';

/** A rectangle in drawing coordinates, CSS pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const STEP = 7;

/**
 * Draws a withheld mark: an empty box with diagonal lines and the word for it. Its form is the same whatever
 * the figure was.
 *
 * @param box where the mark stands
 * @param word said in the box where it has room
 */
export function hatched(box: Box, word: string, theme: ChartTheme) {
  const { x, y, width, height } = box;
  const count = Math.max(0, Math.floor((width + height) / STEP));
  const lines = Array.from({ length: count }, (_, index) => {
    const at = (index + 1) * STEP;
    return {
      type: 'line' as const,
      silent: true,
      shape: {
        x1: x + Math.max(0, at - height),
        y1: y + Math.min(at, height),
        x2: x + Math.min(at, width),
        y2: y + Math.max(0, at - width),
      },
      style: { stroke: theme.line2, lineWidth: 1 },
    };
  });
  const outline = {
    type: 'rect' as const,
    shape: { x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: Math.max(0, height - 1), r: 3 },
    style: { fill: theme.surface, stroke: theme.line2, lineWidth: 1 },
    emphasis: { style: { stroke: theme.ink, lineWidth: 2 } },
  };
  const hasRoom = width >= 40 && height >= 14;
  return [outline, ...lines, ...(hasRoom ? [chip(box, word, theme, 'word')] : [])];
}

/** A plate: a figure on a coloured mark, or the word on a withheld one. */
type Plate = 'figure' | 'word';

/** A text on a plate in the middle of a box, readable on any colour. */
export function chip(box: Box, text: string, theme: ChartTheme, plate: Plate) {
  const room = box.width - 4;
  const isFigure = plate === 'figure';
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
      ...(roughWidth(text) > room ? { width: Math.max(0, room - 8), overflow: 'truncate' as const } : {}),
    },
  };
}
