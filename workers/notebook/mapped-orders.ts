import type { BoundData, ExtraColumn } from '../../src/analyses/analysis.ts';
import { isoDay } from '../../src/analyses/bound-data.ts';
import { extraColumnsOf } from '../../src/analyses/extra-columns.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { ROLES, type Role } from '../../src/contract/import.ts';
import type { AnalysisSource, CatalogColumn, CatalogRelation } from '../../src/contract/notebook.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS, ORDERS, ROLE_COLUMNS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import { notebookRelation } from './notebook-relation.ts';

/** Customers of the loaded data, whatever database is in use. */
const LOADED_CUSTOMERS = notebookRelation(CUSTOMERS);

/** Where orders are to be made of what. */
export interface MappingGround {
  readonly db: Database;
  readonly run: Run;
  /** Database that gets the relations `orders` and `customers`. */
  readonly database: string;
  readonly relation: CatalogRelation;
  readonly source: AnalysisSource;
  readonly currency: string | null;
}

/** How ids of a relation become keys. */
type Keying =
  /** They are keys of loaded customers. */
  | 'keys'
  /** They are ids of loaded customers. */
  | 'ids'
  /** They are something of their own. */
  | 'own';

type Columns = Partial<Readonly<Record<Role, CatalogColumn>>>;

function inDatabaseOf({ database }: MappingGround, name: string): Sql {
  return sql`${identifier(database)}.main.${identifier(name)}`;
}

/** @throws AppFailure `mapping.unknownColumn` for a column that is not there */
function columnsByRole({ relation, source }: MappingGround): Columns {
  return Object.fromEntries(
    ROLES.flatMap((role) => {
      const name = source.roles[role];
      if (name === undefined) return [];
      const column = relation.columns.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (column === undefined) throw new AppFailure(appError('mapping.unknownColumn', { column: name }));
      return [[role, column] as const];
    }),
  );
}

function time({ name, type }: CatalogColumn): Sql {
  const value = identifier(name);
  if (type === 'date' || type === 'timestamp') return sql`${value}::TIMESTAMP`;
  return sql`TRY_CAST(${value}::VARCHAR AS TIMESTAMP)`;
}

function amountOf({ amount, quantity, unitPrice }: Columns): Sql | null {
  if (amount !== undefined) return double(amount);
  if (quantity === undefined || unitPrice === undefined) return null;
  return sql`${double(quantity)} * ${double(unitPrice)}`;
}

function double({ name }: CatalogColumn): Sql {
  return sql`TRY_CAST(${identifier(name)} AS DOUBLE)`;
}

function orderKey(column: CatalogColumn, relation: CatalogRelation): Sql[] {
  const value = identifier(column.name);
  if (column.type === 'integer') {
    const text = relation.columns.find(({ name }) => name === 'order_id') ?? column;
    return [sql`${value} AS order_key`, sql`${identifier(text.name)}::VARCHAR AS order_id`];
  }
  return [
    sql`CASE WHEN ${value} IS NOT NULL THEN hash(${value}::VARCHAR) END AS order_key`,
    sql`${value}::VARCHAR AS order_id`,
  ];
}

/** What a role's column is read as; the customer is read apart. */
function roleColumns(role: Role, column: CatalogColumn, relation: CatalogRelation): Sql[] {
  const as = identifier(ROLE_COLUMNS[role]);
  switch (role) {
    case 'customerId':
    case 'amount':
      return [];
    case 'orderId':
      return orderKey(column, relation);
    case 'orderedAt':
      return [sql`${time(column)} AS ${as}`];
    case 'quantity':
    case 'unitPrice':
    case 'cost':
    case 'margin':
    case 'tenure':
      return [sql`${double(column)} AS ${as}`];
    case 'churned':
      return [sql`TRY_CAST(${identifier(column.name)} AS BOOLEAN) AS ${as}`];
    default:
      return [sql`${identifier(column.name)}::VARCHAR AS ${as}`];
  }
}

const EXTRA_TYPES = { text: sql`VARCHAR`, number: sql`DOUBLE`, date: sql`TIMESTAMP` } as const;

/** Finds out whether the ids are those of loaded customers. */
async function keyingOf({ db, run, relation }: MappingGround, customer: CatalogColumn): Promise<Keying> {
  const isKey = customer.type === 'integer' && customer.name.toLowerCase() === 'customer_key';
  const [id, theirs] = isKey
    ? [identifier(customer.name), sql`customer_key`]
    : [sql`${identifier(customer.name)}::VARCHAR`, sql`customer_id`];
  const found = await db.query(
    sql`SELECT count(*) FROM (SELECT DISTINCT ${id} AS id FROM ${notebookRelation(relation.name)}) AS used
      ANTI JOIN ${LOADED_CUSTOMERS} AS known ON used.id = known.${theirs} WHERE id IS NOT NULL`,
    run,
  );
  if (found.columns[0]?.values[0] !== 0) return 'own';
  return isKey ? 'keys' : 'ids';
}

/** Lists the customers; those of the loaded data keep their keys, others get them in the order of their ids. */
function customersStatement(ground: MappingGround, customer: CatalogColumn, keying: Keying): Sql {
  const made = inDatabaseOf(ground, CUSTOMERS);
  const from = notebookRelation(ground.relation.name);
  const column = identifier(customer.name);
  if (keying === 'own') {
    return sql`CREATE TABLE ${made} AS
      SELECT (row_number() OVER (ORDER BY TRY_CAST(customer_id AS HUGEINT) NULLS LAST, customer_id))::INTEGER
        AS customer_key, customer_id
      FROM (SELECT DISTINCT ${column}::VARCHAR AS customer_id FROM ${from} WHERE ${column} IS NOT NULL)`;
  }
  const theirs = keying === 'keys' ? sql`customer_key` : sql`customer_id`;
  const ids = keying === 'keys' ? column : sql`${column}::VARCHAR`;
  return sql`CREATE TABLE ${made} AS SELECT customer_key, customer_id FROM ${LOADED_CUSTOMERS}
    WHERE ${theirs} IN (SELECT ${ids} FROM ${from}) ORDER BY customer_key`;
}

/**
 * Orders in the order of the relation. Rows without a customer, and without a date where one is mapped, are left out,
 * as the cleaning rules do.
 */
function ordersStatement(
  ground: MappingGround,
  roles: Columns,
  extras: readonly ExtraColumn[],
  keying: Keying,
): Sql {
  const { relation } = ground;
  const amount = amountOf(roles);
  const columns = [
    ...ROLES.flatMap((role) => {
      const column = roles[role];
      return column === undefined ? [] : roleColumns(role, column, relation);
    }),
    ...(amount === null ? [] : [sql`${amount} AS amount`]),
    ...(roles.orderedAt === undefined ? [sql`NULL::TIMESTAMP AS ordered_at`] : []),
    ...extras.map(({ name, kind }) => sql`${identifier(name)}::${EXTRA_TYPES[kind]} AS ${identifier(name)}`),
  ];
  const dated = roles.orderedAt === undefined ? [] : [sql`ordered_at IS NOT NULL`];
  const where = joined([sql`customer_key IS NOT NULL`, ...dated], ' AND ');
  const from = notebookRelation(relation.name);
  const customer = identifier(roles.customerId?.name ?? '');
  const made = inDatabaseOf(ground, ORDERS);
  if (keying === 'keys') {
    return sql`CREATE VIEW ${made} AS
      SELECT * FROM (SELECT ${[sql`${customer} AS customer_key`, ...columns]} FROM ${from}) WHERE ${where}`;
  }
  const known = inDatabaseOf(ground, CUSTOMERS);
  return sql`CREATE TABLE ${made} AS
    SELECT known.customer_key, rows.* EXCLUDE (cloister_id, cloister_place) FROM (
      SELECT ${[sql`${customer}::VARCHAR AS cloister_id`, sql`row_number() OVER () AS cloister_place`, ...columns]}
      FROM ${from}
    ) AS rows JOIN ${known} AS known ON known.customer_id = rows.cloister_id
    WHERE ${where} ORDER BY cloister_place`;
}

/** Reads off the orders what analyses may know of them. */
async function boundDataOf(
  ground: MappingGround,
  roles: Columns,
  extraColumns: readonly ExtraColumn[],
): Promise<BoundData> {
  const { db, run, currency } = ground;
  const hasOrders = roles.orderId !== undefined;
  const lines = hasOrders ? sql`count(order_key) > count(DISTINCT order_key)` : sql`FALSE`;
  const found = await db.query(
    sql`SELECT min(ordered_at), max(ordered_at), ${lines} FROM ${inDatabaseOf(ground, ORDERS)}`,
    run,
  );
  const [first = null, last = null, orderLines] = found.columns.map(({ values }) => values[0]);
  const hasAmount = amountOf(roles) !== null;
  return {
    roles: ROLES.filter((role) => roles[role] !== undefined || (role === 'amount' && hasAmount)),
    orderLines: orderLines === true,
    firstOrder: typeof first === 'number' ? isoDay(first) : null,
    lastOrder: typeof last === 'number' ? isoDay(last) : null,
    currency,
    extraColumns,
  };
}

/** Orders that a relation of a cell has become. */
export interface MappedOrders {
  readonly data: BoundData;
  /** Whether customers have the keys they have in the loaded data. */
  readonly knownCustomers: boolean;
  /** What made them. */
  readonly statements: readonly Sql[];
}

/**
 * Makes the relations `orders` and `customers` of an analysis out of another cell's relation, by the roles its columns
 * are given. Ids of loaded customers get the keys they have there, so that all figures are those of the loaded orders.
 *
 * @throws AppFailure `mapping.unknownColumn`, `analysis.notReady` without a customer, or as the engine
 */
export async function mapOrders(ground: MappingGround, analysisId: string): Promise<MappedOrders> {
  const { db, run } = ground;
  const roles = columnsByRole(ground);
  const { customerId } = roles;
  if (customerId === undefined) {
    throw new AppFailure(appError('analysis.notReady', { id: analysisId, missing: 'customerId' }));
  }
  const keying = await keyingOf(ground, customerId);
  const extras = extraColumnsOf(
    ground.relation.columns,
    new Set(Object.values(roles).map(({ name }) => name)),
  );
  const statements = [
    customersStatement(ground, customerId, keying),
    ordersStatement(ground, roles, extras, keying),
  ];
  for (const statement of statements) await db.query(statement, run);
  return { data: await boundDataOf(ground, roles, extras), knownCustomers: keying !== 'own', statements };
}
