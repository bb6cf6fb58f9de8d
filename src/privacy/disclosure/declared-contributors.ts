import type { ResultSet } from '../../contract/result-set.ts';
import type { ReleaseShape } from '../shape.ts';
import { columnsOf } from './released-table.ts';

/**
 * Checks a column of which somebody says that it counts the customers behind each row, as far as it can be checked
 * without knowing the query: whole numbers of 0 and more, none above the customers of the data set, and, where the
 * groups are said to be disjoint, not more than these together. It cannot show that the column counts customers and
 * not, say, orders: what passes is still unverified.
 *
 * @param table the table as computed
 * @param shape with one column of meaning `contributors`
 * @param customers customers of the data set; null when that is unknown, which nothing passes
 * @returns whether the column can be what it is said to be
 */
export function isPlausible(table: ResultSet, shape: ReleaseShape, customers: number | null): boolean {
  const [counted] = columnsOf(table, shape, 'contributors');
  if (counted === undefined || customers === null) return false;
  const counts = counted.values.filter(
    (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
  );
  if (counts.length < table.rowCount || counts.some((count) => count > customers)) return false;
  if (shape.disjoint !== true) return true;
  const totals = new Set(
    (shape.dimensions ?? []).flatMap((name) =>
      columnsOf(table, shape, 'group')
        .filter((each) => each.name === name)
        .flatMap(({ values }) => values.flatMap((value, row) => (value === null ? [row] : []))),
    ),
  );
  const sum = counts.reduce((all, count, row) => (totals.has(row) ? all : all + count), 0);
  return sum <= customers;
}
