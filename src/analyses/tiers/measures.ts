import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { ORDERS } from '../../data/relations.ts';
import type { BoundData } from '../analysis.ts';
import { monthsBefore } from '../calendar-day.ts';
import { marginOf } from '../margin.ts';

/** The stretches of history that an evaluation looks at; both ends ISO days, the later one exclusive. */
interface Windows {
  readonly day: string;
  readonly from: string;
  readonly before: string;
}

function windowsOf(day: string, months: number): Windows {
  return { day, from: monthsBefore(day, months), before: monthsBefore(day, 2 * months) };
}

/** Days at which a window of any evaluation begins or ends, ascending. */
function edges(days: readonly string[], months: number): readonly string[] {
  const all = days.flatMap((day) => Object.values(windowsOf(day, months)) as string[]);
  return [...new Set(all)].sort();
}

/**
 * The rows of the orders with what they add to the count of orders: one each, or with order lines, nothing but for
 * a row without an id and for one row beside them that stands for the order, dated by its first line.
 */
function countedRows(data: BoundData): Sql {
  const orders = identifier(ORDERS);
  const margin = marginOf(data) ?? sql`NULL::DOUBLE`;
  const placed = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;
  if (!data.orderLines) {
    return sql`SELECT customer_key, ordered_at, 1 AS orders, amount, ${margin} AS margin FROM ${orders} WHERE ${placed}`;
  }
  return sql`SELECT customer_key, ordered_at, (order_key IS NULL)::INTEGER AS orders, amount, ${margin} AS margin
  FROM ${orders} WHERE ${placed}
  UNION ALL
  SELECT customer_key, min(ordered_at), 1, NULL, NULL
  FROM ${orders} WHERE ${placed} AND order_key IS NOT NULL
  GROUP BY customer_key, order_key`;
}

/**
 * Orders brought to one row per customer and stretch between the edges of all windows, so that the evaluations of
 * all dates come out of one pass over the orders. A stretch is numbered by the edges before it.
 *
 * @param days ISO days of the evaluations
 * @param months length of the window
 */
export function stretchesQuery(data: BoundData, days: readonly string[], months: number): Sql {
  const passed = edges(days, months).map((edge) => sql`(ordered_at >= ${edge}::TIMESTAMP)::UTINYINT`);
  return sql`SELECT customer_key, (${joined(passed, ' + ')})::UTINYINT AS stretch,
  min(ordered_at)::DATE AS first_day, max(ordered_at)::DATE AS last_day,
  sum(orders) AS orders,
  sum(amount) AS revenue,
  sum(margin) AS margin,
  sum(amount) FILTER (WHERE margin IS NOT NULL) AS margin_base
FROM (
  ${countedRows(data)}
)
WHERE ordered_at < ${days.at(-1) ?? null}::TIMESTAMP
GROUP BY customer_key, stretch`;
}

/**
 * One row per evaluation and customer known by then: what stood in the window before the date and, of revenue, in
 * the window before that. Tenure is the time from the first to the last order; growth the change of revenue.
 *
 * @param stretches the table of {@link stretchesQuery}
 */
export function measuresQuery(stretches: Sql, days: readonly string[], months: number): Sql {
  const all = edges(days, months);
  const after = (edge: string): number => all.indexOf(edge) + 1;
  const dates = days.map((day, index) => {
    const { from, before } = windowsOf(day, months);
    return sql`(${index}, ${day}::DATE, ${after(before)}, ${after(from)}, ${after(day)})`;
  });
  const inWindow = sql`FILTER (WHERE stretch >= from_stretch)`;
  const inWindowBefore = sql`FILTER (WHERE stretch >= before_stretch AND stretch < from_stretch)`;
  return sql`SELECT evaluation, day, customer_key, orders, revenue, margin, margin_base,
  round(revenue - revenue_before, 6) AS growth,
  margin / nullif(margin_base, 0) AS margin_rate,
  (last_day - first_day)::INTEGER AS tenure_days,
  (day - last_day)::INTEGER AS recency_days
FROM (
  SELECT evaluation, day, customer_key,
    min(first_day) AS first_day, max(last_day) AS last_day,
    coalesce(sum(orders) ${inWindow}, 0)::INTEGER AS orders,
    round(coalesce(sum(revenue) ${inWindow}, 0), 6) AS revenue,
    round(coalesce(sum(revenue) ${inWindowBefore}, 0), 6) AS revenue_before,
    round(sum(margin) ${inWindow}, 6) AS margin,
    round(sum(margin_base) ${inWindow}, 6) AS margin_base
  FROM ${stretches} JOIN (VALUES ${dates}) AS dates(evaluation, day, before_stretch, from_stretch, end_stretch)
    ON stretch < end_stretch
  GROUP BY evaluation, day, customer_key
)`;
}
