import { joined, sql, type Sql } from '../../contract/sql.ts';
import { periodName, periodStart } from '../calendar-periods.ts';
import type { CohortsParams } from './params.ts';
import { OTHER_GROUPS } from './customer-steps.ts';
import { retentionInterval } from './retention-interval.ts';

/** What the figures of a grouping are made from: tables with one row per group and period of first purchase. */
export interface Grouping {
  /** Relation: customer_key, first_period, last_k, origin, grp and, with rolling windows, first_us. */
  readonly members: Sql;
  /** Relation: grp, first_period, size, begun, done. */
  readonly entries: Sql;
  /** Relation: grp, first_period, k, active, orders, revenue, margin. */
  readonly sums: Sql;
}

/** Periods of one column of the matrix. */
function slotRows({ mode, brackets, periods }: CohortsParams): Sql {
  if (mode === 'bracket') {
    const bounds = [0, ...brackets];
    const rows = bounds.map(
      (to, slot) => sql`(${slot}, ${slot === 0 ? 0 : (bounds[slot - 1] ?? 0) + 1}, ${to})`,
    );
    return sql`SELECT slot, from_k, to_k FROM (VALUES ${rows}) AS brackets(slot, from_k, to_k)
    WHERE from_k <= ${periods ?? Number.MAX_SAFE_INTEGER}`;
  }
  const last = periods === null ? sql`last` : sql`least(last, ${periods})`;
  return sql`SELECT slot::INTEGER AS slot, slot::INTEGER AS from_k, slot::INTEGER AS to_k
    FROM (SELECT unnest(range(${last} + 1)) AS slot FROM (SELECT max(begun) - 1 AS last FROM entries))`;
}

/** The column of the matrix that period `k` counts in; NULL when it counts in none. */
export function slotOf({ mode, brackets, periods }: CohortsParams, k: Sql): Sql {
  switch (mode) {
    case 'bracket': {
      const cases = brackets.map((to, index) => sql`WHEN ${k} <= ${to} THEN ${index + 1}`);
      return sql`CASE WHEN ${k} = 0 THEN 0 ${joined(cases, ' ')} END`;
    }
    case 'onOrAfter':
      return periods === null ? k : sql`least(${k}, ${periods})`;
    case 'nday':
      return periods === null ? k : sql`CASE WHEN ${k} <= ${periods} THEN ${k} END`;
  }
}

/** Customers of each group and first period who count as active in a column of the matrix. */
function activeRows({ members, sums }: Grouping, params: CohortsParams, activity: Sql): Sql {
  switch (params.mode) {
    case 'nday':
      return sql`SELECT grp, first_period, ${slotOf(params, sql`k`)} AS slot, active FROM ${sums}`;
    case 'onOrAfter':
      return sql`SELECT grp, first_period, ${slotOf(params, sql`last_k`)} AS slot, count(*) AS active
    FROM ${members} GROUP BY grp, first_period, slot`;
    case 'bracket':
      return sql`SELECT grp, first_period, slot, count(*) AS active
    FROM (
      SELECT DISTINCT customer_key, grp, first_period, ${slotOf(params, sql`(ordered_in - origin)`)} AS slot
      FROM ${activity} JOIN ${members} USING (customer_key)
    )
    GROUP BY grp, first_period, slot`;
  }
}

/**
 * The matrix in its finest form: one row per group, period of first purchase and column (a period, or a bracket)
 * that has begun. Customers of one group and first period are observed for equally long, so each row is complete or
 * not as a whole; whatever is shown is summed from these rows.
 *
 * Columns: grp, first_period, slot, from_k, to_k, size, complete, active, orders, revenue, margin, adding (customers who
 * have bought in the column's own periods; of several periods in the one in which most have), total_revenue and
 * total_margin (sums from period 0 up to the column's end).
 */
export function entryCells(grouping: Grouping, params: CohortsParams, activity: Sql): Sql {
  const later = params.mode === 'onOrAfter';
  const window = sql`PARTITION BY grp, first_period ORDER BY slot`;
  const figure = (column: Sql): Sql =>
    later ? sql`sum(${column}) OVER (PARTITION BY grp, first_period ORDER BY slot DESC)` : column;
  return sql`WITH entries AS (
  SELECT * FROM ${grouping.entries}
),
slots AS (
  ${slotRows(params)}
),
active AS (
  ${activeRows(grouping, params, activity)}
),
sums AS (
  SELECT grp, first_period, ${slotOf(params, sql`k`)} AS slot,
    sum(orders) AS orders, sum(revenue) AS revenue, sum(margin) AS margin, max(active) AS adding
  FROM ${grouping.sums}
  GROUP BY grp, first_period, slot
),
grid AS (
  SELECT grp, first_period, slot, from_k, to_k, size, to_k < done AS complete
  FROM entries JOIN slots ON from_k < begun
),
filled AS (
  SELECT grid.*, coalesce(active, 0) AS active, coalesce(orders, 0) AS orders,
    coalesce(adding, 0) AS adding,
    CASE WHEN (SELECT count(revenue) FROM sums) > 0 THEN coalesce(revenue, 0) END AS revenue,
    CASE WHEN (SELECT count(margin) FROM sums) > 0 THEN coalesce(margin, 0) END AS margin
  FROM grid LEFT JOIN active USING (grp, first_period, slot) LEFT JOIN sums USING (grp, first_period, slot)
)
SELECT grp, first_period, slot, from_k, to_k, size, complete, adding,
  ${figure(sql`active`)} AS active, ${figure(sql`orders`)} AS orders,
  ${figure(sql`revenue`)} AS revenue, ${figure(sql`margin`)} AS margin,
  sum(revenue) OVER (${window}) AS total_revenue, sum(margin) OVER (${window}) AS total_margin
FROM filled`;
}

/** The period a column ends with; NULL where it has no end. */
function columnEnd({ mode }: CohortsParams): Sql {
  return mode === 'onOrAfter' ? sql`NULL::INTEGER` : sql`to_k::INTEGER`;
}

/** Columns `retention`, `low`, `high` of a table with `customers` and `size`. */
function retentionColumns(known: Sql): Sql {
  const share = sql`(customers / size)`;
  const { low, high } = retentionInterval(share, sql`size::DOUBLE`);
  const where = (value: Sql): Sql => sql`CASE WHEN ${known} THEN ${value} END`;
  return sql`${where(share)}::DOUBLE AS retention, ${where(low)} AS low, ${where(high)} AS high`;
}

/**
 * The matrix as it is shown. A group of an attribute has members of many first periods: its figure rests on those
 * who are wholly observed up to the column; only where there are none is it what is known so far of all, and
 * incomplete. Nothing is said of an incomplete cell in which nobody has been active yet.
 *
 * @param fine relation of {@link entryCells}
 */
export function cellsQuery(fine: Sql, params: CohortsParams): Sql {
  const byTime = params.cohortBy === null;
  const over = (column: Sql): Sql =>
    sql`CASE WHEN bool_or(complete) THEN sum(${column}) FILTER (WHERE complete) ELSE sum(${column}) END`;
  const known = sql`(complete OR customers > 0)`;
  const where = (value: Sql): Sql => sql`CASE WHEN ${known} THEN ${value} END`;
  return sql`WITH summed AS (
  SELECT ${byTime ? sql`first_period` : sql`grp`} AS cohort_key, slot, any_value(from_k) AS from_k,
    any_value(to_k) AS to_k, bool_or(complete) AS complete,
    ${over(sql`active`)} AS customers, ${over(sql`size`)} AS size, ${over(sql`orders`)} AS orders,
    ${over(sql`revenue`)} AS revenue, ${over(sql`margin`)} AS margin,
    ${over(sql`total_revenue`)} AS total_revenue, ${over(sql`total_margin`)} AS total_margin,
    ${over(sql`adding`)} AS adding
  FROM ${fine}
  GROUP BY cohort_key, slot
)
SELECT ${cohortColumns(params)}, from_k::INTEGER AS period, ${columnEnd(params)} AS period_to, complete,
  customers::BIGINT AS customers, size::BIGINT AS size, ${retentionColumns(known)},
  ${where(sql`orders::BIGINT`)} AS orders, ${where(sql`round(revenue, 6)`)} AS revenue,
  ${where(sql`round(margin, 6)`)} AS margin,
  ${where(sql`round(total_revenue, 6) / size`)} AS cumulative_value, ${where(sql`round(total_margin, 6) / size`)} AS cumulative_margin,
  adding::BIGINT AS adding_customers
FROM summed
ORDER BY ${byTime ? sql`cohort_key` : sql`cohort_key = ${OTHER_GROUPS}, max(size) OVER (PARTITION BY cohort_key) DESC, cohort_key`}, slot`;
}

function cohortColumns({ cohortBy, period }: CohortsParams): Sql {
  return cohortBy === null
    ? sql`${periodName(period, sql`cohort_key`)} AS cohort, ${periodStart(period, sql`cohort_key`)} AS cohort_start`
    : sql`cohort_key::VARCHAR AS cohort, NULL::DATE AS cohort_start`;
}

/**
 * Weighted averages over what is complete: the sum of the active over the sum of the sizes. A column in which nothing
 * is complete keeps its row without a figure.
 *
 * @param fine relation of {@link entryCells}
 * @param byGroup one row per group and column, only columns with a figure; else one per column
 */
export function averageQuery(fine: Sql, params: CohortsParams, byGroup: boolean): Sql {
  const sum = (column: Sql): Sql => sql`sum(${column}) FILTER (WHERE complete)`;
  const group = byGroup ? sql`grp, ` : sql``;
  const each = (column: Sql): Sql => sql`(round(${column}, 6) / nullif(size, 0))::DOUBLE`;
  return sql`WITH summed AS (
  SELECT ${group}slot, any_value(from_k) AS from_k, any_value(to_k) AS to_k,
    count(DISTINCT first_period) FILTER (WHERE complete) AS cohorts, coalesce(${sum(sql`active`)}, 0) AS customers,
    coalesce(${sum(sql`size`)}, 0) AS size, ${sum(sql`orders`)} AS orders, ${sum(sql`revenue`)} AS revenue,
    ${sum(sql`margin`)} AS margin, ${sum(sql`total_revenue`)} AS total_revenue, ${sum(sql`total_margin`)} AS total_margin,
    coalesce(${sum(sql`adding`)}, 0) AS adding
  FROM ${fine}
  GROUP BY ${group}slot
)
SELECT ${byGroup ? sql`grp::VARCHAR AS "group", ` : sql``}from_k::INTEGER AS period, ${columnEnd(params)} AS period_to,
  cohorts, customers::BIGINT AS customers, size::BIGINT AS size, ${retentionColumns(sql`size > 0`)},
  ${each(sql`orders`)} AS orders_per_customer, ${each(sql`revenue`)} AS revenue_per_customer,
  ${each(sql`margin`)} AS margin_per_customer, ${each(sql`total_revenue`)} AS cumulative_value,
  ${each(sql`total_margin`)} AS cumulative_margin, adding::BIGINT AS adding_customers
FROM summed${byGroup ? sql` WHERE size > 0` : sql``}
ORDER BY ${byGroup ? sql`grp = ${OTHER_GROUPS}, max(size) OVER (PARTITION BY grp) DESC, grp, ` : sql``}slot`;
}

/** Size, orders and revenue of each cohort over all its periods. */
export function cohortsQuery({ members, sums }: Grouping, params: CohortsParams): Sql {
  const byTime = params.cohortBy === null;
  const key = byTime ? sql`first_period` : sql`grp`;
  return sql`WITH sized AS (
  SELECT ${key} AS cohort_key, count(*) AS customers
  FROM ${members}
  GROUP BY cohort_key
),
summed AS (
  SELECT ${key} AS cohort_key, sum(orders) AS orders, sum(revenue) AS revenue, sum(margin) AS margin
  FROM ${sums}
  GROUP BY cohort_key
)
SELECT ${cohortColumns(params)}, customers, (customers / sum(customers) OVER ())::DOUBLE AS customer_share,
  orders::BIGINT AS orders, round(revenue, 6) AS revenue,
  round(margin, 6) AS margin, (round(revenue, 6) / customers)::DOUBLE AS revenue_per_customer
FROM sized JOIN summed USING (cohort_key)
ORDER BY ${byTime ? sql`cohort_key` : sql`cohort_key = ${OTHER_GROUPS}, customers DESC, cohort_key`}`;
}
