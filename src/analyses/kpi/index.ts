import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { kpiFacts } from './facts.ts';
import { kpiForm } from './form.ts';
import { groupColumn } from './groups.ts';
import { type KpiParams, kpiParams } from './params.ts';
import { planKpi } from './plan.ts';
import { kpiTables } from './tables.ts';
import { kpiViews } from './views.ts';

function hasOrders(data: BoundData): AppError | null {
  return data.lastOrder === null ? appError('analysis.noCustomers', {}) : null;
}

function showsOrders({ firstOrder, lastOrder }: BoundData, { from, to }: KpiParams): AppError | null {
  if (to !== null && firstOrder !== null && to < firstOrder) {
    return appError('analysis.params', { path: 'to', detail: `the first order is on ${firstOrder}` });
  }
  if (from !== null && lastOrder !== null && from > lastOrder) {
    return appError('analysis.params', { path: 'from', detail: `the last order is on ${lastOrder}` });
  }
  return null;
}

function hasGroups(data: BoundData, { groupBy }: KpiParams): AppError | null {
  return groupBy === null || groupColumn(data, groupBy) !== null
    ? null
    : appError('analysis.params', { path: 'groupBy', detail: `the data have no text column ${groupBy}` });
}

/** Indicators of a business with customers who come back: what they are, how they change, and why. */
export const kpi: Analysis<KpiParams> = {
  id: 'kpi',
  version: 1,
  title: 'kpi.title',
  summary: 'kpi.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: {
    required: [['customerId'], ['orderedAt'], ['amount', ['quantity', 'unitPrice']]],
    optional: ['orderId', 'margin', 'cost', 'quantity', 'product', 'category', 'channel', 'country'],
  },
  params: kpiParams,
  checks: [hasOrders, showsOrders, hasGroups],
  plan: planKpi,
  tables: kpiTables,
  facts: kpiFacts,
  views: kpiViews,
  form: kpiForm,
  headline: [
    'period',
    'revenue',
    'revenue_change_rate',
    'revenue_year_change_rate',
    'active',
    'new',
    'retention',
    'average_order_value',
    'clv',
  ],
  hiddenTables: ['changes', 'growth', 'pareto'],
};
