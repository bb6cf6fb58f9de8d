import type { EChartsOption } from 'echarts';
import { figureAxis, levelAxisLook } from './axes.ts';
import type { SeriesBarSpec } from './chart-spec.ts';
import { ghostLegend } from './ghost-legend.ts';
import { incompleteCount, labelText, say, withheldCount } from './labels.ts';
import { layLegend, legendSeries, type LegendItem } from './legend.ts';
import type { ChartLook } from './look.ts';
import { insets, isCompact, type Canvas } from './option-frame.ts';
import { axisReach } from './series-bar-segments.ts';
import { slotShapes } from './series-bar-slot.ts';
import type { Box } from './shape.ts';
import { slotNames } from './slot-names.ts';
import { chartTheme } from './theme.ts';
import { withheldLegend } from './withheld-words.ts';

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
    items.push(withheldLegend(spec, look));
  }
  if (incompleteCount(spec) > 0) {
    items.push({ sign: 'incomplete', colour: theme.ink2, text: look.translate('chart.incomplete') });
  }
  items.push(...ghostLegend(spec, look));
  return items;
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
  const plotWidth = canvas.width - space.left - space.right - (compact ? 0 : 70);
  const reaches = spec.x.labels.map((_, mark) => axisReach(spec, mark));
  const axis = slotNames(spec.x.labels, plotWidth, canvas.height, look);
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
      nameGap: 12 + axis.height,
    },
    yAxis: figureAxis(spec, look, canvas, { figures: reaches.flat(), fromZero: true }),
    series: [
      {
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        data: reaches.map((ends, mark) => ({ value: [mark, ...ends], mark })),
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
