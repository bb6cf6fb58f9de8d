import { column, type ResultSet } from '../contract/result-set.ts';

/**
 * The rows of a table that agree in some of its columns, in the order they stand in.
 *
 * @param names columns; none: all rows are together
 * @returns places of rows, by partition
 */
export function partitionsOf(table: ResultSet, names: readonly string[]): readonly (readonly number[])[] {
  const columns = names.map((name) => column(table, name).values);
  const found = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row += 1) {
    const key = JSON.stringify(columns.map((values) => values[row] ?? null));
    const rows = found.get(key);
    if (rows === undefined) found.set(key, [row]);
    else rows.push(row);
  }
  return [...found.values()];
}
