import { sql, type Sql } from '../../contract/sql.ts';
import type { BoundData } from '../analysis.ts';
import type { KpiParams } from './params.ts';
import { numberOfPeriod, startOfPeriod } from './period.ts';

/** Days that data are taken to cover without a gap at either end, ISO. */
export interface Coverage {
  readonly from: string;
  readonly to: string;
}

/**
 * What the data cover: from the first to the last order, or further where the parameters say so.
 */
export function coverageOf(data: BoundData, { from, to }: KpiParams): Coverage {
  const first = data.firstOrder ?? '1970-01-01';
  const last = data.lastOrder ?? first;
  return {
    from: from !== null && from < first ? from : first,
    to: to !== null && to > last ? to : last,
  };
}

/**
 * One row: the first and last period with orders (`first`, `last`), and of those shown (`shown_first`, `shown_last`).
 */
export function boundsTable(data: BoundData, params: KpiParams): Sql {
  const { grain, from, to } = params;
  const first = data.firstOrder ?? '1970-01-01';
  const last = data.lastOrder ?? first;
  const period = (day: string): Sql => numberOfPeriod(grain, sql`DATE ${day}`);
  return sql`SELECT first, last, greatest(first, shown_first) AS shown_first, least(last, shown_last) AS shown_last
FROM (
  SELECT ${period(first)} AS first, ${period(last)} AS last,
    ${period(from ?? first)} AS shown_first, ${period(to ?? last)} AS shown_last
)`;
}

/** When a customer lapses who has ordered last at a place, and whether an order came in time. */
function lapseOf({ grain, lostAfter }: KpiParams): {
  readonly at: (period: Sql, day: Sql) => Sql;
  readonly inTime: Sql;
} {
  const { value, unit } = lostAfter;
  return unit === 'period'
    ? {
        at: (period) => sql`(${period} + ${value})`,
        inTime: sql`period - ${numberOfPeriod(grain, sql`previous_day`)} <= ${value}`,
      }
    : {
        at: (_, day) => numberOfPeriod(grain, sql`(${day} + ${value})`),
        inTime: sql`first_day - previous_day <= ${value}`,
      };
}

/**
 * Customers lost by period. Whoever was active lapses once the span without an order has gone by, unless an order
 * came within it; so the lost of a period are those whose span ends in it, less those who came back in time.
 *
 * @param to last day the data cover, ISO: nobody is known to have lapsed after it
 */
function lapses(activity: Sql, params: KpiParams, to: string): Sql {
  const { at, inTime } = lapseOf(params);
  const { value, unit } = params.lostAfter;
  const over = (day: Sql): Sql => (unit === 'day' ? sql`${day} + ${value} <= DATE ${to}` : sql`TRUE`);
  return sql`SELECT period, sum(customers)::BIGINT AS lost
  FROM (
    SELECT ${at(sql`period`, sql`last_day`)} AS period, count(*) AS customers
    FROM ${activity}
    WHERE ${over(sql`last_day`)}
    GROUP BY 1
    UNION ALL
    SELECT ${at(numberOfPeriod(params.grain, sql`previous_day`), sql`previous_day`)}, -count(*)
    FROM ${activity}
    WHERE previous_day IS NOT NULL AND ${inTime} AND ${over(sql`previous_day`)}
    GROUP BY 1
  )
  GROUP BY period`;
}

/**
 * Revenue of the fifth of customers who spent most, by period: what lies above the 80 % quantile, filled up to a
 * fifth of the customers (rounded up) with customers at the quantile itself. A quantile costs no sort.
 */
function topFifths(activity: Sql): Sql {
  return sql`SELECT period,
    coalesce(fsum(revenue) FILTER (WHERE revenue > cut), 0)
      + ((count(*) + 4) // 5 - count(*) FILTER (WHERE revenue > cut)) * any_value(cut) AS top_revenue
  FROM ${activity} JOIN (
    SELECT period, quantile_disc(revenue, 0.8) AS cut FROM ${activity} GROUP BY period
  ) USING (period)
  GROUP BY period`;
}

/** SQL of a share of something, NULL of nothing. */
function shareOf(part: Sql, whole: Sql): Sql {
  return sql`${part} / nullif(${whole}, 0)`;
}

/**
 * All indicators of every period of the data, also those without an order.
 *
 * A period is `partial` when the data begin or end within it. Then it is not known who stayed away: retention and,
 * counted in periods, the lost are NULL. Indicators that look further back than the data are NULL too.
 *
 * @param activity table of {@link customerPeriods}
 * @param bounds table of {@link boundsTable}
 */
export function historyTable(activity: Sql, bounds: Sql, data: BoundData, params: KpiParams): Sql {
  const { grain, lostAfter } = params;
  const { from, to } = coverageOf(data, params);
  const days = lostAfter.unit === 'day';
  const previousPeriod = numberOfPeriod(grain, sql`previous_day`);
  const seenFrom = (more: number): Sql =>
    days
      ? sql`start - ${lostAfter.value + more} >= DATE ${from}`
      : sql`${startOfPeriod(grain, sql`(period - ${lostAfter.value + more})`)} >= DATE ${from}`;
  return sql`WITH counted AS (
  SELECT period, count(*) AS active, sum(orders)::BIGINT AS orders, fsum(revenue) AS revenue,
    fsum(margin) AS margin, fsum(margin_revenue) AS margin_revenue,
    count(*) FILTER (WHERE previous_day IS NULL) AS new,
    coalesce(sum(orders) FILTER (WHERE previous_day IS NULL), 0)::BIGINT AS new_orders,
    coalesce(fsum(revenue) FILTER (WHERE previous_day IS NULL), 0) AS new_revenue,
    count(*) FILTER (WHERE ${previousPeriod} = period - 1) AS retained,
    count(*) FILTER (WHERE NOT (${lapseOf(params).inTime})) AS reactivated,
    count(*) FILTER (WHERE orders > 1) AS repeaters,
    sum(last_day - coalesce(previous_day, first_day)) AS gap_days,
    sum(orders) - count(*) FILTER (WHERE previous_day IS NULL) AS gaps
  FROM ${activity}
  GROUP BY period
),
lapsed AS (
  ${lapses(activity, params, to)}
),
top AS (
  ${topFifths(activity)}
),
filled AS (
  SELECT spine.period::INTEGER AS period, coalesce(active, 0) AS active, coalesce(orders, 0) AS orders,
    round(coalesce(revenue, 0), 6) AS revenue, round(margin, 6) AS margin, margin_revenue,
    coalesce(new, 0) AS new, coalesce(new_orders, 0) AS new_orders, round(coalesce(new_revenue, 0), 6) AS new_revenue,
    coalesce(retained, 0) AS retained, coalesce(reactivated, 0) AS reactivated, coalesce(lost, 0) AS lost,
    coalesce(repeaters, 0) AS repeaters, gap_days, gaps, top_revenue,
    ${startOfPeriod(grain, sql`spine.period::INTEGER`)} AS start,
    ${startOfPeriod(grain, sql`(spine.period::INTEGER + 1)`)} AS next_start
  FROM ${bounds}, range(first, last + 1) AS spine(period)
    LEFT JOIN counted ON counted.period = spine.period
    LEFT JOIN lapsed ON lapsed.period = spine.period
    LEFT JOIN top ON top.period = spine.period
),
placed AS (
  SELECT *, start < DATE ${from} OR next_start - 1 > DATE ${to} AS partial,
    lag(active) OVER (ORDER BY period) AS active_before
  FROM filled
)
SELECT period, start, partial, active, orders, revenue, margin,
  round(${shareOf(sql`margin`, sql`margin_revenue`)}, 9) AS margin_rate,
  new, active - new AS returning,
  CASE WHEN ${seenFrom(0)}${days ? sql`` : sql` AND NOT partial`} THEN lost END AS lost,
  CASE WHEN ${seenFrom(1)} THEN reactivated END AS reactivated,
  CASE WHEN NOT partial AND NOT lag(partial) OVER (ORDER BY period) THEN ${shareOf(sql`retained`, sql`active_before`)} END
    AS retention,
  ${shareOf(sql`repeaters`, sql`active`)} AS repeat_rate,
  ${shareOf(sql`new`, sql`active`)} AS acquisition_rate,
  round(${shareOf(sql`revenue`, sql`orders`)}, 9) AS average_order_value,
  ${shareOf(sql`orders`, sql`active`)} AS purchase_frequency,
  ${shareOf(sql`gap_days`, sql`gaps`)}::DOUBLE AS order_interval,
  round(${shareOf(sql`revenue`, sql`active`)}, 9) AS revenue_per_customer,
  CASE WHEN revenue > 0 THEN round(top_revenue / revenue, 9) END AS top_share,
  new_orders, new_revenue
FROM placed
ORDER BY period`;
}
