import type { Label } from '../../charts/chart-spec.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import type { FilterOperator, FormField } from '../form-field.ts';
import { columnLabel, dimensionChoices, filterChoices } from './columns.ts';
import { type MetricFilter, MOST_DIMENSIONS } from './params.ts';

const SENTENCES: Readonly<Record<FilterOperator, MessageKey>> = {
  in: 'metric.filter.in',
  notIn: 'metric.filter.notIn',
  atLeast: 'metric.filter.atLeast',
  atMost: 'metric.filter.atMost',
  between: 'metric.filter.between',
};

/** A condition in words, e.g. `Country is one of DE, FR`. */
export function filterWords(filter: unknown): Label {
  const { column, op, values } = filter as MetricFilter;
  const written = values.map((value) => (value === '' ? '∅' : String(value)));
  return {
    key: SENTENCES[op],
    values: {
      column: columnLabel(column),
      values: written.join(', '),
      low: written[0] ?? '',
      high: written[1] ?? '',
    },
  };
}

/** How the parameters are set on screen. */
export const metricForm: readonly FormField[] = [
  {
    kind: 'choices',
    param: 'measures',
    label: 'metric.form.measures',
    help: 'metric.form.measuresHelp',
    options: [
      { value: 'customers', label: 'metric.column.customers' },
      { value: 'revenue', label: 'metric.measure.revenue' },
      { value: 'orders', label: 'metric.measure.orders' },
      { value: 'average_order_value', label: 'metric.measure.averageOrderValue' },
      { value: 'revenue_per_customer', label: 'metric.measure.revenuePerCustomer' },
      { value: 'units', label: 'metric.measure.units' },
      { value: 'customer_share', label: 'metric.measure.customerShare' },
      { value: 'new_customers', label: 'metric.measure.newCustomers' },
      { value: 'returning_customers', label: 'metric.measure.returningCustomers' },
      { value: 'new_customer_share', label: 'metric.measure.newCustomerShare' },
      { value: 'orders_per_customer', label: 'metric.measure.ordersPerCustomer' },
      { value: 'units_per_order', label: 'metric.measure.unitsPerOrder' },
      { value: 'margin', label: 'metric.measure.margin' },
      { value: 'margin_rate', label: 'metric.measure.marginRate' },
    ],
  },
  {
    kind: 'columns',
    param: 'dimensions',
    label: 'metric.form.dimensions',
    help: 'metric.form.dimensionsHelp',
    most: MOST_DIMENSIONS,
    none: 'metric.form.dimensionsNone',
    choices: dimensionChoices,
    nameOf: columnLabel,
  },
  {
    kind: 'filters',
    param: 'filters',
    label: 'metric.form.filters',
    help: 'metric.form.filtersHelp',
    choices: filterChoices,
    words: filterWords,
  },
];
