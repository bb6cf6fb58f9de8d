import type { EChartsOption } from 'echarts';
import type { HeatmapSpec } from './chart-spec.ts';
import { chip, hatched, type Box } from './hatch.ts';
import { figureText, labelText, say } from './labels.ts';
import type { ChartLook } from './look.ts';
import { insets, type Canvas } from './option-frame.ts';
import { chartTheme } from './theme.ts';

/** Space between cells, and the least size at which a cell carries its name under its figure, CSS pixels. */
const GAP = 3;
const NAMED_CELL = { width: 84, height: 46 };

/** Plot of a heat map: a cell in the colour of its group, its figure on a plate. */
export function heatmapOption(spec: HeatmapSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const withheld = look.translate('chart.withheld');
  const space = insets(canvas);
  const axis = (title: HeatmapSpec['x']) => ({
    type: 'category' as const,
    data: title.labels.map((label) => labelText(label, look)),
    name: say(title.title, look),
    nameLocation: 'middle' as const,
    nameTextStyle: { color: theme.ink2 },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { color: theme.ink2, interval: 0, hideOverlap: true },
  });

  const cell = (index: number, box: Box) => {
    const each = spec.cells[index];
    if (each === undefined) return [];
    if (each.withheld) return hatched(box, withheld, theme);
    const { x, y, width, height } = box;
    const rect = {
      type: 'rect' as const,
      shape: { x, y, width, height, r: 3 },
      style: { fill: theme.colours[each.colour ?? 'neutral'] },
      emphasis: { style: { stroke: theme.ink, lineWidth: 2 } },
    };
    if (each.value === null || height < 14 || width < 20) return [rect];
    const figure = figureText(each.value, spec.unit, spec.currency, look);
    const hasRoom = width >= NAMED_CELL.width && height >= NAMED_CELL.height;
    const text = each.label !== null && hasRoom ? `${figure}\n${labelText(each.label, look)}` : figure;
    return [rect, chip(box, text, theme, 'figure')];
  };

  return {
    grid: { ...space, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    xAxis: { ...axis(spec.x), nameGap: 24 },
    yAxis: { ...axis(spec.y), nameGap: 24 },
    series: {
      type: 'custom',
      data: spec.cells.map(({ x, y }, mark) => ({ value: [x, y], mark })),
      renderItem: ({ dataIndex }, api) => {
        const [centreX = 0, centreY = 0] = api.coord([api.value(0), api.value(1)]);
        const [width = 0, height = 0] = (api.size?.([1, 1]) ?? []) as number[];
        const box = {
          x: centreX - width / 2 + GAP / 2,
          y: centreY - height / 2 + GAP / 2,
          width: Math.max(0, width - GAP),
          height: Math.max(0, height - GAP),
        };
        return { type: 'group', children: cell(dataIndex, box) };
      },
    },
  };
}
