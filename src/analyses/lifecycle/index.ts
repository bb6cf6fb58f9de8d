import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { observesOrders } from '../observation.ts';
import { lifecycleForm } from './form.ts';
import { type LifecycleParams, lifecycleParams, thresholdsOf } from './params.ts';
import { planLifecycle } from './plan.ts';
import { lifecycleFacts, lifecycleTables } from './tables.ts';
import { lifecycleViews } from './views.ts';

function thresholdsIncrease(_data: BoundData, params: LifecycleParams): AppError | null {
  const thresholds = Object.entries(thresholdsOf(params)) as readonly (readonly [string, number])[];
  for (const [index, [path, value]] of thresholds.entries()) {
    const before = thresholds[index - 1];
    if (before !== undefined && value <= before[1]) {
      return appError('analysis.params', {
        path,
        detail: `more than ${before[0]} (${before[1]}) is expected`,
      });
    }
    if (params.rule === 'periods' && !Number.isInteger(value)) {
      return appError('analysis.params', { path, detail: 'a whole number of periods is expected' });
    }
  }
  return null;
}

/** Lifecycle: the state of each customer, from new to lapsed or won back, period by period. */
export const lifecycle: Analysis<LifecycleParams> = {
  id: 'lifecycle',
  version: 1,
  title: 'lifecycle.title',
  summary: 'lifecycle.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: { required: [['customerId'], ['orderedAt']], optional: ['amount', 'orderId'] },
  params: lifecycleParams,
  checks: [observesOrders, thresholdsIncrease],
  plan: planLifecycle,
  tables: lifecycleTables,
  facts: lifecycleFacts,
  views: lifecycleViews,
  form: lifecycleForm,
  headline: [
    'customers',
    'share_active',
    'customers_cooling',
    'customers_at_risk',
    'customers_lapsed',
    'customers_won_back',
    'quick_ratio',
  ],
};
