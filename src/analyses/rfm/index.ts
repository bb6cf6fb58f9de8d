import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { rfmForm } from './form.ts';
import { type RfmParams, rfmParams } from './params.ts';
import { planRfm } from './plan.ts';
import { rfmFacts, rfmTables } from './tables.ts';
import { rfmViews } from './views.ts';

function hasOrders(data: BoundData): AppError | null {
  return data.lastOrder === null ? appError('analysis.noCustomers', {}) : null;
}

function dateCoversOrders(data: BoundData, params: RfmParams): AppError | null {
  const { analysisDate: date } = params;
  const { lastOrder: last } = data;
  return date !== null && last !== null && date < last
    ? appError('analysis.dateBeforeOrders', { date, last })
    : null;
}

/** Recency, frequency, monetary: customers scored by when, how often and for how much they bought. */
export const rfm: Analysis<RfmParams> = {
  id: 'rfm',
  version: 1,
  title: 'rfm.title',
  summary: 'rfm.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: {
    required: [['customerId'], ['orderedAt'], ['amount', ['quantity', 'unitPrice']]],
    optional: ['orderId'],
  },
  params: rfmParams,
  checks: [hasOrders, dateCoversOrders],
  plan: planRfm,
  tables: rfmTables,
  facts: rfmFacts,
  views: rfmViews,
  form: rfmForm,
};
