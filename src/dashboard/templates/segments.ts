import { TIME_DIMENSION } from '../../contract/dashboard.ts';
import { PAID } from '../../document/templates/template.ts';
import type { DashboardTemplate } from './template.ts';

/** RFM and tiers: who is in which segment and tier, what they bring, and who moves. */
export const segments: DashboardTemplate = {
  id: 'segments',
  title: 'dashboard.template.segments.title',
  summary: 'dashboard.template.segments.summary',
  required: PAID,
  build(draft) {
    draft.page('dashboard.template.page.segments');
    draft.figures('customers', 'revenue', 'revenue_per_customer', 'orders_per_customer');
    draft.groups(['customers', 'revenue'], ['segment'], 'bar');
    draft.groups(['revenue', 'customers'], ['segment'], 'treemap');
    draft.groups(['revenue'], [TIME_DIMENSION, 'segment'], 'stacked', { size: { w: 12, h: 4 } });
    draft.analysis('rfm', 'grid');
    draft.groups(['customers'], ['frequencyBand', 'segment'], 'heatmap', { size: { w: 6, h: 5 } });
    draft.page('dashboard.template.page.tiers');
    draft.groups(['customers', 'revenue'], ['tier'], 'bar', { size: { w: 4, h: 4 } });
    draft.groups(['revenue_per_customer', 'customers'], ['tier'], 'bar', { size: { w: 4, h: 4 } });
    draft.groups(['orders_per_customer', 'customers'], ['tier'], 'bar', { size: { w: 4, h: 4 } });
    draft.analysis('tiers', 'shares');
    draft.analysis('tiers', 'over_time');
    draft.analysis('tiers', 'flows');
    draft.page('dashboard.template.page.moves');
    draft.analysis('migration', 'flows');
    draft.analysis('migration', 'net');
    draft.alert('customers', { kind: 'fall', share: -0.1 });
  },
};
