import type { CategorySpec, HeatmapSpec, SankeySpec } from '../../charts/chart-spec.ts';
import { type ResultSet, texts } from '../../contract/result-set.ts';
import type { View, ViewContext } from '../analysis.ts';
import { contributors, figures, withheldRows } from '../drawn-table.ts';
import { NOT_YET } from '../tiers/names.ts';
import type { MigrationParams } from './params.ts';
import { directionColour, directionLabel, stateColour, stateLabel, stateNames } from './states.ts';

function paramsOf(context: ViewContext): MigrationParams {
  return context.params as unknown as MigrationParams;
}

function flows(table: ResultSet, context: ViewContext): SankeySpec {
  const params = paramsOf(context);
  const [sources, targets] = [texts(table, 'from_state'), texts(table, 'to_state')];
  const values = figures(table, 'customers');
  const withheld = withheldRows(table);
  const nodes = (layer: number, prefix: string, used: readonly string[]): SankeySpec['nodes'] =>
    [...stateNames(params), NOT_YET]
      .filter((name) => used.includes(name))
      .map((name) => ({
        id: `${prefix} ${name}`,
        label: stateLabel(name),
        colour: stateColour(params, name),
        layer,
      }));
  return {
    kind: 'sankey',
    title: 'migration.view.flows',
    unit: 'customers',
    currency: context.currency,
    contributors: contributors(table),
    layers: [{ key: 'migration.view.before' }, { key: 'migration.view.after' }],
    nodes: [...nodes(0, 'from', sources), ...nodes(1, 'to', targets)],
    links: sources.map((source, row) => ({
      from: `from ${source}`,
      to: `to ${targets[row] ?? ''}`,
      value: values[row] ?? null,
      withheld: withheld[row] ?? false,
    })),
  };
}

function matrix(table: ResultSet, context: ViewContext): HeatmapSpec {
  const params = paramsOf(context);
  const columns = stateNames(params);
  const [sources, targets] = [texts(table, 'from_state'), texts(table, 'to_state')];
  const values = figures(table, 'share');
  const withheld = withheldRows(table);
  // A segment without customers before has nowhere they could have gone.
  const left = new Set(sources.filter((_, row) => values[row] !== null || withheld[row] === true));
  const rows = [...columns, NOT_YET].filter((name) => left.has(name));
  return {
    kind: 'heatmap',
    scale: 'sequential',
    title: 'migration.view.matrix',
    unit: 'share',
    figure: 'migration.column.shareOfState',
    currency: context.currency,
    contributors: contributors(table),
    x: { title: 'migration.column.toState', labels: columns.map(stateLabel) },
    y: { title: 'migration.column.fromState', labels: rows.map(stateLabel), first: 'top' },
    cells: sources.flatMap((source, row) =>
      left.has(source)
        ? [
            {
              x: columns.indexOf(targets[row] ?? ''),
              y: rows.indexOf(source),
              value: values[row] ?? null,
              withheld: withheld[row] ?? false,
              label: null,
            },
          ]
        : [],
    ),
  };
}

function net(table: ResultSet, context: ViewContext): CategorySpec {
  const values = figures(table, 'net_change');
  const withheld = withheldRows(table);
  return {
    kind: 'bar',
    title: 'migration.view.net',
    unit: 'customers',
    figure: 'migration.column.netChange',
    currency: context.currency,
    contributors: contributors(table, 'customers_after'),
    categories: texts(table, 'state').map((name, index) => ({
      label: stateLabel(name),
      value: values[index] ?? null,
      withheld: withheld[index] ?? false,
      colour: stateColour(paramsOf(context), name),
    })),
  };
}

function byDirection(id: string, title: View['title'], figure: string, unit: 'customers' | 'currency'): View {
  return {
    id,
    title,
    table: 'summary',
    chart(table, context): CategorySpec {
      const values = figures(table, figure);
      const withheld = withheldRows(table);
      return {
        kind: 'bar',
        title,
        unit,
        currency: context.currency,
        contributors: contributors(table),
        categories: texts(table, 'direction').map((name, index) => ({
          label: directionLabel(name),
          value: values[index] ?? null,
          withheld: withheld[index] ?? false,
          colour: directionColour(name),
        })),
      };
    },
  };
}

/** What can be drawn of segment migration. */
export const migrationViews: readonly View[] = [
  { id: 'flows', title: 'migration.view.flows', table: 'flows', width: 'full', chart: flows },
  { id: 'matrix', title: 'migration.view.matrix', table: 'matrix', width: 'full', chart: matrix },
  byDirection('customers_by_direction', 'migration.view.customersByDirection', 'customers', 'customers'),
  byDirection('value_by_direction', 'migration.view.valueByDirection', 'clv', 'currency'),
  { id: 'net', title: 'migration.view.net', table: 'net', chart: net },
];
