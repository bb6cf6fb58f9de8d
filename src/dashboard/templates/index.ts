import type { BoundData } from '../../analyses/analysis.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Dashboard } from '../dashboard.ts';
import { DashboardDraft } from './draft.ts';
import { executive } from './executive.ts';
import { posture } from './posture.ts';
import { retention } from './retention.ts';
import { scorecard } from './scorecard.ts';
import { segments } from './segments.ts';
import type { DashboardTemplate } from './template.ts';
import { value } from './value.ts';

/** Every template, in the order they are offered. */
export const DASHBOARD_TEMPLATES: readonly DashboardTemplate[] = [
  executive,
  segments,
  retention,
  value,
  scorecard,
  posture,
];

/** The dashboard of a template, for the data at hand and in the reader's language. */
export function dashboardOf(template: DashboardTemplate, data: BoundData, translate: Translate): Dashboard {
  const draft = new DashboardDraft(data, translate);
  template.build(draft);
  return {
    title: draft.say(template.title),
    pages: draft.pages.filter(({ tiles }) => tiles.length > 0),
    grain: 'month',
    days: null,
    filters: ['segment', 'tier', ...draft.attributes].filter((name) => draft.hasDimension(name)),
    selection: [],
    alerts: draft.alerts,
  };
}
