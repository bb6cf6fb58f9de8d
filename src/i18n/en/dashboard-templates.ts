/** Words of the templates of dashboards. */
export const enDashboardTemplates = {
  'dashboard.template.executive.title': 'Executive customer KPIs',
  'dashboard.template.executive.summary':
    'Revenue, customers and what each of them spends, with their change, and where they come from.',
  'dashboard.template.page.overview': 'Overview',
} as const;
