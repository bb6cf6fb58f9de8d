import type { ResultSet } from '../../contract/result-set.ts';
import { figures } from '../drawn-table.ts';

/** Most bars that are drawn side by side: the latest periods, the largest groups. The table has them all. */
export const MOST_BARS = 40;

/**
 * Customers behind a row of periods. The same customer may be in several, so it is no sum but what is certain: those
 * of the fullest period. Null once a period is withheld.
 */
export function customersOfPeriods(table: ResultSet): number | null {
  return figures(table, 'customers').reduce<number | null>(
    (most, count) => (most === null || count === null ? null : Math.max(most, count)),
    0,
  );
}
