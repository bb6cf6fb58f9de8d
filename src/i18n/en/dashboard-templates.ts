/** Words of the templates of dashboards. */
export const enDashboardTemplates = {
  'dashboard.template.executive.title': 'Executive customer KPIs',
  'dashboard.template.executive.summary':
    'Revenue, customers and what each of them spends, with their change, and where they come from.',
  'dashboard.template.segments.title': 'RFM and tiers',
  'dashboard.template.segments.summary':
    'Who is in which segment and tier, what they bring, and who moves from one to another.',
  'dashboard.template.retention.title': 'Retention',
  'dashboard.template.retention.summary':
    'Who comes back, cohort by cohort, and where customers are in their life.',
  'dashboard.template.value.title': 'Customer value',
  'dashboard.template.value.summary':
    'What customers spend, how it is spread among them, and what they are expected to be worth.',
  'dashboard.template.scorecard.title': 'Balanced scorecard',
  'dashboard.template.scorecard.summary':
    'Financial, customer, process and growth figures on one page, each against its target.',
  'dashboard.template.posture.title': 'Privacy posture',
  'dashboard.template.posture.summary':
    'The threshold, what left and what was withheld; where groups are small and who stands out.',
  'dashboard.template.page.overview': 'Overview',
  'dashboard.template.page.segments': 'Segments',
  'dashboard.template.page.tiers': 'Tiers',
  'dashboard.template.page.moves': 'Moves',
  'dashboard.template.page.retention': 'Coming back',
  'dashboard.template.page.lifecycle': 'Lifecycle',
  'dashboard.template.page.value': 'Spent so far',
  'dashboard.template.page.expected': 'Expected',
  'dashboard.template.page.scorecard': 'Scorecard',
  'dashboard.template.page.posture': 'Posture',
  'dashboard.template.perspective.financial': '## Financial',
  'dashboard.template.perspective.customer': '## Customer',
  'dashboard.template.perspective.process': '## Process',
  'dashboard.template.perspective.growth': '## Growth',
  'dashboard.template.posture.read':
    '## How to read this page\n\nThe tiles count the customers of each group, as someone would who wants to find a person in the data. Groups below the threshold are drawn here and withheld from whatever leaves this browser. A group is small for a reason: put values together, or leave the dimension out of what you share.',
  'dashboard.template.posture.together':
    'Two columns together tell people apart sooner than each of them alone.',
  'dashboard.template.posture.largest':
    'Where few customers hold most of the revenue, a sum comes close to telling what one of them spends.',
} as const;
