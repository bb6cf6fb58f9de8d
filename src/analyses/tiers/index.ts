import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { marginOf } from '../margin.ts';
import { analysisDay } from './dates.ts';
import { tiersForm } from './form.ts';
import { type TiersParams, tiersParams } from './params.ts';
import { weightOf } from './placing.ts';
import { planTiers } from './plan.ts';
import { tiersFacts, tiersTables } from './tables.ts';
import { tiersViews } from './views.ts';

function hasOrders(data: BoundData, params: TiersParams): AppError | null {
  const first = data.firstOrder;
  return first === null || analysisDay(data, params.analysisDate) <= first
    ? appError('analysis.noCustomers', {})
    : null;
}

function hasMargin(data: BoundData, params: TiersParams): AppError | null {
  return weightOf(params, 'profitability') > 0 && marginOf(data) === null
    ? appError('analysis.notReady', { id: 'tiers', missing: 'margin' })
    : null;
}

/** A tier model: customers ranked by value, loyalty, growth and profitability, replayed over history. */
export const tiers: Analysis<TiersParams> = {
  id: 'tiers',
  version: 1,
  title: 'tiers.title',
  summary: 'tiers.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: {
    required: [['customerId'], ['orderedAt'], ['amount', ['quantity', 'unitPrice']]],
    optional: ['orderId', 'margin', 'cost'],
  },
  params: tiersParams,
  checks: [hasOrders, hasMargin],
  plan: planTiers,
  tables: tiersTables,
  facts: tiersFacts,
  views: tiersViews,
  form: tiersForm,
  headline: [
    'customers',
    'top_tier_revenue_share',
    'upgraded',
    'downgraded',
    'clv_at_stake',
    'expected_return',
  ],
  hiddenTables: ['evaluations'],
};
