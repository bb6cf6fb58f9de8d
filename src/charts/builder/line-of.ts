import type { Unit } from '../../contract/result-set.ts';
import type { Label, LineSeries, LineSpec } from '../chart-spec.ts';
import type { ChartBasics } from './basics.ts';
import { chartColumn, chartRows, type NamedChart } from './chart-rows.ts';
import { isNumeric, isTime } from './column-kinds.ts';
import { matrixOf, type Matrix } from './matrix.ts';
import { withGaps } from './time-axis.ts';
import { columnTitle, grainOf, othersName, valueColour, valueName, type Naming } from './value-names.ts';

/** Units of figures of which zero is a natural end. */
const FROM_ZERO: ReadonlySet<Unit> = new Set([
  'customers',
  'orders',
  'rows',
  'currency',
  'purchases',
  'share',
]);

/** Names of series; a single one without a column is called after all rows. */
export function seriesLabels({ series }: Matrix, naming: Naming | null): readonly Label[] {
  return series.map(({ value, others }) => {
    if (others) return othersName(0);
    return naming === null ? { key: 'chart.built.all' } : valueName(value, naming);
  });
}

/** How the column of series is named; null where none was chosen. */
export function seriesNaming(data: NamedChart): Naming | null {
  if (data.choice.series === null) return null;
  const column = chartColumn(data, 'series', data.choice.series);
  return { column, grain: 'day', currency: data.currency };
}

/** Whether the axis of figures begins at zero: where figures are counts, sums or shares, or come near to zero. */
function zeroBased(series: readonly LineSeries[], unit: Unit, area: boolean): boolean {
  const shown = series.flatMap(({ values }) => values.filter((value) => value !== null));
  if (area || FROM_ZERO.has(unit) || shown.length === 0) return true;
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  return low <= 0 || low < high / 3;
}

/** The axis that lines run over. */
function axisOf(
  { others, currency }: NamedChart,
  { xs }: Matrix,
  naming: Naming,
  places: readonly number[],
): LineSpec['x'] {
  const { column, grain } = naming;
  const title = columnTitle(column, currency);
  if (isTime(column)) return { title, kind: 'date', grain, values: places };
  if (isNumeric(column)) return { title, kind: 'number', unit: column.unit, values: places };
  return {
    title,
    kind: 'category',
    values: xs.map(({ value }) => String(value)),
    labels: xs.map((each) => (each.others ? othersName(others) : valueName(each.value, naming))),
  };
}

/** Lines of figures over time, numbers or categories. */
export function lineOf(data: NamedChart, basics: ChartBasics): LineSpec {
  const { choice, currency } = data;
  const column = chartColumn(data, 'x', choice.x);
  const time = isTime(column);
  const all = chartRows(data);
  // What has no place on an axis to scale is told beside the chart.
  const rows =
    time || isNumeric(column) ? all.filter(({ x, others }) => typeof x === 'number' && !others) : all;
  const matrix = matrixOf(rows, true);
  const grain = grainOf(
    choice,
    column,
    matrix.xs.map(({ value }) => value),
  );
  const naming = { column, grain, currency };
  const begins = matrix.xs.map(({ value }) => Number(value));
  const places = time ? withGaps(begins, choice.grain) : begins;
  // Index in the matrix of each place of the axis; -1 for a period without rows.
  const index = new Map(begins.map((value, at) => [value, at]));
  const order = time ? places.map((value) => index.get(value) ?? -1) : matrix.xs.map((_, at) => at);
  const single = matrix.series.length < 2;
  const down = chartColumn(data, 'series', choice.series);
  const labels = seriesLabels(matrix, seriesNaming(data));
  const series = matrix.series.map((heading, place): LineSeries => {
    const found = order.map((at) => matrix.at(at, place));
    return {
      label: labels[place] ?? { key: 'chart.built.empty' },
      colour: single ? 'accent' : valueColour(down, heading, place),
      style: 'solid',
      ...(choice.kind === 'area' ? { area: true } : {}),
      values: found.map((row) => row?.y ?? null),
      withheld: found.map((row) => row?.withheld ?? false),
      incomplete: found.map((row) => row?.incomplete ?? false),
    };
  });
  return {
    ...basics,
    ...(rows.length < all.length
      ? {
          definition: {
            key: 'chart.built.withoutPlace',
            values: { column: column.names?.label ?? column.name },
          },
        }
      : {}),
    kind: 'line',
    x: axisOf(data, matrix, naming, places),
    series,
    zeroBased: zeroBased(series, basics.unit, choice.kind === 'area'),
  };
}
