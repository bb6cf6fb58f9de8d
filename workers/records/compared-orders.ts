import type { BoundData } from '../../src/analyses/analysis.ts';
import type { Role } from '../../src/contract/import.ts';
import { row } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS, ORDERS, ROLE_COLUMNS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import type { OutColumn } from './recode-columns.ts';
import { instantIn, numberIn, type RecordsReading } from './records-reading.ts';

/** One side of a comparison: rows of text under the names that the de-identified table stores its columns by. */
export interface ComparedSide {
  readonly relation: Sql;
  readonly columns: readonly OutColumn[];
}

/** What the columns of a side are taken for. */
export interface SideRoles {
  readonly reading: RecordsReading;
  /** Roles that are filled on both sides. */
  readonly roles: Readonly<Partial<Record<Role, OutColumn>>>;
  /** Columns that are read as numbers. */
  readonly numbers: readonly OutColumn[];
}

/** Rows of a side with their customers, instants and numbers. */
const ROWS = identifier('compared_rows');
/** When a record that names no date was placed: figures by group need some date and show none. */
const UNDATED = sql`TIMESTAMP '2000-01-01'`;

const NUMBER_ROLES: readonly Role[] = ['amount', 'quantity', 'unitPrice', 'cost', 'margin'];
const TEXT_ROLES: readonly Role[] = ['country', 'channel', 'category', 'product', 'orderStatus'];

/** Name of a column among orders, as text: a name of the records could be that of a role. */
export function groupColumn({ stored }: OutColumn): string {
  return `group_${stored}`;
}

function numberColumn({ stored }: OutColumn): Sql {
  return identifier(`number_${stored}`);
}

/** Keys of equal texts in their order; NULL for none. */
function keyOf(column: OutColumn): Sql {
  const text = identifier(column.stored);
  return sql`CASE WHEN ${text} IS NOT NULL THEN dense_rank() OVER (ORDER BY ${text}) END`;
}

/**
 * Makes rows of a side ready in the current database.
 *
 * @throws AppFailure `engine.*`
 */
export async function makeSideRows(
  db: Database,
  run: Run,
  side: ComparedSide,
  { reading, roles, numbers }: SideRoles,
): Promise<void> {
  const { customerId, orderId, orderedAt } = roles;
  const text = ({ stored }: OutColumn): Sql => identifier(stored);
  const read = new Set([...numbers, ...NUMBER_ROLES.flatMap((role) => roles[role] ?? [])]);
  const parts = [
    sql`${customerId === undefined ? sql`row_number() OVER ()` : keyOf(customerId)} AS customer_key`,
    sql`${customerId === undefined ? sql`NULL::VARCHAR` : text(customerId)} AS customer_id`,
    sql`${orderId === undefined ? sql`NULL::BIGINT` : keyOf(orderId)} AS order_key`,
    sql`${orderId === undefined ? sql`NULL::VARCHAR` : text(orderId)} AS order_id`,
    sql`${orderedAt === undefined ? UNDATED : instantIn(text(orderedAt), reading.formats[orderedAt.name])}
      AS ordered_at`,
    ...[...read].map((each) => {
      const value = numberIn(text(each), reading.formats[each.name]);
      return sql`${value} AS ${numberColumn(each)}`;
    }),
    ...side.columns.map((each) => sql`${text(each)} AS ${identifier(groupColumn(each))}`),
  ];
  await db.query(sql`CREATE OR REPLACE TABLE ${ROWS} AS SELECT ${parts} FROM ${side.relation}`, run);
  await db.query(
    sql`CREATE OR REPLACE VIEW ${identifier(CUSTOMERS)} AS
      SELECT DISTINCT customer_key, coalesce(customer_id, customer_key::VARCHAR) AS customer_id
      FROM ${ROWS} WHERE customer_key IS NOT NULL`,
    run,
  );
}

async function boundTo(
  db: Database,
  run: Run,
  bound: Pick<BoundData, 'roles' | 'extraColumns'>,
): Promise<BoundData> {
  const found = await db.query(
    sql`SELECT min(ordered_at)::DATE::VARCHAR, max(ordered_at)::DATE::VARCHAR,
        count(DISTINCT order_key) < count(order_key) AS lines FROM ${ROWS}`,
    run,
  );
  const [first, last, lines] = row(found, 0);
  return {
    ...bound,
    orderLines: lines === true && bound.roles.includes('orderId'),
    firstOrder: typeof first === 'string' ? first : null,
    lastOrder: typeof last === 'string' ? last : null,
    currency: null,
  };
}

/**
 * Shows the rows of a side as orders for figures by group: each row one order, a column of numbers as its amount.
 *
 * @param of column of numbers; null for none
 */
export async function asFigures(
  db: Database,
  run: Run,
  { columns }: ComparedSide,
  of: OutColumn | null,
): Promise<BoundData> {
  const amount = of === null ? sql`NULL::DOUBLE` : numberColumn(of);
  const groups = columns.map((each) => identifier(groupColumn(each)));
  await db.query(
    sql`CREATE OR REPLACE VIEW ${identifier(ORDERS)} AS
      SELECT customer_key, ordered_at, ${amount} AS amount, ${groups} FROM ${ROWS}`,
    run,
  );
  return boundTo(db, run, {
    roles: ['customerId', 'orderedAt', ...(of === null ? [] : (['amount'] as const))],
    extraColumns: columns.map((each) => ({ name: groupColumn(each), kind: 'text' as const })),
  });
}

/** Shows the rows of a side as orders for the analyses: only what fills a role, under the name of the role. */
export async function asOrders(db: Database, run: Run, { roles }: SideRoles): Promise<BoundData> {
  const { amount, quantity, unitPrice } = roles;
  const named = (role: Role, value: Sql): Sql => sql`, ${value} AS ${identifier(ROLE_COLUMNS[role])}`;
  const further = [
    ...NUMBER_ROLES.flatMap((role) => {
      const column = roles[role];
      return column === undefined ? [] : [named(role, numberColumn(column))];
    }),
    ...TEXT_ROLES.flatMap((role) => {
      const column = roles[role];
      return column === undefined ? [] : [named(role, identifier(groupColumn(column)))];
    }),
  ];
  const computed =
    amount === undefined && quantity !== undefined && unitPrice !== undefined
      ? sql`, ${numberColumn(quantity)} * ${numberColumn(unitPrice)} AS amount`
      : sql``;
  await db.query(
    sql`CREATE OR REPLACE VIEW ${identifier(ORDERS)} AS
      SELECT customer_key, order_key, order_id, ordered_at${joined(further, '')}${computed} FROM ${ROWS}`,
    run,
  );
  return boundTo(db, run, { roles: Object.keys(roles) as Role[], extraColumns: [] });
}

/** Records, customers and the sum of amounts of the rows of a side. */
export async function totalsOf(db: Database, run: Run, amount: OutColumn | null) {
  const sum = amount === null ? sql`NULL::DOUBLE` : sql`round(fsum(${numberColumn(amount)}), 6)`;
  const found = await db.query(
    sql`SELECT count(*)::DOUBLE, count(DISTINCT customer_key)::DOUBLE, ${sum} FROM ${ROWS}`,
    run,
  );
  const [records, customers, total] = row(found, 0);
  return {
    records: Number(records),
    customers: Number(customers),
    amount: typeof total === 'number' ? total : null,
  };
}
