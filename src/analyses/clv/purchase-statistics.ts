import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { ORDERS } from '../../data/relations.ts';
import type { BoundData } from '../analysis.ts';
import { DAYS_IN, type TimeUnit } from './time.ts';

const PLACED = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;
const DAY = sql`(ordered_at::DATE - DATE '1970-01-01')::INTEGER`;

/**
 * One row per customer and calendar day with a purchase: all that the models look at. Amounts of a day are added
 * up, to 0.000001, so that the order of addition changes nothing. An order whose lines stand on several days is
 * one purchase, on the first of them.
 *
 * @param margin margin of a row of `orders`, or null where the data have none
 */
export function purchaseDays(data: BoundData, margin: Sql | null): Sql {
  const kept = margin ?? sql`NULL::DOUBLE`;
  const orders = identifier(ORDERS);
  const source = data.orderLines
    ? sql`(
    SELECT customer_key, min(ordered_at) AS ordered_at, sum(amount) AS amount, sum(margin) AS margin
    FROM (SELECT customer_key, order_key, ordered_at, amount, ${kept} AS margin FROM ${orders} WHERE ${PLACED})
    WHERE order_key IS NOT NULL
    GROUP BY customer_key, order_key
    UNION ALL
    SELECT customer_key, ordered_at, amount, ${kept} AS margin FROM ${orders} WHERE ${PLACED} AND order_key IS NULL
  )`
    : sql`(SELECT customer_key, ordered_at, amount, ${kept} AS margin FROM ${orders} WHERE ${PLACED})`;
  return sql`SELECT customer_key, ${DAY} AS day, round(coalesce(sum(amount), 0), 6) AS amount,
  round(sum(margin), 6) AS margin
FROM ${source}
GROUP BY customer_key, day`;
}

/** Between which days purchases are counted, and how. */
export interface Window {
  /** Last day of the calibration, counted from 1970. */
  readonly calibrationEnd: number;
  /** Last day of the holdout; the same or before where there is none. */
  readonly observationEnd: number;
  /** Unit of the opportunities where purchases are counted in discrete ones (BG/BB), else null. */
  readonly opportunity: TimeUnit | null;
}

/** Days of a unit that the times of {@link purchaseStatistics} are counted in. */
export function statisticsUnit({ opportunity }: Window): number {
  return opportunity === null ? 1 : DAYS_IN[opportunity];
}

/** Length of the holdout in days, or in whole opportunities. */
export function holdoutLength(window: Window): number {
  const days = Math.max(0, window.observationEnd - window.calibrationEnd);
  return window.opportunity === null ? days : Math.floor(days / statisticsUnit(window));
}

/** Times are whole and below 2^17, so that (T, x, t_x) fit one number, which sorts in this order. */
const ENTRY = sql`(t::BIGINT * 131072 + x) * 131072 + tx AS entry`;

const SUMS = (until: Sql): Sql => sql`sum(amount) FILTER (WHERE ${until}) AS historic_value,
    sum(margin) FILTER (WHERE ${until}) AS historic_margin,
    arg_min(amount, day) AS first_amount`;

/**
 * Repeat-transaction statistics, one row per customer with a purchase within the calibration (Fader, Hardie & Lee
 * 2005): `x` repeat purchase days, `tx` days from the first to the last of them, `t` days from the first to the end
 * of the calibration, `m` mean amount of a repeat day; beside them `x_star` purchase days and their amounts
 * (`spend_star`) in the holdout.
 *
 * Where purchases are counted in opportunities (Fader, Hardie & Shang 2010), the k-th opportunity of a customer is
 * the k-th unit of time after the first purchase; `x` counts opportunities with a purchase, `tx` is the last such,
 * `t` the number of whole opportunities until the end.
 *
 * @param days the table made by {@link purchaseDays}
 */
export function purchaseStatistics(days: Sql, window: Window): Sql {
  const { calibrationEnd: calibration, observationEnd: observation } = window;
  return window.opportunity === null
    ? continuousStatistics(days, calibration, observation)
    : discreteStatistics(days, window);
}

function continuousStatistics(days: Sql, calibration: number, observation: number): Sql {
  const within = sql`day <= ${calibration}`;
  const after = sql`day > ${calibration} AND day <= ${observation}`;
  return sql`SELECT *, ${ENTRY}
FROM (
  SELECT customer_key, first_day, last_day, x, last_day - first_day AS tx, ${calibration} - first_day AS t,
    CASE WHEN x > 0 THEN round((historic_value - first_amount) / x, 6) ELSE 0 END AS m,
    first_amount, round(historic_value, 6) AS historic_value, round(historic_margin, 6) AS historic_margin,
    x_star, round(coalesce(spend_star, 0), 6) AS spend_star
  FROM (
    SELECT customer_key, min(day) AS first_day, max(day) FILTER (WHERE ${within}) AS last_day,
      (count(*) FILTER (WHERE ${within}) - 1)::INTEGER AS x,
      ${SUMS(within)},
      (count(*) FILTER (WHERE ${after}))::INTEGER AS x_star,
      sum(amount) FILTER (WHERE ${after}) AS spend_star
    FROM ${days}
    GROUP BY customer_key
    HAVING min(day) <= ${calibration}
  )
)`;
}

function discreteStatistics(days: Sql, window: Window): Sql {
  const { calibrationEnd: calibration } = window;
  const unit = statisticsUnit(window);
  const within = sql`k <= t`;
  const after = sql`k > t AND k <= t + ${holdoutLength(window)}`;
  return sql`SELECT *, ${ENTRY}
FROM (
  SELECT customer_key, first_day, last_day, x, tx, t,
    CASE WHEN x > 0 THEN round(repeat_value / x, 6) ELSE 0 END AS m,
    first_amount, round(historic_value, 6) AS historic_value, round(historic_margin, 6) AS historic_margin,
    x_star, round(coalesce(spend_star, 0), 6) AS spend_star
  FROM (
    SELECT customer_key, any_value(first_day) AS first_day,
      max(day) FILTER (WHERE day <= ${calibration}) AS last_day,
      (count(DISTINCT k) FILTER (WHERE k >= 1 AND ${within}))::INTEGER AS x,
      coalesce(max(k) FILTER (WHERE ${within}), 0)::INTEGER AS tx,
      any_value(t) AS t,
      sum(amount) FILTER (WHERE k >= 1 AND ${within}) AS repeat_value,
      ${SUMS(sql`day <= ${calibration}`)},
      (count(DISTINCT k) FILTER (WHERE ${after}))::INTEGER AS x_star,
      sum(amount) FILTER (WHERE ${after}) AS spend_star
    FROM (
      SELECT days.*, first_day, ceil((day - first_day) / ${unit})::INTEGER AS k,
        floor((${calibration} - first_day) / ${unit})::INTEGER AS t
      FROM ${days} AS days
      JOIN (
        SELECT customer_key, min(day) AS first_day FROM ${days} GROUP BY customer_key
        HAVING min(day) <= ${calibration}
      ) USING (customer_key)
    )
    GROUP BY customer_key
  )
)`;
}

/** The distinct (T, x, t_x) in this order, with the number of customers who have them. */
export function distinctEntries(statistics: Sql): Sql {
  return sql`SELECT entry, x, tx, t, count(*) AS customers
FROM ${statistics}
GROUP BY ALL
ORDER BY entry`;
}

/** What kernels are given of {@link distinctEntries}. */
export function entriesInput(entries: Sql): Sql {
  return sql`SELECT entry::DOUBLE AS entry, x::DOUBLE AS x, tx::DOUBLE AS tx, t::DOUBLE AS t,
  customers::DOUBLE AS customers
FROM ${entries}
ORDER BY entry`;
}
