import type { BoundData } from '../../src/analyses/analysis.ts';
import { boundDataOf, isoDay } from '../../src/analyses/bound-data.ts';
import { daysAfter } from '../../src/analyses/calendar-day.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { CUSTOMER_DIMENSIONS, DayRange } from '../../src/contract/dashboard.ts';
import { AppFailure } from '../../src/contract/error.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMER_COLUMNS, CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import { makeTable } from '../engine/analyse.ts';
import type { Compute } from '../engine/compute.ts';
import type { Database, Run } from '../engine/database.ts';
import { StepCache } from '../engine/make-tables.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { detach } from './attached-database.ts';
import { inDatabase } from '../notebook/in-database.ts';
import { ordersBetween } from './order-stretches.ts';

/** A division of customers that another analysis computes. */
export type CustomerDimension = (typeof CUSTOMER_DIMENSIONS)[number];

/** Attached in-memory database with the orders of a dashboard's days, and what is known of their customers. */
const DATABASE = 'dashboard_customers';

/** Which table and column of which analysis, with its usual parameters, says it. */
const SOURCES: Readonly<Record<CustomerDimension, { readonly analysis: string; readonly column: string }>> = {
  segment: { analysis: 'rfm', column: 'segment' },
  tier: { analysis: 'tiers', column: 'tier' },
  lifecycleState: { analysis: 'lifecycle', column: 'state' },
};

/** Orders with a customer and a date, which are those that count. */
export const PLACED = sql`customer_key IS NOT NULL AND ordered_at IS NOT NULL`;

/** Customers of the loaded orders within some days; orders outside of them are as if they were not there. */
export interface CustomersWithin {
  readonly loaded: LoadedOrders;
  /** What analyses may know of these orders. */
  readonly data: BoundData;
  /** The orders, with the columns of the relation `orders`. */
  readonly orders: Sql;
  /** Those of them whose rows stand between two places of the table of rows, see {@link ordersBetween}. */
  readonly between: (from: number, to: number) => Sql;
  /** One row a customer with an order: `customer_key`, and `firstAt` and `orders` of {@link CUSTOMER_COLUMNS}. */
  readonly customers: Sql;
  /** By dimension, a relation of `customer_key` and `name`; null where the data have not what its analysis needs. */
  readonly named: ReadonlyMap<CustomerDimension, Sql | null>;
}

interface Standing {
  readonly days: string;
  /** Tables of analyses that were stopped on the way; they go on from there. */
  readonly begun: Map<CustomerDimension, StepCache>;
  readonly within: Omit<CustomersWithin, 'named'>;
  readonly named: Map<CustomerDimension, Sql | null>;
}

function at(name: string): Sql {
  return sql`${identifier(DATABASE)}.main.${identifier(name)}`;
}

/** Aggregate: orders among rows of one customer. A row without an order id is an order of its own. */
export function ordersIn({ orderLines }: Pick<BoundData, 'orderLines'>): Sql {
  return orderLines
    ? sql`(count(DISTINCT order_key) + count(*) FILTER (WHERE order_key IS NULL))`
    : sql`count(*)`;
}

function within(days: DayRange | null): Sql {
  if (days === null) return sql`TRUE`;
  return sql`ordered_at >= TIMESTAMP ${days.from} AND ordered_at < TIMESTAMP ${daysAfter(days.to, 1)}`;
}

/**
 * Reads off a relation of orders what analyses may know of them; columns are those of the loaded ones.
 *
 * @param orders a relation with the columns of `orders`
 * @returns with the number of customers who have an order there
 */
export async function knownOf(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  orders: Sql,
): Promise<{ readonly data: BoundData; readonly customers: number }> {
  const found = await db.query(
    sql`SELECT min(ordered_at), max(ordered_at), count(DISTINCT customer_key)::DOUBLE FROM ${orders} WHERE ${PLACED}`,
    run,
  );
  const [first, last, customers] = found.columns.map(({ values }) => values[0]);
  return { data: dataOf(loaded, first, last), customers: Number(customers ?? 0) };
}

function dataOf(loaded: LoadedOrders, first: Value | undefined, last: Value | undefined): BoundData {
  return {
    ...boundDataOf(loaded.receipt),
    firstOrder: typeof first === 'number' ? isoDay(first) : null,
    lastOrder: typeof last === 'number' ? isoDay(last) : null,
  };
}

/**
 * What dashboards know of customers: their first order, how many they have placed, and what `rfm`, `tiers` and
 * `lifecycle` say of them, always over all loaded orders within the dashboard's days, whatever is selected. The
 * analyses run when their dimension is first asked for.
 */
export class CustomerDimensions {
  readonly #db: Database;
  readonly #compute: Compute;
  #standing: Standing | null = null;

  constructor(db: Database, compute: Compute) {
    this.#db = db;
    this.#compute = compute;
  }

  /**
   * Makes what is asked for where it does not stand. Other days, or other loaded orders, replace what stood before; the
   * object that is returned is another one then.
   *
   * @param names dimensions of customers that are needed; what was made for others stays
   */
  async ensure(
    run: Run,
    loaded: LoadedOrders,
    days: DayRange | null,
    names: readonly CustomerDimension[],
  ): Promise<CustomersWithin> {
    const key = JSON.stringify(days);
    if (this.#standing?.within.loaded !== loaded || this.#standing.days !== key) {
      this.#standing = null;
      const data = await this.#lay(run, loaded, days);
      const between = (from: number, to: number): Sql =>
        sql`(SELECT * FROM ${ordersBetween(loaded, from, to)} WHERE ${within(days)})`;
      const tables = { orders: at(ORDERS), between, customers: at('known') };
      this.#standing = {
        days: key,
        begun: new Map(),
        within: { loaded, data, ...tables },
        named: new Map(),
      };
    }
    const standing = this.#standing;
    for (const name of new Set(names)) {
      if (!standing.named.has(name)) standing.named.set(name, await this.#name(run, standing, name));
    }
    return { ...standing.within, named: standing.named };
  }

  /** Whether what was made for these customers still stands. */
  stands({ loaded, data }: Pick<CustomersWithin, 'loaded' | 'data'>): boolean {
    return this.#standing?.within.loaded === loaded && this.#standing.within.data === data;
  }

  /** Whether what is known of customers is of these orders; so is nothing. */
  isOf(loaded: LoadedOrders | null): boolean {
    return this.#standing === null || this.#standing.within.loaded === loaded;
  }

  /** Forgets everyone, so that their memory is free; made again when they are asked for. */
  async forget(): Promise<void> {
    this.#standing = null;
    await detach(this.#db, DATABASE);
  }

  async #lay(run: Run, loaded: LoadedOrders, days: DayRange | null): Promise<BoundData> {
    await this.forget();
    await this.#db.query(sql`ATTACH ':memory:' AS ${identifier(DATABASE)} (COMPRESS)`, run);
    await this.#db.query(
      sql`CREATE VIEW ${at(ORDERS)} AS SELECT * FROM memory.main.${identifier(ORDERS)} WHERE ${within(days)}`,
      run,
    );
    await this.#db.query(
      sql`CREATE VIEW ${at(CUSTOMERS)} AS SELECT * FROM memory.main.${identifier(CUSTOMERS)}`,
      run,
    );
    const firstAt = identifier(CUSTOMER_COLUMNS.firstAt);
    await this.#db.query(
      sql`CREATE TABLE ${at('known')} AS SELECT customer_key, min(ordered_at) AS ${firstAt}, max(ordered_at) AS last_at,
        ${ordersIn(boundDataOf(loaded.receipt))}::BIGINT AS ${identifier(CUSTOMER_COLUMNS.orders)}
      FROM ${at(ORDERS)} WHERE ${PLACED} GROUP BY customer_key`,
      run,
    );
    const found = await this.#db.query(sql`SELECT min(${firstAt}), max(last_at) FROM ${at('known')}`, run);
    const [first, last] = found.columns.map(({ values }) => values[0]);
    return dataOf(loaded, first, last);
  }

  /** Has the analysis make its customers and keeps their names; null where it says that the data do not do. */
  async #name(
    run: Run,
    { begun, within: { data, loaded } }: Standing,
    name: CustomerDimension,
  ): Promise<Sql | null> {
    const source = SOURCES[name];
    const cache = begun.get(name) ?? new StepCache();
    begun.set(name, cache);
    const analysis = findAnalysis(source.analysis);
    const bench = { db: this.#db, compute: this.#compute, run, cache };
    const { datasetId } = loaded;
    try {
      await inDatabase(this.#db, run, DATABASE, () =>
        makeTable(bench, { datasetId, data, analysis, params: {} }, 'customers'),
      );
    } catch (thrown) {
      if (thrown instanceof AppFailure && thrown.error.code.startsWith('analysis.')) return null;
      throw thrown;
    }
    const schema = sql`${identifier(DATABASE)}.${identifier(analysis.id)}`;
    await this.#db.query(
      sql`CREATE OR REPLACE TABLE ${at(name)} AS
        SELECT customer_key, ${identifier(source.column)}::VARCHAR AS name FROM ${schema}.customers`,
      run,
    );
    begun.delete(name);
    await this.#db.query(sql`DROP SCHEMA IF EXISTS ${schema} CASCADE`, run);
    return at(name);
  }
}
