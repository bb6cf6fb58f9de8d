import type { SeriesBarSpec } from './chart-spec.ts';
import { isPale, paleStyle } from './chosen.ts';
import { ghostShapes } from './ghost.ts';
import { diagonals, hatched, hatchedRange, LEAST_RANGE, unfinished } from './hatch.ts';
import { shortText } from './labels.ts';
import type { ChartLook } from './look.ts';
import { ghostsAt, holes, rangeSegments, reach, segments } from './series-bar-segments.ts';
import type { Box, Shape } from './shape.ts';
import { roughWidth } from './text-width.ts';
import { chartTheme, FONT, inkOn, TEXT_SIZE } from './theme.ts';
import { rangeText, withheldTexts } from './withheld-words.ts';

/** Part of a slot that its bars take, and the most one bar takes, CSS pixels. */
const FILLED = 0.84;
const WIDEST = 72;
const TEXT_HEIGHT = 14;
/** How far a ghost stands out on either side of its bar, CSS pixels. */
const GHOST_EDGE = 1;

/** The slot of a category: its place, where figures stand in it, and the lane of each series. */
interface Place {
  readonly slot: Box;
  readonly level: (figure: number) => number;
  readonly lane: (series: number) => Pick<Box, 'x' | 'width'>;
}

/** Lines over a bar where patterns are wanted: another manner for each series, the first plain. */
function pattern(box: Box, place: number, stroke: string): Shape[] {
  switch (place % 4) {
    case 1:
      return diagonals(box, stroke);
    case 2:
      return diagonals(box, stroke, false);
    case 3:
      return [...diagonals(box, stroke), ...diagonals(box, stroke, false)];
    default:
      return [];
  }
}

/** One bar or segment, with the lines over it where patterns are wanted. */
function barShapes(
  box: Box,
  series: number,
  { fill, pale }: { readonly fill: string; readonly pale: boolean },
  look: ChartLook,
): Shape[] {
  const theme = chartTheme(look.theme);
  return [
    {
      type: 'rect',
      // What is pressed: its series.
      info: { series },
      shape: { ...box },
      style: pale ? paleStyle(fill, theme) : { fill },
    },
    ...(look.patterns === true ? pattern(box, series, pale ? theme.ink2 : inkOn(fill)) : []),
  ];
}

/** A figure over, under or in a bar; nothing where it has no room. */
function figureShape(text: string, box: Box, where: 'over' | 'under' | 'in', fill: string): Shape[] {
  const room = where === 'in' ? box.width - 4 : box.width;
  if (roughWidth(text) > room || (where === 'in' && box.height < TEXT_HEIGHT + 2)) return [];
  const y = { over: box.y - 3, under: box.y + box.height + 3, in: box.y + box.height / 2 }[where];
  return [
    {
      type: 'text',
      silent: true,
      style: {
        x: box.x + box.width / 2,
        y,
        text,
        align: 'center',
        verticalAlign: ({ over: 'bottom', under: 'top', in: 'middle' } as const)[where],
        fontFamily: FONT,
        fontSize: TEXT_SIZE,
        fill,
      },
    },
  ];
}

/** Whether every figure has room over its bar: figures on some bars only would look like a choice. */
function figuresFit(spec: SeriesBarSpec, width: number, written: (figure: number) => string): boolean {
  return spec.series.every(({ values }) =>
    values.every((value) => value === null || roughWidth(written(value)) <= width),
  );
}

/**
 * What stands for the withheld figures of a category: ranges where they are known and can be drawn, else one hatched
 * place up to the end of the plot.
 */
function withheldShapes(
  spec: SeriesBarSpec,
  at: number,
  { slot, level, lane }: Place,
  look: ChartLook,
): Shape[] {
  const theme = chartTheme(look.theme);
  const grouped = spec.kind === 'grouped';
  const ranges = rangeSegments(spec, at);
  let floor = Number.POSITIVE_INFINITY;
  const known = ranges.flatMap(({ series, from, to, least, inferred }, index): Shape[] => {
    const bottom = grouped ? level(from) : Math.min(level(from), floor);
    const box = { ...lane(series), y: Math.min(bottom, level(to)), height: Math.max(0, bottom - level(to)) };
    floor = Math.min(box.y, bottom - LEAST_RANGE);
    const written = grouped || ranges.length === 1 ? rangeText(inferred, spec, look) : '';
    const edge = theme.colours[spec.series[series]?.colour ?? 'neutral'];
    const certain = !grouped && least > from && index === 0;
    return [
      ...hatchedRange(box, { text: written, where: 'over', room: box.width + 6, edge }, theme),
      ...(certain ? [rule(box, level(least), edge)] : []),
    ];
  });
  const missing = holes(spec, at);
  const [, top] = reach(spec, at);
  const under = grouped ? slot.y + slot.height : Math.min(level(top), floor);
  const unknown = (grouped ? missing : missing.slice(0, 1)).flatMap((series) =>
    hatched(
      { ...lane(series), y: slot.y, height: Math.max(0, under - slot.y - 2) },
      withheldTexts(spec.series[series]?.inferred?.[at], spec, look),
      theme,
    ),
  );
  return [...known, ...unknown];
}

/** A line across a mark, at the least that its figure can be. */
function rule({ x, width }: Box, y: number, stroke: string): Shape {
  return {
    type: 'line',
    silent: true,
    shape: { x1: x, y1: y, x2: x + width, y2: y },
    style: { stroke, lineWidth: 1.5 },
  };
}

/**
 * Everything in the slot of one category.
 *
 * @param slot the whole height of the plot
 * @param level where a figure stands, CSS pixels
 */
export function slotShapes(
  spec: SeriesBarSpec,
  at: number,
  slot: Box,
  level: (figure: number) => number,
  look: ChartLook,
): Shape[] {
  const theme = chartTheme(look.theme);
  const grouped = spec.kind === 'grouped';
  const lanes = grouped ? Math.max(1, spec.series.length) : 1;
  const width = Math.min(WIDEST, (slot.width * FILLED) / lanes);
  const left = slot.x + (slot.width - width * lanes) / 2;
  const gap = width > 8 ? 1 : 0;
  const lane = (series: number): { x: number; width: number } => ({
    x: left + (grouped ? series * width : 0) + gap,
    width: Math.max(1, width - 2 * gap),
  });
  const written = (figure: number): string => shortText(figure, spec.unit, spec.currency, look);
  const drawn = segments(spec, at);
  const fits = !grouped || figuresFit(spec, width - 2 * gap, written);
  const bars = drawn.flatMap(({ series, from, to }): Shape[] => {
    const each = spec.series[series];
    if (each === undefined) return [];
    const fill = theme.colours[each.colour];
    const [y1, y2] = [level(from), level(to)];
    const box = { ...lane(series), y: Math.min(y1, y2), height: Math.abs(y2 - y1) };
    const open = each.incomplete?.[at] === true;
    const pale = isPale(spec, at) || each.chosen === false;
    const bar = open ? unfinished(box, fill) : barShapes(box, series, { fill, pale }, look);
    const where = grouped ? (to < 0 ? 'under' : 'over') : 'in';
    const ink = grouped || open || pale ? theme.ink : inkOn(fill);
    const plated = look.patterns === true || open;
    const silent = grouped ? !fits : plated;
    return [...bar, ...(silent ? [] : figureShape(written(to - from), box, where, ink))];
  });
  const ghosts = ghostsAt(spec, at).flatMap(({ series, to }) => {
    const [y1, y2] = [level(0), level(to)];
    const { x, width: wide } = lane(series);
    const box = { x: x - GHOST_EDGE, width: wide + 2 * GHOST_EDGE, y: y2, height: y1 - y2 };
    return ghostShapes(box, 'top', theme);
  });
  const missing = spec.series.some(({ withheld }) => withheld[at] === true);
  const [, top] = reach(spec, at);
  const whole = !grouped && !missing && drawn.length > 1 && drawn.every(({ to, from }) => to >= from);
  const total = whole
    ? figureShape(
        written(top),
        { x: slot.x + 2, width: slot.width - 4, y: level(top), height: 0 },
        'over',
        theme.ink,
      )
    : [];
  return [
    {
      type: 'rect',
      shape: { x: slot.x + 1, y: slot.y, width: Math.max(0, slot.width - 2), height: slot.height, r: 2 },
      style: { fill: 'transparent' },
      emphasis: { style: { stroke: theme.ink2, lineWidth: 1 } },
    },
    ...ghosts,
    ...bars,
    ...withheldShapes(spec, at, { slot, level, lane }, look),
    ...total,
  ];
}
