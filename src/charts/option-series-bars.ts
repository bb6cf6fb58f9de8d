import type { EChartsOption } from 'echarts';
import { figureAxis, labelled, levelAxisLook } from './axes.ts';
import type { SeriesBarSpec } from './chart-spec.ts';
import { diagonals, hatched, unfinished } from './hatch.ts';
import { incompleteCount, labelText, say, shortText, withheldCount } from './labels.ts';
import { layLegend, legendSeries, type LegendItem } from './legend.ts';
import type { ChartLook } from './look.ts';
import { insets, isCompact, type Canvas } from './option-frame.ts';
import type { Box, Shape } from './shape.ts';
import { roughWidth, wrapped } from './text-width.ts';
import { chartTheme, FONT, inkOn, TEXT_SIZE } from './theme.ts';

/** Part of a slot that its bars take, and the most one bar takes, CSS pixels. */
const FILLED = 0.84;
const WIDEST = 72;
const TEXT_HEIGHT = 14;

/** One bar or one segment: which series, and from where to where on the axis of figures. */
interface Segment {
  readonly series: number;
  readonly from: number;
  readonly to: number;
}

/** Segments of one category: side by side from zero, or each on the one before, those below zero downwards. */
function segments(spec: SeriesBarSpec, at: number): readonly Segment[] {
  let [up, down] = [0, 0];
  return spec.series.flatMap(({ values, withheld }, series): Segment[] => {
    const value = values[at] ?? null;
    if (value === null || withheld[at] === true) return [];
    if (spec.kind === 'grouped') return [{ series, from: 0, to: value }];
    const from = value < 0 ? down : up;
    if (value < 0) down += value;
    else up += value;
    return [{ series, from, to: from + value }];
  });
}

/** Least and largest place of the axis of figures that a category reaches, zero among them. */
function reach(spec: SeriesBarSpec, at: number): readonly [number, number] {
  const ends = segments(spec, at).flatMap(({ from, to }) => [from, to]);
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}

function legendItems(spec: SeriesBarSpec, look: ChartLook): LegendItem[] {
  const theme = chartTheme(look.theme);
  const items: LegendItem[] =
    spec.series.length < 2
      ? []
      : spec.series.map(({ label, colour }) => ({
          sign: 'box',
          colour: theme.colours[colour],
          text: labelText(label, look),
        }));
  if (withheldCount(spec) > 0) {
    items.push({ sign: 'withheld', colour: theme.ink2, text: look.translate('chart.withheld') });
  }
  if (incompleteCount(spec) > 0) {
    items.push({ sign: 'incomplete', colour: theme.ink2, text: look.translate('chart.incomplete') });
  }
  return items;
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

/** Everything in the slot of one category. */
function slotShapes(
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
  const word = look.translate('chart.withheld');
  const written = (figure: number): string => shortText(figure, spec.unit, spec.currency, look);
  const drawn = segments(spec, at);
  const bars = drawn.flatMap(({ series, from, to }): Shape[] => {
    const each = spec.series[series];
    if (each === undefined) return [];
    const fill = theme.colours[each.colour];
    const [y1, y2] = [level(from), level(to)];
    const box = { ...lane(series), y: Math.min(y1, y2), height: Math.abs(y2 - y1) };
    const { x, y, height } = box;
    const open = each.incomplete?.[at] === true;
    const bar: Shape[] = open
      ? unfinished(box, fill)
      : [
          { type: 'rect', silent: true, shape: { x, y, width: box.width, height }, style: { fill } },
          ...(look.patterns === true ? pattern(box, series, inkOn(fill)) : []),
        ];
    const where = grouped ? (to < 0 ? 'under' : 'over') : 'in';
    const ink = grouped || open ? theme.ink : inkOn(fill);
    const plated = look.patterns === true || open;
    const silent = grouped ? !figuresFit(spec, width - 2 * gap, written) : plated;
    return [...bar, ...(silent ? [] : figureShape(written(to - from), box, where, ink))];
  });
  const missing = spec.series.flatMap(({ withheld }, series) => (withheld[at] === true ? [series] : []));
  const [, top] = reach(spec, at);
  const floor = grouped ? slot.y + slot.height : level(top);
  const holes = (grouped ? missing : missing.slice(0, 1)).flatMap((series) =>
    hatched({ ...lane(series), y: slot.y, height: Math.max(0, floor - slot.y - 2) }, word, theme),
  );
  const whole =
    !grouped && missing.length === 0 && drawn.length > 1 && drawn.every(({ to, from }) => to >= from);
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
    ...bars,
    ...holes,
    ...total,
  ];
}

/** Up to so many names are all written, if need be cut off; more stand for steps of an order and may be left out. */
const MOST_NAMES = 8;

/** How the names under the bars are written: all of them, broken into lines, where that goes; else some. */
function nameLook(names: readonly string[], width: number) {
  const slot = width / Math.max(1, names.length);
  const broken = names.map((name) => wrapped(name, slot - 6));
  const lines = Math.max(1, ...broken.map((name) => name.split('\n').length));
  const all = broken.every((name) => roughWidth(name) <= slot - 2) && lines <= 3;
  if (all || names.length <= MOST_NAMES) {
    const label = { interval: 0, width: slot - 4, overflow: 'truncate' as const };
    return { names: broken, lines: Math.min(3, lines), label };
  }
  const widest = Math.max(0, ...names.map(roughWidth));
  const kept = new Set(labelled(names.length - 1, width, widest + 14));
  return {
    names,
    lines: 1,
    label: { interval: (index: number) => kept.has(index), hideOverlap: true },
  };
}

/** Plot of upright bars from zero, side by side or one on the other. */
export function seriesBarOption(spec: SeriesBarSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const compact = isCompact(canvas);
  const legend = layLegend(
    compact ? [] : legendItems(spec, look),
    { x: space.left, y: space.top, width: canvas.width - space.left - space.right },
    theme,
  );
  const names = spec.x.labels.map((label) => labelText(label, look));
  const plotWidth = canvas.width - space.left - space.right - (compact ? 0 : 70);
  const axis = nameLook(names, plotWidth);
  return {
    grid: {
      ...space,
      top: space.top + legend.height + (compact ? 2 : 18),
      outerBoundsMode: 'same',
      outerBoundsContain: compact ? 'axisLabel' : 'all',
    },
    xAxis: {
      type: 'category',
      data: [...axis.names],
      ...levelAxisLook(say(spec.x.title, look), look, canvas),
      axisLabel: { color: theme.ink2, ...axis.label },
      axisLine: { show: true, onZero: true, lineStyle: { color: theme.line2 } },
      nameGap: 12 + 15 * axis.lines,
    },
    yAxis: { ...figureAxis(spec, look, canvas) },
    series: [
      {
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        data: names.map((_, mark) => ({ value: [mark, ...reach(spec, mark)], mark })),
        renderItem: (params, api) => {
          const { y = 0, height = 0 } = params.coordSys as Partial<Box>;
          const [middle = 0] = api.coord([api.value(0), 0]);
          const [width = 0] = (api.size?.([1, 0]) ?? []) as number[];
          const box = { x: middle - width / 2, y, width, height };
          const level = (figure: number): number => api.coord([params.dataIndex, figure])[1] ?? 0;
          return { type: 'group', children: slotShapes(spec, params.dataIndex, box, level, look) };
        },
      },
      legendSeries(legend),
    ],
  };
}
