import { identifier, sql } from '../../src/contract/sql.ts';
import type { Role } from '../../src/contract/import.ts';
import { customerId } from '../import/relations.ts';
import { table, type LoadedOrders } from '../import/loaded-orders.ts';
import { dataFingerprint } from './data-fingerprint.ts';
import type { Database, Run } from './database.ts';

/** Roles by which two loads of the same data are known to be the same. */
const TELLING: readonly Role[] = ['orderedAt', 'amount', 'quantity', 'unitPrice'];

/**
 * Knows a data set again, whatever its rows' order and the file's name, by its customers and by the rows themselves
 * (customer, date, amount, quantity and unit price as far as they are mapped). All rows of the file count, also those
 * that cleaning rules leave out: figures under other rules are on the same people, and have to be compared. So are those
 * of merged customers: ids and keys are told as the file has them, whoever is one with whom.
 *
 * @returns hex
 */
export function fingerprintOf(db: Database, run: Run, loaded: LoadedOrders): Promise<string> {
  const columns = loaded.columns.filter(({ role }) => role !== null && TELLING.includes(role));
  const values = columns.map(({ stored }) => identifier(stored));
  const roles = columns.map(({ role }) => String(role)).sort();
  return dataFingerprint(db, run, roles, [
    { relation: table('order_rows'), values: [sql`customer_key`, ...values] },
    { relation: table('customers'), values: [customerId(loaded)] },
  ]);
}
