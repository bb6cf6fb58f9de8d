import type { ResultSet, Value } from '../../contract/result-set.ts';
import type { RowOrder } from './row-windows.ts';

function compare(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return Number(a) - Number(b);
}

/**
 * Places of the rows of a table in an order. Rows without a value come last either way, and rows that are equal
 * keep their order.
 */
export function sortedPlaces(table: ResultSet, { column: by, descending }: RowOrder): number[] {
  const values = table.columns.find(({ name }) => name === by)?.values ?? [];
  const places = Array.from({ length: table.rowCount }, (_, index) => index);
  return places.sort((a, b) => {
    const left = values[a] ?? null;
    const right = values[b] ?? null;
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return descending ? compare(right, left) : compare(left, right);
  });
}

/** A slice of a table in an order. */
export function sortRows(table: ResultSet, order: RowOrder, offset: number, limit: number): ResultSet {
  const places = sortedPlaces(table, order).slice(offset, offset + limit);
  return {
    columns: table.columns.map((column) => ({
      ...column,
      values: places.map((place) => column.values[place] ?? null),
    })),
    rowCount: places.length,
  };
}
