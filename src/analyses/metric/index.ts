import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { dimensionValue, filterColumn } from './columns.ts';
import { metricForm } from './form.ts';
import { isDay, type MetricFilter, metricParams, type MetricParams } from './params.ts';
import { planMetric } from './plan.ts';
import { metricFacts, metricTables } from './tables.ts';
import { metricViews } from './views.ts';

function hasOrders(data: BoundData): AppError | null {
  return data.lastOrder === null ? appError('analysis.noCustomers', {}) : null;
}

function hasDimensions(data: BoundData, { dimensions }: MetricParams): AppError | null {
  const missing = dimensions.find((name) => dimensionValue(data, name) === null);
  return missing === undefined
    ? null
    : appError('analysis.params', { path: 'dimensions', detail: `the data have no text column ${missing}` });
}

/** What is wrong with a condition, given the columns there are. */
function filterProblem(data: BoundData, { column: name, op, values }: MetricFilter): string | null {
  const column = filterColumn(data, name);
  if (column === null) return `the data have no column ${name}`;
  const byValue = op === 'in' || op === 'notIn';
  if (byValue !== (column.kind === 'text')) return `${name} cannot be compared by ${op}`;
  if (column.kind === 'number' && values.some((value) => typeof value !== 'number')) {
    return `numbers are expected for ${name}`;
  }
  return column.kind === 'date' && !values.every(isDay)
    ? `days such as 2026-12-31 are expected for ${name}`
    : null;
}

function canFilter(data: BoundData, { filters }: MetricParams): AppError | null {
  const [detail] = filters.flatMap((each) => filterProblem(data, each) ?? []);
  return detail === undefined ? null : appError('analysis.params', { path: 'filters', detail });
}

/** A metric of one's own: figures, divided by columns and limited by conditions, without SQL. */
export const metric: Analysis<MetricParams> = {
  id: 'metric',
  version: 1,
  title: 'metric.title',
  summary: 'metric.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: {
    required: [['customerId'], ['orderedAt']],
    optional: [
      'amount',
      'orderId',
      'quantity',
      'unitPrice',
      'country',
      'channel',
      'category',
      'product',
      'orderStatus',
    ],
  },
  params: metricParams,
  checks: [hasOrders, hasDimensions, canFilter],
  plan: planMetric,
  tables: metricTables,
  facts: metricFacts,
  views: metricViews,
  form: metricForm,
  headline: ['customers', 'orders', 'revenue'],
};
