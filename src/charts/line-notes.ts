import type { LineSpec } from './chart-spec.ts';
import { isPale } from './chosen.ts';
import { chip, hatched, hatchedRange } from './hatch.ts';
import { labelText } from './labels.ts';
import { dashes, line, type Locate } from './line-drawing.ts';
import { runs } from './line-shapes.ts';
import type { ChartLook } from './look.ts';
import type { Box, Point, Shape } from './shape.ts';
import { spread } from './spread.ts';
import { roughWidth } from './text-width.ts';
import { chartTheme, FONT, TEXT_SIZE, type ChartTheme } from './theme.ts';
import { drawnRange, rangeText } from './withheld-words.ts';

/** Height of a name at the end of a line. */
export const LABEL_HEIGHT = 16;
/** Between the end of the plot and the names of the lines, with the dash before each name. */
export const LABEL_INDENT = 28;

/** The plot of a chart with axes: its positions along the level one, its place, and where figures stand in it. */
export interface Axes {
  readonly xs: readonly number[];
  readonly plot: Box;
  readonly locate: Locate;
}

/** Names at the ends of the lines, moved apart where they would cover each other. */
export function endNames(spec: LineSpec, look: ChartLook, { xs, plot, locate }: Axes): Shape[] {
  const theme = chartTheme(look.theme);
  const wishes = spec.series.map((each) => locate(0, each.values[xs.length - 1] ?? 0)[1]);
  const half = LABEL_HEIGHT / 2;
  const places = spread(wishes, LABEL_HEIGHT, plot.y + half, plot.y + plot.height - half);
  const left = plot.x + plot.width;
  return spec.series.flatMap(({ label, colour }, index): Shape[] => {
    const dash = dashes(spec, index, look);
    const middle = places[index] ?? 0;
    const points: Point[] = [
      [left + 3, wishes[index] ?? 0],
      [left + 10, middle],
      [left + LABEL_INDENT - 5, middle],
    ];
    return [
      line(points, theme.colours[colour], dash === undefined ? {} : { lineDash: [...dash] }),
      {
        type: 'text',
        silent: true,
        style: {
          x: left + LABEL_INDENT,
          y: middle,
          text: labelText(label, look),
          verticalAlign: 'middle',
          fontFamily: FONT,
          fontSize: TEXT_SIZE,
          fill: theme.ink,
        },
      },
    ];
  });
}

/** The upright line of the marker with its name at the upper end, on the side that has room. */
export function markerShapes(spec: LineSpec, look: ChartLook, { plot, locate }: Axes): Shape[] {
  const { marker } = spec;
  if (marker === undefined || marker === null) return [];
  const theme = chartTheme(look.theme);
  const [x] = locate(marker.x, 0);
  if (x < plot.x - 1 || x > plot.x + plot.width + 1) return [];
  const text = labelText(marker.label, look);
  const width = roughWidth(text) + 12;
  const end = plot.x + plot.width;
  const beside = x + width + 2 <= end ? x + 2 : x - width - 2;
  const left = Math.max(plot.x, Math.min(beside, end - width));
  return [
    line(
      [
        [x, plot.y],
        [x, plot.y + plot.height],
      ],
      theme.ink2,
      { lineWidth: 1, lineDash: [4, 3] },
    ),
    chip({ x: left, y: plot.y, width, height: LABEL_HEIGHT }, text, theme, 'word'),
  ];
}

/** Width of the slot of a place, CSS pixels: half way to either neighbour. */
function slot(at: number, { xs, plot, locate }: Axes): { left: number; right: number } {
  const x = (index: number): number | undefined => {
    const value = xs[index];
    return value === undefined ? undefined : locate(value, 0)[0];
  };
  const middle = x(at) ?? plot.x;
  const [before, after] = [x(at - 1) ?? plot.x * 2 - middle, x(at + 1) ?? (plot.x + plot.width) * 2 - middle];
  return {
    left: Math.max(plot.x, (before + middle) / 2),
    right: Math.min(plot.x + plot.width, (after + middle) / 2),
  };
}

/** How much a veil hides. */
const VEIL = 0.72;

/**
 * Veils over the stretches of the plot whose places are not chosen, with an upright rule where a stretch of chosen ones
 * begins and ends, so that colour alone does not tell.
 */
export function veils(spec: LineSpec, axes: Axes, theme: ChartTheme): Shape[] {
  const { chosen } = spec;
  const { plot, xs } = axes;
  if (chosen === undefined) return [];
  const upright = (x: number): Shape =>
    line(
      [
        [x, plot.y],
        [x, plot.y + plot.height],
      ],
      theme.ink2,
      { lineWidth: 1 },
    );
  const covered = runs(xs.map((_, at) => (isPale(spec, at) ? 1 : null)));
  return covered.flatMap((places): Shape[] => {
    const [first, last] = [places[0] ?? 0, places.at(-1) ?? 0];
    const left = first === 0 ? plot.x - 3 : slot(first, axes).left;
    const right = last === xs.length - 1 ? plot.x + plot.width + 3 : slot(last, axes).right;
    const veil: Shape = {
      type: 'rect',
      silent: true,
      shape: { x: left, y: plot.y - 3, width: Math.max(0, right - left), height: plot.height + 2 },
      style: { fill: theme.surface, opacity: VEIL },
    };
    const ends = [...(first === 0 ? [] : [left]), ...(last === xs.length - 1 ? [] : [right])];
    return [veil, ...ends.map(upright)];
  });
}

/** How wide what stands for a withheld figure is, CSS pixels. */
const RANGE_WIDTH = 10;
const SLOT_WIDTH = 28;

/**
 * What stands for the withheld figures at one place: upright ranges beside each other where they are known and can be
 * drawn, and a hatched slot for the others.
 */
function withheldShapes(spec: LineSpec, at: number, axes: Axes, look: ChartLook): Shape[] {
  const { xs, plot, locate } = axes;
  const theme = chartTheme(look.theme);
  const { left, right } = slot(at, axes);
  const place = xs[at] ?? 0;
  const [x] = locate(place, 0);
  const within = (width: number, wish: number): number =>
    Math.max(plot.x, Math.min(wish, plot.x + plot.width - width));
  const ranges = spec.series.flatMap(({ withheld, inferred, colour }) => {
    const range = withheld[at] === true ? drawnRange(inferred?.[at]) : null;
    return range === null ? [] : [{ range, colour }];
  });
  const width = Math.min(RANGE_WIDTH, Math.max(4, (right - left - 2) / Math.max(1, ranges.length)));
  const known = ranges.flatMap(({ range, colour }, index): Shape[] => {
    const [low, high] = [locate(place, range.low)[1], locate(place, range.high)[1]];
    const beside = x + (index - (ranges.length - 1) / 2) * width - width / 2;
    const box = { x: within(width, beside), y: high, width, height: low - high };
    const text = ranges.length === 1 ? rangeText(range, spec, look) : '';
    const drawn = { text, where: 'over' as const, room: right - left, edge: theme.colours[colour] };
    return hatchedRange(box, drawn, theme);
  });
  const withheld = spec.series.filter((each) => each.withheld[at] === true).length;
  if (withheld === ranges.length) return known;
  // Where only some lines are withheld, the others still run through the slot.
  const whole = withheld === spec.series.length && ranges.length === 0;
  const height = whole ? plot.height : Math.min(plot.height, 14);
  const room = Math.min(SLOT_WIDTH, Math.max(6, right - left - 2));
  const box = { x: within(room, x - room / 2), y: plot.y + plot.height - height, width: room, height };
  return [...known, ...hatched(box, [], theme)];
}

/**
 * What stands at one place: marks for withheld figures, and, once pointed at, an upright line and a dot on each line.
 */
export function placeShapes(spec: LineSpec, at: number, axes: Axes, look: ChartLook): Shape[] {
  const { xs, plot, locate } = axes;
  const theme = chartTheme(look.theme);
  const { left, right } = slot(at, axes);
  const [x] = locate(xs[at] ?? 0, 0);
  const hidden = { opacity: 0 };
  const shown = { style: { opacity: 1 } };
  return [
    ...withheldShapes(spec, at, axes, look),
    {
      type: 'rect',
      shape: { x: left, y: plot.y, width: Math.max(1, right - left), height: plot.height },
      style: { fill: 'transparent' },
    },
    {
      type: 'line',
      silent: true,
      shape: { x1: x, y1: plot.y, x2: x, y2: plot.y + plot.height },
      style: { stroke: theme.ink2, lineWidth: 1, ...hidden },
      emphasis: shown,
    },
    ...spec.series.flatMap((series): Shape[] => {
      const figure = series.values[at];
      if (typeof figure !== 'number') return [];
      const [cx, cy] = locate(xs[at] ?? 0, figure);
      return [
        {
          type: 'circle',
          silent: true,
          shape: { cx, cy, r: 4 },
          style: { fill: theme.colours[series.colour], stroke: theme.ink, lineWidth: 1.5, ...hidden },
          emphasis: shown,
        },
      ];
    }),
  ];
}
