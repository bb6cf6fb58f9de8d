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

function within(days: DayRange | null): Sql {
  if (days === null) return sql`TRUE`;
  return sql`ordered_at >= TIMESTAMP ${days.from} AND ordered_at < TIMESTAMP ${daysAfter(days.to, 1)}`;
}

function sortedBy(asked: CustomerOrdersRequest['orderBy'], columns: readonly string[]): Sql {
  if (asked === undefined || !columns.includes(asked.column)) return sql``;
  return sql`${identifier(asked.column)} ${asked.descending ? sql`DESC` : sql`ASC`} NULLS LAST, `;
}

/** Orders of one customer, and the columns they have. */
export interface OneOrderEach {
  /** One row an order: {@link columns}, `began` and `one_order`. */
  readonly relation: Sql;
  /** `day`, `lines`, `amount`, `units`, `margin` where the data have them, and the words of {@link WORDS}. */
  readonly columns: readonly string[];
}

/**
 * Orders of one customer. Rows of one order id are one order, on the day of its first row; a row without an id is an
 * order of its own.
 */
export function oneOrderEach(loaded: LoadedOrders, key: number, days: DayRange | null): OneOrderEach {
  const data = boundDataOf(loaded.receipt);
  const margin = marginOf(data);
  const figures: readonly (readonly [string, Sql])[] = [
    ['day', sql`min(ordered_at)::DATE`],
    ['lines', sql`count(*)::DOUBLE`],
    ...(hasAmount(data) ? [['amount', sql`round(sum(amount), 6)`] as const] : []),
    ...(data.roles.includes('quantity') ? [['units', sql`sum(quantity)`] as const] : []),
    ...(margin === null ? [] : [['margin', sql`round(sum(${margin}), 6)`] as const]),
    ...WORDS.filter((role) => data.roles.includes(role)).map((role) => {
      const column = identifier(ROLE_COLUMNS[role]);
      const several = sql`' +' || (count(DISTINCT ${column}) - 1)`;
      return [
        role,
        sql`min(${column}) || CASE WHEN count(DISTINCT ${column}) > 1 THEN ${several} ELSE '' END`,
      ] as const;
    }),
  ];
  const order = data.orderLines
    ? sql`coalesce(order_key::VARCHAR, 'row ' || row_number() OVER ())`
    : sql`row_number() OVER ()`;
  const placed = sql`SELECT *, ${order} AS one_order FROM memory.main.${identifier(ORDERS)}
    WHERE ${PLACED} AND customer_key = ${key} AND ${within(days)}`;
  const selected = figures.map(([name, figure]) => sql`${figure} AS ${identifier(name)}`);
  return {
    relation: sql`(SELECT ${selected}, min(ordered_at) AS began, one_order FROM (${placed}) GROUP BY one_order)`,
    columns: figures.map(([name]) => name),
  };
}

/** A window of the orders of one customer, newest first: the columns of {@link oneOrderEach}. */
export async function ordersOf(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  request: CustomerOrdersRequest,
): Promise<CustomerOrders> {
  const { key, offset, limit, days = null } = request;
  const { relation, columns } = oneOrderEach(loaded, key, days);
  const counted = await db.query(sql`SELECT count(*)::DOUBLE AS n FROM ${relation}`, run);
  const rows = await db.query(
    sql`SELECT * EXCLUDE (began, one_order) FROM ${relation}
      ORDER BY ${sortedBy(request.orderBy, columns)}began DESC, one_order DESC LIMIT ${limit} OFFSET ${offset}`,
    run,
  );
  return { rows: asPrivate(rows), total: numbers(counted, 'n')[0] ?? 0 };
}
