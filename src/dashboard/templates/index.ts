import type { BoundData } from '../../analyses/analysis.ts';
import { missingRoles } from '../../data/readiness.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Dashboard } from '../dashboard.ts';
import { DashboardDraft } from './draft.ts';
import { executive } from './executive.ts';
import type { DashboardTemplate } from './template.ts';

/** Every template, in the order they are offered. */
export const DASHBOARD_TEMPLATES: readonly DashboardTemplate[] = [executive];

/** Whether the data can fill a template. */
export function isTemplateReady(template: DashboardTemplate, { roles }: Pick<BoundData, 'roles'>): boolean {
  return missingRoles(roles, template.required).length === 0;
}

/** The dashboard of a template, for the data at hand and in the reader's language. */
export function dashboardOf(template: DashboardTemplate, data: BoundData, translate: Translate): Dashboard {
  const draft = new DashboardDraft(data, translate);
  template.build(draft, data);
  return {
    title: draft.say(template.title),
    pages: draft.pages,
    grain: 'month',
    days: null,
    filters: ['segment', 'tier', ...draft.attributes].filter((name) => draft.hasDimension(name)),
    selection: [],
    alerts: draft.alerts,
  };
}
