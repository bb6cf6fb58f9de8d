import { PLACED } from '../../document/templates/template.ts';
import type { DashboardTemplate } from './template.ts';

/** Dimensions whose groups may be small, the usual suspects first. */
const LOOKED_AT = ['segment', 'tier', 'cohortMonth', 'frequencyBand'] as const;

/** Privacy posture: what is kept back and what left, and where groups are small or single customers stand out. */
export const posture: DashboardTemplate = {
  id: 'posture',
  title: 'dashboard.template.posture.title',
  summary: 'dashboard.template.posture.summary',
  required: PLACED,
  build(draft) {
    const [first, second] = draft.attributes;
    draft.page('dashboard.template.page.posture');
    draft.posture();
    draft.text('dashboard.template.posture.read', { w: 6, h: 4 });
    for (const name of [...draft.attributes, ...LOOKED_AT]) {
      draft.groups(['customers'], [name], 'bar', { size: { w: 4, h: 4 } });
    }
    if (first !== undefined && second !== undefined) {
      const note = 'dashboard.template.posture.together';
      draft.groups(['customers'], [first, second], 'heatmap', { size: { w: 6, h: 5 }, note });
    }
    draft.analysis('kpi', 'pareto', {}, { note: 'dashboard.template.posture.largest' });
  },
};
