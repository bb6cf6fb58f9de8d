import { column, type ResultSet } from '../contract/result-set.ts';

/** Figures of a column; null where the gate has withheld one or there is none. */
export function figures(table: ResultSet, name: string): readonly (number | null)[] {
  return column(table, name).values.map((value) => (typeof value === 'number' ? value : null));
}

/**
 * Which rows the gate has withheld: it takes their customer count away too.
 *
 * @param count name of the column that counts customers
 */
export function withheldRows(table: ResultSet, count = 'customers'): readonly boolean[] {
  return figures(table, count).map((value) => value === null);
}

/**
 * Customers behind a whole table; null once a part of them is withheld.
 *
 * @param count name of the column that counts customers
 */
export function contributors(table: ResultSet, count = 'customers'): number | null {
  return figures(table, count).reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
