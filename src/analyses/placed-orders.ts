import { identifier, sql, type Sql } from '../contract/sql.ts';
import { ORDERS } from '../data/relations.ts';
import type { BoundData } from './analysis.ts';
import { daysAfter } from './calendar-day.ts';
import { marginOf } from './margin.ts';

/** Orders ready for grouping: what to select from, and how to sum it up. */
export interface PlacedOrders {
  /** A relation with `customer_key` and `ordered_at`, neither NULL. */
  readonly from: Sql;
  /** Aggregate: number of orders. */
  readonly orders: Sql;
  /** Aggregate: sum of amounts, DOUBLE; NULL where the data have none. */
  readonly revenue: Sql;
  /** Aggregate: sum of margins, DOUBLE; NULL where the data have none. */
  readonly margin: Sql;
}

/** Whether rows of `orders` have an amount. */
export function hasAmount({ roles }: Pick<BoundData, 'roles'>): boolean {
  return roles.includes('amount') || (roles.includes('quantity') && roles.includes('unitPrice'));
}

/**
 * Orders that can be placed: those with a customer and a date. Several rows with one order id are one order, at
 * the time of its first row; a row without an id is an order of its own.
 *
 * @param end last day that is read, inclusive, ISO; null reads all
 */
export function placedOrders(data: BoundData, end: string | null): PlacedOrders {
  const amount = hasAmount(data) ? sql`amount` : null;
  const margin = marginOf(data);
  const until = end === null ? sql`` : sql` AND ordered_at < TIMESTAMP ${daysAfter(end, 1)}`;
  const placed = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL${until}`;
  const sum = (value: Sql | null): Sql => (value === null ? sql`NULL::DOUBLE` : sql`sum(${value})`);
  if (!data.orderLines) {
    return {
      from: sql`(SELECT * FROM ${identifier(ORDERS)} WHERE ${placed})`,
      orders: sql`count(*)`,
      revenue: sum(amount),
      margin: sum(margin),
    };
  }
  return {
    from: sql`(
    SELECT customer_key, min(ordered_at) AS ordered_at,
      CASE WHEN order_key IS NULL THEN count(*) ELSE 1 END AS orders,
      ${sum(amount)} AS revenue, ${sum(margin)} AS margin
    FROM ${identifier(ORDERS)}
    WHERE ${placed}
    GROUP BY customer_key, order_key, CASE WHEN order_key IS NULL THEN ordered_at END
  )`,
    orders: sql`sum(orders)::BIGINT`,
    revenue: sql`sum(revenue)`,
    margin: sql`sum(margin)`,
  };
}
