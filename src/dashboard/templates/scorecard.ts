import type { DashboardMeasure } from '../../contract/dashboard.ts';
import { PLACED } from '../../document/templates/template.ts';
import type { Perspective } from '../dashboard.ts';
import type { DashboardTemplate } from './template.ts';

/** Figures of each perspective. Their targets come from the data: see `yearBeforeTargets`. */
const FIGURES: Readonly<Record<Perspective, readonly DashboardMeasure[]>> = {
  financial: ['revenue', 'margin', 'margin_rate', 'average_order_value'],
  customer: ['customers', 'returning_customers', 'revenue_per_customer', 'orders_per_customer'],
  process: ['orders', 'units', 'units_per_order'],
  growth: ['new_customers', 'new_customer_share'],
};
const PERSPECTIVES = ['financial', 'customer', 'process', 'growth'] as const;

/** Balanced scorecard: four perspectives on one page, each figure with its target (Kaplan & Norton 1992). */
export const scorecard: DashboardTemplate = {
  id: 'scorecard',
  title: 'dashboard.template.scorecard.title',
  summary: 'dashboard.template.scorecard.summary',
  required: PLACED,
  build(draft) {
    draft.page('dashboard.template.page.scorecard');
    for (const perspective of PERSPECTIVES) {
      const there = FIGURES[perspective].filter((measure) => draft.has(measure));
      if (there.length === 0) continue;
      draft.text(`dashboard.template.perspective.${perspective}`);
      draft.figures(...there);
    }
    for (const measure of ['revenue', 'customers', 'new_customers'] as const) {
      draft.alert(measure, { kind: 'unusual', score: 3.5 });
    }
  },
};
