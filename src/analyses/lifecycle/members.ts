import { sql, type Sql } from '../../contract/sql.ts';
import { periodName } from '../calendar-periods.ts';
import type { LifecycleParams } from './params.ts';
import { lifecycleTable, type PeriodSpan } from './spell-steps.ts';
import { stateAfter, stateIn } from './spell-states.ts';
import { stateCode, stateName } from './states.ts';

const SPELLS = lifecycleTable('spells');

/** Every period of each spell, from the one it began in to the last before the next. */
const LAID_OUT = sql`(SELECT *, unnest(range(q, n))::INTEGER AS p FROM ${SPELLS})`;

/**
 * Who is behind each state of each period: customer_key, period, state, revenue (of the period in which the spell began,
 * which is the only one with orders).
 */
export function stateMembers({ period }: LifecycleParams): Sql {
  return sql`SELECT customer_key, ${periodName(period, sql`p`)} AS period, ${stateName(stateIn(sql`p`))} AS state,
  CASE WHEN p = q THEN revenue END AS revenue
FROM ${LAID_OUT}`;
}

/** Who is behind each change of state into the last wholly observed period. */
export function transitionMembers({ lastWhole }: PeriodSpan): Sql {
  const p = sql`${lastWhole}`;
  return sql`SELECT customer_key, ${stateName(sql`before`)} AS from_state, ${stateName(sql`after`)} AS to_state
FROM (
  SELECT customer_key, ${stateIn(sql`(${p} - 1)`)} AS before, ${stateAfter(p)} AS after
  FROM ${SPELLS} WHERE q < ${p} AND ${p} <= n
  UNION ALL
  SELECT customer_key, 0, ${stateCode('new')} FROM ${SPELLS} WHERE kind = ${stateCode('new')} AND q = ${p}
)`;
}

/** Who has gone from each state to each by the last wholly observed period: one row for each time somebody did. */
export function everyTransitionMembers({ lastWhole }: PeriodSpan): Sql {
  return sql`SELECT customer_key, ${stateName(sql`before`)} AS from_state, ${stateName(sql`after`)} AS to_state,
  1 AS moves
FROM (
  SELECT customer_key, ${stateIn(sql`p - 1`)} AS before, ${stateAfter(sql`p`)} AS after
  FROM (SELECT *, unnest(range(q + 1, least(n, ${lastWhole}) + 1))::INTEGER AS p FROM ${SPELLS})
  UNION ALL
  SELECT customer_key, 0, ${stateCode('new')} FROM ${SPELLS}
  WHERE kind = ${stateCode('new')} AND q <= ${lastWhole}
)`;
}

/** Who came, stayed, came back and lapsed in each period. */
export function flowMembers({ period }: LifecycleParams, { last }: PeriodSpan): Sql {
  return sql`SELECT customer_key, ${periodName(period, sql`p`)} AS period, flow
FROM (
  SELECT customer_key, q AS p, CASE kind WHEN ${stateCode('new')} THEN 'new' WHEN ${stateCode('won_back')} THEN 'won_back'
    ELSE 'retained' END AS flow
  FROM ${SPELLS}
  UNION ALL
  SELECT customer_key, lapsed_at, 'newly_lapsed' FROM ${SPELLS} WHERE lapsed_at < n AND lapsed_at <= ${last}
)`;
}
