import { sql, type Sql } from '../../src/contract/sql.ts';
import type { CleaningRule, RuleSwitches } from '../../src/contract/import.ts';
import { MALFORMED_BIT, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import { table, type LoadedOrders } from '../import/loaded-orders.ts';

/** Rules that set aside what is no row of anybody. */
const GHOSTS: readonly CleaningRule[] = ['separatorRow', 'footerTotal'];

/** Flags of rows that are of nobody under a set of switches. */
function ghostMask(rules: RuleSwitches): number {
  return GHOSTS.reduce((mask, rule) => (rules[rule] ? mask | RULE_BITS[rule] : mask), MALFORMED_BIT);
}

/** What the customers of the orders depend on, beside the rows themselves. */
export function customersKey({ rules }: Pick<LoadedOrders, 'rules'>): number {
  return ghostMask(rules);
}

/**
 * Customers of the orders, `own_key`: those with a row of their own. What stands in separators, totals and lines that
 * could not be cut alone is nobody's id. Customers all of whose rows other rules set aside are people all the same.
 */
export function orderCustomers({ rules }: Pick<LoadedOrders, 'rules'>): Sql {
  return sql`(SELECT DISTINCT customer_key AS own_key FROM ${table('customer_flags')}
    WHERE customer_key IS NOT NULL AND (flags & ${ghostMask(rules)}) = 0)`;
}
