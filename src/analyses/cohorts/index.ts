import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { marginOf } from '../margin.ts';
import { observesOrders } from '../observation.ts';
import { attributeColumn } from '../order-attribute.ts';
import { hasAmount } from '../placed-orders.ts';
import { cohortsForm } from './form.ts';
import { type CohortsParams, cohortsParams } from './params.ts';
import { planCohorts } from './plan.ts';
import { cohortsFacts, cohortsTables } from './tables.ts';
import { cohortsViews } from './views.ts';

function hasMeasure(data: BoundData, { measure }: CohortsParams): AppError | null {
  const lacks = (missing: string): AppError => appError('analysis.notReady', { id: 'cohorts', missing });
  switch (measure) {
    case 'revenue':
    case 'cumulativeValue':
      return hasAmount(data) ? null : lacks('amount');
    case 'margin':
    case 'cumulativeMargin':
      return marginOf(data) === null ? lacks('margin') : null;
    case 'customers':
    case 'orders':
      return null;
  }
}

function hasAttributes(data: BoundData, { cohortBy, compare }: CohortsParams): AppError | null {
  for (const [path, attribute] of Object.entries({ cohortBy, compare })) {
    if (attribute !== null && attributeColumn(data, attribute) === null) {
      return appError('analysis.params', { path, detail: `there is no attribute ${attribute}` });
    }
  }
  return null;
}

/** Cohorts: how many customers who came at the same time came back, and what they were worth. */
export const cohorts: Analysis<CohortsParams> = {
  id: 'cohorts',
  version: 1,
  title: 'cohorts.title',
  summary: 'cohorts.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: {
    required: [['customerId'], ['orderedAt']],
    optional: ['amount', 'orderId', 'margin', 'cost', 'channel', 'country', 'category'],
  },
  params: cohortsParams,
  checks: [observesOrders, hasMeasure, hasAttributes],
  plan: planCohorts,
  tables: cohortsTables,
  facts: cohortsFacts,
  views: cohortsViews,
  form: cohortsForm,
  headline: [
    'customers',
    'cohorts',
    'weighted_average_1',
    'weighted_average_3',
    'weighted_average_6',
    'weighted_average_12',
  ],
};
