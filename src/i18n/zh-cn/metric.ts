import type { Catalogue } from '../messages.ts';
import type { enMetric } from '../en/metric.ts';

/** Texts of the analysis `metric` in Chinese. */
export const zhMetric: Catalogue<typeof enMetric> = {
  'metric.title': '自定义指标',
  'metric.summary': '自选指标，按至多两列划分，并可加条件筛选。',

  'metric.table.cells': '分组与合计',
  'metric.table.members': '各组客户',

  'metric.column.dimension1': '第一列',
  'metric.column.dimension2': '第二列',
  'metric.column.customers': '客户数',
  'metric.column.customer': '客户',

  'metric.measure.orders': '订单数',
  'metric.measure.revenue': '营收',
  'metric.measure.averageOrderValue': '平均订单金额',
  'metric.measure.revenuePerCustomer': '每位客户营收',
  'metric.measure.units': '件数',
  'metric.measure.customerShare': '客户占比',
  'metric.measure.newCustomers': '新客',
  'metric.measure.returningCustomers': '老客',
  'metric.measure.newCustomerShare': '新客占比',
  'metric.measure.ordersPerCustomer': '每位客户订单数',
  'metric.measure.unitsPerOrder': '每单件数',
  'metric.measure.margin': '毛利',
  'metric.measure.marginRate': '毛利率',

  'metric.dimension.orderYear': '下单年份',
  'metric.dimension.orderQuarter': '下单季度',
  'metric.dimension.orderMonth': '下单月份',
  'metric.dimension.orderWeek': '下单周',
  'metric.dimension.cohortMonth': '首单月份',
  'metric.dimension.frequencyBand': '客户订单数',
  'metric.dimension.lifecycleState': '生命周期状态',

  'metric.value.all': '全部',
  'metric.value.none': '未注明',
  'metric.value.others': '其他',

  'contributions.largest': '单个客户的最大贡献',
  'contributions.second': '单个客户的第二大贡献',

  'metric.fact.groups': '组数',

  'metric.view.measure': '各组的首个指标',
  'metric.view.customers': '各组客户数',
  'metric.view.cross': '按两列划分的首个指标',

  'metric.form.measures': '指标',
  'metric.form.measuresHelp': '图中绘制最先选中的一个；客户数总是一并给出。',
  'metric.form.dimensions': '划分依据',
  'metric.form.dimensionsHelp': '在多个组中有订单的客户计入每一组，在合计中只计一次。',
  'metric.form.dimensionsNone': '不划分',
  'metric.form.filters': '只计入满足以下条件的订单',
  'metric.form.filtersHelp': '各条件须同时成立。',

  'metric.filter.in': '{column}为 {values}',
  'metric.filter.notIn': '{column}不为 {values}',
  'metric.filter.atLeast': '{column}不低于 {low}',
  'metric.filter.atMost': '{column}不高于 {low}',
  'metric.filter.between': '{column}介于 {low} 与 {high}',
};
