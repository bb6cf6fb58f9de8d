import type { CustomSeriesOption, EChartsOption, XAXisComponentOption } from 'echarts';
import { figureAxis, labelled, levelAxisLook, wholeShares } from './axes.ts';
import type { LineSeries, LineSpec } from './chart-spec.ts';
import { axisText, incompleteCount, labelText, say, withheldCount } from './labels.ts';
import { layLegend, legendSeries, type LegendItem } from './legend.ts';
import { ghostLegend } from './ghost-legend.ts';
import { dashes, ghostLine, INCOMPLETE_DASH, line, lineShapes, type Locate } from './line-drawing.ts';
import {
  endNames,
  LABEL_HEIGHT,
  LABEL_INDENT,
  markerShapes,
  placeShapes,
  veils,
  type Axes,
} from './line-notes.ts';
import type { ChartLook } from './look.ts';
import { insets, isCompact, type Canvas } from './option-frame.ts';
import { tickText } from './places.ts';
import type { Box, Shape } from './shape.ts';
import { roughWidth } from './text-width.ts';
import { chartTheme, type ChartTheme } from './theme.ts';
import { drawnRange, withheldLegend } from './withheld-words.ts';

/** Positions of the places along the axis. */
function positions({ x }: LineSpec): readonly number[] {
  return x.values.map((value, at) => (x.kind === 'category' || typeof value === 'string' ? at : value));
}

/** Least and largest figure of any line at a place, ends of intervals and ranges included; null when there is none. */
function reach(spec: LineSpec, at: number): readonly [number, number] | null {
  const figures = spec.series.flatMap(({ values, ghosts, low, high, area, withheld, inferred }) => {
    const range = withheld[at] === true ? drawnRange(inferred?.[at]) : null;
    return [
      values[at],
      ghosts?.[at],
      low?.[at],
      high?.[at],
      area === true ? 0 : null,
      range?.low,
      range?.high,
    ].filter((figure): figure is number => typeof figure === 'number');
  });
  return figures.length === 0 ? null : [Math.min(...figures), Math.max(...figures)];
}

/** Where a line ends. */
function lastPlace({ values }: LineSeries): number {
  return values.findLastIndex((value) => value !== null);
}

/** Whether the lines carry their names at their ends: when they end together and the names have room. */
function namedAtEnds(spec: LineSpec, look: ChartLook, canvas: Canvas): boolean {
  const { series } = spec;
  if (series.length < 2 || isCompact(canvas)) return false;
  const names = Math.max(...series.map((each) => roughWidth(labelText(each.label, look))));
  const end = spec.x.values.length - 1;
  return (
    series.every((each) => lastPlace(each) === end) &&
    series.length * LABEL_HEIGHT < canvas.height * 0.5 &&
    names + LABEL_INDENT < canvas.width * 0.28
  );
}

function legendItems(spec: LineSpec, look: ChartLook, theme: ChartTheme, named: boolean): LegendItem[] {
  const items: LegendItem[] =
    named || spec.series.length < 2
      ? []
      : spec.series.map(({ label, colour }, place) => ({
          sign: 'line',
          colour: theme.colours[colour],
          text: labelText(label, look),
          dash: dashes(spec, place, look),
        }));
  if (spec.reference === 'diagonal') {
    items.push({ sign: 'line', colour: theme.ink2, text: look.translate('chart.equality'), dash: [4, 3] });
  }
  if (withheldCount(spec) > 0) {
    items.push(withheldLegend(spec, look));
  }
  if (incompleteCount(spec) > 0) {
    items.push({
      sign: 'line',
      colour: theme.ink2,
      text: look.translate('chart.incomplete'),
      dash: INCOMPLETE_DASH,
    });
  }
  items.push(...ghostLegend(spec, look));
  return items;
}

/** The axis of places. A single place stands in the middle of it. */
function placeAxis(spec: LineSpec, look: ChartLook, canvas: Canvas, width: number): XAXisComponentOption {
  const theme = chartTheme(look.theme);
  const xs = positions(spec);
  const [first = 0, last = 1] = spec.reference === 'diagonal' ? [0, 1] : [xs[0], xs.at(-1)];
  const pad = first === last ? 1 : 0;
  const widest = Math.max(0, ...xs.map((_, at) => roughWidth(tickText(spec.x, at, look))));
  const named = spec.x.kind !== 'number' || spec.x.labels !== undefined;
  return {
    type: 'value',
    min: first - pad,
    max: last + pad,
    ...levelAxisLook(say(spec.x.title, look), look, canvas),
    axisLabel: {
      color: theme.ink2,
      hideOverlap: true,
      ...(named
        ? {
            customValues: labelled(xs.length - 1, width, widest + 16).map((at) => xs[at] ?? 0),
            formatter: (value: number) => tickText(spec.x, xs.indexOf(value), look),
          }
        : { formatter: (value: number) => axisText(value, spec.x.unit ?? 'number', null, look) }),
    },
  };
}

/** Hands the plot, once ECharts has laid it out, to what draws in it. */
function drawing(
  xs: readonly number[],
  shapes: (axes: Axes, index: number) => Shape[],
): NonNullable<CustomSeriesOption['renderItem']> {
  return (params, api) => {
    const { x = 0, y = 0, width = 0, height = 0 } = params.coordSys as Partial<Box>;
    const locate: Locate = (place, figure) => {
      const [across = 0, down = 0] = api.coord([place, figure]);
      return [across, down];
    };
    const axes = { xs, plot: { x, y, width, height }, locate };
    return { type: 'group', children: shapes(axes, params.dataIndex) };
  };
}

/** Plot of lines with their intervals as bands; gaps stay gaps. */
export function lineOption(spec: LineSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const named = namedAtEnds(spec, look, canvas);
  const names = Math.max(0, ...spec.series.map((each) => roughWidth(labelText(each.label, look))));
  const right = space.right + (named ? names + LABEL_INDENT : 12);
  const legend = layLegend(
    isCompact(canvas) ? [] : legendItems(spec, look, theme, named),
    { x: space.left, y: space.top, width: canvas.width - space.left - space.right },
    theme,
  );
  const xs = positions(spec);
  const drawn = [
    ...xs.flatMap((_, at) => reach(spec, at) ?? []),
    ...(spec.reference === 'diagonal' ? [0, 1] : []),
  ];
  const lines = (axes: Axes): Shape[] => [
    ...(spec.reference === 'diagonal'
      ? [line([axes.locate(0, 0), axes.locate(1, 1)], theme.ink2, { lineWidth: 1, lineDash: [4, 3] })]
      : []),
    ...spec.series.flatMap((each) => ghostLine(each, axes, theme)),
    ...spec.series.flatMap((each, place) => lineShapes(each, dashes(spec, place, look), axes, theme)),
    ...(named ? endNames(spec, look, axes) : []),
    ...veils(spec, axes, theme),
    ...markerShapes(spec, look, axes),
  ];
  return {
    grid: {
      ...space,
      top: space.top + legend.height + 6,
      right,
      outerBoundsMode: 'same',
      outerBoundsContain: isCompact(canvas) ? 'axisLabel' : 'all',
    },
    xAxis: placeAxis(spec, look, canvas, canvas.width - space.left - right - 60),
    yAxis: {
      ...figureAxis(spec, look, canvas, { figures: drawn, fromZero: spec.zeroBased }),
      ...(spec.zeroBased ? wholeShares(spec, Math.max(0, ...drawn), canvas) : {}),
    },
    series: [
      {
        type: 'custom',
        z: 3,
        encode: { x: 0, y: [1, 2] },
        data: xs.map((x, mark) => ({ value: [x, ...(reach(spec, mark) ?? ['-', '-'])], mark })),
        renderItem: drawing(xs, (axes, at) => placeShapes(spec, at, axes, look)),
      },
      {
        type: 'custom',
        silent: true,
        tooltip: { show: false },
        data: xs.length === 0 ? [] : [[xs[0] ?? 0, '-']],
        renderItem: drawing(xs, lines),
      },
      legendSeries(legend),
    ],
  };
}
