import { identifier, sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';
import { nextTable } from './loaded-orders.ts';

const ROWS = nextTable('order_rows');
const CUSTOMERS = nextTable('customers');
const STAGED = sql`${identifier(DATA_DATABASE)}.main.order_rows_staged`;

/**
 * Gives customers with text ids a key: a dictionary in the order of the text is made, and its numbers take the
 * place of the text in the rows. The rows then carry their place in the file in `file_row`.
 */
export async function keyTextCustomers(db: Database, run: Run): Promise<void> {
  run.report({ phase: 'customers', share: null });
  await db.query(
    sql`CREATE OR REPLACE TABLE ${CUSTOMERS} AS
      SELECT (row_number() OVER (ORDER BY customer_id))::INTEGER AS customer_key, customer_id
      FROM (SELECT DISTINCT customer_id FROM ${ROWS} WHERE customer_id IS NOT NULL)`,
    run,
  );
  run.check();
  await db.query(sql`DROP TABLE IF EXISTS ${STAGED}`, run);
  await db.query(sql`ALTER TABLE ${ROWS} RENAME TO order_rows_staged`, run);
  try {
    // A join may hand rows out in another order, so each keeps its place in the file.
    await db.query(
      sql`CREATE OR REPLACE TABLE ${ROWS} AS
        SELECT known.customer_key, staged.* EXCLUDE (customer_id)
        FROM (SELECT rowid AS file_row, * FROM ${STAGED}) staged
        LEFT JOIN ${CUSTOMERS} known ON known.customer_id = staged.customer_id`,
      run,
    );
  } finally {
    await db.query(sql`DROP TABLE IF EXISTS ${STAGED}`, run).catch(() => undefined);
  }
}

/**
 * Lists the keys of customers whose keys are their ids in another dress. Their texts are made from the keys where
 * they are read: writing and compressing them took eight times as long as the keys alone.
 */
export async function listCustomers(db: Database, run: Run): Promise<void> {
  run.report({ phase: 'customers', share: null });
  await db.query(
    sql`CREATE OR REPLACE TABLE ${CUSTOMERS} AS SELECT customer_key
      FROM (SELECT DISTINCT customer_key FROM ${nextTable('customer_flags')} WHERE customer_key IS NOT NULL)
      ORDER BY customer_key`,
    run,
  );
}
