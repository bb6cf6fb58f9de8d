import type { CategorySpec, HeatmapSpec, Label, SankeySpec, SeriesBarSpec } from '../chart-spec.ts';
import type { ChartBasics } from './basics.ts';
import { chartColumn, chartRows, type NamedChart } from './chart-rows.ts';
import { declaredColour } from './chart-names.ts';
import { seriesLabels, seriesNaming } from './line-of.ts';
import { matrixOf, type Heading, type Matrix } from './matrix.ts';
import { columnTitle, grainOf, othersName, valueColour, valueName, type Naming } from './value-names.ts';

/** How the categories along x are named. */
function namingOf(data: NamedChart): Naming {
  const column = chartColumn(data, 'x', data.choice.x);
  const values = chartRows(data).map(({ x }) => x);
  return { column, grain: grainOf(data.choice, column, values), currency: data.currency };
}

function headingName({ value, others }: Heading, naming: Naming, count: number): Label {
  return others ? othersName(count) : valueName(value, naming);
}

/** One mark for each category, as the rows come. */
export function categoriesOf(
  data: NamedChart,
  basics: ChartBasics,
  kind: CategorySpec['kind'],
): CategorySpec {
  const naming = namingOf(data);
  return {
    ...basics,
    kind,
    categories: chartRows(data).map(({ x, y, others, withheld }) => ({
      label: headingName({ value: x, others }, naming, data.others),
      value: y,
      withheld,
      colour: others
        ? 'other'
        : (declaredColour(naming.column.names, x) ?? (kind === 'treemap' ? 'loyal' : 'accent')),
    })),
  };
}

/** Names of the series of a matrix. */
function namesDown(data: NamedChart, matrix: Matrix): readonly Label[] {
  return seriesLabels(matrix, seriesNaming(data));
}

/** Bars of several series, side by side or one on the other. */
export function seriesBarsOf(
  data: NamedChart,
  basics: ChartBasics,
  kind: SeriesBarSpec['kind'],
): SeriesBarSpec {
  const naming = namingOf(data);
  const matrix = matrixOf(chartRows(data), data.choice.order === 'x');
  const labels = namesDown(data, matrix);
  const down = chartColumn(data, 'series', data.choice.series);
  return {
    ...basics,
    kind,
    x: {
      title: columnTitle(naming.column, data.currency),
      labels: matrix.xs.map((heading) => headingName(heading, naming, data.others)),
    },
    series: matrix.series.map((heading, place) => {
      const found = matrix.xs.map((_, at) => matrix.at(at, place));
      return {
        label: labels[place] ?? { key: 'chart.built.empty' },
        colour: valueColour(down, heading, place),
        values: found.map((row) => row?.y ?? null),
        withheld: found.map((row) => row?.withheld ?? false),
        incomplete: found.map((row) => row?.incomplete ?? false),
      };
    }),
  };
}

/** A cell for each pair of categories that has rows. */
export function heatmapOf(data: NamedChart, basics: ChartBasics): HeatmapSpec {
  const naming = namingOf(data);
  const matrix = matrixOf(chartRows(data), data.choice.order === 'x');
  const cells = matrix.series.flatMap((_, y) =>
    matrix.xs.flatMap((__, x) => {
      const row = matrix.at(x, y);
      if (row === undefined) return [];
      const { y: value, withheld, incomplete } = row;
      return [{ x, y, value, withheld, incomplete, label: null }];
    }),
  );
  const sign = (below: boolean): boolean =>
    cells.some(({ value }) => value !== null && (below ? value < 0 : value > 0));
  const down = chartColumn(data, 'series', data.choice.series);
  return {
    ...basics,
    kind: 'heatmap',
    scale: sign(true) && sign(false) ? 'diverging' : 'sequential',
    x: {
      title: columnTitle(naming.column, data.currency),
      labels: matrix.xs.map((heading) => headingName(heading, naming, data.others)),
    },
    y: { title: columnTitle(down, data.currency), labels: namesDown(data, matrix), first: 'top' },
    cells,
  };
}

/** Flows from the categories of x to those of the series. The same name has the same colour on both sides. */
export function sankeyOf(data: NamedChart, basics: ChartBasics): SankeySpec {
  const naming = namingOf(data);
  const rows = chartRows(data);
  const matrix = matrixOf(rows, false);
  const down = namesDown(data, matrix);
  const across = matrix.xs.map((heading) => headingName(heading, naming, data.others));
  const names = [...new Set([...across, ...down].map((label) => JSON.stringify(label)))];
  const target = chartColumn(data, 'series', data.choice.series);
  const node = (side: 'from' | 'to', label: Label, at: number, heading: Heading) => ({
    id: `${side} ${at}`,
    label,
    colour: valueColour(
      side === 'from' ? naming.column : target,
      heading,
      names.indexOf(JSON.stringify(label)),
    ),
    layer: side === 'from' ? 0 : 1,
  });
  return {
    ...basics,
    kind: 'sankey',
    layers: [columnTitle(naming.column, data.currency), columnTitle(target, data.currency)],
    nodes: [
      ...matrix.xs.map((heading, at) => node('from', across[at] ?? { text: '' }, at, heading)),
      ...matrix.series.map((heading, at) => node('to', down[at] ?? { text: '' }, at, heading)),
    ],
    links: matrix.xs.flatMap((_, from) =>
      matrix.series.flatMap((__, to) => {
        const row = matrix.at(from, to);
        // A flow has a width: nothing flows back.
        if (row === undefined || (!row.withheld && (row.y ?? 0) <= 0)) return [];
        return [{ from: `from ${from}`, to: `to ${to}`, value: row.y, withheld: row.withheld }];
      }),
    ),
  };
}
