import { TIME_DIMENSION } from '../../contract/dashboard.ts';
import { PAID } from '../../document/templates/template.ts';
import type { DashboardTemplate } from './template.ts';

/** Value: what customers are worth, who holds it, and what they are expected to bring. */
export const value: DashboardTemplate = {
  id: 'value',
  title: 'dashboard.template.value.title',
  summary: 'dashboard.template.value.summary',
  required: PAID,
  build(draft) {
    draft.page('dashboard.template.page.value');
    draft.figures('revenue_per_customer', 'average_order_value', 'orders_per_customer');
    draft.figures(draft.first('margin', 'units_per_order', 'revenue'));
    draft.groups(['revenue_per_customer', 'average_order_value'], [TIME_DIMENSION], 'line');
    draft.groups(['revenue', 'customers'], ['frequencyBand'], 'bar');
    draft.groups(['revenue_per_customer', 'customers'], ['segment'], 'bar');
    draft.groups(['revenue_per_customer', 'customers'], ['cohortMonth'], 'line');
    for (const attribute of draft.attributes) {
      draft.groups(['revenue_per_customer', 'customers'], [attribute], 'bar', { size: { w: 4, h: 4 } });
    }
    draft.analysis('kpi', 'pareto', {}, { size: { w: 12, h: 4 } });
    draft.page('dashboard.template.page.expected');
    draft.analysis('clv', 'clv_by_group');
    draft.analysis('clv', 'clv_per_customer_by_group');
    draft.analysis('clv', 'concentration');
    draft.analysis('clv', 'at_risk');
    draft.alert('revenue_per_customer', { kind: 'unusual', score: 3.5 });
  },
};
