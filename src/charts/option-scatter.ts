import type { EChartsOption, ScatterSeriesOption, XAXisComponentOption } from 'echarts';
import { figureAxis, levelAxisLook } from './axes.ts';
import type { ScatterSpec } from './chart-spec.ts';
import { figureScale } from './figure-scale.ts';
import { labelText, say, withheldCount } from './labels.ts';
import { layLegend, legendSeries, type LegendItem } from './legend.ts';
import type { ChartLook } from './look.ts';
import { insets, isCompact, type Canvas } from './option-frame.ts';
import { periodText } from './period-text.ts';
import { placedPoints } from './points.ts';
import { pointShape } from './point-shapes.ts';
import { chartTheme, type ChartTheme } from './theme.ts';

/** Where a point stands that has no place. */
const NOWHERE = ['-', '-'] as const;

/** Points drawn in one go where they are drawn in several, so that the page never stands still. */
const PART = 600;

/** Size and opacity of points: the more there are, the smaller and the more transparent, so that heaps are seen. */
function manner(count: number): { readonly size: number; readonly opacity: number } {
  if (count > 1500) return { size: 5, opacity: 0.35 };
  if (count > 300) return { size: 6, opacity: 0.5 };
  return { size: 8, opacity: 0.75 };
}

function legendItems(spec: ScatterSpec, look: ChartLook, theme: ChartTheme): LegendItem[] {
  const items: LegendItem[] =
    spec.groups.length < 2
      ? []
      : spec.groups.map(({ label, colour }, group) => ({
          sign: pointShape(group),
          colour: theme.colours[colour],
          text: labelText(label, look),
        }));
  const withheld = withheldCount(spec);
  if (withheld > 0) {
    const text = look.translate('chart.points.withheld', { count: withheld });
    items.push({ sign: 'withheld', colour: theme.ink2, text });
  }
  return items;
}

/** The points, in the order of the marks. */
function pointSeries(spec: ScatterSpec, look: ChartLook, canvas: Canvas): ScatterSeriesOption {
  const theme = chartTheme(look.theme);
  const { size, opacity } = manner(placedPoints(spec).length);
  return {
    type: 'scatter',
    progressive: canvas.inParts === true ? PART : 0,
    progressiveThreshold: PART,
    symbolSize: size,
    itemStyle: { opacity },
    emphasis: { scale: 1.5, itemStyle: { opacity: 1, borderColor: theme.ink, borderWidth: 2 } },
    data: spec.points.map(({ x, value, group, withheld }, mark) => ({
      value: withheld || x === null || value === null ? [...NOWHERE] : [x, value],
      mark,
      symbol: pointShape(group),
      itemStyle: { color: theme.colours[spec.groups[group]?.colour ?? 'accent'] },
    })),
  };
}

/** The axis below the points. */
function acrossAxis(spec: ScatterSpec, look: ChartLook, canvas: Canvas): XAXisComponentOption {
  const theme = chartTheme(look.theme);
  const parts = canvas.width < 480 ? 3 : 6;
  const isDate = spec.x.kind === 'date';
  const figures = placedPoints(spec).map(({ x }) => x);
  const of = { figures, unit: spec.x.unit ?? 'number', currency: spec.currency, parts, fromZero: false };
  const { ends, write } = figureScale(of, look);
  return {
    type: isDate ? 'time' : 'value',
    scale: true,
    ...levelAxisLook(say(spec.x.title, look), look, canvas),
    splitNumber: parts,
    ...(isDate ? {} : ends),
    axisLabel: {
      color: theme.ink2,
      hideOverlap: true,
      formatter: isDate ? (value: number) => periodText(value, 'day', look) : write,
    },
  };
}

/** Plot of points, told apart by colour and shape. */
export function scatterOption(spec: ScatterSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const compact = isCompact(canvas);
  const legend = layLegend(
    compact ? [] : legendItems(spec, look, theme),
    { x: space.left, y: space.top, width: canvas.width - space.left - space.right },
    theme,
  );
  return {
    useUTC: true,
    grid: {
      ...space,
      top: space.top + legend.height + 6,
      right: space.right + 16,
      outerBoundsMode: 'same',
      outerBoundsContain: compact ? 'axisLabel' : 'all',
    },
    xAxis: acrossAxis(spec, look, canvas),
    yAxis: figureAxis(spec, look, canvas, { figures: placedPoints(spec).map(({ y }) => y), fromZero: false }),
    series: [pointSeries(spec, look, canvas), legendSeries(legend)],
  };
}
