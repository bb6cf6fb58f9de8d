import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { RuleSwitches } from '../../src/contract/import.ts';
import { maskOf } from '../../src/data/cleaning-rules.ts';
import { CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';
import { textOfKey } from './id-shape.ts';
import {
  mergedParts,
  nextName,
  nextTable,
  table,
  TABLES,
  type RowFacts,
  type StandingMerge,
} from './loaded-orders.ts';

/**
 * `customer_ids(own_key, customer_key, customer_id)`: every id of the file with its own key and the key of the customer it
 * stands for, which is another one where customers were merged.
 */
export const CUSTOMER_IDS = sql`${identifier(DATA_DATABASE)}.main.customer_ids`;

/** Puts the new tables in the place of the old ones. Until here, what was loaded before is untouched. */
export async function swapTables(db: Database, run: Run): Promise<void> {
  for (const name of TABLES) {
    await db.query(sql`DROP TABLE IF EXISTS ${table(name)}`, run);
    await db.query(sql`ALTER TABLE ${nextTable(name)} RENAME TO ${identifier(name)}`, run);
  }
}

/** Takes away what a failed load has left. */
export async function dropNextTables(db: Database, run: Run): Promise<void> {
  for (const name of [...TABLES.map(nextName), 'order_rows_staged']) {
    await db.query(sql`DROP TABLE IF EXISTS data.main.${identifier(name)}`, run);
  }
}

/** Columns of the relation `orders`, out of the table of rows. */
export function orderColumns(facts: RowFacts, merge: StandingMerge | null = null): Sql[] {
  const columns = facts.columns.flatMap((column): Sql[] => {
    if (column.role === 'customerId' && merge !== null) {
      const own = identifier(column.stored);
      return [sql`coalesce(${mergedParts(merge).column}, ${own}) AS ${identifier(column.name)}`];
    }
    if (column.role === 'orderId') {
      const { orderShape } = facts;
      return orderShape === null || orderShape.kind === 'text'
        ? [sql`hash(order_id) AS order_key`, sql`order_id`]
        : [sql`order_key`, sql`${textOfKey(orderShape, sql`order_key`)} AS order_id`];
    }
    return [sql`${identifier(column.stored)} AS ${identifier(column.name)}`];
  });
  const computed = facts.hasAmount && !facts.columns.some((column) => column.role === 'amount');
  const undated = !facts.columns.some((column) => column.role === 'orderedAt');
  return [
    ...columns,
    ...(computed ? [sql`amount`] : []),
    ...(undated ? [sql`NULL::TIMESTAMP AS ordered_at`] : []),
  ];
}

/** The text of a customer's id, in `customers` and in what is joined to it. */
export function customerId(facts: Pick<RowFacts, 'customerShape'>): Sql {
  const { customerShape } = facts;
  return customerShape.kind === 'text' ? sql`customer_id` : textOfKey(customerShape, sql`customer_key`);
}

/** Every id with the key it has now. */
function idsQuery(facts: RowFacts, merge: StandingMerge | null): Sql {
  const own = sql`SELECT customer_key AS own_key, ${customerId(facts)} AS customer_id FROM ${table('customers')}`;
  return merge === null
    ? sql`SELECT own_key, own_key AS customer_key, customer_id FROM (${own})`
    : sql`SELECT own.own_key, coalesce(merged.merged_key, own.own_key) AS customer_key, own.customer_id
        FROM (${own}) own LEFT JOIN ${mergedParts(merge).keys} merged ON merged.own_key = own.own_key`;
}

/** Defines the relations that analyses read, under a set of switches and with customers as they are merged. */
export async function defineRelations(
  db: Database,
  run: Run,
  facts: RowFacts,
  { rules, merge }: { readonly rules: RuleSwitches; readonly merge: StandingMerge | null },
): Promise<void> {
  await db.query(
    sql`CREATE OR REPLACE VIEW ${identifier(ORDERS)} AS SELECT ${orderColumns(facts, merge)}
      FROM ${table('order_rows')} WHERE (flags & ${maskOf(rules)}) = 0`,
    run,
  );
  await db.query(sql`CREATE OR REPLACE VIEW ${CUSTOMER_IDS} AS ${idsQuery(facts, merge)}`, run);
  // A merged customer has the id of the one whose key was kept.
  const whole = merge === null ? sql`` : sql` WHERE own_key = customer_key`;
  await db.query(
    sql`CREATE OR REPLACE VIEW ${identifier(CUSTOMERS)} AS SELECT customer_key, customer_id FROM ${CUSTOMER_IDS}${whole}`,
    run,
  );
}
