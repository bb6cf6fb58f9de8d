import * as v from 'valibot';
import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, Plan, PlanStep, TableStep } from '../analysis.ts';
import { rfmParams } from '../rfm/params.ts';
import { scoringSteps, scoringTable } from '../rfm/scoring.ts';
import { tiersParams } from '../tiers/params.ts';
import { placingSteps, valuesByDay } from '../tiers/placing.ts';
import { comparedDates, type Dates, type MigrationParams } from './params.ts';
import { stateRelation } from './states.ts';
import { flowsTable, matrixTable, moversTable, netTable, stateMembers, summaryTable } from './summaries.ts';

const SCHEMA = 'migration';

function at(name: string): Sql {
  return sql`${identifier(SCHEMA)}.${identifier(name)}`;
}

function table(name: string, query: Sql): TableStep {
  return { table: name, query, kind: 'table', reusable: false };
}

/** Which way a customer went; states are ranked best first, and rank 0 is no order yet. */
const DIRECTION = sql`CASE WHEN from_rank = 0 THEN 'new' WHEN to_rank < from_rank THEN 'improved'
    WHEN to_rank > from_rank THEN 'declined' ELSE 'stable' END`;

/** RFM scored at both dates with what was known then; value is that of the later date. */
function byRfm(data: BoundData, params: MigrationParams, dates: Dates): readonly PlanStep[] {
  const { ties, map } = params;
  const scored = (prefix: string, day: string): readonly PlanStep[] =>
    scoringSteps({
      schema: SCHEMA,
      prefix,
      data,
      params: v.parse(rfmParams, { ties, map }),
      day,
      before: day,
    });
  const rank = (state: Sql): Sql => sql`(SELECT rank FROM ${stateRelation(params, sql`ranks`, false)}
    WHERE state = ${state}::VARCHAR)`;
  return [
    ...valuesByDay(SCHEMA, data, [dates.to]),
    ...scored('from_', dates.from),
    ...scored('to_', dates.to),
    table(
      'states',
      sql`SELECT *, ${DIRECTION} AS direction
FROM (
  SELECT later.customer_key, later.recency_days, later.frequency AS orders, later.revenue, p_alive, clv,
    coalesce(${rank(sql`earlier.segment`)}, 0) AS from_rank, ${rank(sql`later.segment`)} AS to_rank
  FROM ${scoringTable({ schema: SCHEMA, prefix: 'to_' }, 'scored')} AS later
  LEFT JOIN ${scoringTable({ schema: SCHEMA, prefix: 'from_' }, 'scored')} AS earlier USING (customer_key)
  LEFT JOIN ${at('customer_values')} USING (customer_key)
)`,
    ),
  ];
}

/** Customers placed in tiers at both dates; before the first order there is nobody to place. */
function byTier(data: BoundData, dates: Dates): readonly PlanStep[] {
  const known = data.firstOrder !== null && dates.from > data.firstOrder;
  const days = known ? [dates.from, dates.to] : [dates.to];
  const last = days.length - 1;
  return [
    ...placingSteps({ schema: SCHEMA, data, params: v.parse(tiersParams, {}), days }),
    table(
      'states',
      sql`SELECT *, ${DIRECTION} AS direction
FROM (
  SELECT later.customer_key, later.recency_days, later.orders, later.revenue, later.p_alive, later.clv,
    coalesce(earlier.tier, 0) AS from_rank, later.tier AS to_rank
  FROM (SELECT * FROM ${at('placed')} WHERE evaluation = ${last}) AS later
  LEFT JOIN (SELECT customer_key, tier FROM ${at('placed')} WHERE evaluation = ${last - 1}) AS earlier
    USING (customer_key)
)`,
    ),
  ];
}

function factsQuery({ from, to }: Dates): Sql {
  const went = (direction: string): Sql => sql`count(*) FILTER (WHERE direction = ${direction})`;
  return sql`SELECT count(*) AS customers,
  count(*) FILTER (WHERE direction IN ('improved', 'declined')) AS moved,
  ${went('improved')} AS improved,
  ${went('stable')} AS stable,
  ${went('declined')} AS declined,
  ${went('new')} AS new_customers,
  coalesce(sum(clv), 0) AS clv,
  coalesce(sum(clv) FILTER (WHERE direction = 'declined'), 0) AS clv_at_stake,
  ${from}::DATE AS from_date,
  ${to}::DATE AS to_date
FROM ${at('states')}`;
}

/** The tables of segment migration: each customer's state at both dates, and what is summed up from them. */
export function planMigration(data: BoundData, params: MigrationParams): Plan {
  const dates = comparedDates(data, params);
  const context = { states: at('states'), params };
  return {
    steps: [
      ...(params.by === 'rfm' ? byRfm(data, params, dates) : byTier(data, dates)),
      table('flows', flowsTable(context)),
      table('matrix', matrixTable(context)),
      table('net', netTable(context)),
      table('summary', summaryTable(context)),
      table('movers', moversTable(context)),
      { table: 'state_members', query: stateMembers(context), kind: 'view', reusable: false },
    ],
    facts: factsQuery(dates),
  };
}
