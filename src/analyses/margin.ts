import { sql, type Sql } from '../contract/sql.ts';
import type { BoundData } from './analysis.ts';

/**
 * Margin of a row of `orders`, in the currency of its amount: the margin column, or else amount less cost. It is
 * NULL where the row does not say.
 *
 * @returns null where the data have no margin: neither a margin nor both an amount and a cost
 */
export function marginOf(data: Pick<BoundData, 'roles'>): Sql | null {
  if (data.roles.includes('margin')) return sql`margin`;
  return data.roles.includes('cost') && data.roles.includes('amount') ? sql`(amount - cost)` : null;
}
