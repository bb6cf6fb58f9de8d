import { sql, type Sql } from '../../contract/sql.ts';

/** Steps of the curve of concentration. */
const STEPS = 20;

/** One row per customer with an order in the periods shown: orders, revenue, margin, and place by revenue. */
export function customerTotals(activity: Sql, bounds: Sql): Sql {
  return sql`SELECT customer_key, orders, revenue, margin,
  row_number() OVER (ORDER BY revenue DESC, customer_key) AS place
FROM (
  SELECT customer_key, sum(orders)::BIGINT AS orders, round(fsum(revenue), 6) AS revenue, fsum(margin) AS margin
  FROM ${activity} AS activity, ${bounds}
  WHERE activity.period BETWEEN shown_first AND shown_last
  GROUP BY 1
)`;
}

/**
 * What share of revenue comes from what share of customers, those who spent most first, in steps of a twentieth of
 * the customers. `customers` counts those of the step.
 */
export function paretoTable(totals: Sql): Sql {
  return sql`WITH steps AS (
  SELECT (place * ${STEPS} - 1) // count(*) OVER () AS step, place / count(*) OVER () AS share, revenue FROM ${totals}
)
SELECT max(share) AS customer_share, count(*) AS customers, round(fsum(revenue), 6) AS revenue,
  round(sum(sum(revenue)) OVER (ORDER BY step) / nullif(sum(sum(revenue)) OVER (), 0), 9) AS cumulative_share
FROM steps
GROUP BY step
ORDER BY step`;
}

/** Who is in each step of {@link paretoTable}. */
export function paretoMembers(totals: Sql): Sql {
  return sql`SELECT customer_key, revenue, max(share) OVER (PARTITION BY step) AS customer_share
FROM (
  SELECT customer_key, (place * ${STEPS} - 1) // count(*) OVER () AS step, place / count(*) OVER () AS share, revenue
  FROM ${totals}
)`;
}

/** SQL of the share of revenue of the fifth of customers who spent most; NULL where there is no revenue. */
export function topShareOf(totals: Sql): Sql {
  return sql`(SELECT CASE WHEN sum(revenue) > 0 THEN
    round(sum(revenue) FILTER (WHERE place <= (SELECT (count(*) + 4) // 5 FROM ${totals})) / sum(revenue), 9) END
  FROM ${totals})`;
}
