import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMERS } from '../../data/relations.ts';
import type { MigrationParams } from './params.ts';
import { DIRECTIONS, stateRelation } from './states.ts';

/** What the summaries are made from. */
export interface Compared {
  /** One row per customer with an order before the later date: ranks of both states, direction, value. */
  readonly states: Sql;
  readonly params: MigrationParams;
}

/** Customers and their value from each state to each that somebody went to. */
export function flowsTable({ states, params }: Compared): Sql {
  return sql`SELECT before.state AS from_state, after.state AS to_state, direction,
  count(*) AS customers,
  count(*) / sum(count(*)) OVER () AS share,
  coalesce(sum(clv), 0) AS clv
FROM ${states}
JOIN ${stateRelation(params, sql`before`, true)} ON before.rank = from_rank
JOIN ${stateRelation(params, sql`after`, false)} ON after.rank = to_rank
GROUP BY from_rank, before.state, to_rank, after.state, direction
ORDER BY from_rank = 0, from_rank, to_rank`;
}

/** State of each customer at both dates, by name. */
export function stateMembers({ states, params }: Compared): Sql {
  return sql`SELECT customer_key, before.state AS from_state, after.state AS to_state, direction
FROM ${states}
JOIN ${stateRelation(params, sql`before`, true)} ON before.rank = from_rank
JOIN ${stateRelation(params, sql`after`, false)} ON after.rank = to_rank`;
}

/** All pairs of states, also those nobody went between; the share is that of the customers of the earlier state. */
export function matrixTable({ states, params }: Compared): Sql {
  return sql`SELECT before.state AS from_state, after.state AS to_state,
  coalesce(customers, 0)::BIGINT AS customers,
  coalesce(customers, 0) / nullif(sum(coalesce(customers, 0)) OVER (PARTITION BY before.rank), 0) AS share,
  coalesce(clv, 0) AS clv
FROM ${stateRelation(params, sql`before`, true)}
CROSS JOIN ${stateRelation(params, sql`after`, false)}
LEFT JOIN (
  SELECT from_rank, to_rank, count(*) AS customers, sum(clv) AS clv FROM ${states} GROUP BY from_rank, to_rank
) AS counted ON from_rank = before.rank AND to_rank = after.rank
ORDER BY before.rank = 0, before.rank, after.rank`;
}

/**
 * Customers of each state at both dates and what has changed. A row gives both numbers away, so it rests on the
 * smaller of them, of dates with anybody in the state.
 */
export function netTable({ states, params }: Compared): Sql {
  return sql`SELECT state,
  coalesce(least(nullif(customers_before, 0), nullif(customers_after, 0)), 0) AS customers,
  customers_before, customers_after,
  customers_after - customers_before AS net_change,
  clv
FROM (
  SELECT rank, state,
    count(*) FILTER (WHERE from_rank = rank) AS customers_before,
    count(*) FILTER (WHERE to_rank = rank) AS customers_after,
    coalesce(sum(clv) FILTER (WHERE to_rank = rank), 0) AS clv
  FROM ${stateRelation(params, sql`named`, false)}
  LEFT JOIN ${states} ON from_rank = rank OR to_rank = rank
  GROUP BY rank, state
)
ORDER BY rank`;
}

/** Customers and value by the way they went. */
export function summaryTable({ states }: Compared): Sql {
  const rows = DIRECTIONS.map((direction, index) => sql`(${index}, ${direction})`);
  return sql`SELECT named.direction AS direction,
  count(customer_key) AS customers,
  count(customer_key) / nullif(sum(count(customer_key)) OVER (), 0) AS share,
  coalesce(sum(clv), 0) AS clv,
  coalesce(sum(clv) / nullif(sum(sum(clv)) OVER (), 0), 0) AS clv_share
FROM (VALUES ${rows}) AS named(position, direction)
LEFT JOIN ${states} AS states ON states.direction = named.direction
GROUP BY position, named.direction
ORDER BY position`;
}

/** Customers who are in another state than before, with what is known of them at the later date. */
export function moversTable({ states, params }: Compared): Sql {
  return sql`SELECT customer_key, customer_id AS customer, before.state AS from_state, after.state AS to_state, direction,
  recency_days, orders, revenue, p_alive, clv
FROM ${states}
JOIN ${stateRelation(params, sql`before`, false)} ON before.rank = from_rank
JOIN ${stateRelation(params, sql`after`, false)} ON after.rank = to_rank
JOIN ${identifier(CUSTOMERS)} USING (customer_key)
WHERE from_rank <> to_rank`;
}
