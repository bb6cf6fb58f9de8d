import { Draft, lines } from './draft.ts';
import { PAID, type Template } from './template.ts';

/** A round sum to begin with. */
const BUDGET = 10_000;

/** CLV and budget: what customers will be worth, by segment, and how a budget could follow that. */
export const clvBudget: Template = {
  id: 'clv-budget',
  title: 'templates.budget.title',
  summary: 'templates.budget.summary',
  required: PAID,
  cells(context) {
    const draft = new Draft(context);
    const { names, settings } = draft;
    draft.opening('templates.budget.title', 'templates.budget.intro');
    draft.date('last_day', 'templates.input.lastDay', draft.lastDay);
    draft.number('months_ahead', 'templates.input.monthsAhead', settings.horizonMonths, 1);
    draft.number('budget', 'templates.input.budget', BUDGET, 100);
    draft.analysis('clv', {
      calibrationEnd: { input: 'last_day' },
      // A number is then one of months.
      timeUnit: 'month',
      horizon: { input: 'months_ahead' },
      groupBy: 'segment',
    });
    draft.section('templates.budget.groups');
    draft.chart('value_chart', 'templates.budget.valueChart', 'clv.groups', {
      kind: 'treemap',
      x: 'group',
      y: 'clv',
      order: 'y',
      most: 12,
    });
    draft.section('templates.budget.split');
    draft.groups(
      'split',
      lines(
        `SELECT "group" AS segment, customers AS ${names.customers}, clv, clv_per_customer,`,
        '  clv_share * $budget AS budget,',
        '  clv_share * $budget / nullif(customers, 0) AS budget_each',
        'FROM clv.groups',
        'ORDER BY clv DESC',
      ),
      names.customers,
      ['segment'],
    );
    draft.chart('split_chart', 'templates.budget.splitChart', 'split', {
      kind: 'bar',
      x: 'segment',
      y: 'budget',
      order: 'y',
      most: 12,
    });
    draft.section('templates.budget.stake');
    draft.groups(
      'at_stake',
      lines(
        `SELECT value_band, alive_band, customers AS ${names.customers}, clv, clv_at_stake`,
        'FROM clv.at_risk',
        "WHERE alive_band <> 'from80'",
        'ORDER BY clv_at_stake DESC',
      ),
      names.customers,
      ['value_band', 'alive_band'],
    );
    draft.section('templates.budget.plan');
    draft.analysis('tiers', { analysisDate: { input: 'last_day' }, budget: { input: 'budget' } });
    draft.chart('plan_chart', 'templates.budget.planChart', 'tiers.plan', {
      kind: 'bar',
      x: 'tier',
      y: 'expected_return',
      order: 'table',
      most: 12,
    });
    return draft.cells;
  },
};
