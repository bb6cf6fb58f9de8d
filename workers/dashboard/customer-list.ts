import { hasAmount } from '../../src/analyses/placed-orders.ts';
import {
  CUSTOMER_DIMENSIONS,
  type DrilledCustomers,
  type DrillRequest,
} from '../../src/contract/dashboard.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { numbers, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { selectionKey } from '../../src/crossfilter/selection.ts';
import { CUSTOMERS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { attachEmpty } from './attached-database.ts';
import {
  type CustomerDimension,
  type CustomerDimensions,
  type CustomersWithin,
  ordersIn,
  PLACED,
} from './customer-dimensions.ts';
import { maskedId } from './masked-id.ts';
import { isCustomerDimension } from './prepare-axes.ts';
import { selectOrders } from './selected-orders.ts';

/** Attached in-memory database with the customers behind the selection that was asked for last. */
const DATABASE = 'dashboard_drill';
const ORDERED = [
  'customer',
  'orders',
  'revenue',
  'first_order',
  'last_order',
  ...CUSTOMER_DIMENSIONS,
] as const;

interface Standing {
  readonly key: string;
  readonly loaded: LoadedOrders;
  readonly within: CustomersWithin;
  readonly names: readonly CustomerDimension[];
  readonly total: number;
}

type Drill = Pick<DrillRequest, 'prepare' | 'selection'>;

function keyOf({ prepare, selection }: Drill): string {
  return JSON.stringify([prepare.grain, prepare.days, prepare.dimensions, selectionKey(selection)]);
}

/** The customers as they stand; relation with customer_key, orders, revenue, first_order, last_order and dimensions. */
export const DRILLED = sql`${identifier(DATABASE)}.main.drilled`;

/** Customers behind a selection: kept for the one that was asked for last, so that windows and orders cost little. */
export class CustomerList {
  readonly #db: Database;
  readonly #dimensions: CustomerDimensions;
  #standing: Standing | null = null;

  constructor(db: Database, dimensions: CustomerDimensions) {
    this.#db = db;
    this.#dimensions = dimensions;
  }

  /**
   * A window of the list.
   *
   * @param shown keys of customers whose id is not masked
   */
  async rows(
    run: Run,
    loaded: LoadedOrders,
    request: DrillRequest,
    shown: ReadonlySet<number>,
  ): Promise<DrilledCustomers> {
    const { total, names } = await this.#stand(run, loaded, request);
    const by = ORDERED.find((each) => each === request.orderBy) ?? 'customer';
    const there = !isCustomerDimension(by) || names.includes(by);
    const column = by === 'customer' || !there ? sql`customer_key` : identifier(by);
    const way = request.descending ? sql`DESC NULLS LAST` : sql`ASC NULLS LAST`;
    const order = sql`ORDER BY ${column} ${way}, customer_key`;
    const columns = [
      ...['orders', 'revenue'].map(identifier),
      sql`first_order::DATE AS first_order`,
      sql`last_order::DATE AS last_order`,
      ...names.map(identifier),
    ];
    const found = await this.#db.query(
      sql`SELECT customer_key::DOUBLE AS key, customer_id AS customer, ${columns}
        FROM (SELECT * FROM ${DRILLED} ${order} LIMIT ${request.limit} OFFSET ${request.offset})
        JOIN memory.main.${identifier(CUSTOMERS)} USING (customer_key) ${order}`,
      run,
    );
    return { rows: asPrivate(masked(found, shown)), total };
  }

  /** All of them with their ids, and the columns that say something: a relation that a list may be taken from. */
  async listed(
    run: Run,
    loaded: LoadedOrders,
    request: Drill,
  ): Promise<{ readonly relation: Sql; readonly columns: readonly string[] }> {
    const { names, within } = await this.#stand(run, loaded, request);
    const days = sql`* REPLACE (first_order::DATE AS first_order, last_order::DATE AS last_order)`;
    return {
      relation: sql`(SELECT customer_id AS customer, drilled.* FROM (SELECT ${days} FROM ${DRILLED}) AS drilled
        JOIN memory.main.${identifier(CUSTOMERS)} USING (customer_key))`,
      columns: [
        ...['customer', 'orders', 'first_order', 'last_order'],
        ...(hasAmount(within.data) ? ['revenue'] : []),
        ...names,
      ],
    };
  }

  /** Makes the list where it does not stand. */
  async #stand(run: Run, loaded: LoadedOrders, request: Drill): Promise<Standing> {
    const key = keyOf(request);
    const before = this.#standing;
    if (before?.key === key && before.loaded === loaded && this.#dimensions.stands(before.within)) {
      return before;
    }
    this.#standing = null;
    await attachEmpty(this.#db, run, DATABASE);
    const { prepare, selection } = request;
    const asked = prepare.dimensions.filter(isCustomerDimension);
    await this.#dimensions.ensure(run, loaded, prepare.days, asked);
    const { within, data, customers } = await selectOrders(
      { db: this.#db, run },
      this.#dimensions,
      loaded,
      DATABASE,
      { prepare, selection, dimensions: [], asksNew: false },
    );
    const named = asked.flatMap((name) => {
      const relation = within.named.get(name) ?? null;
      return relation === null ? [] : [{ name, relation }];
    });
    const revenue = hasAmount(data) ? sql`round(sum(amount), 6)` : sql`NULL::DOUBLE`;
    await this.#db.query(
      sql`CREATE TABLE ${DRILLED} AS SELECT counted.*${joined(named.map(nameColumn), '')}
        FROM (
          SELECT customer_key, ${ordersIn(data)}::BIGINT AS orders, ${revenue} AS revenue,
            min(ordered_at) AS first_order, max(ordered_at) AS last_order
          FROM ${identifier(DATABASE)}.main.orders WHERE ${PLACED} GROUP BY customer_key
        ) AS counted${joined(named.map(nameJoin), '')}`,
      run,
    );
    const names = named.map(({ name }) => name);
    this.#standing = { key, loaded, within, names, total: customers };
    return this.#standing;
  }
}

interface Named {
  readonly name: CustomerDimension;
  readonly relation: Sql;
}

function nameColumn({ name }: Named): Sql {
  return sql`, ${identifier(`known_${name}`)}.name AS ${identifier(name)}`;
}

function nameJoin({ name, relation }: Named): Sql {
  return sql` LEFT JOIN ${relation} AS ${identifier(`known_${name}`)} USING (customer_key)`;
}

function masked(found: ResultSet, shown: ReadonlySet<number>): ResultSet {
  const keys = numbers(found, 'key');
  return {
    ...found,
    columns: found.columns.map((column) =>
      column.name === 'customer'
        ? {
            ...column,
            values: column.values.map((id, row) => (shown.has(keys[row] ?? NaN) ? id : maskedId(String(id)))),
          }
        : column,
    ),
  };
}
