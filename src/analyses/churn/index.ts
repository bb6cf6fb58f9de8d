import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { hasColumns } from './drivers.ts';
import { churnForm } from './form.ts';
import { type ChurnParams, churnParams } from './params.ts';
import { planChurn } from './plan.ts';
import { hasContracts, hasOrderDates, settingOf } from './setting.ts';
import { churnFacts, churnTables } from './tables.ts';
import { churnViews } from './views.ts';

function hasSetting(data: BoundData, params: ChurnParams): AppError | null {
  if (settingOf(data, params) === 'nonContractual') {
    if (hasOrderDates(data)) return null;
    return data.roles.includes('orderedAt')
      ? appError('analysis.noCustomers', {})
      : appError('analysis.notReady', { id: 'churn', missing: 'orderedAt' });
  }
  if (hasContracts(data)) return null;
  const missing = (['tenure', 'churned'] as const).filter((role) => !data.roles.includes(role));
  return appError('analysis.notReady', { id: 'churn', missing: missing.join(', ') });
}

function dateHasOrders(data: BoundData, params: ChurnParams): AppError | null {
  const { analysisDate } = params;
  if (settingOf(data, params) === 'contractual' || analysisDate === null) return null;
  return data.firstOrder !== null && analysisDate < data.firstOrder
    ? appError('analysis.params', {
        path: 'analysisDate',
        detail: `the first order is on ${data.firstOrder}`,
      })
    : null;
}

/** Churn: who has stopped buying by rule and by model, or how long contracts last and what drives their end. */
export const churn: Analysis<ChurnParams> = {
  id: 'churn',
  version: 1,
  title: 'churn.title',
  summary: 'churn.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: {
    required: [['customerId'], ['orderedAt', ['tenure', 'churned']]],
    optional: ['amount', 'orderId', 'channel', 'country', 'category'],
  },
  params: churnParams,
  checks: [hasSetting, dateHasOrders, hasColumns],
  plan: planChurn,
  tables: churnTables,
  facts: churnFacts,
  views: churnViews,
  form: churnForm,
  headline: ['customers', 'churned', 'churn_rate', 'p_alive_mean', 'median_survival', 'auc'],
};
