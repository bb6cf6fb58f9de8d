import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import type { BoundData, PlanStep, TableStep } from '../analysis.ts';
import { daysAfter } from '../calendar-day.ts';
import { USUAL_VALUE, valueSteps } from '../clv/value-steps.ts';
import { measuresQuery, stretchesQuery } from './measures.ts';
import { SCORE_PARTS, type ScorePart, type TiersParams } from './params.ts';

/** What is to be placed in tiers, and where the tables go. */
export interface Placing {
  /** Schema of the analysis. */
  readonly schema: string;
  readonly data: BoundData;
  readonly params: TiersParams;
  /** ISO days of the evaluations, ascending; orders before them are known. */
  readonly days: readonly string[];
}

/** Decimals scores are kept to, so that the order of a sum cannot tell equal customers apart. */
const DECIMALS = 6;

/** Weight of a part of the score as a share of all weights. */
export function weightOf(params: TiersParams, part: ScorePart): number {
  const sum = params.basis.reduce((all, { weight }) => all + weight, 0);
  return (params.basis.find(({ name }) => name === part)?.weight ?? 0) / sum;
}

/** Percent rank of a column among the customers of an evaluation, 0 to 100; equal customers share one. */
function percentRank(value: Sql): Sql {
  return sql`100 * percent_rank() OVER (PARTITION BY evaluation ORDER BY ${value})`;
}

function partOf(params: TiersParams, part: ScorePart): Sql {
  if (weightOf(params, part) === 0) return sql`NULL::DOUBLE`;
  switch (part) {
    case 'value':
      return percentRank(params.valueBy === 'historic' ? sql`revenue` : sql`round(coalesce(clv, 0), 6)`);
    case 'loyalty':
      return sql`(${percentRank(sql`orders`)} + ${percentRank(sql`tenure_days`)}) / 2`;
    case 'growth':
      return percentRank(sql`growth`);
    case 'profitability':
      return sql`CASE WHEN margin_rate IS NULL THEN 0
      ELSE 100 * percent_rank() OVER (PARTITION BY evaluation, margin_rate IS NULL ORDER BY round(margin_rate, 9)) END`;
  }
}

/** Name of the column that holds a part of the score. */
export function partColumn(part: ScorePart): Sql {
  return identifier(`${part}_part`);
}

function scoredQuery(params: TiersParams, measures: Sql, values: Sql): Sql {
  const parts = SCORE_PARTS.map((part) => sql`${partOf(params, part)} AS ${partColumn(part)}`);
  const terms = SCORE_PARTS.filter((part) => weightOf(params, part) > 0).map(
    (part) => sql`${weightOf(params, part)} * ${partColumn(part)}`,
  );
  return sql`SELECT *, round(${joined(terms, ' + ')}, ${DECIMALS}) AS score
FROM (
  SELECT *,
    ${joined(parts, ',\n    ')}
  FROM ${measures} LEFT JOIN ${values} USING (evaluation, customer_key)
)`;
}

/**
 * Number of a customer's tier, 1 the best. By quantile, a tier takes no more than its share: customers with equal
 * scores stand together, where they would be too many in the tier below.
 */
function tierOf(params: TiersParams): Sql {
  const rules = params.tiers.slice(0, -1).map((tier, index) => {
    const reached =
      params.thresholds === 'quantile'
        ? sql`at_or_above <= ${tier.share}`
        : sql`revenue >= ${tier.revenue} AND orders >= ${tier.orders} AND tenure_days >= ${tier.tenure}`;
    return sql`WHEN ${reached} THEN ${index + 1}`;
  });
  return sql`(CASE ${joined(rules, ' ')} ELSE ${params.tiers.length} END)::INTEGER`;
}

function placedQuery(params: TiersParams, scored: Sql): Sql {
  return sql`SELECT * EXCLUDE (at_or_above), ${tierOf(params)} AS tier
FROM (
  SELECT *, cume_dist() OVER (PARTITION BY evaluation ORDER BY score DESC) AS at_or_above FROM ${scored}
)`;
}

/** Steps that value all customers at each of the days with what was known before it; they leave `customer_values`. */
export function valuesByDay(schema: string, data: BoundData, days: readonly string[]): readonly PlanStep[] {
  const at = (name: string): Sql => sql`${identifier(schema)}.${identifier(name)}`;
  const prefix = (index: number): string => `at${index}_`;
  const purchaseDays = at(`${prefix(0)}purchase_days`);
  const valued = days.map(
    (_, index) => sql`SELECT ${index} AS evaluation, customer_key, p_alive, expected_spend, clv
  FROM ${at(`${prefix(index)}value`)}`,
  );
  return [
    ...days.flatMap((day, index) =>
      valueSteps(
        schema,
        data,
        { ...USUAL_VALUE, asOf: daysAfter(day, -1) },
        prefix(index),
        index === 0 ? undefined : purchaseDays,
      ),
    ),
    { table: 'customer_values', query: joined(valued, '\n  UNION ALL\n  '), kind: 'table', reusable: true },
  ];
}

/**
 * Steps that place every customer known at each of the days in a tier, with what was known then. They leave `placed`:
 * `evaluation` (0 for the first day), `day`, `customer_key`, `tier` (1 the best), `score`, its parts, `revenue`,
 * `orders`, `margin`, `growth`, `margin_rate`, `tenure_days`, `recency_days`, `p_alive`, `expected_spend`, `clv`.
 */
export function placingSteps({ schema, data, params, days }: Placing): readonly PlanStep[] {
  const at = (name: string): Sql => sql`${identifier(schema)}.${identifier(name)}`;
  const step = (table: string, query: Sql, reusable: boolean): TableStep => ({
    table,
    query,
    kind: 'table',
    reusable,
  });
  return [
    ...valuesByDay(schema, data, days),
    step('stretches', stretchesQuery(data, days, params.window), true),
    step('measures', measuresQuery(at('stretches'), days, params.window), true),
    step('scored', scoredQuery(params, at('measures'), at('customer_values')), true),
    step('placed', placedQuery(params, at('scored')), false),
  ];
}
