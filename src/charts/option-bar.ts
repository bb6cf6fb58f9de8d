import type { BarSeriesOption, CustomSeriesOption, EChartsOption, SeriesOption } from 'echarts';
import type { CategorySpec } from './chart-spec.ts';
import { isPale, paleStyle } from './chosen.ts';
import { ghostShapes, hasGhosts } from './ghost.ts';
import { ghostLegend } from './ghost-legend.ts';
import { hatched, hatchedRange } from './hatch.ts';
import { axisText, figureText, labelText, figureName } from './labels.ts';
import { layLegend, legendSeries } from './legend.ts';
import type { ChartLook } from './look.ts';
import { lyingAxes, namedMarks } from './lying-axes.ts';
import { insets, isCompact, type Canvas } from './option-frame.ts';
import { roughWidth } from './text-width.ts';
import { chartTheme, type ChartTheme } from './theme.ts';
import { drawnRange, rangeText, withheldTexts } from './withheld-words.ts';

/** Thickness of a bar as a share of its slot. */
const THICKNESS = 0.62;
/** The same of what stands behind it, so that it is seen round a longer bar too. */
const GHOST_THICKNESS = 0.78;
/** Room for the longest figure beside a bar, CSS pixels. */
const FIGURE_ROOM = 76;

function barStyle(spec: CategorySpec, mark: number, colour: string, theme: ChartTheme) {
  if (!isPale(spec, mark)) return { color: colour };
  const { fill, stroke, lineWidth } = paleStyle(colour, theme);
  return { color: fill, borderColor: stroke, borderWidth: lineWidth };
}

/** Ghosts behind the bars. */
function ghosts(spec: CategorySpec, look: ChartLook): CustomSeriesOption {
  const theme = chartTheme(look.theme);
  return {
    type: 'custom',
    silent: true,
    tooltip: { show: false },
    data: spec.categories.flatMap(({ ghost }, mark) => (typeof ghost === 'number' ? [[ghost, mark]] : [])),
    renderItem: (_, api) => {
      const [from = 0, centre = 0] = api.coord([0, api.value(1)]);
      const [to = 0] = api.coord([api.value(0), api.value(1)]);
      const [, band = 0] = (api.size?.([0, 1]) ?? []) as number[];
      const height = band * GHOST_THICKNESS;
      const box = { x: from, y: centre - height / 2, width: to - from, height };
      return { type: 'group', children: ghostShapes(box, 'right', theme) };
    },
  };
}

/** What answers for a bar where the pointer is beside it: the whole of its slot, under it. */
function slots({ categories }: CategorySpec): CustomSeriesOption {
  return {
    type: 'custom',
    z: 1,
    data: categories.map((_, mark) => ({ value: [0, mark], mark })),
    renderItem: (params, api) => {
      const { x = 0, width = 0 } = params.coordSys as { x?: number; width?: number };
      const [, centre = 0] = api.coord([0, api.value(1)]);
      const [, height = 0] = (api.size?.([0, 1]) ?? []) as number[];
      return {
        type: 'rect',
        shape: { x, y: centre - height / 2, width, height },
        style: { fill: 'transparent' },
      };
    },
  };
}

/** The bars themselves, each with its words at its end. */
function bars(spec: CategorySpec, look: ChartLook, words: readonly string[]): BarSeriesOption {
  const theme = chartTheme(look.theme);
  return {
    type: 'bar',
    colorBy: 'data',
    barWidth: `${THICKNESS * 100}%`,
    data: spec.categories.map(({ value, colour, withheld: isWithheld }, mark) => ({
      value: value === null || isWithheld ? '-' : value,
      mark,
      itemStyle: { ...barStyle(spec, mark, theme.colours[colour], theme), borderRadius: 2 },
      label: { position: value !== null && value < 0 ? ('left' as const) : ('right' as const) },
    })),
    label: {
      show: true,
      color: theme.ink,
      // Keeps the end of a ghost from under the figure.
      ...(hasGhosts(spec) ? { textBorderColor: theme.surface, textBorderWidth: 3 } : {}),
      formatter: ({ dataIndex }) => words[dataIndex] ?? '',
    },
    emphasis: { itemStyle: { borderColor: theme.ink, borderWidth: 2 } },
  };
}

/** Figure of each bar as it stands beside it; nothing for one without. */
export function barFigures(spec: CategorySpec, look: ChartLook): readonly string[] {
  return spec.categories.map(({ value, withheld }) =>
    value === null || withheld ? '' : figureText(value, spec.unit, spec.currency, look),
  );
}

/**
 * Plot of lying bars from zero, each with its figure beside it; a withheld one is a hatched slot.
 *
 * @param words what stands beside each bar, where it is more than its figure
 */
export function barOption(
  spec: CategorySpec,
  look: ChartLook,
  canvas: Canvas,
  words: readonly string[] = barFigures(spec, look),
): EChartsOption & { readonly series: readonly SeriesOption[] } {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const room = Math.max(FIGURE_ROOM, ...words.map((each) => roughWidth(each) + 12));
  const names = spec.categories.map((each) => labelText(each.label, look));
  const legend = layLegend(
    isCompact(canvas) ? [] : ghostLegend(spec, look),
    { x: space.left, y: space.top, width: canvas.width - space.left - space.right },
    theme,
  );
  const isNamed = namedMarks(names.length, canvas.height - space.top - space.bottom - legend.height);
  const shown = words.map((each, mark) => (isNamed(mark) ? each : ''));
  return {
    grid: {
      ...space,
      top: space.top + legend.height,
      right: space.right + room,
      outerBoundsMode: 'same',
      outerBoundsContain: 'all',
    },
    ...lyingAxes(names, figureName(spec, look), (value) => axisText(value, spec.unit, spec.currency, look), {
      look,
      canvas,
      zeroBased: true,
      isNamed,
    }),
    series: [
      bars(spec, look, shown),
      ...(hasGhosts(spec) ? [ghosts(spec, look)] : []),
      ...(canvas.frame === undefined ? [slots(spec)] : []),
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
          const text = isNamed(Number(mark)) ? rangeText(range, spec, look) : '';
          const box = { x: from, width: to - from, ...at };
          return { type: 'group', children: hatchedRange(box, { text, where: 'beside' }, theme) };
        },
      },
      ...(legend.height > 0 ? [legendSeries(legend)] : []),
    ],
  };
}
