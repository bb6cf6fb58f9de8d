import type { BarSeriesOption, EChartsOption } from 'echarts';
import type { CategorySpec } from './chart-spec.ts';
import { hatched, hatchedRange } from './hatch.ts';
import { axisText, figureText, labelText, figureName } from './labels.ts';
import type { ChartLook } from './look.ts';
import { insets, type Canvas } from './option-frame.ts';
import { chartTheme } from './theme.ts';
import { drawnRange, rangeText, withheldTexts } from './withheld-words.ts';

/** Thickness of a bar as a share of its slot. */
const THICKNESS = 0.62;
/** Room for the longest figure beside a bar, CSS pixels. */
const FIGURE_ROOM = 76;

/** The bars themselves, each with its figure at its end. */
function bars(spec: CategorySpec, look: ChartLook): BarSeriesOption {
  const theme = chartTheme(look.theme);
  return {
    type: 'bar',
    colorBy: 'data',
    barWidth: `${THICKNESS * 100}%`,
    data: spec.categories.map(({ value, colour, withheld: isWithheld }, mark) => ({
      value: value === null || isWithheld ? '-' : value,
      mark,
      itemStyle: { color: theme.colours[colour], borderRadius: 2 },
      label: { position: value !== null && value < 0 ? ('left' as const) : ('right' as const) },
    })),
    label: {
      show: true,
      color: theme.ink,
      formatter: ({ dataIndex }) => {
        const each = spec.categories[dataIndex];
        if (each === undefined || each.value === null || each.withheld) return '';
        return figureText(each.value, spec.unit, spec.currency, look);
      },
    },
    emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 2 } },
  };
}

/** Plot of lying bars from zero, each with its figure beside it; a withheld one is a hatched slot. */
export function barOption(spec: CategorySpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const names = spec.categories.map((each) => labelText(each.label, look));
  return {
    grid: { ...space, right: space.right + FIGURE_ROOM, outerBoundsMode: 'same', outerBoundsContain: 'all' },
    xAxis: {
      type: 'value',
      name: figureName(spec, look),
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: theme.ink2 },
      splitNumber: canvas.width < 480 ? 2 : 5,
      axisLabel: {
        color: theme.ink2,
        hideOverlap: true,
        formatter: (value: number) => axisText(value, spec.unit, spec.currency, look),
      },
      splitLine: { lineStyle: { color: theme.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisLine: { lineStyle: { color: theme.line2 } },
      axisTick: { show: false },
      axisLabel: {
        color: theme.ink,
        interval: 0,
        hideOverlap: true,
        width: Math.min(180, canvas.width * 0.34),
        overflow: 'truncate',
      },
    },
    series: [
      bars(spec, look),
      {
        type: 'custom',
        // The first value is the most that can be inferred, so that the axis reaches it.
        data: spec.categories.flatMap((each, mark) =>
          each.withheld ? [{ value: [drawnRange(each.inferred)?.high ?? 0, mark], mark }] : [],
        ),
        renderItem: (params, api) => {
          const mark = api.value(1);
          const category = spec.categories[Number(mark)];
          const [, centre = 0] = api.coord([0, mark]);
          const [, band = 0] = (api.size?.([0, 1]) ?? []) as number[];
          const height = band * THICKNESS;
          const slot = params.coordSys as { x?: number; width?: number };
          const at = { y: centre - height / 2, height };
          const range = drawnRange(category?.inferred);
          if (range === null) {
            const { x = 0, width = 0 } = slot;
            const words = withheldTexts(category?.inferred, spec, look);
            return { type: 'group', children: hatched({ x, width, ...at }, words, theme) };
          }
          const [[from = 0], [to = 0]] = [api.coord([range.low, mark]), api.coord([range.high, mark])];
          const text = rangeText(range, spec, look);
          const box = { x: from, width: to - from, ...at };
          return { type: 'group', children: hatchedRange(box, { text, where: 'beside' }, theme) };
        },
      },
    ],
  };
}
