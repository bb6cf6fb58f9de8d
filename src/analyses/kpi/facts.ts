import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, FactShape } from '../analysis.ts';
import type { MeanValue, Sources } from './comparison.ts';
import { INDICATOR_IDS, INDICATORS, type IndicatorId } from './indicators.ts';
import { topShareOf } from './pareto.ts';

/** Whether an indicator is a count, as the engine hands it out. */
export function isCount(id: IndicatorId): boolean {
  const { unit } = INDICATORS[id];
  return unit === 'customers' || unit === 'orders';
}

const indicatorFacts = Object.fromEntries(
  INDICATOR_IDS.map((id): [string, FactShape] => {
    const { label, unit } = INDICATORS[id];
    return [id, { type: isCount(id) ? 'integer' : 'number', unit, label }];
  }),
);

/** Single figures: the indicators of the current period under their own ids, then totals of all periods shown. */
export const kpiFacts: Readonly<Record<string, FactShape>> = {
  period: { type: 'date', label: 'kpi.fact.period' },
  period_partial: { type: 'boolean', label: 'kpi.fact.periodPartial' },
  ...indicatorFacts,
  revenue_change_rate: { type: 'number', unit: 'share', label: 'kpi.fact.revenueChange' },
  revenue_year_change_rate: { type: 'number', unit: 'share', label: 'kpi.fact.revenueYearChange' },
  active_change_rate: { type: 'number', unit: 'share', label: 'kpi.fact.activeChange' },
  active_year_change_rate: { type: 'number', unit: 'share', label: 'kpi.fact.activeYearChange' },
  clv: { type: 'number', unit: 'currency', label: 'kpi.name.clv' },
  total_clv: { type: 'number', unit: 'currency', label: 'kpi.fact.totalClv' },
  total_customers: { type: 'integer', unit: 'customers', label: 'kpi.fact.totalCustomers' },
  total_orders: { type: 'integer', unit: 'orders', label: 'kpi.fact.totalOrders' },
  total_revenue: { type: 'number', unit: 'currency', label: 'kpi.fact.totalRevenue' },
  total_margin: { type: 'number', unit: 'currency', label: 'kpi.fact.totalMargin' },
  total_average_order_value: { type: 'number', unit: 'currency', label: 'kpi.fact.totalAverageOrderValue' },
  total_purchase_frequency: { type: 'number', unit: 'number', label: 'kpi.fact.totalPurchaseFrequency' },
  total_top_share: { type: 'number', unit: 'share', label: 'kpi.fact.totalTopShare' },
  periods: { type: 'integer', label: 'kpi.fact.periods' },
  partial_periods: { type: 'integer', label: 'kpi.fact.partialPeriods' },
  first_order: { type: 'date', label: 'kpi.fact.firstOrder' },
  last_order: { type: 'date', label: 'kpi.fact.lastOrder' },
};

/** Query of {@link kpiFacts}. */
export function factsQuery(
  { history, bounds, current }: Sources,
  totals: Sql,
  value: MeanValue | null,
  data: BoundData,
): Sql {
  const indicators = INDICATOR_IDS.map((id) => sql`now.${identifier(id)} AS ${identifier(id)}`);
  const rate = (id: IndicatorId, base: 'before' | 'year_ago', name: string): Sql => {
    const [now, then] = [sql`now.${identifier(id)}`, sql`${identifier(base)}.${identifier(id)}`];
    return sql`CASE WHEN ${then} > 0 THEN round((${now} - ${then}) / ${then}, 9) END AS ${identifier(name)}`;
  };
  const inShown = sql`FROM ${history} AS each, ${bounds} WHERE each.period BETWEEN shown_first AND shown_last`;
  return sql`SELECT chosen.start AS period, chosen.partial AS period_partial, ${indicators},
  ${rate('revenue', 'before', 'revenue_change_rate')},
  ${rate('revenue', 'year_ago', 'revenue_year_change_rate')},
  ${rate('active', 'before', 'active_change_rate')},
  ${rate('active', 'year_ago', 'active_year_change_rate')},
  ${value === null ? sql`NULL::DOUBLE` : value.mean} AS clv,
  ${value === null ? sql`NULL::DOUBLE` : sql`${value.mean} * ${value.customers}`} AS total_clv,
  total.*,
  (SELECT count(*) ${inShown}) AS periods,
  (SELECT count(*) ${inShown} AND partial) AS partial_periods,
  ${data.firstOrder}::DATE AS first_order,
  ${data.lastOrder}::DATE AS last_order
FROM (
  SELECT count(*) AS total_customers, coalesce(sum(orders), 0)::BIGINT AS total_orders,
    round(coalesce(fsum(revenue), 0), 6) AS total_revenue, round(fsum(margin), 6) AS total_margin,
    round(fsum(revenue) / nullif(sum(orders), 0), 9) AS total_average_order_value,
    sum(orders) / nullif(count(*), 0) AS total_purchase_frequency,
    ${topShareOf(totals)} AS total_top_share
  FROM ${totals}
) AS total
  LEFT JOIN ${current} AS chosen ON TRUE
  LEFT JOIN ${history} AS now ON now.period = chosen.period
  LEFT JOIN ${history} AS before ON before.period = chosen.previous
  LEFT JOIN ${history} AS year_ago ON year_ago.period = chosen.last_year`;
}
