import { TIME_DIMENSION } from '../../contract/dashboard.ts';
import { PLACED } from '../../document/templates/template.ts';
import type { DashboardTemplate } from './template.ts';

/** Executive customer KPIs: the figures with their change, their course, and where they come from. */
export const executive: DashboardTemplate = {
  id: 'executive',
  title: 'dashboard.template.executive.title',
  summary: 'dashboard.template.executive.summary',
  required: PLACED,
  build(draft) {
    const main = draft.first('revenue', 'orders');
    draft.page('dashboard.template.page.overview');
    draft.figures('revenue', 'customers', 'new_customers', 'average_order_value');
    draft.figures('orders', 'orders_per_customer', 'revenue_per_customer');
    draft.figures(draft.first('margin_rate', 'units_per_order', 'new_customer_share'));
    draft.groups([main], [TIME_DIMENSION], 'line', { size: { w: 8, h: 4 } });
    draft.groups(['customers', main], ['segment'], 'bar', { size: { w: 4, h: 4 } });
    draft.groups(['new_customers', 'customers'], [TIME_DIMENSION], 'bar', { size: { w: 6, h: 4 } });
    draft.groups(['customers', main], ['frequencyBand'], 'bar', { size: { w: 6, h: 4 } });
    for (const attribute of draft.attributes) {
      draft.groups([main, 'customers'], [attribute], 'bar', { size: { w: 4, h: 4 } });
    }
    draft.alert(main, { kind: 'unusual', score: 3.5 });
    draft.alert('customers', { kind: 'fall', share: -0.1 });
  },
};
