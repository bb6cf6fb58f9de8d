import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { clvFacts } from './facts.ts';
import { clvForm } from './form.ts';
import { canGroupBy } from './grouping.ts';
import { type ClvParams, clvParams } from './params.ts';
import { planClv } from './plan.ts';
import { clvTables } from './tables.ts';
import { clvViews } from './views.ts';

function hasOrders(data: BoundData): AppError | null {
  return data.lastOrder === null ? appError('analysis.noCustomers', {}) : null;
}

function calibratesOnOrders(data: BoundData, { calibrationEnd }: ClvParams): AppError | null {
  const { firstOrder } = data;
  return calibrationEnd !== null && firstOrder !== null && calibrationEnd < firstOrder
    ? appError('analysis.params', { path: 'calibrationEnd', detail: `the first order is on ${firstOrder}` })
    : null;
}

function observesAfterCalibration(data: BoundData, params: ClvParams): AppError | null {
  const calibrationEnd = params.calibrationEnd ?? data.lastOrder;
  const { observationEnd } = params;
  return observationEnd !== null && calibrationEnd !== null && observationEnd < calibrationEnd
    ? appError('analysis.params', {
        path: 'observationEnd',
        detail: `calibration ends on ${calibrationEnd}`,
      })
    : null;
}

function groupsByWhatIsThere(data: BoundData, { groupBy }: ClvParams): AppError | null {
  return canGroupBy(data, groupBy)
    ? null
    : appError('analysis.params', { path: 'groupBy', detail: `there is no text column ${groupBy ?? ''}` });
}

/** Customer lifetime value: who is still there, what they will buy, and what that is worth today. */
export const clv: Analysis<ClvParams> = {
  id: 'clv',
  version: 1,
  title: 'clv.title',
  summary: 'clv.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: {
    required: [['customerId'], ['orderedAt'], ['amount', ['quantity', 'unitPrice']]],
    optional: ['orderId', 'cost', 'margin', 'channel', 'country', 'category'],
  },
  params: clvParams,
  checks: [hasOrders, calibratesOnOrders, observesAfterCalibration, groupsByWhatIsThere],
  plan: planClv,
  tables: clvTables,
  facts: clvFacts,
  views: clvViews,
  form: clvForm,
  headline: ['total_clv', 'mean_clv', 'total_expected_purchases', 'total_p_alive', 'top_20_share'],
  hiddenTables: [
    'health',
    'tracking',
    'frequency',
    'holdout',
    'alive_matrix',
    'expected_matrix',
    'concentration',
  ],
};
