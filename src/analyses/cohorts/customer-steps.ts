import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { ORDERS } from '../../data/relations.ts';
import type { BoundData, TableStep } from '../analysis.ts';
import { dayNumber, daysAfter } from '../calendar-day.ts';
import { type Grain, periodNumber, periodOfDay } from '../calendar-periods.ts';
import type { Observation } from '../observation.ts';
import { attributeColumn } from '../order-attribute.ts';
import { placedOrders } from '../placed-orders.ts';
import type { CohortsParams } from './params.ts';

/** Days of a rolling window; months and quarters have a fixed length there. */
export const ROLLING_DAYS: Readonly<Record<Grain, number>> = { day: 1, week: 7, month: 30, quarter: 90 };

/** Groups of an attribute that are shown by name; all others are one group. */
const NAMED_GROUPS = 12;

/** Name of the group of all values beyond the largest groups. */
export const OTHER_GROUPS = '…';

/** Name of the group of customers whose first purchase has no value. */
export const NO_VALUE = '';

const MICROSECONDS_PER_DAY = 86_400_000_000;

/** Where a table of the analysis stands. */
export function cohortsTable(name: string): Sql {
  return sql`${identifier('cohorts')}.${identifier(name)}`;
}

/** A step that is kept while data and the parameters it reads stay the same. */
export function keptStep(table: string, query: Sql): TableStep {
  return { table, query, kind: 'table', reusable: true };
}

/** Length of a rolling window in microseconds. */
export function rollingLength(grain: Grain): number {
  return ROLLING_DAYS[grain] * MICROSECONDS_PER_DAY;
}

/** Microseconds from 1970-01-01 to the midnight that begins an ISO day. */
export function microseconds(iso: string): number {
  return dayNumber(iso) * MICROSECONDS_PER_DAY;
}

const FIRSTS = cohortsTable('firsts');

function calendarSteps(data: BoundData, { period, observationEnd }: CohortsParams): readonly TableStep[] {
  const { from, orders, revenue, margin } = placedOrders(data, observationEnd);
  return [
    keptStep(
      'activity',
      sql`SELECT customer_key, ${periodNumber(period, sql`ordered_at`)} AS ordered_in, ${orders} AS orders,
  ${revenue} AS revenue, ${margin} AS margin
FROM ${from} AS placed
GROUP BY customer_key, ordered_in`,
    ),
    keptStep(
      'members',
      sql`SELECT customer_key, min(ordered_in) AS first_period, min(ordered_in) AS origin, max(ordered_in) - min(ordered_in) AS last_k
FROM ${cohortsTable('activity')}
GROUP BY customer_key`,
    ),
  ];
}

function rollingSteps(data: BoundData, { period, observationEnd }: CohortsParams): readonly TableStep[] {
  const { from, orders, revenue, margin } = placedOrders(data, observationEnd);
  return [
    keptStep(
      'activity',
      sql`SELECT customer_key,
  ((epoch_us(ordered_at) - epoch_us(first_at)) // ${rollingLength(period)}::BIGINT)::INTEGER AS ordered_in,
  ${orders} AS orders, ${revenue} AS revenue, ${margin} AS margin
FROM ${from} AS placed JOIN ${FIRSTS} USING (customer_key)
GROUP BY customer_key, ordered_in`,
    ),
    keptStep(
      'members',
      sql`SELECT customer_key, ${periodNumber(period, sql`first_at`)} AS first_period, 0 AS origin, last_k,
  epoch_us(first_at) AS first_us
FROM ${FIRSTS} JOIN (
  SELECT customer_key, max(ordered_in) AS last_k FROM ${cohortsTable('activity')} GROUP BY customer_key
) USING (customer_key)`,
    ),
  ];
}

/**
 * The value of an attribute at a customer's first purchase; of several at the same instant the first by name. The
 * largest groups keep their names, the rest are one.
 */
function groupStep(table: string, column: Sql): TableStep {
  return keptStep(
    table,
    sql`WITH valued AS (
  SELECT customer_key, coalesce(min(${column}::VARCHAR), ${NO_VALUE}) AS value
  FROM ${identifier(ORDERS)} JOIN ${FIRSTS} USING (customer_key)
  WHERE ordered_at = first_at
  GROUP BY customer_key
),
ranked AS (
  SELECT value, row_number() OVER (ORDER BY count(*) DESC, value) AS place FROM valued GROUP BY value
)
SELECT customer_key, CASE WHEN place <= ${NAMED_GROUPS} THEN value ELSE ${OTHER_GROUPS} END AS grp
FROM valued JOIN ranked USING (value)`,
  );
}

/**
 * The passes over the orders, one row per customer and period first, so that everything later reads far fewer rows
 * than there are orders:
 *
 * - `activity`: customer_key, ordered_in (number of the calendar period, or of the rolling window), orders, revenue, margin
 * - `members`: customer_key, first_period, origin (what is taken off `ordered_in` to count periods since the first
 *   purchase), last_k (last period with a purchase, so counted) and, with rolling windows, first_us
 * - `cohort_groups`, `compare_groups`: customer_key, grp, where an attribute is asked for
 */
export function customerSteps(data: BoundData, params: CohortsParams): readonly TableStep[] {
  const attributes = [
    ['cohort_groups', params.cohortBy],
    ['compare_groups', params.compare],
  ] as const;
  const groups = attributes.flatMap(([table, attribute]) => {
    const column = attribute === null ? null : attributeColumn(data, attribute);
    return column === null ? [] : [groupStep(table, column)];
  });
  const rolling = params.window === 'rolling';
  const { from } = placedOrders(data, params.observationEnd);
  const firsts = keptStep(
    'firsts',
    sql`SELECT customer_key, min(ordered_at) AS first_at FROM ${from} AS placed GROUP BY customer_key`,
  );
  return [
    ...(rolling ? [firsts, ...rollingSteps(data, params)] : calendarSteps(data, params)),
    ...(!rolling && groups.length > 0 ? [firsts] : []),
    ...groups,
  ];
}

/**
 * How many periods of a cohort have begun and how many are wholly observed for every member, as aggregates over its
 * members. Nothing of a cohort is complete while its own period lasts: others may still join it.
 *
 * @returns SQL of `begun` (periods 0 to begun − 1 have begun) and `done` (periods 0 to done − 1 are complete)
 */
export function observedPeriods(
  { end, wholeUntil }: Observation,
  { period, window }: CohortsParams,
): { readonly begun: Sql; readonly done: Sql } {
  const firstOpen = periodOfDay(period, daysAfter(wholeUntil, 1));
  if (window === 'calendar') {
    return {
      begun: sql`${periodOfDay(period, end)} - first_period + 1`,
      done: sql`greatest(0, ${firstOpen} - first_period)`,
    };
  }
  const length = sql`${rollingLength(period)}::BIGINT`;
  const read = sql`${microseconds(daysAfter(end, 1))}::BIGINT`;
  const whole = sql`${microseconds(daysAfter(wholeUntil, 1))}::BIGINT`;
  return {
    begun: sql`((${read} - min(first_us) + ${length} - 1) // ${length})::INTEGER`,
    done: sql`CASE WHEN first_period < ${firstOpen} THEN greatest(0, ${whole} - max(first_us)) // ${length}
    ELSE 0 END::INTEGER`,
  };
}
