import { appError, type AppError } from '../../contract/error.ts';
import type { Analysis, BoundData } from '../analysis.ts';
import { migrationForm } from './form.ts';
import { comparedDates, type MigrationParams, migrationParams } from './params.ts';
import { planMigration } from './plan.ts';
import { migrationFacts, migrationTables } from './tables.ts';
import { migrationViews } from './views.ts';

function hasOrders(data: BoundData, params: MigrationParams): AppError | null {
  const first = data.firstOrder;
  return first === null || comparedDates(data, params).to <= first
    ? appError('analysis.noCustomers', {})
    : null;
}

function datesInOrder(data: BoundData, params: MigrationParams): AppError | null {
  const { from, to } = comparedDates(data, params);
  return from < to
    ? null
    : appError('analysis.params', { path: 'from', detail: `a day before ${to} is expected` });
}

/** Segment migration: from which segment to which customers went between two dates, and what they are worth. */
export const migration: Analysis<MigrationParams> = {
  id: 'migration',
  version: 1,
  title: 'migration.title',
  summary: 'migration.summary',
  method: {
    en: () => import('./method.en.md?raw').then((page) => page.default),
    'zh-CN': () => import('./method.zh-cn.md?raw').then((page) => page.default),
  },
  roles: {
    required: [['customerId'], ['orderedAt'], ['amount', ['quantity', 'unitPrice']]],
    optional: ['orderId', 'margin', 'cost'],
  },
  params: migrationParams,
  checks: [hasOrders, datesInOrder],
  plan: planMigration,
  tables: migrationTables,
  facts: migrationFacts,
  views: migrationViews,
  form: migrationForm,
  headline: ['customers', 'improved', 'declined', 'new_customers', 'clv_at_stake'],
  hiddenTables: ['matrix'],
};
