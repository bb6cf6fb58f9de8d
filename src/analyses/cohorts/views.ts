import type { CategorySpec, HeatmapSpec, Label, LineSpec } from '../../charts/chart-spec.ts';
import { column, type ResultSet } from '../../contract/result-set.ts';
import type { View, ViewContext } from '../analysis.ts';
import { contributors, figures } from '../drawn-table.ts';
import {
  customersBehind,
  definitionLabel,
  drawnSlots,
  lineOf,
  MEASURE_FIGURES,
  paramsOf,
  rowsBy,
  SERIES_COLOURS,
  type Slot,
} from './figures.ts';
import { cohortLabel, groupLabel } from './tables.ts';

/** Most cohorts and periods a chart draws: the latest cohorts, the first periods. The table has them all. */
const MOST_COHORTS = 60;
const MOST_PERIODS = 60;

/** Rows of period 0, in which every customer of a cohort counts. */
function firstPeriodRows(table: ResultSet): readonly number[] {
  return figures(table, 'period').flatMap((period, row) => (period === 0 ? [row] : []));
}

/** Name of a cohort with its size, where that may be told. */
function sizedLabel(name: string, size: number | null, params: ViewContext['params']): Label {
  const cohort = cohortLabel(name, params);
  return size === null ? cohort : { key: 'cohorts.axis.cohort', values: { cohort, size } };
}

function retentionMatrix(table: ResultSet, context: ViewContext): HeatmapSpec {
  const params = paramsOf(context);
  const figure = MEASURE_FIGURES[params.measure];
  const cohorts = [...rowsBy(table, 'cohort')].slice(-MOST_COHORTS);
  const slots = drawnSlots(table, params, MOST_PERIODS);
  const xOf = new Map(slots.map(({ from }, index) => [from, index]));
  const periods = figures(table, 'period');
  const customers = figures(table, 'customers');
  const sizes = figures(table, 'size');
  const values = figures(table, figure.cell);
  const low = figures(table, 'low');
  const high = figures(table, 'high');
  const complete = column(table, 'complete').values;
  return {
    kind: 'heatmap',
    scale: 'sequential',
    title: 'cohorts.view.matrix',
    unit: figure.unit,
    figure: figure.label,
    definition: definitionLabel(params, slots),
    currency: context.currency,
    contributors: customersBehind(table, firstPeriodRows(table)),
    x: { title: 'cohorts.axis.period', labels: slots.map(({ label }) => label) },
    y: {
      title: 'cohorts.column.cohort',
      labels: cohorts.map(([name, rows]) => sizedLabel(name, sizes[rows[0] ?? -1] ?? null, context.params)),
      first: 'top',
    },
    cells: cohorts.flatMap(([, rows], y) =>
      rows.flatMap((row) => {
        const x = xOf.get(periods[row] ?? -1);
        if (x === undefined) return [];
        const active = customers[row] ?? null;
        const size = sizes[row] ?? null;
        return {
          x,
          y,
          value: values[row] ?? null,
          withheld: active === null,
          label: null,
          incomplete: complete[row] !== true,
          ...(figure.cell === 'retention' ? { low: low[row] ?? null, high: high[row] ?? null } : {}),
          ...(active === null || size === null
            ? {}
            : { note: { key: 'cohorts.cell.note' as const, values: { active, size } } }),
        };
      }),
    ),
  };
}

function lineFrame(
  table: ResultSet,
  context: ViewContext,
  slots: readonly Slot[],
  averaged: boolean,
): Omit<LineSpec, 'title' | 'series'> {
  const params = paramsOf(context);
  const figure = MEASURE_FIGURES[params.measure];
  return {
    kind: 'line',
    unit: averaged ? figure.averageUnit : figure.unit,
    figure: averaged ? figure.averageLabel : figure.label,
    definition: definitionLabel(params, slots),
    currency: context.currency,
    contributors: customersBehind(table, firstPeriodRows(table)),
    x: {
      title: 'cohorts.axis.period',
      kind: 'category',
      values: slots.map(({ from }) => String(from)),
      labels: slots.map(({ label }) => label),
    },
    zeroBased: true,
  };
}

function averageCurve(table: ResultSet, context: ViewContext): LineSpec {
  const params = paramsOf(context);
  const slots = drawnSlots(table, params, MOST_PERIODS);
  const rows = figures(table, 'period').map((_, row) => row);
  return {
    ...lineFrame(table, context, slots, true),
    title: 'cohorts.view.average',
    series: [
      {
        label: { key: 'cohorts.series.average' },
        colour: 'series1',
        style: 'solid',
        ...lineOf(table, rows, slots, MEASURE_FIGURES[params.measure].average),
      },
    ],
  };
}

/** Names spread evenly over all of them, the first and the last included. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from(
    { length: most },
    (_, index) => all.slice(Math.round((index * (all.length - 1)) / (most - 1)))[0],
  ).filter((each) => each !== undefined);
}

function cohortCurves(table: ResultSet, context: ViewContext): LineSpec {
  const params = paramsOf(context);
  const slots = drawnSlots(table, params, MOST_PERIODS);
  const complete = column(table, 'complete').values;
  const periods = figures(table, 'period');
  const byTime = params.cohortBy === null;
  const cohorts = [...rowsBy(table, 'cohort')].filter(
    ([, rows]) => !byTime || rows.filter((row) => complete[row] === true).length > 1,
  );
  const chosen = byTime ? spread(cohorts, SERIES_COLOURS.length) : cohorts.slice(0, SERIES_COLOURS.length);
  return {
    ...lineFrame(table, context, slots, false),
    title: 'cohorts.view.curves',
    series: chosen.map(([name, rows], index) => {
      const open = new Set(rows.filter((row) => complete[row] !== true).map((row) => periods[row]));
      const line = lineOf(table, rows, slots, MEASURE_FIGURES[params.measure].cell);
      return {
        label: cohortLabel(name, context.params),
        colour: SERIES_COLOURS[index] ?? 'series1',
        style: 'solid',
        values: line.values,
        withheld: line.withheld,
        incomplete: slots.map(({ from }) => open.has(from)),
      };
    }),
  };
}

function groupCurves(table: ResultSet, context: ViewContext): LineSpec {
  const params = paramsOf(context);
  const slots = drawnSlots(table, params, MOST_PERIODS);
  const groups = [...rowsBy(table, 'group')].slice(0, SERIES_COLOURS.length);
  return {
    ...lineFrame(table, context, slots, true),
    title: 'cohorts.view.compare',
    series: groups.map(([name, rows], index) => ({
      label: groupLabel(name),
      colour: SERIES_COLOURS[index] ?? 'series1',
      style: 'solid',
      ...lineOf(table, rows, slots, MEASURE_FIGURES[params.measure].average),
    })),
  };
}

function cohortSizes(table: ResultSet, context: ViewContext): CategorySpec {
  const sizes = figures(table, 'customers');
  const names = column(table, 'cohort').values.map((name) => String(name ?? ''));
  const first = Math.max(0, names.length - MOST_COHORTS);
  return {
    kind: 'bar',
    title: 'cohorts.view.sizes',
    unit: 'customers',
    currency: context.currency,
    contributors: contributors(table),
    categories: names.slice(first).map((name, index) => {
      const value = sizes[first + index] ?? null;
      return {
        label: cohortLabel(name, context.params),
        value,
        withheld: value === null,
        colour: 'accent' as const,
      };
    }),
  };
}

/** What can be drawn of cohorts. */
export const cohortsViews: readonly View[] = [
  { id: 'matrix', title: 'cohorts.view.matrix', table: 'cells', width: 'full', chart: retentionMatrix },
  { id: 'average', title: 'cohorts.view.average', table: 'average', chart: averageCurve },
  { id: 'curves', title: 'cohorts.view.curves', table: 'cells', chart: cohortCurves },
  {
    id: 'compare',
    title: 'cohorts.view.compare',
    table: 'curves',
    width: 'full',
    when: ({ compare }) => compare !== null,
    chart: groupCurves,
  },
  { id: 'sizes', title: 'cohorts.view.sizes', table: 'cohorts', chart: cohortSizes },
];
