import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { RuleSwitches } from '../../src/contract/import.ts';
import { maskOf } from '../../src/data/cleaning-rules.ts';
import { CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import { textOfKey } from './id-shape.ts';
import { nextName, nextTable, table, TABLES, type RowFacts } from './loaded-orders.ts';

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
export function orderColumns(facts: RowFacts): Sql[] {
  const columns = facts.columns.flatMap((column): Sql[] => {
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

/** Defines the relations that analyses read, under a set of switches. */
export async function defineRelations(
  db: Database,
  run: Run,
  facts: RowFacts,
  rules: RuleSwitches,
): Promise<void> {
  await db.query(
    sql`CREATE OR REPLACE VIEW ${identifier(ORDERS)} AS SELECT ${orderColumns(facts)}
      FROM ${table('order_rows')} WHERE (flags & ${maskOf(rules)}) = 0`,
    run,
  );
  await db.query(
    sql`CREATE OR REPLACE VIEW ${identifier(CUSTOMERS)} AS
      SELECT customer_key, ${customerId(facts)} AS customer_id FROM ${table('customers')}`,
    run,
  );
}
