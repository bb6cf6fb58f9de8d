import type { HeatmapSpec, Label, LineSpec, SankeySpec, SeriesBarSpec } from '../../charts/chart-spec.ts';
import { column, type ResultSet, texts } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { View, ViewContext } from '../analysis.ts';
import { contributors, figures, withheldRows } from '../drawn-table.ts';
import { type LifecycleParams, thresholdsOf } from './params.ts';
import { FLOWS, flowLabel, NOBODY, stateColour, stateLabel, STATES } from './states.ts';

/** Most periods a chart draws: the latest. The table has them all. */
const MOST_PERIODS = 60;

/** The rule in force, in words. */
function definition({ params }: ViewContext): Label {
  const parsed = params as LifecycleParams;
  const { coolingAfter, atRiskAfter, lapsedAfter } = thresholdsOf(parsed);
  return {
    key: `lifecycle.definition.${parsed.rule}`,
    values: { cooling: coolingAfter, risk: atRiskAfter, lapsed: lapsedAfter },
  };
}

/** Customers of the rows where a text column says so; null once one of them is withheld. */
function customersWhere(table: ResultSet, name: string, value: string | undefined): number | null {
  const named = column(table, name).values;
  const rows = figures(table, 'customers').filter((_, row) => named[row] === value);
  return rows.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

interface Bars {
  readonly group: string;
  readonly names: readonly string[];
  readonly colours: readonly SeriesBarSpec['series'][number]['colour'][];
  readonly label: (name: string) => Label;
}

/** Bars per period, a series for each value of the group. */
function periodBars(
  table: ResultSet,
  { group, names, colours, label }: Bars,
): Pick<SeriesBarSpec, 'x' | 'series'> {
  const periods = [...new Set(texts(table, 'period'))].slice(-MOST_PERIODS);
  const rowOf = new Map(
    texts(table, 'period').map((period, row) => [
      `${period} ${String(column(table, group).values[row])}`,
      row,
    ]),
  );
  const counts = figures(table, 'customers');
  const complete = column(table, 'complete').values;
  return {
    x: { title: 'lifecycle.column.period', labels: periods.map((text) => ({ text })) },
    series: names.map((name, index) => {
      const rows = periods.map((period) => rowOf.get(`${period} ${name}`) ?? -1);
      return {
        label: label(name),
        colour: colours[index] ?? 'neutral',
        values: rows.map((row) => counts[row] ?? null),
        withheld: rows.map((row) => counts[row] === null),
        incomplete: rows.map((row) => complete[row] === false),
      };
    }),
  };
}

function statesOverTime(table: ResultSet, context: ViewContext): SeriesBarSpec {
  return {
    kind: 'stacked',
    title: 'lifecycle.view.states',
    unit: 'customers',
    definition: definition(context),
    currency: context.currency,
    contributors: customersWhere(table, 'period', texts(table, 'period').at(-1)),
    ...periodBars(table, {
      group: 'state',
      names: STATES,
      colours: STATES.map(stateColour),
      label: stateLabel,
    }),
  };
}

function flowBars(table: ResultSet, context: ViewContext): SeriesBarSpec {
  return {
    kind: 'grouped',
    title: 'lifecycle.view.flows',
    unit: 'customers',
    definition: definition(context),
    currency: context.currency,
    contributors: customersWhere(table, 'flow', 'new'),
    ...periodBars(table, {
      group: 'flow',
      names: FLOWS,
      colours: ['new', 'loyal', 'promising', 'hibernating'],
      label: flowLabel,
    }),
  };
}

/** Customers on their way from the state before to the state after the last wholly observed period. */
function sankey(table: ResultSet, context: ViewContext): SankeySpec {
  const from = texts(table, 'from_state');
  const to = texts(table, 'to_state');
  const counts = figures(table, 'customers');
  const drawn = counts.map((count) => count !== 0);
  const node = (side: string, names: readonly string[], layer: number): SankeySpec['nodes'] =>
    names.map((name) => ({
      id: `${side} ${name}`,
      label: stateLabel(name),
      colour: stateColour(name),
      layer,
    }));
  const used = (all: readonly string[], names: readonly string[]): readonly string[] =>
    names.filter((name) => all.some((each, row) => each === name && drawn[row] === true));
  return {
    kind: 'sankey',
    title: 'lifecycle.view.sankey',
    unit: 'customers',
    definition: definition(context),
    currency: context.currency,
    contributors: contributors(table),
    layers: [{ key: 'lifecycle.layer.before' }, { key: 'lifecycle.layer.after' }],
    nodes: [...node('from', used(from, [NOBODY, ...STATES]), 0), ...node('to', used(to, STATES), 1)],
    links: from.flatMap((name, row) =>
      drawn[row] === true
        ? [
            {
              from: `from ${name}`,
              to: `to ${to[row] ?? ''}`,
              value: counts[row] ?? null,
              withheld: counts[row] === null,
            },
          ]
        : [],
    ),
  };
}

/** Change of state as a matrix: the share of those in the state before. */
function changeMatrix(title: MessageKey): View['chart'] {
  return (table, context): HeatmapSpec => {
    const from = texts(table, 'from_state');
    const to = texts(table, 'to_state');
    const shares = figures(table, 'share');
    const withheld = withheldRows(table);
    const counts = figures(table, 'customers');
    const known = (names: readonly string[]): Label[] => names.map(stateLabel);
    return {
      kind: 'heatmap',
      scale: 'sequential',
      title,
      unit: 'share',
      figure: 'lifecycle.column.shareOfBefore',
      definition: definition(context),
      currency: context.currency,
      contributors: contributors(table),
      x: { title: 'lifecycle.column.toState', labels: known(STATES) },
      y: { title: 'lifecycle.column.fromState', labels: known(STATES), first: 'top' },
      cells: from.flatMap((name, row): HeatmapSpec['cells'][number][] => {
        const y = STATES.findIndex((state) => state === name);
        const x = STATES.findIndex((state) => state === to[row]);
        if (x < 0 || y < 0) return [];
        const count = counts[row] ?? null;
        return [
          {
            x,
            y,
            value: shares[row] ?? null,
            withheld: withheld[row] ?? false,
            label: null,
            ...(count === null ? {} : { note: { key: 'lifecycle.cell.note', values: { count } } }),
          },
        ];
      }),
    };
  };
}

function quickRatio(table: ResultSet, context: ViewContext): LineSpec {
  const withheld = withheldRows(table).slice(-MOST_PERIODS);
  return {
    kind: 'line',
    title: 'lifecycle.view.quickRatio',
    unit: 'number',
    figure: 'lifecycle.column.quickRatio',
    definition: { key: 'lifecycle.definition.quickRatio' },
    currency: context.currency,
    contributors: contributors(table),
    x: {
      title: 'lifecycle.column.period',
      kind: 'category',
      values: texts(table, 'period').slice(-MOST_PERIODS),
    },
    series: [
      {
        label: { key: 'lifecycle.column.quickRatio' },
        colour: 'series1',
        style: 'solid',
        values: figures(table, 'quick_ratio').slice(-MOST_PERIODS),
        withheld,
        incomplete: column(table, 'complete')
          .values.slice(-MOST_PERIODS)
          .map((whole) => whole === false),
      },
    ],
    zeroBased: true,
  };
}

/** What can be drawn of the lifecycle. */
export const lifecycleViews: readonly View[] = [
  { id: 'states', title: 'lifecycle.view.states', table: 'states', width: 'full', chart: statesOverTime },
  { id: 'sankey', title: 'lifecycle.view.sankey', table: 'transitions', chart: sankey },
  {
    id: 'matrix',
    title: 'lifecycle.view.matrix',
    table: 'transitions',
    chart: changeMatrix('lifecycle.view.matrix'),
  },
  { id: 'flows', title: 'lifecycle.view.flows', table: 'flows', width: 'full', chart: flowBars },
  { id: 'quick_ratio', title: 'lifecycle.view.quickRatio', table: 'quick_ratio', chart: quickRatio },
  {
    id: 'all_matrix',
    title: 'lifecycle.view.allMatrix',
    table: 'all_transitions',
    chart: changeMatrix('lifecycle.view.allMatrix'),
  },
];
