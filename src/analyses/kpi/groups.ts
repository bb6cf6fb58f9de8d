import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { ORDERS, ROLE_COLUMNS } from '../../data/relations.ts';
import type { BoundData } from '../analysis.ts';
import { largestOf } from '../contributions.ts';
import { marginOf } from '../margin.ts';
import { attributeColumn } from '../order-attribute.ts';
import { PLACED } from './activity.ts';
import { BASES, fewest, type Sources } from './comparison.ts';
import type { KpiParams } from './params.ts';
import { numberOfPeriod } from './period.ts';

/** Group of rows that name none. */
export const NO_GROUP = '(none)';
/** Groups beyond those that are listed. */
export const OTHER_GROUPS = '(others)';
/** Most groups that are listed by name. */
const LISTED = 50;

/**
 * Column of `orders` that groups are read from: as other analyses have it, or the product.
 *
 * @returns null when the data have no such column
 */
export function groupColumn(data: BoundData, groupBy: string): Sql | null {
  if (groupBy !== 'product') return attributeColumn(data, groupBy);
  return data.roles.includes('product') ? identifier(ROLE_COLUMNS.product) : null;
}

/** Whether price, volume and mix can be told apart. */
export function hasQuantities(data: BoundData): boolean {
  return data.roles.includes('quantity');
}

/** Name of a column of {@link groupCustomers} that holds a figure of one of the periods that are compared. */
function of(period: string, figure: 'revenue' | 'quantity'): Sql {
  return identifier(`${period}_${figure}`);
}

const COMPARED_PERIODS = ['current', ...BASES] as const;

/**
 * One row per group and customer: revenue and margin over all periods shown, and revenue and quantity of the current
 * period and of those it is compared with. A row of an order lies in the period of its order.
 */
export function groupCustomers(sources: Sources, data: BoundData, params: KpiParams, column: Sql): Sql {
  const { bounds, current } = sources;
  const margin = marginOf(data) ?? sql`NULL::DOUBLE`;
  const quantity = hasQuantities(data) ? sql`quantity` : sql`NULL::DOUBLE`;
  const at = data.orderLines
    ? sql`CASE WHEN order_key IS NULL THEN ordered_at
        ELSE min(ordered_at) OVER (PARTITION BY customer_key, order_key) END`
    : sql`ordered_at`;
  const slices = COMPARED_PERIODS.flatMap((name) => {
    const here = name === 'current' ? sql`chosen.period` : sql`chosen.${identifier(name)}`;
    return [
      sql`sum(amount) FILTER (WHERE rows.period = ${here}) AS ${of(name, 'revenue')}`,
      sql`sum(quantity) FILTER (WHERE rows.period = ${here}) AS ${of(name, 'quantity')}`,
    ];
  });
  return sql`SELECT "group", customer_key,
  sum(amount) FILTER (WHERE shown) AS revenue, sum(margin) FILTER (WHERE shown) AS margin,
  coalesce(bool_or(shown), FALSE) AS shown,
  ${joined(slices, ',\n  ')}
FROM (
  SELECT "group", customer_key, ${numberOfPeriod(params.grain, sql`placed_at`)} AS period, amount, margin, quantity,
    ${numberOfPeriod(params.grain, sql`placed_at`)} BETWEEN shown_first AND shown_last AS shown
  FROM (
    SELECT coalesce(nullif(${column}::VARCHAR, ''), ${NO_GROUP}) AS "group", customer_key, ${at} AS placed_at,
      coalesce(amount, 0) AS amount, ${margin} AS margin, ${quantity} AS quantity
    FROM ${identifier(ORDERS)}
    WHERE ${PLACED}
  ), ${bounds}
) AS rows, ${current} AS chosen
GROUP BY 1, 2`;
}

/** Under which name each group is listed: its own, while it is among those with most revenue. */
export function groupRanks(customers: Sql): Sql {
  return sql`SELECT "group", CASE WHEN place <= ${LISTED} THEN "group" ELSE ${OTHER_GROUPS} END AS listed
FROM (
  SELECT "group", row_number() OVER (ORDER BY round(sum(coalesce(revenue, 0)), 6) DESC, "group") AS place
  FROM ${customers}
  GROUP BY 1
)`;
}

/** Revenue and margin of each group over the periods shown, those with most revenue first. */
export function groupsTable(customers: Sql, ranks: Sql): Sql {
  return sql`WITH totals AS (
  SELECT listed, count(DISTINCT customer_key) AS customers,
    round(fsum(revenue), 6) AS revenue, round(fsum(margin), 6) AS margin,
    ${largestOf('revenue', sql`revenue`)}
  FROM ${customers} JOIN ${ranks} USING ("group")
  WHERE shown
  GROUP BY listed
)
SELECT listed AS "group", customers, revenue,
  round(revenue / nullif(sum(revenue) OVER (), 0), 9) AS revenue_share,
  round(sum(revenue) OVER (ORDER BY listed = ${OTHER_GROUPS}, revenue DESC, listed ROWS UNBOUNDED PRECEDING)
    / nullif(sum(revenue) OVER (), 0), 9) AS cumulative_share,
  margin,
  round(margin / nullif(sum(margin) OVER (), 0), 9) AS margin_share,
  round(margin / nullif(revenue, 0), 9) AS margin_rate,
  round(revenue / nullif(customers, 0), 9) AS revenue_per_customer,
  revenue_largest, revenue_second
FROM totals
ORDER BY listed = ${OTHER_GROUPS}, revenue DESC, listed`;
}

/** Customers of each group that is listed, over the periods shown. */
export function groupMembers(customers: Sql, ranks: Sql): Sql {
  return sql`SELECT customer_key, listed AS "group", people.revenue, people.margin
  FROM ${customers} AS people JOIN ${ranks} USING ("group") WHERE shown`;
}

/** No group, where none is asked for. */
export const NO_GROUPS = sql`SELECT NULL::VARCHAR AS "group", 0::BIGINT AS customers, 0::DOUBLE AS revenue,
  0::DOUBLE AS revenue_share, 0::DOUBLE AS cumulative_share, 0::DOUBLE AS margin, 0::DOUBLE AS margin_share,
  0::DOUBLE AS margin_rate, 0::DOUBLE AS revenue_per_customer, 0::DOUBLE AS revenue_largest,
  0::DOUBLE AS revenue_second
WHERE FALSE`;

/**
 * Change of revenue of the current period by price, volume and mix. With quantity q and revenue R of a group, before
 * (0) and now (1), and Q their sum over all groups:
 *
 * - volume (Q₁/Q₀ − 1) R₀: what it would have been had every group grown as all did
 * - price R₁ − q₁ R₀/q₀: what is sold now, at the change of its mean price
 * - mix, the rest: q₁ R₀/q₀ − Q₁/Q₀ R₀, what is sold now rather than in the old proportions, at old prices
 *
 * They add up to R₁ − R₀ in each group. A group that was sold in one of the periods only has no change of price.
 * Groups that are not listed are computed one by one and then added up.
 */
export function mixTable(customers: Sql, ranks: Sql): Sql {
  const parts = BASES.map((basis, index) => {
    return sql`SELECT ${index} AS position, ${basis} AS basis, "group",
    count(*) FILTER (WHERE ${of('current', 'revenue')} IS NOT NULL) AS buyers_1,
    count(*) FILTER (WHERE ${of(basis, 'revenue')} IS NOT NULL) AS buyers_0,
    coalesce(sum(${of('current', 'revenue')}), 0) AS revenue_1, coalesce(sum(${of(basis, 'revenue')}), 0) AS revenue_0,
    coalesce(sum(${of('current', 'quantity')}), 0) AS quantity_1, coalesce(sum(${of(basis, 'quantity')}), 0) AS quantity_0
  FROM ${customers}
  GROUP BY "group"`;
  });
  return sql`WITH sold AS (
  ${joined(parts, '\n  UNION ALL\n  ')}
),
grown AS (
  SELECT *, sum(quantity_1) OVER (PARTITION BY basis) / nullif(sum(quantity_0) OVER (PARTITION BY basis), 0) AS growth
  FROM sold
),
effects AS (
  SELECT *, (growth - 1) * revenue_0 AS volume,
    CASE WHEN quantity_0 <> 0 AND quantity_1 <> 0 THEN revenue_1 - quantity_1 * revenue_0 / quantity_0 ELSE 0 END
      AS price
  FROM grown
  WHERE growth IS NOT NULL AND (buyers_0 > 0 OR buyers_1 > 0)
)
SELECT basis, listed AS "group", ${fewest([sql`sum(buyers_0)`, sql`sum(buyers_1)`])} AS customers,
  round(sum(revenue_0), 6) AS revenue_before, round(sum(revenue_1), 6) AS revenue,
  round(sum(revenue_1) - sum(revenue_0), 6) AS change,
  round(sum(price), 6) AS price, round(sum(volume), 6) AS volume,
  round(sum(revenue_1) - sum(revenue_0) - sum(volume) - sum(price), 6) AS mix
FROM effects JOIN ${ranks} USING ("group")
GROUP BY position, basis, listed
ORDER BY position, listed = ${OTHER_GROUPS}, sum(revenue_1) DESC, listed`;
}

/** No effect, where there are no groups or no quantities. */
export const NO_MIX = sql`SELECT NULL::VARCHAR AS basis, NULL::VARCHAR AS "group", 0::BIGINT AS customers,
  0::DOUBLE AS revenue_before, 0::DOUBLE AS revenue, 0::DOUBLE AS change, 0::DOUBLE AS price, 0::DOUBLE AS volume,
  0::DOUBLE AS mix
WHERE FALSE`;
