import type { enDashboardTemplates } from '../en/dashboard-templates.ts';
import type { Catalogue } from '../messages.ts';

/** Words of the templates of dashboards, in Chinese. */
export const zhDashboardTemplates: Catalogue<typeof enDashboardTemplates> = {
  'dashboard.template.executive.title': '高管客户指标',
  'dashboard.template.executive.summary': '收入、客户与人均消费及其变化，以及客户从何而来。',
  'dashboard.template.page.overview': '总览',
};
