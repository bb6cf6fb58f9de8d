import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { ORDERS } from '../../data/relations.ts';
import type { BoundData, PlanStep } from '../analysis.ts';
import { dayNumber } from '../calendar-day.ts';
import { purchaseDays } from '../clv/purchase-statistics.ts';
import { USUAL_VALUE, valueSteps } from '../clv/value-steps.ts';
import { marginOf } from '../margin.ts';
import { hasAmount } from '../placed-orders.ts';
import type { ChurnParams } from './params.ts';
import { CHURN, churnTable, groupOfRow, made, NAMES } from './places.ts';

const DAYS = churnTable('purchase_days');
const VALUE = churnTable('value');
const FIRST_ROWS = churnTable('first_rows');
const JUDGED = churnTable('judged');

const PLACED = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;

/** Day customers are judged on: as given, else that of the last order. */
export function judgedOn(data: BoundData, { analysisDate }: Pick<ChurnParams, 'analysisDate'>): string {
  return analysisDate ?? data.lastOrder ?? '1970-01-01';
}

/** Purchase days of customers; amounts are zero where the data have none, and no value is shown then. */
function daysQuery(data: BoundData): Sql {
  if (hasAmount(data)) return purchaseDays(data, marginOf(data));
  return sql`SELECT DISTINCT customer_key, (ordered_at::DATE - DATE '1970-01-01')::INTEGER AS day,
  0::DOUBLE AS amount, NULL::DOUBLE AS margin
FROM ${identifier(ORDERS)}
WHERE ${PLACED}`;
}

/** Group of each customer, as on the first row that is dated; of rows at one time the first by name counts. */
function firstRowsQuery(data: BoundData, params: ChurnParams): Sql {
  return sql`SELECT customer_key, arg_min(grp, (ordered_at, grp)) AS grp
FROM (
  SELECT customer_key, ordered_at, ${groupOfRow(data, params.groupBy)} AS grp
  FROM ${identifier(ORDERS)}
  WHERE ${PLACED}
)
GROUP BY customer_key`;
}

/**
 * One row per customer: the own mean interval between purchase days, or for who bought once the median of all who
 * came back; how many of these intervals have passed; what the rule and the model say.
 */
function judgedQuery(data: BoundData, params: ChurnParams): Sql {
  const day = dayNumber(judgedOn(data, params));
  const valued = hasAmount(data);
  const money = (column: string): Sql => (valued ? identifier(column) : sql`NULL::DOUBLE`);
  return sql`WITH measured AS (
  SELECT customer_key, first_day, last_day, x, historic_value, p_alive, expected_purchases, expected_spend, clv,
    next_purchase_days, ${day} - last_day AS days_since,
    CASE WHEN x > 0 THEN (last_day - first_day) / x END AS own_interval
  FROM ${VALUE}
),
typical AS (SELECT median(own_interval) AS typical_interval FROM measured),
timed AS (
  SELECT *, coalesce(own_interval, typical_interval) AS interval_days FROM measured, typical
)
SELECT customer_key, customer, grp, (DATE '1970-01-01' + last_day::INTEGER) AS last_order,
  (x + 1)::INTEGER AS purchase_days, interval_days::DOUBLE AS interval_days, days_since::INTEGER AS days_since,
  days_since / interval_days AS multiple,
  CASE WHEN interval_days IS NULL THEN 'unknown' WHEN days_since > ${params.multiple} * interval_days THEN 'lapsed'
    ELSE 'active' END AS rule,
  p_alive,
  CASE WHEN p_alive IS NULL THEN 'unknown' WHEN p_alive < ${params.threshold} THEN 'gone' ELSE 'alive' END AS model,
  expected_purchases, ${money('expected_spend')} AS expected_spend, ${money('clv')} AS clv,
  ${money('historic_value')} AS revenue,
  CASE WHEN next_purchase_days IS NOT NULL
    THEN DATE '1970-01-01' + (${day} + ceil(next_purchase_days))::INTEGER END AS next_purchase,
  own_interval IS NULL AS bought_once, typical_interval
FROM timed
JOIN ${FIRST_ROWS} USING (customer_key)
JOIN ${NAMES} USING (customer_key)`;
}

/** Number of a customer's tenth of P(alive), from 0. */
const BAND = sql`least(floor(p_alive * 10 + 1e-12)::INTEGER, 9)`;

/** Tenths of P(alive) with their customers; every tenth is there. */
const BANDS = sql`WITH tenths AS (SELECT unnest(range(10))::INTEGER AS band),
filled AS (
  SELECT ${BAND} AS band, count(*) AS customers,
    count(*) FILTER (WHERE rule = 'lapsed') AS lapsed,
    round(sum(revenue), 6) AS revenue, round(sum(clv), 6) AS clv
  FROM ${JUDGED}
  WHERE p_alive IS NOT NULL
  GROUP BY ALL
)
SELECT band / 10 AS "from", (band + 1) / 10 AS "to",
  coalesce(customers, 0) AS customers,
  coalesce(customers / sum(customers) OVER (), 0) AS customer_share,
  lapsed / customers AS lapsed_share, revenue, clv
FROM tenths LEFT JOIN filled USING (band)
ORDER BY band`;

/** Who is in each tenth. */
const BAND_MEMBERS = sql`SELECT customer_key, ${BAND} / 10 AS "from", revenue FROM ${JUDGED} WHERE p_alive IS NOT NULL`;

const AGREEMENT = sql`SELECT rule, model, count(*) AS customers, count(*) / sum(count(*)) OVER () AS customer_share,
  round(sum(revenue), 6) AS revenue, round(sum(clv), 6) AS clv
FROM ${JUDGED}
GROUP BY rule, model
ORDER BY rule, model`;

const CUSTOMERS_SHOWN = sql`SELECT customer_key, customer, last_order, purchase_days, interval_days, days_since, multiple,
  rule, p_alive, model, expected_purchases, expected_spend, clv, next_purchase
FROM ${JUDGED}`;

/** Steps of the non-contractual setting. They leave `judged` and the result tables made from it. */
export function lapseSteps(data: BoundData, params: ChurnParams): readonly PlanStep[] {
  const choice = {
    ...USUAL_VALUE,
    model: params.model,
    asOf: judgedOn(data, params),
    discountRate: params.discountRate,
  };
  return [
    made('purchase_days', daysQuery(data), true),
    ...valueSteps(CHURN, data, choice, '', DAYS),
    made('first_rows', firstRowsQuery(data, params), true),
    made('judged', judgedQuery(data, params)),
    { table: 'customers', query: CUSTOMERS_SHOWN, kind: 'view', reusable: false },
    made('bands', BANDS),
    { table: 'band_members', query: BAND_MEMBERS, kind: 'view', reusable: false },
    made('agreement', AGREEMENT),
    made('membership', sql`SELECT customer_key, grp, rule = 'lapsed' AS churned FROM ${JUDGED}`),
  ];
}

/** Facts of the non-contractual setting, as columns of one row. */
export function lapseFacts(data: BoundData, params: ChurnParams): Sql {
  const fit = churnTable('fit');
  return sql`SELECT ${judgedOn(data, params)}::DATE AS analysis_date,
  count(*) FILTER (WHERE bought_once) AS one_time_customers,
  any_value(typical_interval)::DOUBLE AS typical_interval,
  avg(p_alive) AS p_alive_mean,
  sum(p_alive) AS expected_alive,
  count(*) FILTER (WHERE model = 'gone') AS gone_by_model,
  count(*) FILTER (WHERE (rule = 'lapsed') = (model = 'gone')) / nullif(count(*), 0) AS agreement_share,
  round(sum(clv), 6) AS clv,
  (SELECT any_value(model) FROM ${fit}) AS model_used,
  (SELECT any_value(log_likelihood) FROM ${fit}) AS model_log_likelihood
FROM ${JUDGED}`;
}
