/** Words of the templates of notebooks. Places are the words of the reader's trade. */
export const enTemplates = {
  'templates.trade.general.name': 'Any trade',
  'templates.trade.general.customers': 'customers',
  'templates.trade.general.orders': 'orders',
  'templates.trade.general.order': 'order',
  'templates.trade.general.revenue': 'revenue',
  'templates.trade.general.note':
    'Assumed to begin with: three whole months without an order make a customer lost, and RFM looks at 24 months. Change what does not fit in the cells themselves.',
  'templates.trade.retail.name': 'Retail',
  'templates.trade.retail.customers': 'customers',
  'templates.trade.retail.orders': 'orders',
  'templates.trade.retail.order': 'order',
  'templates.trade.retail.revenue': 'sales',
  'templates.trade.retail.note':
    'Assumed for retail: customers come every few weeks, so three whole months without an order make one lost, two months of silence cool one, and RFM looks at 24 months. Change what does not fit in the cells themselves.',
  'templates.trade.education.name': 'Online education',
  'templates.trade.education.customers': 'learners',
  'templates.trade.education.orders': 'enrolments',
  'templates.trade.education.order': 'enrolment',
  'templates.trade.education.revenue': 'fees',
  'templates.trade.education.note':
    'Assumed for online education: a course runs for a term, so a learner is lost after six whole months without an enrolment; a second enrolment is a renewal, cohorts begin by quarter, and RFM looks at 36 months. Change what does not fit in the cells themselves.',
  'templates.trade.finance.name': 'Finance',
  'templates.trade.finance.customers': 'clients',
  'templates.trade.finance.orders': 'transactions',
  'templates.trade.finance.order': 'transaction',
  'templates.trade.finance.revenue': 'transaction value',
  'templates.trade.finance.note':
    'Assumed for finance: accounts move every few weeks, so a client is lost after two whole months without a transaction, and RFM looks at 12 months. Change what does not fit in the cells themselves.',
  'templates.trade.hotel.name': 'Hotel',
  'templates.trade.hotel.customers': 'guests',
  'templates.trade.hotel.orders': 'stays',
  'templates.trade.hotel.order': 'stay',
  'templates.trade.hotel.revenue': 'room revenue',
  'templates.trade.hotel.note':
    'Assumed for hotels: most guests stay once or twice a year, so a guest is lost after four whole quarters without a stay; figures and cohorts are by quarter, RFM looks at 36 months, and quantity counts nights. Change what does not fit in the cells themselves.',

  'templates.input.lastDay': 'Last day looked at',
  'templates.input.analysisDate': 'Analysis date',
  'templates.input.months': 'Months of history',
  'templates.input.segments': 'Segments',
  'templates.input.monthsAhead': 'Months ahead',
  'templates.input.budget': 'Budget',
  'templates.input.figure': 'What cohorts are measured by',
  'templates.input.fewest': 'Fewest {customers} a group should have',

  'templates.review.title': 'Monthly customer review',
  'templates.review.summary':
    'How the last periods went: revenue, new and returning customers, and where revenue comes from.',
  'templates.review.intro':
    'How {revenue}, {customers} and {orders} have moved, who is new and who came back. Set the last day below; everything follows.',
  'templates.review.revenue.title': 'How {revenue} moved',
  'templates.review.revenue.text':
    'The analysis above compares each period with the one before and with the same one a year earlier. The last period may not be whole yet; it is left out of the table.',
  'templates.review.revenueChart': 'Periods by {revenue}',
  'templates.review.came.title': 'New and returning {customers}',
  'templates.review.came.text':
    'Each period counts {customers} with an {order} in it: new where it was their first, returning otherwise.',
  'templates.review.cameChart': 'New and returning {customers} by period',
  'templates.review.where.title': 'Where {revenue} comes from',
  'templates.review.where.text':
    'The same figures by group. A group of few {customers} is drawn here and withheld from whatever leaves this browser.',
  'templates.review.whereChart': 'Groups by {revenue}',
  'templates.review.ask.title': 'Questions to close with',
  'templates.review.ask.text':
    '- Which change of {revenue} is due to more {customers}, and which to what each of them spends?\n- Are returning {customers} as many as a year ago?\n- What will be done before the next review, and by whom?',

  'templates.winBack.title': 'RFM and win-back',
  'templates.winBack.summary':
    'Segments by recency, frequency and monetary; which to win back, and what they spent before.',
  'templates.winBack.intro':
    'Scores {customers} by how recently, how often and for how much they bought, and looks at those who were good and have gone quiet. Only {orders} of the months set below count.',
  'templates.winBack.segmentsChart': 'Segments by number of {customers}',
  'templates.winBack.choose.title': 'Whom to win back',
  'templates.winBack.choose.text':
    'Choose segments; the tables below follow. At Risk and Can’t Lose once spent much and have been silent for long.',
  'templates.winBack.past.title': 'What they spent before',
  'templates.winBack.past.text':
    'The history of the chosen {customers}, by quarter. When the curve fell says when something went wrong.',
  'templates.winBack.pastChart': 'Chosen segments by quarter',
  'templates.winBack.moved.title': 'Who moved',
  'templates.winBack.moved.text':
    'Segments three months earlier beside those of the analysis date, of all {orders}.',
  'templates.winBack.list.title': 'The list',
  'templates.winBack.list.text':
    'One row for each of the {customers} chosen. Rows of single people do not leave as a result; where a list is needed, the release gate hands it out for a stated purpose.',

  'templates.budget.title': 'CLV and budget',
  'templates.budget.summary': 'What customers are expected to be worth, and a budget that follows it.',
  'templates.budget.intro':
    'Expects what {customers} will spend over the months set below, by segment, and divides a budget by it. Expected values are estimates of a model; its health checks stand with the analysis.',
  'templates.budget.groups.title': 'Where value lies',
  'templates.budget.groups.text': 'Expected value of each segment, discounted to the last day looked at.',
  'templates.budget.valueChart': 'Segments by expected value',
  'templates.budget.split.title': 'A budget that follows value',
  'templates.budget.split.text':
    'Each segment has the share of the budget that it has of the expected value. This is a place to begin: it does not know what contact changes.',
  'templates.budget.splitChart': 'Budget by segment',
  'templates.budget.stake.title': 'Value at stake',
  'templates.budget.stake.text':
    '{customers} by what they have spent and by how likely they are still to buy: what the model expects to lose.',
  'templates.budget.plan.title': 'A plan by tier',
  'templates.budget.plan.text':
    'The same budget given out by expected return, with the cost and response of each tier set in the analysis. Put in what your own campaigns have shown.',
  'templates.budget.planChart': 'Expected return by tier',

  'templates.cohorts.title': 'Cohort deep dive',
  'templates.cohorts.summary':
    'Who comes back and when, what cohorts are worth, and where customers are in their life.',
  'templates.cohorts.intro':
    'Follows {customers} from their first {order} on. Choose below what the cohorts are measured by.',
  'templates.cohorts.back.title': 'Who comes back',
  'templates.cohorts.back.text':
    'Retention is on the period: the share of a cohort with an {order} in exactly that period. Periods that are not whole are left out of the table.',
  'templates.cohorts.mapChart': 'Retention by cohort and period',
  'templates.cohorts.earlyChart': 'Retention after 1, 3 and 6 periods, cohort by cohort',
  'templates.cohorts.second.title': 'The second {order}',
  'templates.cohorts.second.text':
    'Days between the first and the second day with an {order}, in bands of 30; the last band holds all longer ones. Reminders belong where the bars fall.',
  'templates.cohorts.secondChart': 'Days to the second {order}',
  'templates.cohorts.life.title': 'Where they are now',
  'templates.cohorts.life.text':
    'Every period all {customers} have a state: new, active, cooling, at risk, lapsed or won back.',
  'templates.cohorts.lifeChart': 'States by period',

  'templates.audit.title': 'Privacy audit',
  'templates.audit.summary': 'Who is alone in the data, which groups are small, and whose share stands out.',
  'templates.audit.intro':
    'Looks at the loaded {orders} as someone would who wants to find a person in them. It shows counts, and it does not settle whether anything may be published: that is for the release gate and for you.',
  'templates.audit.alone.title': 'Who is alone',
  'templates.audit.alone.text':
    '{customers} with the same first period and the same values in up to three columns are alike. “1” counts those like nobody else, “below” those in groups smaller than set above, “enough” the rest.',
  'templates.audit.aloneChart': '{customers} by the size of their group',
  'templates.audit.small.title': 'Small groups',
  'templates.audit.small.text':
    'Values shared by few {customers}, the smallest first. What leaves is withheld there.',
  'templates.audit.largest.title': 'Who stands out',
  'templates.audit.largest.text':
    'The share of a period’s {revenue} that one of the {customers} alone has. A high share lets others work out the figure, so this table is not to leave and is declared for nothing.',
  'templates.audit.complete.title': 'What is missing',
  'templates.audit.complete.text':
    'How many order lines there are and how many lack a value, column by column.',
  'templates.audit.next.title': 'What next',
  'templates.audit.next.text':
    'Under Privacy, columns are classified, k-anonymity and risks are measured, and a table can be de-identified before it leaves.',
} as const;
