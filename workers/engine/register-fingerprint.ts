import { row } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { Role } from '../../src/contract/import.ts';
import { customerId } from '../import/relations.ts';
import { table, type LoadedOrders } from '../import/loaded-orders.ts';
import type { Database, Run } from './database.ts';

/** Roles by which two loads of the same data are known to be the same. */
const TELLING: readonly Role[] = ['orderedAt', 'amount', 'quantity', 'unitPrice'];

async function hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Knows a data set again, whatever its rows' order and the file's name: SHA-256 of the number of rows and of sums of
 * hashes over rows (customer, date, amount, quantity and unit price as far as they are mapped). All rows of the file
 * count, also those that cleaning rules leave out: figures under other rules are on the same people, and have to be
 * compared.
 *
 * @returns hex
 */
export async function fingerprintOf(db: Database, run: Run, loaded: LoadedOrders): Promise<string> {
  const columns = loaded.columns.filter(({ role }) => role !== null && TELLING.includes(role));
  const values = columns.map(({ stored }) => identifier(stored));
  const found = await db.query(
    sql`SELECT count(*)::VARCHAR, sum(hash(${[sql`customer_key`, ...values]}))::VARCHAR,
      (SELECT count(*)::VARCHAR || ' ' || sum(hash(${customerId(loaded)}))::VARCHAR FROM ${table('customers')})
    FROM ${table('order_rows')}`,
    run,
  );
  const roles = columns.map(({ role }) => role).sort();
  return hex([...roles, ...row(found, 0)].join(' '));
}
