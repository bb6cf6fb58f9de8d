import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, TableStep } from '../analysis.ts';
import { dayNumber, daysAfter } from '../calendar-day.ts';
import { periodNumber, periodOfDay } from '../calendar-periods.ts';
import { observationOf } from '../observation.ts';
import { placedOrders } from '../placed-orders.ts';
import { type LifecycleParams, thresholdsOf } from './params.ts';
import { stateCode } from './states.ts';

/** Where a table of the analysis stands. */
export function lifecycleTable(name: string): Sql {
  return sql`${identifier('lifecycle')}.${identifier(name)}`;
}

/** Days of a period, where nobody has ordered on two days and no interval is known. */
const PERIOD_DAYS: Readonly<Record<LifecycleParams['period'], number>> = { week: 7, month: 30, quarter: 91 };

/** The periods that are looked at. */
export interface PeriodSpan {
  /** Number of the period in which observation ends. */
  readonly last: number;
  /** Number of the last period that is wholly observed: `last`, or the one before. */
  readonly lastWhole: number;
  /** Last day observed, days since 1970. */
  readonly endDay: number;
}

/** Which periods are observed, and which of them wholly. */
export function periodSpan(data: BoundData, { period, observationEnd }: LifecycleParams): PeriodSpan {
  const { end, wholeUntil } = observationOf(data, observationEnd);
  return {
    last: periodOfDay(period, end),
    lastWhole: periodOfDay(period, daysAfter(wholeUntil, 1)) - 1,
    endDay: dayNumber(end),
  };
}

function kept(table: string, query: Sql): TableStep {
  return { table, query, kind: 'table', reusable: true };
}

/** SQL of the interval a customer is measured by: the own one, not below the floor, else the population's. */
function effective(own: Sql): Sql {
  return sql`CASE WHEN ${own} IS NULL THEN typical ELSE greatest(${own}, floor_days) END`;
}

/**
 * When a spell passes the thresholds, as the first period at whose end it has; `last` + 1 when it has not by the end
 * of observation. Periods without an order count once they are over, intervals by the day.
 */
function thresholdPeriods(params: LifecycleParams, { last, lastWhole, endDay }: PeriodSpan): readonly Sql[] {
  const { coolingAfter, atRiskAfter, lapsedAfter } = thresholdsOf(params);
  return [coolingAfter, atRiskAfter, lapsedAfter].map((threshold) => {
    if (params.rule === 'periods') {
      return sql`least(n, CASE WHEN q + ${threshold} <= ${lastWhole} THEN q + ${threshold} ELSE ${last + 1} END)::INTEGER`;
    }
    const day = sql`(last_day + ceil(${threshold} * ${effective(sql`own`)}))`;
    const date = sql`(DATE '1970-01-01' + least(${day}, ${endDay})::INTEGER)`;
    return sql`least(n, CASE WHEN ${day} <= ${endDay}
      THEN greatest(q + 1, ${periodNumber(params.period, date)}) ELSE ${last + 1} END)::INTEGER`;
  });
}

/**
 * The life of each customer cut into spells. A spell begins in a period with an order and lasts until the next such
 * period; whatever state the customer is in meanwhile follows from it.
 *
 * - `activity`: customer_key, q (number of the period), orders, revenue, last_day; one row per period with an order
 * - `gaps`: customer_key, q, day, gap (days since the last day with an order)
 * - `own_intervals`: customer_key, own (days; all gaps)
 * - `population`: typical (median gap of all) and floor_days (lower quartile), one row
 * - `spells`: customer_key, q, n (next period with an order, or one after the last), cooling_at, risk_at, lapsed_at
 *   (first periods at whose end the state holds; n when it never does), kind (code of the state in q), revenue
 *
 * By the rule of intervals a spell is judged by the own interval as it was known at its last order, so that states
 * of the past do not change when later orders come.
 */
export function spellSteps(data: BoundData, params: LifecycleParams): readonly TableStep[] {
  const { period, observationEnd, rule, interval } = params;
  const { from, orders, revenue } = placedOrders(data, observationEnd);
  const span = periodSpan(data, params);
  const typical = interval === 'median' ? sql`median` : sql`avg`;
  const day = sql`(ordered_at::DATE - DATE '1970-01-01')::INTEGER`;
  const byInterval = rule === 'interval';
  const known = lifecycleTable('known_intervals');
  const [coolingAt, riskAt, lapsedAt] = thresholdPeriods(params, span);
  return [
    kept(
      'activity',
      sql`SELECT customer_key, ${periodNumber(period, sql`ordered_at`)} AS q, ${orders} AS orders,
  ${revenue} AS revenue, max(${day}) AS last_day
FROM ${from} AS placed
GROUP BY customer_key, q`,
    ),
    kept(
      'gaps',
      sql`SELECT customer_key, day, ${periodNumber(period, sql`(DATE '1970-01-01' + day)`)} AS q,
  day - lag(day) OVER (PARTITION BY customer_key ORDER BY day) AS gap
FROM (SELECT DISTINCT customer_key, ${day} AS day FROM ${from} AS placed)`,
    ),
    kept(
      'own_intervals',
      sql`SELECT customer_key, ${typical}(gap)::DOUBLE AS own FROM ${lifecycleTable('gaps')} GROUP BY customer_key`,
    ),
    kept(
      'population',
      sql`SELECT coalesce(median(gap), ${PERIOD_DAYS[period]})::DOUBLE AS typical,
  coalesce(quantile_cont(gap, 0.25), ${PERIOD_DAYS[period]})::DOUBLE AS floor_days
FROM ${lifecycleTable('gaps')}`,
    ),
    ...(byInterval
      ? [
          kept(
            'known_intervals',
            sql`SELECT customer_key, q, arg_max(own, day) AS own
FROM (
  SELECT customer_key, q, day,
    ${typical}(gap) OVER (PARTITION BY customer_key ORDER BY day ROWS UNBOUNDED PRECEDING)::DOUBLE AS own
  FROM ${lifecycleTable('gaps')}
)
GROUP BY customer_key, q`,
          ),
        ]
      : []),
    kept(
      'spells',
      sql`WITH placed AS (
  SELECT *, coalesce(lead(q) OVER (PARTITION BY customer_key ORDER BY q), ${span.last + 1}) AS n
  FROM ${lifecycleTable('activity')}
),
timed AS (
  SELECT customer_key, q, n::INTEGER AS n, revenue, ${coolingAt ?? sql`n`} AS cooling_at, ${riskAt ?? sql`n`} AS risk_at,
    ${lapsedAt ?? sql`n`} AS lapsed_at
  FROM placed${byInterval ? sql` LEFT JOIN ${known} USING (customer_key, q), ${lifecycleTable('population')}` : sql``}
)
SELECT *, CASE
    WHEN lag(q) OVER life IS NULL THEN ${stateCode('new')}
    WHEN lag(lapsed_at) OVER life < q THEN ${stateCode('won_back')}
    ELSE ${stateCode('active')}
  END::UTINYINT AS kind,
  coalesce(lag(cooling_at) OVER life < q, FALSE) AS had_cooled
FROM timed
WINDOW life AS (PARTITION BY customer_key ORDER BY q)`,
    ),
  ];
}
