import { daysAfter } from '../../src/analyses/calendar-day.ts';
import { marginOf } from '../../src/analyses/margin.ts';
import { hasAmount } from '../../src/analyses/placed-orders.ts';
import { boundDataOf } from '../../src/analyses/bound-data.ts';
import type { CustomerOrders, CustomerOrdersRequest, DayRange } from '../../src/contract/dashboard.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { ORDERS, ROLE_COLUMNS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { PLACED } from './customer-dimensions.ts';

/** Roles whose values are shown beside an order; of several on one order, the first by name and how many more. */
const WORDS = ['country', 'channel', 'category', 'product', 'orderStatus'] as const;

/** Figures of an order that rows are sorted by; those that the data have not are not offered. */
const FIGURES: readonly string[] = ['day', 'lines', 'amount', 'units', 'margin'];

function within(days: DayRange | null): Sql {
  if (days === null) return sql`TRUE`;
  return sql`ordered_at >= TIMESTAMP ${days.from} AND ordered_at < TIMESTAMP ${daysAfter(days.to, 1)}`;
}

function sortedBy(asked: CustomerOrdersRequest['orderBy'], words: readonly string[]): Sql {
  if (asked === undefined || ![...FIGURES, ...words].includes(asked.column)) return sql``;
  return sql`${identifier(asked.column)} ${asked.descending ? sql`DESC` : sql`ASC`} NULLS LAST, `;
}

/**
 * Orders of one customer, newest first: `day`, `lines`, `amount`, `units`, `margin` where the data have them, and the
 * words of {@link WORDS}. Rows of one order id are one order, on the day of its first row; a row without an id is an
 * order of its own.
 */
export async function ordersOf(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  request: CustomerOrdersRequest,
): Promise<CustomerOrders> {
  const { key, offset, limit, days = null } = request;
  const data = boundDataOf(loaded.receipt);
  const margin = marginOf(data);
  const words = WORDS.filter((role) => data.roles.includes(role));
  const figures = [
    sql`min(ordered_at)::DATE AS day`,
    sql`count(*)::DOUBLE AS lines`,
    ...(hasAmount(data) ? [sql`round(sum(amount), 6) AS amount`] : []),
    ...(data.roles.includes('quantity') ? [sql`sum(quantity) AS units`] : []),
    ...(margin === null ? [] : [sql`round(sum(${margin}), 6) AS margin`]),
    ...words.map((role) => {
      const column = identifier(ROLE_COLUMNS[role]);
      const several = sql`' +' || (count(DISTINCT ${column}) - 1)`;
      return sql`min(${column}) || CASE WHEN count(DISTINCT ${column}) > 1 THEN ${several} ELSE '' END
        AS ${identifier(role)}`;
    }),
  ];
  const order = data.orderLines
    ? sql`coalesce(order_key::VARCHAR, 'row ' || row_number() OVER ())`
    : sql`row_number() OVER ()`;
  const placed = sql`SELECT *, ${order} AS one_order FROM memory.main.${identifier(ORDERS)}
    WHERE ${PLACED} AND customer_key = ${key} AND ${within(days)}`;
  const orders = sql`SELECT ${figures}, min(ordered_at) AS began, one_order FROM (${placed}) GROUP BY one_order`;
  const counted = await db.query(sql`SELECT count(*)::DOUBLE AS n FROM (${orders})`, run);
  const rows = await db.query(
    sql`SELECT * EXCLUDE (began, one_order) FROM (${orders})
      ORDER BY ${sortedBy(request.orderBy, words)}began DESC, one_order DESC LIMIT ${limit} OFFSET ${offset}`,
    run,
  );
  return { rows: asPrivate(rows), total: numbers(counted, 'n')[0] ?? 0 };
}
