import type { BoxSpec, HistogramSpec, ScatterSpec } from '../chart-spec.ts';
import type { ChartBasics } from './basics.ts';
import { chartColumn, chartRows, figuresOf, valuesOf, withheldFlags, type NamedChart } from './chart-rows.ts';
import { isTime } from './column-kinds.ts';
import { seriesLabels, seriesNaming } from './line-of.ts';
import { matrixOf } from './matrix.ts';
import { columnTitle, grainOf, valueColour, valueName } from './value-names.ts';

/** Counts of rows in the bins of a number. Bins follow one another. */
export function histogramOf(data: NamedChart, basics: ChartBasics): HistogramSpec {
  const ends = (name: string): readonly number[] => valuesOf(data, name).map(Number);
  const [low, high] = [ends('low'), ends('high')];
  const column = chartColumn(data, 'low', data.choice.x);
  return {
    ...basics,
    kind: 'histogram',
    quantity: columnTitle({ ...column, unit: column.unit === 'currency' ? 'number' : column.unit }, null),
    quantityUnit: column.unit,
    edges: [...low, high.at(-1) ?? 0],
    counts: figuresOf(data, 'y'),
    withheld: withheldFlags(data),
    openEnd: false,
  };
}

/** A point for each row. */
export function scatterOf(data: NamedChart, basics: ChartBasics): ScatterSpec {
  const { choice, currency } = data;
  const column = chartColumn(data, 'x', choice.x);
  const rows = chartRows(data);
  const matrix = matrixOf(rows, false);
  const groups = matrix.series.map(({ value, others }) => `${others}${typeof value}${String(value)}`);
  const index = new Map(groups.map((name, at) => [name, at]));
  const labels = seriesLabels(matrix, seriesNaming(data));
  const single = matrix.series.length < 2;
  const down = chartColumn(data, 'series', choice.series);
  return {
    ...basics,
    kind: 'scatter',
    x: {
      title: columnTitle(column, currency),
      ...(isTime(column) ? { kind: 'date' } : { kind: 'number', unit: column.unit }),
    },
    groups: matrix.series.map((heading, at) => ({
      label: labels[at] ?? { key: 'chart.built.empty' },
      colour: single ? 'accent' : valueColour(down, heading, at),
    })),
    points: rows.map(({ x, y, series, seriesOthers, withheld }) => ({
      x: typeof x === 'number' ? x : null,
      value: y,
      group: index.get(`${seriesOthers}${typeof series}${String(series)}`) ?? 0,
      withheld,
    })),
  };
}

/** A box for each category; one of all rows where there is none. */
export function boxOf(data: NamedChart, basics: ChartBasics): BoxSpec {
  const { choice, currency } = data;
  const column = chartColumn(data, 'x', choice.x);
  const values = valuesOf(data, 'x');
  const naming = { column, grain: grainOf(choice, column, values), currency };
  const [low, q1, median, q3, high, rows] = ['low', 'q1', 'median', 'q3', 'high', 'n'].map((name) =>
    figuresOf(data, name),
  );
  const withheld = withheldFlags(data);
  return {
    ...basics,
    kind: 'box',
    boxes: values.map((value, row) => ({
      label: choice.x === null ? { key: 'chart.built.all' } : valueName(value, naming),
      low: low?.[row] ?? null,
      q1: q1?.[row] ?? null,
      median: median?.[row] ?? null,
      q3: q3?.[row] ?? null,
      high: high?.[row] ?? null,
      rows: rows?.[row] ?? null,
      withheld: withheld[row] ?? false,
    })),
  };
}
