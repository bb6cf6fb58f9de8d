import type { EChartsOption } from 'echarts';
import { labelled } from './axes.ts';
import type { HeatmapSpec } from './chart-spec.ts';
import { isPale, paleStyle } from './chosen.ts';
import { figureWriter } from './column-figures.ts';
import { centred, chip, hatched, unfinished } from './hatch.ts';
import { heatColours } from './heat-colours.ts';
import { shortText, figureName, incompleteCount, labelText, say, withheldCount } from './labels.ts';
import { layLegend, legendSeries, type LegendItem } from './legend.ts';
import type { ChartLook } from './look.ts';
import { insets, isCompact, type Canvas } from './option-frame.ts';
import type { Box, Shape } from './shape.ts';
import { slotNames } from './slot-names.ts';
import { roughWidth, wrapped } from './text-width.ts';
import { withheldTexts, withheldLegend } from './withheld-words.ts';
import { chartTheme, inkOn } from './theme.ts';

/** Space between cells, and the least width at which a cell carries its name under its figure, CSS pixels. */
const GAP = 3;
const NAMED_WIDTH = 60;
const TEXT_HEIGHT = 14;
/** What a plate and the space round it take beside and over its text, CSS pixels; its text is bold, and so wider. */
const PLATE = { width: 12, height: 4, bold: 1.08 };
/** What the name of an axis takes beside it, CSS pixels. */
const AXIS_TITLE = 20;

type Cell = HeatmapSpec['cells'][number];

/** Writes the figure of a cell, or nothing. */
type Write = (cell: Cell) => string;

/**
 * How figures are written in cells of a size: in full or cut short, as all fit; else not at all, since figures in some
 * cells only would look like a choice.
 */
function writing(spec: HeatmapSpec, look: ChartLook): (cell: Pick<Box, 'width' | 'height'>) => Write {
  const shown = spec.cells.filter(({ withheld }) => !withheld);
  const values = shown.map(({ value }) => value);
  const inFull = figureWriter(values, spec.unit, spec.currency, look);
  const short = (value: number): string => shortText(value, spec.unit, spec.currency, look);
  const ways = [inFull, short].map((text) => {
    const write: Write = ({ value }) => (value === null ? '' : text(value));
    return { write, widest: Math.max(0, ...shown.map((cell) => roughWidth(write(cell)))) };
  });
  // A plate has an edge round its text.
  const edge = spec.scale === undefined || spec.scale === 'category' ? 10 : 2;
  return ({ width, height }) => {
    const way = ways.find(({ widest }) => height >= TEXT_HEIGHT && widest + edge <= width);
    return way === undefined ? () => '' : way.write;
  };
}

/**
 * Names of cells of a size, broken into lines; none where one of them does not fit, since names in some cells only would
 * look like a choice.
 */
function naming(
  { scale = 'category', cells }: HeatmapSpec,
  look: ChartLook,
): (cell: Pick<Box, 'width' | 'height'>) => Write {
  const names = new Map(
    cells.map((cell) => [cell, cell.label === null ? '' : labelText(cell.label, look)] as const),
  );
  const nowhere: Write = () => '';
  return ({ width, height }) => {
    if (scale !== 'category' || width < NAMED_WIDTH) return nowhere;
    const room = (width - PLATE.width) / PLATE.bold;
    const fits = (name: string): boolean => {
      const broken = wrapped(name, room);
      const lines = 1 + broken.split('\n').length;
      return roughWidth(broken) <= room && lines * TEXT_HEIGHT + PLATE.height <= height;
    };
    const shown = new Set(names.values());
    return [...shown].every(fits) ? (cell) => wrapped(names.get(cell) ?? '', room) : nowhere;
  };
}

/** How a cell is shown. */
interface ShownCell {
  readonly spec: HeatmapSpec;
  readonly fill: string;
  readonly text: string;
  /** What it is called, under its figure; empty where that has no room. */
  readonly name: string;
  readonly pale: boolean;
}

/** One cell: its colour or hatching, and its figure. */
function cellShapes(
  cell: Cell,
  box: Box,
  { spec, fill, text, name, pale }: ShownCell,
  look: ChartLook,
): Shape[] {
  const theme = chartTheme(look.theme);
  if (cell.withheld) return hatched(box, withheldTexts(cell.inferred, spec, look), theme);
  const { x, y, width, height } = box;
  const open = cell.incomplete === true;
  const rect: Shape = {
    type: 'rect',
    shape: { x, y, width, height, r: Math.min(3, width / 6, height / 6) },
    style: pale && !open ? paleStyle(fill, theme) : { fill: open ? theme.surface : fill },
    emphasis: { style: { stroke: theme.ink, lineWidth: 2 } },
  };
  const texture = open ? unfinished(box, cell.value === null ? theme.line2 : fill, `${theme.ink2}80`) : [];
  if (text === '') return [rect, ...texture];
  if (open) return [rect, ...texture, centred(box, text, theme.ink, theme.surface)];
  if (spec.scale === 'sequential' || spec.scale === 'diverging') {
    return [rect, centred(box, text, pale ? theme.ink : inkOn(fill))];
  }
  return [rect, chip(box, name === '' ? text : `${text}\n${name}`, theme, 'figure')];
}

/** Plot of a heat map: a cell in the colour of its group or its figure, with the figure where it fits. */
export function heatmapOption(spec: HeatmapSpec, look: ChartLook, canvas: Canvas): EChartsOption {
  const theme = chartTheme(look.theme);
  const space = insets(canvas);
  const colours = heatColours(spec, look);
  const write = writing(spec, look);
  const nameIn = naming(spec, look);
  const fromTop = spec.y.first === 'top';
  const items: LegendItem[] =
    colours.scale === null
      ? []
      : [{ ...colours.scale, text: `${figureName(spec, look)}  ${colours.scale.text}` }];
  if (colours.scale !== null && withheldCount(spec) > 0) {
    items.push(withheldLegend(spec, look));
  }
  if (incompleteCount(spec) > 0) {
    items.push({ sign: 'incomplete', colour: theme.ink2, text: look.translate('chart.incomplete') });
  }
  const legend = layLegend(
    isCompact(canvas) ? [] : items,
    { x: space.left, y: space.top, width: canvas.width - space.left - space.right },
    theme,
  );
  const rows = spec.y.labels.map((label) => labelText(label, look));
  const rowRoom = Math.max(12, ...rows.map(roughWidth)) + 14;
  const columns = slotNames(
    spec.x.labels,
    canvas.width - space.left - space.right - rowRoom - AXIS_TITLE,
    canvas.height,
    look,
  );
  const rowsHeight = canvas.height - space.top - space.bottom - legend.height - columns.height - AXIS_TITLE;
  const writtenRows = new Set(labelled(rows.length - 1, rowsHeight, TEXT_HEIGHT));
  const axis = (title: HeatmapSpec['x']) => ({
    type: 'category' as const,
    name: say(title.title, look),
    nameLocation: 'middle' as const,
    nameTextStyle: { color: theme.ink2 },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: false },
  });

  return {
    grid: {
      ...space,
      top: space.top + legend.height,
      outerBoundsMode: 'same',
      outerBoundsContain: 'all',
    },
    xAxis: {
      ...axis(spec.x),
      data: [...columns.names],
      axisLabel: { color: theme.ink2, ...columns.label },
      nameGap: columns.height + 9,
      position: fromTop ? 'top' : 'bottom',
    },
    yAxis: {
      ...axis(spec.y),
      data: rows,
      axisLabel: { color: theme.ink2, interval: (row: number) => writtenRows.has(row), hideOverlap: true },
      nameGap: rowRoom,
      inverse: fromTop,
    },
    series: [
      {
        type: 'custom',
        data: spec.cells.map(({ x, y }, mark) => ({ value: [x, y], mark })),
        renderItem: ({ dataIndex }, api) => {
          const cell = spec.cells[dataIndex];
          const [centreX = 0, centreY = 0] = api.coord([api.value(0), api.value(1)]);
          const [width = 0, height = 0] = (api.size?.([1, 1]) ?? []) as number[];
          const gap = Math.min(GAP, width / 8, height / 8);
          const box = {
            x: centreX - width / 2 + gap / 2,
            y: centreY - height / 2 + gap / 2,
            width: Math.max(0, width - gap),
            height: Math.max(0, height - gap),
          };
          if (cell === undefined) return { type: 'group', children: [] };
          const shown = {
            spec,
            fill: colours.fill(cell),
            text: write(box)(cell),
            name: nameIn(box)(cell),
            pale: isPale(spec, dataIndex),
          };
          return { type: 'group', children: cellShapes(cell, box, shown, look) };
        },
      },
      legendSeries(legend),
    ],
  };
}
