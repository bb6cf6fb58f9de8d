import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { largestOf } from '../contributions.ts';
import { CUSTOMERS } from '../../data/relations.ts';
import { NOT_YET, tierRelation } from './names.ts';
import type { TiersParams } from './params.ts';
import { weightOf } from './placing.ts';

/** What the summaries are made from. */
export interface Placed {
  /** One row per evaluation and customer. */
  readonly placed: Sql;
  readonly params: TiersParams;
  /** ISO days of the evaluations, ascending. */
  readonly days: readonly string[];
}

function lastEvaluation({ days }: Placed): number {
  return days.length - 1;
}

/** Customers, revenue, value and margin of each tier at the analysis date, also of empty ones. */
export function tiersTable(context: Placed): Sql {
  const { placed, params } = context;
  return sql`SELECT name AS tier,
  count(customer_key) AS customers,
  count(customer_key) / sum(count(customer_key)) OVER () AS customer_share,
  round(coalesce(sum(revenue), 0), 6) AS revenue,
  coalesce(sum(revenue) / nullif(sum(sum(revenue)) OVER (), 0), 0) AS revenue_share,
  sum(revenue) / nullif(sum(orders), 0) AS average_order_value,
  avg(score) AS average_score,
  coalesce(sum(clv), 0) AS clv,
  avg(clv) AS clv_per_customer,
  sum(margin) AS margin,
  sum(margin) / nullif(sum(margin_base), 0) AS margin_rate,
  ${largestOf('revenue', sql`revenue`)},
  ${largestOf('clv', sql`clv`)}
FROM ${tierRelation(params.tiers, sql`named`)}
LEFT JOIN (SELECT * FROM ${placed} WHERE evaluation = ${lastEvaluation(context)}) ON tier = number
GROUP BY number, name
ORDER BY number`;
}

/** Customers, revenue and value of each tier at each date. */
export function evaluationsTable({ placed, params, days }: Placed): Sql {
  const dates = days.map((day, index) => sql`(${index}, ${day}::DATE)`);
  return sql`SELECT dates.day AS day, name AS tier,
  count(customer_key) AS customers,
  coalesce(count(customer_key) / nullif(sum(count(customer_key)) OVER (PARTITION BY dates.evaluation), 0), 0)
    AS customer_share,
  round(coalesce(sum(revenue), 0), 6) AS revenue,
  coalesce(sum(clv), 0) AS clv
FROM (VALUES ${dates}) AS dates(evaluation, day) CROSS JOIN ${tierRelation(params.tiers, sql`named`)}
LEFT JOIN (SELECT evaluation, customer_key, tier, revenue, clv FROM ${placed}) AS placed
  ON tier = number AND placed.evaluation = dates.evaluation
GROUP BY dates.evaluation, dates.day, number, name
ORDER BY dates.evaluation, number`;
}

/**
 * Each customer at each date but the first, with the tier of the date before: `tier_before` is 0 where there was no
 * order yet.
 */
export function stepsQuery({ placed }: Placed): Sql {
  return sql`SELECT later.evaluation, later.day, customer_key, coalesce(earlier.tier, 0) AS tier_before, later.tier,
  earlier.score AS score_before, later.score, later.clv
FROM ${placed} AS later
LEFT JOIN (SELECT evaluation + 1 AS evaluation, customer_key, tier, score FROM ${placed}) AS earlier
  USING (evaluation, customer_key)
WHERE later.evaluation > 0`;
}

/**
 * Customers and their value from each tier to each, between each date and the next.
 *
 * @param steps the table of {@link stepsQuery}
 */
export function transitionsTable({ params, days }: Placed, steps: Sql): Sql {
  const dates = days.map((day, index) => sql`(${index + 1}, ${day}::DATE)`);
  return sql`SELECT dates.day AS from_date, steps.day AS to_date,
  coalesce(before.name, ${NOT_YET}) AS from_tier, after.name AS to_tier,
  count(*) AS customers,
  count(*) / sum(count(*)) OVER (PARTITION BY evaluation, tier_before) AS share,
  coalesce(sum(clv), 0) AS clv
FROM ${steps} AS steps
JOIN (VALUES ${dates}) AS dates(evaluation, day) USING (evaluation)
JOIN ${tierRelation(params.tiers, sql`after`)} ON after.number = tier
LEFT JOIN ${tierRelation(params.tiers, sql`before`)} ON before.number = tier_before
GROUP BY evaluation, dates.day, steps.day, tier_before, before.name, tier, after.name
ORDER BY evaluation, tier_before = 0, tier_before, tier`;
}

/** Who is in each tier at each date. */
export function evaluationMembers({ placed, params, days }: Placed): Sql {
  const dates = days.map((day, index) => sql`(${index}, ${day}::DATE)`);
  return sql`SELECT customer_key, dates.day AS day, name AS tier, revenue
FROM (SELECT evaluation, customer_key, tier, revenue FROM ${placed}) AS placed
JOIN (VALUES ${dates}) AS dates(evaluation, day) ON dates.evaluation = placed.evaluation
JOIN ${tierRelation(params.tiers, sql`named`)} ON placed.tier = number`;
}

/** Who went from each tier to each, between each date and the next. */
export function transitionMembers({ params }: Placed, steps: Sql): Sql {
  return sql`SELECT customer_key, steps.day AS to_date, coalesce(before.name, ${NOT_YET}) AS from_tier, after.name AS to_tier
FROM ${steps} AS steps
JOIN ${tierRelation(params.tiers, sql`after`)} ON after.number = tier
LEFT JOIN ${tierRelation(params.tiers, sql`before`)} ON before.number = tier_before`;
}

/** Customers who are in a better (or worse) tier at the last date than at the one before. */
export function moversTable(context: Placed, steps: Sql, direction: 'up' | 'down'): Sql {
  const { params } = context;
  const moved = direction === 'up' ? sql`tier < tier_before` : sql`tier > tier_before`;
  return sql`SELECT customer_key, customer_id AS customer, before.name AS from_tier, after.name AS to_tier,
  score_before, score AS score_after, clv
FROM ${steps}
JOIN ${tierRelation(params.tiers, sql`before`)} ON before.number = tier_before
JOIN ${tierRelation(params.tiers, sql`after`)} ON after.number = tier
JOIN ${identifier(CUSTOMERS)} USING (customer_key)
WHERE evaluation = ${lastEvaluation(context)} AND ${moved}`;
}

/**
 * What a customer lacks for the next better tier. By rules it is the difference to each minimum. By quantile it is
 * the revenue in the window that lifts the value part far enough, all else equal and with the other customers as
 * they are: from the percent rank that is needed to the smallest revenue that has it.
 */
function distances(context: Placed): { readonly columns: Sql; readonly joins: Sql } {
  const { params, placed } = context;
  if (params.thresholds === 'units') {
    const rules = params.tiers.map(
      ({ revenue, orders, tenure }, index) => sql`(${index + 1}, ${revenue}, ${orders}, ${tenure})`,
    );
    const lack = (measure: Sql): Sql =>
      sql`CASE WHEN next.number IS NOT NULL THEN greatest(wanted.${measure} - current.${measure}, 0) END`;
    return {
      columns: sql`NULL::DOUBLE AS score_to_next,
  round(${lack(sql`revenue`)}, 6)::DOUBLE AS revenue_to_next,
  ceil(${lack(sql`orders`)})::INTEGER AS orders_to_next`,
      joins: sql`LEFT JOIN (VALUES ${rules}) AS wanted(number, revenue, orders, tenure_days)
  ON wanted.number = current.tier - 1`,
    };
  }
  const weight = weightOf(params, 'value');
  const here = sql`evaluation = ${lastEvaluation(context)}`;
  const cut = sql`LEFT JOIN (SELECT tier AS cut_tier, min(score) AS cut FROM ${placed} WHERE ${here} GROUP BY tier) AS cuts
  ON cut_tier = current.tier - 1`;
  const score = sql`round(cut - current.score, 6)::DOUBLE AS score_to_next`;
  if (weight === 0 || params.valueBy === 'predicted') {
    return {
      columns: sql`${score}, NULL::DOUBLE AS revenue_to_next, NULL::INTEGER AS orders_to_next`,
      joins: cut,
    };
  }
  // A little less than the exact rank is asked for, since the score it comes from is rounded.
  const wanted = sql`coalesce(value_part + (cut - current.score) / ${weight}, 1e9) - 1e-5 / ${weight}`;
  return {
    columns: sql`${score},
  CASE WHEN ladder.revenue IS NOT NULL THEN round(greatest(ladder.revenue - current.revenue, 0), 6) END AS revenue_to_next, NULL::INTEGER AS orders_to_next`,
    joins: sql`${cut}
ASOF LEFT JOIN (SELECT DISTINCT value_part AS rung, revenue FROM ${placed} WHERE ${here}) AS ladder
  ON ${wanted} <= ladder.rung`,
  };
}

/** Every customer known at the analysis date: tier, score and its parts, measures, and what the next tier takes. */
export function customersTable(context: Placed): Sql {
  const { placed, params } = context;
  const { columns, joins } = distances(context);
  return sql`SELECT current.customer_key, customer_id AS customer, own.name AS tier, score,
  value_part, loyalty_part, growth_part, profitability_part,
  current.revenue, current.orders, current.tenure_days, current.recency_days, growth, margin_rate, clv,
  next.name AS next_tier,
  ${columns}
FROM (SELECT * FROM ${placed} WHERE evaluation = ${lastEvaluation(context)}) AS current
JOIN ${identifier(CUSTOMERS)} AS customers ON customers.customer_key = current.customer_key
JOIN ${tierRelation(params.tiers, sql`own`)} ON own.number = current.tier
LEFT JOIN ${tierRelation(params.tiers, sql`next`)} ON next.number = current.tier - 1
${joins}`;
}

/**
 * The plan of a budget, one row for each tier it names.
 *
 * @param allocation table of the kernel
 */
export function planTable(context: Placed, allocation: Sql): Sql {
  const { placed, params } = context;
  return sql`SELECT name AS tier,
  coalesce(customers, 0)::BIGINT AS customers,
  contacted, cost, responses, revenue,
  revenue - cost AS expected_return,
  CASE WHEN cost > 0 THEN (revenue - cost) / cost END AS return_on_cost
FROM ${allocation}
JOIN ${tierRelation(params.tiers, sql`named`)} ON number = tier
LEFT JOIN (
  SELECT tier, count(*) AS customers FROM ${placed} WHERE evaluation = ${lastEvaluation(context)} GROUP BY tier
) AS counted USING (tier)
ORDER BY number`;
}
