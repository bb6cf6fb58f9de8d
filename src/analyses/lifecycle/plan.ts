import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMERS } from '../../data/relations.ts';
import type { BoundData, Plan, PlanStep } from '../analysis.ts';
import { periodName, periodStart } from '../calendar-periods.ts';
import { observationOf } from '../observation.ts';
import { everyTransitionMembers, flowMembers, stateMembers, transitionMembers } from './members.ts';
import { type LifecycleParams, thresholdsOf } from './params.ts';
import { stateAfter, stateIn } from './spell-states.ts';
import { lifecycleTable, type PeriodSpan, periodSpan, spellSteps } from './spell-steps.ts';
import { FLOWS, NOBODY, type State, STATES, stateCode, stateName, TRANSITIONS } from './states.ts';

const SPELLS = lifecycleTable('spells');
const SHAPES = lifecycleTable('shapes');
const MOVES = lifecycleTable('moves');

/** Codes are below this, so that a pair of them is one bit of a BIGINT. */
const CODES = STATES.length + 1;

/**
 * Spells of equal course, counted: few, however many customers there are. `passed` has a bit for each pair of states
 * that such a spell passes between wholly observed periods, the change into the next spell included.
 */
function shapesQuery({ lastWhole }: PeriodSpan): Sql {
  const bit = sql`(1::BIGINT << (before * ${CODES} + after)::BIGINT)`;
  return sql`WITH counted AS (
  SELECT q, n, cooling_at, risk_at, lapsed_at, kind, count(*) AS customers, sum(revenue) AS revenue
  FROM ${SPELLS}
  GROUP BY q, n, cooling_at, risk_at, lapsed_at, kind
),
numbered AS (
  SELECT *, row_number() OVER () AS shape FROM counted
),
changes AS (
  ${changesOf(sql`numbered`, lastWhole)}
)
SELECT numbered.*, coalesce(passed, 0)::BIGINT AS passed
FROM numbered LEFT JOIN (SELECT shape, bit_or(${bit}) AS passed FROM changes GROUP BY shape) USING (shape)`;
}

/** One row per shape and period up to `last`: the states before and after. A new customer comes from nowhere. */
function changesOf(shapes: Sql, last: number): Sql {
  return sql`SELECT shape, customers, p::INTEGER AS p, ${stateIn(sql`p - 1`)} AS before,
    ${stateAfter(sql`p`)} AS after
  FROM (SELECT *, unnest(range(q + 1, least(n, ${last}) + 1)) AS p FROM ${shapes})
  UNION ALL
  SELECT shape, customers, q, 0, ${stateCode('new')}
  FROM ${shapes} WHERE kind = ${stateCode('new')} AND q <= ${last}`;
}

/** Customers by period and change of state; the last period may be partial. */
function movesQuery({ last }: PeriodSpan): Sql {
  return sql`SELECT p, before, after, sum(customers)::BIGINT AS customers
FROM (
  ${changesOf(SHAPES, last)}
)
GROUP BY p, before, after`;
}

function periodColumns({ period }: LifecycleParams, { lastWhole }: PeriodSpan): Sql {
  return sql`${periodName(period, sql`p`)} AS period, ${periodStart(period, sql`p`)} AS period_start,
  p <= ${lastWhole} AS complete`;
}

/** Every period from the first order on. */
function periods({ last }: PeriodSpan): Sql {
  return sql`(SELECT unnest(range(first, ${last} + 1))::INTEGER AS p FROM (SELECT min(q) AS first FROM ${SHAPES}))`;
}

function named(names: readonly string[]): Sql {
  return sql`(VALUES ${names.map((name, index) => sql`(${index + 1}, ${name})`)})`;
}

function statesQuery(params: LifecycleParams, span: PeriodSpan): Sql {
  return sql`WITH counted AS (
  SELECT p, after AS code, sum(customers)::BIGINT AS customers FROM ${MOVES} GROUP BY p, after
),
earned AS (
  SELECT q AS p, kind AS code, sum(revenue) AS revenue FROM ${SHAPES} GROUP BY q, kind
)
SELECT ${periodColumns(params, span)}, state, coalesce(customers, 0) AS customers,
  (coalesce(customers, 0) / sum(coalesce(customers, 0)) OVER (PARTITION BY p))::DOUBLE AS share,
  CASE WHEN (SELECT count(revenue) FROM earned) > 0 THEN round(coalesce(revenue, 0), 6) END AS revenue
FROM ${periods(span)} CROSS JOIN ${named(STATES)} AS states(code, state)
  LEFT JOIN counted USING (p, code) LEFT JOIN earned USING (p, code)
ORDER BY p, code`;
}

/** All changes there can be, with their places. */
function pairs(): Sql {
  const rows = TRANSITIONS.map(([from, to], place) => {
    const before = from === NOBODY ? 0 : stateCode(from);
    return sql`(${place}, ${before}, ${stateCode(to)}, ${from}, ${to})`;
  });
  return sql`(VALUES ${rows}) AS pairs(place, before, after, from_state, to_state)`;
}

/** Share of those who were in the state before; of those who were not there before there is none. */
const SHARE_OF_BEFORE = sql`CASE WHEN before > 0 THEN
    (moves / nullif(sum(moves) OVER (PARTITION BY before), 0))::DOUBLE END AS share`;

function transitionsQuery({ lastWhole }: PeriodSpan): Sql {
  return sql`WITH moved AS (
  SELECT pairs.*, coalesce(customers, 0) AS moves
  FROM ${pairs()} LEFT JOIN (SELECT * FROM ${MOVES} WHERE p = ${lastWhole}) USING (before, after)
)
SELECT from_state, to_state, moves AS customers, ${SHARE_OF_BEFORE}
FROM moved
ORDER BY place`;
}

function allTransitionsQuery({ lastWhole }: PeriodSpan): Sql {
  return sql`WITH people AS (
  SELECT passed, count(*) AS customers
  FROM (
    SELECT customer_key, bit_or(passed) AS passed
    FROM ${SPELLS} JOIN (SELECT q, n, cooling_at, risk_at, lapsed_at, kind, passed FROM ${SHAPES})
      USING (q, n, cooling_at, risk_at, lapsed_at, kind)
    GROUP BY customer_key
  )
  GROUP BY passed
),
counted AS (
  SELECT before, after, sum(customers)::BIGINT AS moves
  FROM ${MOVES}
  WHERE p <= ${lastWhole}
  GROUP BY before, after
),
moved AS (
  SELECT pairs.*, coalesce(moves, 0) AS moves,
    coalesce((SELECT sum(customers) FROM people WHERE (passed >> (before * ${CODES} + after)::BIGINT) % 2 = 1), 0)
      AS customers
  FROM ${pairs()} LEFT JOIN counted USING (before, after)
)
SELECT from_state, to_state, customers::BIGINT AS customers, moves, ${SHARE_OF_BEFORE}
FROM moved
ORDER BY place`;
}

/** One row per period: who came, stayed, came back and lapsed. */
function accountQuery(span: PeriodSpan): Sql {
  const lapsed = stateCode('lapsed');
  const moved = (condition: Sql): Sql => sql`coalesce(sum(customers) FILTER (WHERE ${condition}), 0)::BIGINT`;
  return sql`SELECT p, came AS "new", coalesce(retained, 0) AS retained, back AS won_back, lost AS newly_lapsed
FROM ${periods(span)} JOIN (
  SELECT p, ${moved(sql`after = ${stateCode('new')}`)} AS came,
    ${moved(sql`after = ${stateCode('won_back')}`)} AS back,
    ${moved(sql`after = ${lapsed} AND before <> ${lapsed}`)} AS lost
  FROM ${MOVES} GROUP BY p
) USING (p) LEFT JOIN (
  SELECT q AS p, sum(customers)::BIGINT AS retained
  FROM ${SHAPES} WHERE kind = ${stateCode('active')} GROUP BY q
) USING (p)`;
}

function flowsQuery(params: LifecycleParams, span: PeriodSpan): Sql {
  const figures = FLOWS.map((flow) => sql`WHEN ${flow} THEN ${identifier(flow)}`);
  return sql`SELECT ${periodColumns(params, span)}, flow, CASE flow ${joined(figures, ' ')} END::BIGINT AS customers
FROM ${lifecycleTable('account')} CROSS JOIN ${named(FLOWS)} AS flows(place, flow)
ORDER BY p, place`;
}

/** Customers of a row are those of its smaller side, so that neither side can be told when it is small. */
function quickRatioQuery(params: LifecycleParams, span: PeriodSpan): Sql {
  return sql`SELECT ${periodColumns(params, span)}, least("new" + won_back, newly_lapsed)::BIGINT AS customers,
  (("new" + won_back) / newly_lapsed)::DOUBLE AS quick_ratio
FROM ${lifecycleTable('account')}
WHERE newly_lapsed > 0
ORDER BY p`;
}

/** The present state of each customer, since when, and when the next order is due by the own interval. */
function customersQuery(params: LifecycleParams, { last, endDay }: PeriodSpan): Sql {
  const isLast = sql`n = ${last + 1}`;
  const ofLast = (value: Sql): Sql => sql`max(${value}) FILTER (WHERE ${isLast})`;
  const since = sql`CASE WHEN q = ${last} THEN CASE kind WHEN ${stateCode('active')} THEN NULL ELSE q END
      WHEN lapsed_at < n THEN lapsed_at WHEN risk_at < n THEN risk_at WHEN cooling_at < n THEN cooling_at END`;
  const activeFrom = sql`CASE WHEN kind <> ${stateCode('active')} THEN q + 1 WHEN had_cooled THEN q END`;
  const day = (number: Sql): Sql => sql`(DATE '1970-01-01' + (${number})::INTEGER)`;
  return sql`WITH present AS (
  SELECT customer_key, ${ofLast(stateIn(sql`${last}`))} AS code,
    coalesce(${ofLast(since)}, max(${activeFrom})) AS since
  FROM ${SPELLS}
  GROUP BY customer_key
),
bought AS (
  SELECT customer_key, sum(orders)::BIGINT AS orders, max(last_day) AS last_day
  FROM ${lifecycleTable('activity')}
  GROUP BY customer_key
)
SELECT customer_key, customer_id AS customer, ${stateName(sql`code`)} AS state,
  ${periodStart(params.period, sql`since`)} AS since, ${day(sql`last_day`)} AS last_order,
  (${endDay} - last_day)::INTEGER AS days_since, orders, own AS interval_days,
  ${day(sql`last_day + round(CASE WHEN own IS NULL THEN typical ELSE greatest(own, floor_days) END)`)} AS expected_next
FROM present JOIN bought USING (customer_key) JOIN ${lifecycleTable('own_intervals')} USING (customer_key)
  JOIN ${identifier(CUSTOMERS)} USING (customer_key), ${lifecycleTable('population')}`;
}

function factsQuery(data: BoundData, params: LifecycleParams, { last, lastWhole }: PeriodSpan): Sql {
  const { coolingAfter, atRiskAfter, lapsedAfter } = thresholdsOf(params);
  const inState = (states: readonly State[]): Sql => {
    const codes = states.map((state) => sql`${stateCode(state)}`);
    return sql`coalesce(sum(customers) FILTER (WHERE after IN (${codes})), 0)`;
  };
  const counts = STATES.map(
    (state) => sql`${inState([state])}::BIGINT AS ${identifier(`customers_${state}`)}`,
  );
  return sql`SELECT coalesce(sum(customers), 0)::BIGINT AS customers,
  ${counts},
  (${inState(['new', 'active', 'won_back'])} / sum(customers))::DOUBLE AS share_active,
  (SELECT (("new" + won_back) / nullif(newly_lapsed, 0))::DOUBLE FROM ${lifecycleTable('account')}
    WHERE p = ${lastWhole}) AS quick_ratio,
  (SELECT typical FROM ${lifecycleTable('population')}) AS typical_interval,
  ${observationOf(data, params.observationEnd).end}::DATE AS observation_end,
  ${periodStart(params.period, sql`${lastWhole}`)} AS last_complete_period,
  ${coolingAfter}::DOUBLE AS cooling_after, ${atRiskAfter}::DOUBLE AS at_risk_after,
  ${lapsedAfter}::DOUBLE AS lapsed_after
FROM ${MOVES}
WHERE p = ${last}`;
}

function table(name: string, query: Sql): PlanStep {
  return { table: name, query, kind: 'table', reusable: false };
}

function view(name: string, query: Sql): PlanStep {
  return { table: name, query, kind: 'view', reusable: false };
}

/**
 * The tables of the lifecycle. Customers are cut into spells (`spell-steps.ts`), equal spells are counted, and only
 * the counted ones are laid out period by period, so that the work grows with the orders and not with customers
 * times periods.
 */
export function planLifecycle(data: BoundData, params: LifecycleParams): Plan {
  const span = periodSpan(data, params);
  return {
    steps: [
      ...spellSteps(data, params),
      table('shapes', shapesQuery(span)),
      table('moves', movesQuery(span)),
      table('account', accountQuery(span)),
      table('customers', customersQuery(params, span)),
      table('states', statesQuery(params, span)),
      view('period_members', stateMembers(params)),
      table('transitions', transitionsQuery(span)),
      view('transition_members', transitionMembers(span)),
      table('all_transitions', allTransitionsQuery(span)),
      view('every_transition_members', everyTransitionMembers(span)),
      table('flows', flowsQuery(params, span)),
      view('flow_members', flowMembers(params, span)),
      table('quick_ratio', quickRatioQuery(params, span)),
    ],
    facts: factsQuery(data, params, span),
  };
}
