import type { BoundData } from '../../src/analyses/analysis.ts';
import {
  dimensionValue,
  OTHER_VALUES,
  isOrdered,
  needsCustomers,
  textColumn,
} from '../../src/analyses/metric/columns.ts';
import {
  CUSTOMER_DIMENSIONS,
  type DashboardGrain,
  type PrepareRequest,
  type Selection,
} from '../../src/contract/dashboard.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import {
  CUSTOMER_COLUMNS,
  type CustomerColumn,
  CUSTOMERS,
  ORDERS,
  ROLE_COLUMNS,
} from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { allOf, type ClauseGround, clauseCondition, isTime, metricDimension } from './clause-conditions.ts';
import {
  type CustomerDimension,
  type CustomerDimensions,
  type CustomersWithin,
  knownOf,
} from './customer-dimensions.ts';
import { listedValues } from './listed-values.ts';

/** Orders that are to be selected, and what is to be known of their customers. */
export interface SelectionRequest {
  readonly prepare: PrepareRequest;
  readonly selection: Selection;
  /** Dimensions that what reads them divides by, as it names them. */
  readonly dimensions: readonly string[];
  /** Whether it is to know the customers' first orders over everything, which new customers are told by. */
  readonly asksNew: boolean;
}

/** Orders that are selected. */
export interface SelectedOrders {
  readonly within: CustomersWithin;
  /** What analyses may know of them. */
  readonly data: BoundData;
  /** How many customers have an order among them. */
  readonly customers: number;
}

function isCustomerDimension(name: string): name is CustomerDimension {
  return CUSTOMER_DIMENSIONS.some((each) => each === name);
}

/** Where selected orders are made. */
interface Making {
  readonly db: Database;
  readonly run: Run;
  readonly within: CustomersWithin;
  /** Database that gets the relations `orders` and `customers`. */
  readonly database: string;
}

interface Known {
  readonly columns: readonly CustomerColumn[];
  /** With what is known of the customers of each row. */
  readonly rows: Sql;
}

/** Rows of orders with what is known of their customers, as far as it is needed. */
function knownRows(within: CustomersWithin, names: readonly CustomerDimension[], ofAll: boolean): Known {
  const there = names.flatMap((name) => {
    const relation = within.named.get(name) ?? null;
    return relation === null ? [] : [{ name, relation }];
  });
  const basics = ofAll ? (['firstAt', 'orders'] as const) : [];
  const taken = new Set<string>(Object.values(CUSTOMER_COLUMNS));
  // A column of the file may have one of these names; it is left out then.
  const clashes = within.data.extraColumns.map(({ name }) => name).filter((name) => taken.has(name));
  const exclude = clashes.length === 0 ? sql`` : sql` EXCLUDE (${clashes.map(identifier)})`;
  const alias = (name: CustomerDimension): Sql => identifier(`known_${name}`);
  const columns = [
    ...basics.map((name) => sql`, known.${identifier(CUSTOMER_COLUMNS[name])}`),
    ...there.map(({ name }) => sql`, ${alias(name)}.name AS ${identifier(CUSTOMER_COLUMNS[name])}`),
  ];
  const joins = [
    ...(ofAll ? [sql` JOIN ${within.customers} AS known USING (customer_key)`] : []),
    ...there.map(({ name, relation }) => sql` LEFT JOIN ${relation} AS ${alias(name)} USING (customer_key)`),
  ];
  return {
    columns: [...basics, ...there.map(({ name }) => name)],
    rows: sql`SELECT rows.*${exclude}${joined(columns, '')} FROM ${within.orders} AS rows${joined(joins, '')}`,
  };
}

/** The column of `orders` that a dimension of text stands in. */
function columnNamed({ roles }: BoundData, name: string): Sql {
  const role = roles.find((each) => each === name);
  return identifier(role === undefined ? name : ROLE_COLUMNS[role]);
}

/** Dimensions of text with more values than are listed by name, with those that are. */
async function listedOf(
  { db, run, within }: Making,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const listed = new Map<string, readonly string[]>();
  for (const name of new Set(names)) {
    if (isOrdered(name) || isCustomerDimension(name)) continue;
    const text = textColumn(within.data, name);
    const found = text === null ? null : await listedValues(db, run, within.orders, text);
    if (found !== null) listed.set(name, found);
  }
  return listed;
}

/** Puts values that are not listed together in the columns that orders are divided by. */
function withOthers(data: BoundData, divided: readonly string[], { listed }: ClauseGround): Sql {
  const replaced = divided.flatMap((name) => {
    const values = listed.get(name);
    const value = dimensionValue(data, name);
    if (values === undefined || value === null) return [];
    const list = values.map((each) => sql`${each}`);
    return [
      sql`CASE WHEN ${value} IN (${list}) THEN ${value} ELSE ${OTHER_VALUES} END AS ${columnNamed(data, name)}`,
    ];
  });
  return replaced.length === 0 ? sql`*` : sql`* REPLACE (${replaced})`;
}

/** How many customers have an order within the days. */
async function customersIn(db: Database, run: Run, within: CustomersWithin): Promise<number> {
  const found = await db.query(sql`SELECT count(*)::DOUBLE AS n FROM ${within.customers}`, run);
  return numbers(found, 'n')[0] ?? 0;
}

function metricNames(names: readonly string[], grain: DashboardGrain): readonly string[] {
  return names.map((name) => metricDimension(name, grain));
}

/**
 * Defines `orders` and `customers` in a database of its own: the loaded orders, within the dashboard's days, that meet
 * all conditions. Conditions on what is computed for customers (cohort, frequency, segment, tier, state) are on the
 * customer over all orders of these days, and so are the columns of {@link CUSTOMER_COLUMNS} that rows get where they are
 * needed; other conditions are on the single row. Rarer values are `(others)` by all orders of these days too.
 *
 * @param database that is attached already
 * @throws AppFailure `analysis.params` for a condition on a dimension that the data have not
 */
export async function selectOrders(
  { db, run }: { readonly db: Database; readonly run: Run },
  dimensions: CustomerDimensions,
  loaded: LoadedOrders,
  database: string,
  { prepare, selection, dimensions: divided, asksNew }: SelectionRequest,
): Promise<SelectedOrders> {
  const { grain, days } = prepare;
  const asked = metricNames(divided, grain);
  const clauses = metricNames(
    selection.map(({ dimension }) => dimension),
    grain,
  );
  const names = [...new Set([...asked, ...clauses])];
  const customerNames = names.filter(isCustomerDimension);
  const within = await dimensions.ensure(run, loaded, days, customerNames);
  const making = { db, run, within, database };
  const ofAll = asksNew || names.some(needsCustomers);
  const known = knownRows(within, customerNames, ofAll);
  const data = { ...within.data, customerColumns: known.columns };
  const ground = { data, grain, listed: await listedOf(making, names) };
  const began = asksNew
    ? selection
        .filter(({ dimension }) => isTime(dimension, grain))
        .map((clause) => clauseCondition(clause, ground, identifier(CUSTOMER_COLUMNS.firstAt)))
    : null;
  const place = (name: string): Sql => sql`${identifier(database)}.main.${identifier(name)}`;
  const newcomers = began === null ? sql`` : sql`, ${allOf(began)} AS ${identifier(CUSTOMER_COLUMNS.began)}`;
  await db.query(
    sql`CREATE OR REPLACE VIEW ${place(ORDERS)} AS
      SELECT ${withOthers(data, asked, ground)}${newcomers} FROM (${known.rows})
      WHERE ${allOf(selection.map((clause) => clauseCondition(clause, ground)))}`,
    run,
  );
  await db.query(
    sql`CREATE OR REPLACE VIEW ${place(CUSTOMERS)} AS SELECT * FROM memory.main.${identifier(CUSTOMERS)}`,
    run,
  );
  const selected =
    selection.length === 0
      ? { data: within.data, customers: await customersIn(db, run, within) }
      : await knownOf(db, run, loaded, place(ORDERS));
  return {
    within,
    customers: selected.customers,
    data: {
      ...selected.data,
      extraColumns: data.extraColumns.filter(
        ({ name }) => !Object.values<string>(CUSTOMER_COLUMNS).includes(name),
      ),
      customerColumns: [...known.columns, ...(began === null ? [] : (['began'] as const))],
    },
  };
}
