import { identifier, joined, sql, type Sql } from '../../contract/sql.ts';
import { BASES, type Basis, fewest, periodsBack, type Sources } from './comparison.ts';
import type { KpiParams } from './params.ts';

/** What revenue is the product of, among new and among returning customers. */
export const FACTORS = ['customers', 'frequency', 'order_value'] as const;

interface Source {
  readonly name: 'new' | 'returning';
  readonly customers: Sql;
  readonly orders: Sql;
  readonly revenue: Sql;
}

/** Customers, orders and revenue of both kinds of customers, out of a row of the history. */
function sourcesOf(table: Sql): readonly [Source, Source] {
  const at = (name: string): Sql => sql`${table}.${identifier(name)}`;
  return [
    { name: 'new', customers: at('new'), orders: at('new_orders'), revenue: at('new_revenue') },
    {
      name: 'returning',
      customers: at('returning'),
      orders: sql`(${at('orders')} - ${at('new_orders')})`,
      revenue: sql`(${at('revenue')} - ${at('new_revenue')})`,
    },
  ];
}

/**
 * What a change of one factor of a product of three adds to it, averaged over the orders in which the three can
 * change (the Shapley value): Δx ((y₀z₀ + y₁z₁) / 3 + (y₀z₁ + y₁z₀) / 6).
 */
function shapley([x0, x1]: Pair, [y0, y1]: Pair, [z0, z1]: Pair): Sql {
  return sql`(${x1} - ${x0}) * ((${y0} * ${z0} + ${y1} * ${z1}) / 3 + (${y0} * ${z1} + ${y1} * ${z0}) / 6)`;
}
type Pair = readonly [before: Sql, now: Sql];

const COUNT: Pair = [sql`customers_0`, sql`customers_1`];
const RATE: Pair = [sql`frequency_0`, sql`frequency_1`];
const SIZE: Pair = [sql`order_value_0`, sql`order_value_1`];

/**
 * Change of revenue of every whole period against its basis, as a sum: revenue is customers × orders per customer ×
 * average order value, among new and among returning customers. One row per period, basis and kind of customer.
 *
 * Each factor is credited with its Shapley value, so the effects add up to the change exactly and do not depend on
 * an order of the factors (Shapley 1953; Sun 1998 has the same for a product of factors; Shorrocks 2013). Where a
 * kind of customer was not there in one of the periods, orders per customer and order value did not change: all of
 * it is customers.
 */
export function growthTerms({ history }: Pick<Sources, 'history'>, params: KpiParams): Sql {
  const pairs = BASES.flatMap((basis) => {
    const before = sourcesOf(sql`before`);
    return sourcesOf(sql`now`).map((now, index) => {
      const then = before[index] ?? before[0];
      return sql`SELECT now.period AS period, now.start AS start, ${basis} AS basis, ${now.name} AS source,
    ${then.customers} AS customers_0, ${now.customers} AS customers_1,
    ${then.orders} AS orders_0, ${now.orders} AS orders_1,
    ${then.revenue} AS revenue_0, ${now.revenue} AS revenue_1
  FROM ${history} AS now JOIN ${history} AS before ON before.period = now.period - ${periodsBack(basis, params)}
  WHERE NOT now.partial AND NOT before.partial`;
    });
  });
  return sql`WITH pairs AS (
  ${joined(pairs, '\n  UNION ALL\n  ')}
),
rates AS (
  SELECT *,
    orders_0 / nullif(customers_0, 0) AS frequency_0, orders_1 / nullif(customers_1, 0) AS frequency_1,
    revenue_0 / nullif(orders_0, 0) AS order_value_0, revenue_1 / nullif(orders_1, 0) AS order_value_1,
    customers_0 > 0 AND customers_1 > 0 AS in_both
  FROM pairs
)
SELECT period, start, basis, source,
  ${fewest([sql`customers_0`, sql`customers_1`])} AS contributors,
  CASE WHEN in_both THEN ${shapley(COUNT, RATE, SIZE)} ELSE revenue_1 - revenue_0 END AS customers,
  CASE WHEN in_both THEN ${shapley(RATE, COUNT, SIZE)} ELSE 0 END AS frequency,
  CASE WHEN in_both THEN ${shapley(SIZE, COUNT, RATE)} ELSE 0 END AS order_value
FROM rates`;
}

/** The effects of the current period against both bases, one row each. */
export function growthTable(terms: Sql, { current }: Pick<Sources, 'current'>): Sql {
  const rows = FACTORS.map(
    (factor, index) =>
      sql`SELECT terms.basis AS basis, ${index} AS position, ${factor} AS factor, source,
    contributors AS customers, ${identifier(factor)} AS effect
  FROM ${terms} AS terms JOIN ${current} AS chosen USING (period)`,
  );
  return sql`SELECT basis, factor, source, customers, round(effect, 6) AS effect
FROM (
  ${joined(rows, '\n  UNION ALL\n  ')}
)
ORDER BY basis DESC, position, source`;
}

/** The effects of every period that is shown against the one before. */
export function growthPeriodsTable(terms: Sql, { history, bounds }: Sources): Sql {
  const basis: Basis = 'previous';
  const effects = (['new', 'returning'] as const).flatMap((source) =>
    FACTORS.map(
      (factor) =>
        sql`round(sum(terms.${identifier(factor)}) FILTER (WHERE source = ${source}), 6) AS ${identifier(`${source}_${factor}`)}`,
    ),
  );
  return sql`SELECT now.start AS period,
  any_value(${fewest([sql`now.active`, sql`before.active`])}) AS customers,
  any_value(round(now.revenue - before.revenue, 6)) AS revenue_change,
  ${effects}
FROM ${terms} AS terms
  JOIN ${history} AS now ON now.period = terms.period
  JOIN ${history} AS before ON before.period = now.period - 1,
  ${bounds}
WHERE terms.basis = ${basis} AND now.period BETWEEN shown_first AND shown_last
GROUP BY now.start
ORDER BY now.start`;
}
