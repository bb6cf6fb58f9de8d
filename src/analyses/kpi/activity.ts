import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { ORDERS } from '../../data/relations.ts';
import type { BoundData } from '../analysis.ts';
import { marginOf } from '../margin.ts';
import { type KpiGrain, numberOfPeriod } from './period.ts';

/** Rows of `orders` that can be placed: those with a customer and a date. */
export const PLACED = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;

/**
 * One row per customer and period with an order: the only pass over the orders that indicators need.
 *
 * `orders`, `revenue`, `margin` and `margin_revenue` (revenue of rows whose margin is known) of the period, day of
 * the first and last order in it, and of the last order before it (`previous_day`, NULL where there is none). Days
 * between orders need no more than that: within a period they add up to the last day less the first.
 *
 * Several rows with one order id are one order, in the period of its first row; a row without an id is an order of
 * its own.
 */
export function customerPeriods(data: BoundData, grain: KpiGrain): Sql {
  const margin = marginOf(data);
  const sums =
    margin === null
      ? sql`sum(amount) AS revenue, NULL::DOUBLE AS margin, NULL::DOUBLE AS margin_revenue`
      : sql`sum(amount) AS revenue, sum(${margin}) AS margin,
      sum(amount) FILTER (WHERE ${margin} IS NOT NULL) AS margin_revenue`;
  const orders = identifier(ORDERS);
  const byRow = sql`SELECT customer_key, ${numberOfPeriod(grain, sql`ordered_at`)} AS period, count(*) AS orders,
      ${sums},
      min(ordered_at) AS first_at, max(ordered_at) AS last_at
    FROM ${orders}
    WHERE ${PLACED}
    GROUP BY 1, 2`;
  const byOrder = sql`SELECT customer_key, ${numberOfPeriod(grain, sql`first_at`)} AS period, sum(orders) AS orders,
      sum(revenue) AS revenue, sum(margin) AS margin, sum(margin_revenue) AS margin_revenue,
      min(first_at) AS first_at, max(last_at) AS last_at
    FROM (
      SELECT customer_key, min(ordered_at) AS first_at,
        CASE WHEN order_key IS NULL THEN max(ordered_at) ELSE min(ordered_at) END AS last_at,
        CASE WHEN order_key IS NULL THEN count(*) ELSE 1 END AS orders,
        ${sums}
      FROM ${orders}
      WHERE ${PLACED}
      GROUP BY customer_key, order_key,
        CASE WHEN order_key IS NULL THEN ${numberOfPeriod(grain, sql`ordered_at`)} END
    )
    GROUP BY 1, 2`;
  return sql`SELECT customer_key, period, orders::INTEGER AS orders, coalesce(revenue, 0) AS revenue,
  margin, margin_revenue,
  first_at::DATE AS first_day, last_at::DATE AS last_day, previous_at::DATE AS previous_day
FROM (
  SELECT *, lag(last_at) OVER (PARTITION BY customer_key ORDER BY period) AS previous_at
  FROM (
    ${data.orderLines ? byOrder : byRow}
  )
)`;
}
