import { TIME_DIMENSION } from '../../contract/dashboard.ts';
import { PLACED } from '../../document/templates/template.ts';
import type { DashboardTemplate } from './template.ts';

/** Retention: who comes back, cohort by cohort, and where customers are in their life. */
export const retention: DashboardTemplate = {
  id: 'retention',
  title: 'dashboard.template.retention.title',
  summary: 'dashboard.template.retention.summary',
  required: PLACED,
  build(draft) {
    draft.page('dashboard.template.page.retention');
    draft.figures('returning_customers', 'new_customers', 'new_customer_share', 'orders_per_customer');
    draft.groups(['returning_customers', 'customers'], [TIME_DIMENSION], 'line');
    draft.groups(['customers', 'orders'], ['frequencyBand'], 'bar');
    draft.analysis('cohorts', 'matrix');
    draft.analysis('cohorts', 'average');
    draft.analysis('cohorts', 'sizes');
    draft.page('dashboard.template.page.lifecycle');
    draft.analysis('lifecycle', 'states');
    draft.analysis('lifecycle', 'quick_ratio');
    draft.groups(['customers'], ['lifecycleState'], 'bar', { size: { w: 6, h: 5 } });
    draft.analysis('lifecycle', 'flows');
    draft.alert('returning_customers', { kind: 'unusual', score: 3.5 });
    draft.alert('new_customers', { kind: 'fall', share: -0.2 });
  },
};
