import type { HeatmapSpec, SankeySpec, SeriesBarSpec } from '../../charts/chart-spec.ts';
import { column, type ResultSet, texts } from '../../contract/result-set.ts';
import { isoDay } from '../bound-data.ts';
import type { View, ViewContext } from '../analysis.ts';
import { contributors, figures, withheldRows } from '../drawn-table.ts';
import { NOT_YET, tierColour, tierLabel, tierNames } from './names.ts';

/** The rows of a table that a condition keeps. */
function keep(table: ResultSet, wanted: (row: number) => boolean): ResultSet {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter(wanted);
  return {
    columns: table.columns.map((each) => ({ ...each, values: rows.map((row) => each.values[row] ?? null) })),
    rowCount: rows.length,
  };
}

/** Instants of a column of days; what is none stands before all. */
function instants(table: ResultSet, name: string): readonly number[] {
  return column(table, name).values.map((value) => (typeof value === 'number' ? value : 0));
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

/** Rows of the latest of the dates in a column. */
function latest(table: ResultSet, name: string): ResultSet {
  const dates = instants(table, name);
  const last = Math.max(...dates);
  return keep(table, (row) => dates[row] === last);
}

function shares(table: ResultSet, context: ViewContext): SeriesBarSpec {
  const withheld = withheldRows(table);
  return {
    kind: 'grouped',
    title: 'tiers.view.shares',
    unit: 'share',
    figure: 'tiers.view.shares.figure',
    currency: context.currency,
    contributors: contributors(table),
    x: { title: 'tiers.column.tier', labels: texts(table, 'tier').map(tierLabel) },
    series: [
      {
        label: { key: 'tiers.column.customerShare' },
        colour: 'series1',
        values: figures(table, 'customer_share'),
        withheld,
      },
      {
        label: { key: 'tiers.column.revenueShare' },
        colour: 'series2',
        values: figures(table, 'revenue_share'),
        withheld,
      },
    ],
  };
}

function byTier(
  id: string,
  { title, figure, unit }: { title: View['title']; figure: string; unit: 'customers' | 'currency' },
): View {
  return {
    id,
    title,
    table: 'tiers',
    chart(table, context) {
      const values = figures(table, figure);
      const withheld = withheldRows(table);
      const names = tierNames(context.params);
      return {
        kind: 'bar',
        title,
        unit,
        currency: context.currency,
        contributors: contributors(table),
        categories: texts(table, 'tier').map((name, index) => ({
          label: tierLabel(name),
          value: values[index] ?? null,
          withheld: withheld[index] ?? false,
          colour: tierColour(names, name),
        })),
      };
    },
  };
}

function overTime(table: ResultSet, context: ViewContext): SeriesBarSpec {
  const days = instants(table, 'day');
  const dates = distinct(days);
  const tiers = texts(table, 'tier');
  const values = figures(table, 'customers');
  const withheld = withheldRows(table);
  const rowOf = (date: number, name: string): number =>
    days.findIndex((day, row) => day === date && tiers[row] === name);
  const last = dates.length === 0 ? table : latest(table, 'day');
  return {
    kind: 'stacked',
    title: 'tiers.view.overTime',
    unit: 'customers',
    currency: context.currency,
    contributors: contributors(last),
    x: { title: 'tiers.column.day', labels: dates.map((date) => ({ text: isoDay(date) })) },
    series: tierNames(context.params).map((name) => ({
      label: tierLabel(name),
      colour: tierColour(tierNames(context.params), name),
      values: dates.map((date) => values[rowOf(date, name)] ?? null),
      withheld: dates.map((date) => withheld[rowOf(date, name)] ?? false),
    })),
  };
}

function flows(table: ResultSet, context: ViewContext): SankeySpec {
  const names = tierNames(context.params);
  const [from, to] = [instants(table, 'from_date'), instants(table, 'to_date')];
  const dates = distinct([...from, ...to]).toSorted((a, b) => a - b);
  const [sources, targets] = [texts(table, 'from_tier'), texts(table, 'to_tier')];
  const values = figures(table, 'customers');
  const withheld = withheldRows(table);
  const id = (date: number, name: string): string => `${dates.indexOf(date)} ${name}`;
  const links = sources.map((source, row) => ({
    from: id(from[row] ?? 0, source),
    to: id(to[row] ?? 0, targets[row] ?? ''),
    value: values[row] ?? null,
    withheld: withheld[row] ?? false,
  }));
  const used = new Set(links.flatMap((link) => [link.from, link.to]));
  return {
    kind: 'sankey',
    title: 'tiers.view.flows',
    unit: 'customers',
    currency: context.currency,
    contributors: contributors(dates.length === 0 ? table : latest(table, 'to_date')),
    layers: dates.map((date) => ({ text: isoDay(date) })),
    nodes: dates
      .flatMap((date, layer) =>
        [...names, NOT_YET].map((name) => ({
          id: id(date, name),
          label: tierLabel(name),
          colour: tierColour(names, name),
          layer,
        })),
      )
      .filter((node) => used.has(node.id)),
    links,
  };
}

function matrix(table: ResultSet, context: ViewContext): HeatmapSpec {
  const rows = table.rowCount === 0 ? table : latest(table, 'to_date');
  const names = tierNames(context.params);
  const [sources, targets] = [texts(rows, 'from_tier'), texts(rows, 'to_tier')];
  const values = figures(rows, 'share');
  const withheld = withheldRows(rows);
  const from = [...names, NOT_YET].filter((name) => sources.includes(name));
  return {
    kind: 'heatmap',
    scale: 'sequential',
    title: 'tiers.view.matrix',
    unit: 'share',
    figure: 'tiers.column.shareOfTier',
    currency: context.currency,
    contributors: contributors(rows),
    x: { title: 'tiers.column.toTier', labels: names.map(tierLabel) },
    y: { title: 'tiers.column.fromTier', labels: from.map(tierLabel), first: 'top' },
    cells: sources.map((source, row) => ({
      x: names.indexOf(targets[row] ?? ''),
      y: from.indexOf(source),
      value: values[row] ?? null,
      withheld: withheld[row] ?? false,
      label: null,
    })),
  };
}

function plan(table: ResultSet, context: ViewContext): SeriesBarSpec {
  const withheld = withheldRows(table);
  return {
    kind: 'grouped',
    title: 'tiers.view.plan',
    unit: 'currency',
    figure: 'tiers.view.plan.figure',
    currency: context.currency,
    contributors: contributors(table),
    x: { title: 'tiers.column.tier', labels: texts(table, 'tier').map(tierLabel) },
    series: [
      { label: { key: 'tiers.column.cost' }, colour: 'series1', values: figures(table, 'cost'), withheld },
      {
        label: { key: 'tiers.column.expectedRevenue' },
        colour: 'series2',
        values: figures(table, 'revenue'),
        withheld,
      },
    ],
  };
}

/** What can be drawn of the tier model. */
export const tiersViews: readonly View[] = [
  byTier('pyramid', { title: 'tiers.view.pyramid', figure: 'customers', unit: 'customers' }),
  { id: 'shares', title: 'tiers.view.shares', table: 'tiers', chart: shares },
  byTier('value', { title: 'tiers.view.value', figure: 'clv', unit: 'currency' }),
  { id: 'over_time', title: 'tiers.view.overTime', table: 'evaluations', chart: overTime },
  { id: 'flows', title: 'tiers.view.flows', table: 'transitions', width: 'full', chart: flows },
  { id: 'matrix', title: 'tiers.view.matrix', table: 'transitions', chart: matrix },
  {
    id: 'plan',
    title: 'tiers.view.plan',
    table: 'plan',
    when: (params) => params['budget'] !== null,
    chart: plan,
  },
];
