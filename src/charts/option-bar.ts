import type { BarSeriesOption, CustomSeriesOption, EChartsOption, SeriesOption } from 'echarts';
import type { CategorySpec } from './chart-spec.ts';
import { isPale, paleStyle } from './chosen.ts';
import { ghostShapes, hasGhosts } from './ghost.ts';
import { ghostLegend } from './ghost-legend.ts';
import { hatched, hatchedRange } from './hatch.ts';
import { figureWriter } from './column-figures.ts';
import { labelText, figureName } from './labels.ts';
import { layLegend, legendSeries } from './legend.ts';
import type { ChartLook } from './look.ts';
import { lyingAxes, namedMarks } from './lying-axes.ts';
import { insets, isCompact, type Canvas } from './option-frame.ts';
import type { Shape } from './shape.ts';
import { roughWidth } from './text-width.ts';
import { chartTheme, type ChartTheme } from './theme.ts';
import { drawnRange, rangeText, withheldTexts } from './withheld-words.ts';

/** Thickness of a bar as a share of its slot. */
const THICKNESS = 0.62;
/** The same of what stands behind it, so that it is seen round a longer bar too. */
const GHOST_THICKNESS = 0.78;
/** Room for the longest figure beside a bar, CSS pixels. */
const FIGURE_ROOM = 76;
/** Order of what lies under ghosts too. */
const UNDER_ALL = -20;

function barStyle(spec: CategorySpec, mark: number, colour: string, theme: ChartTheme) {
  if (!isPale(spec, mark)) return { color: colour };
  const { fill, stroke, lineWidth } = paleStyle(colour, theme);
  return { color: fill, borderColor: stroke, borderWidth: lineWidth };
}

/**
 * What stands behind the bars: ghosts, and on a page what answers for a bar where the pointer is beside it, the whole of its
 * slot. One series for both: each series takes as long as several bars.
 */
function behind(spec: CategorySpec, look: ChartLook, { frame }: Canvas): CustomSeriesOption {
  const theme = chartTheme(look.theme);
  const answers = frame === undefined;
  return {
    type: 'custom',
    ...(answers ? {} : { silent: true, tooltip: { show: false } }),
    data: spec.categories
      .map(({ ghost = null }, mark) => ({ ghost, value: [ghost ?? 0, mark], mark }))
      .filter(({ ghost }) => answers || ghost !== null)
      .map(({ value, mark }) => (answers ? { value, mark } : value)),
    renderItem: (params, api) => {
      const { x = 0, width = 0 } = params.coordSys as { x?: number; width?: number };
      const at = Number(api.value(1));
      const [from = 0, centre = 0] = api.coord([0, at]);
      const [to = 0] = api.coord([api.value(0), at]);
      const [, band = 0] = (api.size?.([0, 1]) ?? []) as number[];
      const height = band * GHOST_THICKNESS;
      const box = { x: from, y: centre - height / 2, width: to - from, height };
      const slot: Shape = {
        type: 'rect',
        z2: UNDER_ALL,
        shape: { x, y: centre - band / 2, width, height: band },
        style: { fill: 'transparent' },
      };
      const hasGhost = typeof spec.categories[at]?.ghost === 'number';
      return {
        type: 'group',
        children: [...(answers ? [slot] : []), ...(hasGhost ? ghostShapes(box, 'right', theme) : [])],
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

/**
 * Hatched slots of withheld figures, or ranges where they can be inferred.
 *
 * @param isNamed whether a category has room for its words
 */
function withheldBars(
  spec: CategorySpec,
  look: ChartLook,
  isNamed: (mark: number) => boolean,
): CustomSeriesOption {
  const theme = chartTheme(look.theme);
  return {
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
  };
}

/** Places along the axis that bars, ranges and ghosts reach. */
function reached(spec: CategorySpec): readonly number[] {
  return spec.categories.flatMap(({ value, ghost, withheld, inferred }) => [
    ...(value === null || withheld ? [] : [value]),
    ...(withheld ? [drawnRange(inferred)?.high ?? 0] : []),
    ...(typeof ghost === 'number' ? [ghost] : []),
  ]);
}

/** Figure of each bar as it stands beside it; nothing for one without. */
export function barFigures(spec: CategorySpec, look: ChartLook): readonly string[] {
  const shown = spec.categories.map(({ value, withheld }) => (withheld ? null : value));
  const write = figureWriter(shown, spec.unit, spec.currency, look);
  return shown.map((value) => (value === null ? '' : write(value)));
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
    ...lyingAxes(
      names,
      { title: figureName(spec, look), drawn: reached(spec), unit: spec.unit, currency: spec.currency },
      { look, canvas, zeroBased: true, isNamed },
    ),
    series: [
      bars(spec, look, shown),
      ...(hasGhosts(spec) || canvas.frame === undefined ? [behind(spec, look, canvas)] : []),
      ...(spec.categories.some((each) => each.withheld) ? [withheldBars(spec, look, isNamed)] : []),
      ...(legend.height > 0 ? [legendSeries(legend)] : []),
    ],
  };
}
