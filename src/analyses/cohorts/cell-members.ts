import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { periodName } from '../calendar-periods.ts';
import { type Grouping, slotOf } from './cell-queries.ts';
import type { CohortsParams } from './params.ts';

/** What customers add to the sums of a cell; the register of releases compares it. */
export const MEMBER_FIGURES = ['orders', 'revenue', 'margin'] as const;

/** What a group of the matrix is known by, and its name. */
function groupName({ cohortBy, period }: CohortsParams): { readonly key: Sql; readonly name: Sql } {
  return cohortBy === null
    ? { key: sql`first_period`, name: periodName(period, sql`first_period`) }
    : { key: sql`grp`, name: sql`grp::VARCHAR` };
}

/**
 * Customers who count as active in a column of the matrix, with what they add to its sums: customer_key, grp,
 * first_period, slot, orders, revenue, margin. In the mode of "on or after" somebody counts in every column up to
 * the last purchase, with all that is bought from it on; in the others several rows may be of one column.
 */
function activeMembers({ members }: Grouping, params: CohortsParams, activity: Sql): Sql {
  const slotted = sql`SELECT customer_key, grp, first_period, ${slotOf(params, sql`(ordered_in - origin)`)} AS slot,
    orders, revenue, margin
  FROM ${activity} JOIN ${members} USING (customer_key)`;
  if (params.mode !== 'onOrAfter') return slotted;
  const later = MEMBER_FIGURES.map((name) => {
    const figure = identifier(name);
    return sql`sum(${figure}) OVER (PARTITION BY customer_key ORDER BY slot DESC) AS ${figure}`;
  });
  const sums = MEMBER_FIGURES.map((name) => sql`sum(${identifier(name)}) AS ${identifier(name)}`);
  return sql`SELECT customer_key, grp, first_period, unnest(range(before + 1, slot + 1))::INTEGER AS slot,
    orders, revenue, margin
  FROM (
    SELECT customer_key, grp, first_period, slot, ${later},
      coalesce(lag(slot) OVER (PARTITION BY customer_key ORDER BY slot), -1) AS before
    FROM (SELECT customer_key, grp, first_period, slot, ${sums} FROM (${slotted}) GROUP BY ALL)
  )`;
}

/**
 * Who is behind the cells of the matrix: customer_key, cohort, grp, period (its first), complete, orders, revenue,
 * margin. Those whom a cell leaves aside because others are wholly observed are not in it.
 *
 * @param fine relation of `entryCells`, made with the same grouping
 */
export function cellMembers(fine: Sql, grouping: Grouping, params: CohortsParams, activity: Sql): Sql {
  const { key, name } = groupName(params);
  return sql`SELECT customer_key, cohort, grp, period, complete, orders, revenue, margin
FROM (
  ${activeMembers(grouping, params, activity)}
) JOIN (
  SELECT grp, first_period, slot, from_k::INTEGER AS period, complete, ${name} AS cohort
  FROM (SELECT *, bool_or(complete) OVER (PARTITION BY ${key}, slot) AS is_known FROM ${fine})
  WHERE complete OR NOT is_known
) USING (grp, first_period, slot)`;
}

/** Who is behind each group of another attribute and column: only where it is wholly observed. */
export function curveMembers(fine: Sql, grouping: Grouping, params: CohortsParams, activity: Sql): Sql {
  return sql`SELECT customer_key, grp::VARCHAR AS "group", from_k::INTEGER AS period, orders, revenue, margin
FROM (
  ${activeMembers(grouping, params, activity)}
) JOIN (SELECT grp, first_period, slot, from_k FROM ${fine} WHERE complete) USING (grp, first_period, slot)`;
}

/** Who is in each cohort, with what they have bought in all its periods. */
export function cohortMembers({ members, entries }: Grouping, params: CohortsParams, activity: Sql): Sql {
  const { name } = groupName(params);
  return sql`SELECT customer_key, cohort, orders, revenue, margin
FROM ${activity} JOIN ${members} USING (customer_key)
  JOIN (SELECT grp, first_period, ${name} AS cohort FROM ${entries}) USING (grp, first_period)`;
}
