import type { CategorySpec, ColourToken, HeatmapSpec, Label } from '../../charts/chart-spec.ts';
import { column, type ResultSet, type Unit, type Value } from '../../contract/result-set.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { View, ViewContext } from '../analysis.ts';
import { figures, withheldRows } from '../drawn-table.ts';
import { columnLabel } from './columns.ts';
import { MEASURES, type Measure } from './params.ts';
import { lookOf, valueLabelIn } from './tables.ts';

interface Figure {
  readonly unit: Unit;
  readonly label: MessageKey;
}

const CUSTOMERS: Figure = { unit: 'customers', label: 'metric.column.customers' };

const FIGURES: Readonly<Record<Measure, Figure>> = {
  customers: CUSTOMERS,
  orders: { unit: 'orders', label: 'metric.measure.orders' },
  revenue: { unit: 'currency', label: 'metric.measure.revenue' },
  average_order_value: { unit: 'currency', label: 'metric.measure.averageOrderValue' },
  revenue_per_customer: { unit: 'currency', label: 'metric.measure.revenuePerCustomer' },
  units: { unit: 'number', label: 'metric.measure.units' },
  customer_share: { unit: 'share', label: 'metric.measure.customerShare' },
  new_customers: { unit: 'customers', label: 'metric.measure.newCustomers' },
  returning_customers: { unit: 'customers', label: 'metric.measure.returningCustomers' },
  new_customer_share: { unit: 'share', label: 'metric.measure.newCustomerShare' },
  orders_per_customer: { unit: 'number', label: 'metric.measure.ordersPerCustomer' },
  units_per_order: { unit: 'number', label: 'metric.measure.unitsPerOrder' },
  margin: { unit: 'currency', label: 'metric.measure.margin' },
  margin_rate: { unit: 'share', label: 'metric.measure.marginRate' },
};

/** The figure that is asked for first. */
function firstMeasure({ params }: ViewContext): Measure {
  const asked = params['measures'];
  return MEASURES.find((each) => Array.isArray(asked) && asked[0] === each) ?? 'revenue';
}

/** Columns the figures are divided by. */
function dimensionNames({ params }: Pick<ViewContext, 'params'>): readonly string[] {
  const names = params['dimensions'];
  return Array.isArray(names) ? names.map(String) : [];
}

function dimensionsIn(params: ViewContext['params']): number {
  return dimensionNames({ params }).length;
}

function labelOf(value: Value | undefined, { params }: ViewContext, place: 0 | 1): Label {
  return typeof value === 'string' ? valueLabelIn(params, place, value) : { key: 'metric.value.all' };
}

function colourOf(value: Value | undefined, { params }: ViewContext): ColourToken {
  return typeof value === 'string' ? (lookOf(params, 0)?.colour(value) ?? 'accent') : 'accent';
}

/** Customers behind everything; null when the gate has withheld them. */
function everyone(table: ResultSet): number | null {
  const [first, second] = [column(table, 'dimension1').values, column(table, 'dimension2').values];
  const total = first.findIndex((value, row) => value === null && second[row] === null);
  return total < 0 ? 0 : (figures(table, 'customers')[total] ?? null);
}

/** Rows of the first dimension by itself; the total where nothing is divided. */
function lines(table: ResultSet, params: ViewContext['params']): readonly number[] {
  const [first, second] = [column(table, 'dimension1').values, column(table, 'dimension2').values];
  const divided = dimensionsIn(params) > 0;
  return first.flatMap((value, row) => (second[row] === null && (value !== null) === divided ? [row] : []));
}

function bars(
  id: string,
  name: (context: ViewContext) => string,
  figure: (context: ViewContext) => Figure,
): View {
  return {
    id,
    title: id === 'customers' ? 'metric.view.customers' : 'metric.view.measure',
    table: 'cells',
    chart(table, context): CategorySpec {
      const { unit, label } = figure(context);
      const values = figures(table, name(context));
      const withheld = withheldRows(table);
      const names = column(table, 'dimension1').values;
      return {
        kind: 'bar',
        title: id === 'customers' ? 'metric.view.customers' : 'metric.view.measure',
        unit,
        figure: label,
        currency: context.currency,
        contributors: everyone(table),
        categories: lines(table, context.params).map((row) => ({
          label: labelOf(names[row], context, 0),
          value: values[row] ?? null,
          withheld: withheld[row] ?? false,
          colour: colourOf(names[row], context),
        })),
      };
    },
  };
}

function places(values: readonly (Value | undefined)[]): readonly Value[] {
  return [...new Set(values.map((value) => value ?? null))];
}

function heatmap(table: ResultSet, context: ViewContext): HeatmapSpec {
  const name = firstMeasure(context);
  const { unit, label } = FIGURES[name];
  const [first, second] = [column(table, 'dimension1').values, column(table, 'dimension2').values];
  const [down = '', across = ''] = dimensionNames(context);
  const two = across !== '';
  const rows = first.flatMap((value, row) => (value !== null && (second[row] !== null) === two ? [row] : []));
  const [ys, xs] = [places(rows.map((row) => first[row])), places(rows.map((row) => second[row])).toSorted()];
  const values = figures(table, name);
  const withheld = withheldRows(table);
  return {
    kind: 'heatmap',
    scale: 'sequential',
    title: 'metric.view.cross',
    unit,
    figure: label,
    currency: context.currency,
    contributors: everyone(table),
    x: { title: columnLabel(across), labels: xs.map((value) => labelOf(value, context, 1)) },
    y: { title: columnLabel(down), labels: ys.map((value) => labelOf(value, context, 0)), first: 'top' },
    cells: rows.map((row) => ({
      x: xs.indexOf(second[row] ?? null),
      y: ys.indexOf(first[row] ?? null),
      value: values[row] ?? null,
      withheld: withheld[row] ?? false,
      label: null,
    })),
  };
}

/** What can be drawn of a metric. */
export const metricViews: readonly View[] = [
  bars('measure', firstMeasure, (context) => FIGURES[firstMeasure(context)]),
  bars(
    'customers',
    () => 'customers',
    () => CUSTOMERS,
  ),
  {
    id: 'cross',
    title: 'metric.view.cross',
    table: 'cells',
    width: 'full',
    when: (params) => dimensionsIn(params) > 1,
    chart: heatmap,
  },
];
