import type { EChartsOption } from 'echarts';
import { figureAxis, labelled } from './axes.ts';
import type { HistogramSpec } from './chart-spec.ts';
import { isPale, paleStyle } from './chosen.ts';
import { ghostShapes } from './ghost.ts';
import { ghostLegend } from './ghost-legend.ts';
import { hatched, hatchedRange } from './hatch.ts';
import { axisWriter } from './figure-scale.ts';
import { axisText, isDiscrete, isLogarithmic, quantityTitle } from './labels.ts';
import { layLegend, legendSeries } from './legend.ts';
import type { ChartLook } from './look.ts';
import { insets, isCompact, type Canvas } from './option-frame.ts';
import type { Shape } from './shape.ts';
import { chartTheme } from './theme.ts';
import { drawnRange, rangeText, withheldTexts } from './withheld-words.ts';

const GAP = 2;
/** From here on edges that grow by a factor are counted in thousands and more. */
const LONG = 1_000_000;

/**
 * Writes edges under the bins: of equal bins all in one unit; edges that grow by a factor have no common one, and are written
 * in full while there is room.
 */
function edgeWriter(spec: HistogramSpec, look: ChartLook): (edge: number) => string {
  const { edges, quantityUnit: unit, currency } = spec;
  const steps = edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0));
  const largest = Math.max(...edges.map(Math.abs));
  const step = Math.min(...steps);
  const isEven = steps
    .slice(0, spec.openEnd ? -1 : undefined)
    .every((each) => Math.abs(each - step) < 0.01 * step);
  if (isEven && steps.length > 0) return axisWriter(largest, step, { unit, currency }, look);
  if (largest >= LONG) return (edge) => axisText(edge, unit, currency, look);
  return axisWriter(0, 1, { unit, currency }, look);
}

/**
 * Plot of bins as slots of equal width with their edges below, so edges that grow by a factor make a
 * logarithmic axis. Bins of one whole number carry it in their middle.
 */
export function histogramOption(spec: HistogramSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const compact = isCompact(canvas);
  const discrete = isDiscrete(spec);
  const bins = spec.counts.length;
  const shift = discrete ? 0.5 : 0;
  const lastPlace = discrete || spec.openEnd ? bins - 1 : bins;
  const write = edgeWriter(spec, look);
  const heights = spec.counts.map((count, mark) =>
    spec.withheld[mark] === true ? (drawnRange(spec.inferred?.[mark])?.high ?? 0) : (count ?? 0),
  );
  const ghosts = (spec.ghosts ?? []).filter((ghost) => ghost !== null);
  const edge = (place: number): string => {
    const text = write(spec.edges[place] ?? 0);
    return spec.openEnd && place === bins - 1 ? look.translate('chart.bin.openShort', { from: text }) : text;
  };
  const title = quantityTitle(spec, look);
  const legend = layLegend(
    compact ? [] : ghostLegend(spec, look),
    { x: space.left, y: space.top, width: canvas.width - space.left - space.right },
    theme,
  );
  return {
    grid: {
      ...space,
      top: space.top + legend.height,
      outerBoundsMode: 'same',
      outerBoundsContain: compact ? 'axisLabel' : 'all',
    },
    xAxis: {
      type: 'value',
      min: -shift,
      max: bins - shift,
      ...(compact
        ? {}
        : {
            name: isLogarithmic(spec) ? look.translate('chart.logarithmic', { name: title }) : title,
            nameLocation: 'middle',
            nameGap: 26,
            nameTextStyle: { color: theme.ink2 },
          }),
      splitLine: { show: false },
      axisTick: { show: false },
      axisLine: { show: true, onZero: false, lineStyle: { color: theme.line2 } },
      axisLabel: {
        color: theme.ink2,
        customValues: labelled(lastPlace, compact ? canvas.width / 2 : canvas.width),
        formatter: (place: number) => edge(place),
        hideOverlap: true,
        margin: compact ? 4 : 8,
      },
    },
    yAxis: figureAxis(spec, look, canvas, { figures: [...heights, ...ghosts], fromZero: true, parts: 3 }),
    series: [
      {
        type: 'custom',
        clip: true,
        encode: { x: 0, y: spec.ghosts === undefined ? 1 : [1, 2] },
        data: heights.map((height, mark) => ({
          // Of a withheld count, the most that can be inferred, so that the axis reaches it.
          value: [mark, height, ...(spec.ghosts === undefined ? [] : [spec.ghosts[mark] ?? 0])],
          mark,
        })),
        renderItem: (params, api) => {
          const { y = 0, height = 0 } = params.coordSys as { y?: number; height?: number };
          const place = Number(api.value(0)) - shift;
          const [left = 0, floor = 0] = api.coord([place, 0]);
          const [right = 0, top = 0] = api.coord([place + 1, api.value(1)]);
          const x = left + GAP / 2;
          const width = Math.max(1, right - left - GAP);
          if (spec.withheld[params.dataIndex] === true) {
            const inferred = spec.inferred?.[params.dataIndex];
            const range = drawnRange(inferred);
            if (range === null) {
              const words = withheldTexts(inferred, spec, look);
              return { type: 'group', children: hatched({ x, y, width, height }, words, theme) };
            }
            const [, bottom = 0] = api.coord([place, range.low]);
            const text = rangeText(range, spec, look);
            const box = { x, y: top, width, height: bottom - top };
            return {
              type: 'group',
              children: hatchedRange(box, { text, where: 'over', room: width + GAP }, theme),
            };
          }
          const ghost = spec.ghosts?.[params.dataIndex];
          const bin: Shape = {
            type: 'rect',
            shape: { x, y: top, width, height: floor - top, r: [1, 1, 0, 0] },
            style: isPale(spec, params.dataIndex)
              ? paleStyle(theme.colours.loyal, theme)
              : { fill: theme.colours.loyal },
            emphasis: { style: { fill: theme.colours.accent, stroke: theme.ink, lineWidth: 1 } },
          };
          if (typeof ghost !== 'number') return bin;
          const [, high = 0] = api.coord([place, ghost]);
          const behind = ghostShapes({ x, y: high, width, height: floor - high }, 'top', theme);
          return { type: 'group', children: [...behind, bin] };
        },
      },
      ...(legend.height > 0 ? [legendSeries(legend)] : []),
    ],
  };
}
