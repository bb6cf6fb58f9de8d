/** Texts of the analysis `metric`. */
export const enMetric = {
  'metric.title': 'Own metric',
  'metric.summary': 'Figures of your choice, divided by up to two columns and limited by conditions.',

  'metric.table.cells': 'Groups and totals',
  'metric.table.members': 'Customers by group',

  'metric.column.dimension1': 'First column',
  'metric.column.dimension2': 'Second column',
  'metric.column.customers': 'Customers',
  'metric.column.customer': 'Customer',

  'metric.measure.orders': 'Orders',
  'metric.measure.revenue': 'Revenue',
  'metric.measure.averageOrderValue': 'Average order value',
  'metric.measure.revenuePerCustomer': 'Revenue per customer',
  'metric.measure.units': 'Units',
  'metric.measure.customerShare': 'Share of customers',
  'metric.measure.newCustomers': 'New customers',
  'metric.measure.returningCustomers': 'Returning customers',
  'metric.measure.newCustomerShare': 'Share of new customers',
  'metric.measure.ordersPerCustomer': 'Orders per customer',
  'metric.measure.unitsPerOrder': 'Units per order',
  'metric.measure.margin': 'Margin',
  'metric.measure.marginRate': 'Margin rate',

  'metric.dimension.orderYear': 'Year of the order',
  'metric.dimension.orderQuarter': 'Quarter of the order',
  'metric.dimension.orderMonth': 'Month of the order',
  'metric.dimension.orderWeek': 'Week of the order',
  'metric.dimension.cohortMonth': 'Month of the first order',
  'metric.dimension.frequencyBand': 'Orders per customer',
  'metric.dimension.lifecycleState': 'Lifecycle state',

  'metric.value.all': 'All',
  'metric.value.none': 'Not stated',
  'metric.value.others': 'All others',

  'contributions.largest': 'Largest contribution of one customer',
  'contributions.second': 'Second largest contribution of one customer',

  'metric.fact.groups': 'Groups',

  'metric.view.measure': 'First figure by group',
  'metric.view.customers': 'Customers by group',
  'metric.view.cross': 'First figure by both columns',

  'metric.form.measures': 'Figures',
  'metric.form.measuresHelp':
    'The first one chosen is drawn. The number of customers always comes with them.',
  'metric.form.dimensions': 'Divide by',
  'metric.form.dimensionsHelp':
    'Customers with orders in several groups count in each, and once in the total.',
  'metric.form.dimensionsNone': 'Nothing',
  'metric.form.filters': 'Only orders where',
  'metric.form.filtersHelp': 'All conditions hold together.',

  'metric.filter.in': '{column} is {values}',
  'metric.filter.notIn': '{column} is not {values}',
  'metric.filter.atLeast': '{column} is {low} or more',
  'metric.filter.atMost': '{column} is {low} or less',
  'metric.filter.between': '{column} is {low} to {high}',
} as const;
