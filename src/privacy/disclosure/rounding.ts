import type { ResultColumn, ResultSet, Value } from '../../contract/result-set.ts';
import type { ReleaseShape } from '../shape.ts';

/** Conventional rounding of a count: to the nearest multiple of the base, halves up. */
export function roundedTo(base: number, count: number): number {
  return base * Math.floor(count / base + 0.5);
}

type Declared = ReleaseShape['columns'][number];

/** Relative noise of adding up; shares that agree to this are the same. */
const SAME = 1e-9;

/** A measure that is the customers of the row divided by one and the same number, such as a share of all customers. */
function isShareOfCustomers(values: readonly Value[], counts: readonly number[]): boolean {
  const ratios = values.flatMap((value, row) => {
    const count = counts[row] ?? 0;
    return typeof value === 'number' && count > 0 ? [value / count] : [];
  });
  const [first = 0] = ratios;
  return ratios.length > 1 && ratios.every((each) => Math.abs(each - first) <= SAME * Math.abs(first));
}

function restated(
  column: ResultColumn,
  { meaning, disclosure }: Declared,
  base: number,
  counts: readonly number[],
): readonly Value[] {
  const { unit, type, values } = column;
  const change = (by: (value: number, count: number) => number): Value[] =>
    values.map((value, row) => (typeof value === 'number' ? by(value, counts[row] ?? 0) : value));
  const scale = (value: number, count: number): number =>
    count === 0 ? value : (value * roundedTo(base, count)) / count;
  if (meaning === 'contributors' || unit === 'customers' || disclosure?.kind === 'count') {
    return change((value) => roundedTo(base, value));
  }
  if (meaning !== 'measure') return values;
  if (disclosure?.kind === 'sum' || isShareOfCustomers(values, counts)) return change(scale);
  if (unit === 'orders' && type === 'integer')
    return change((value, count) => Math.round(scale(value, count)));
  if (unit !== 'share') return values;
  return change((value, count) => {
    const step = base / Math.max(base, roundedTo(base, count));
    return Math.min(1, Math.round(value / step) * step);
  });
}

/**
 * Rounds a table that may leave. Counts of customers, totals too and each for itself, become multiples of the base, so
 * that rows need no longer add up to their total. Sums and shares of all customers are restated for the rounded
 * number of customers, so that dividing one column by another gives no exact count back; shares within a row become
 * multiples of base over its customers. Averages leave as they are.
 *
 * @param table the table without what is withheld
 * @param shape which column says what
 * @param base counts become multiples of it
 */
export function rounded(table: ResultSet, shape: ReleaseShape, base: number): ResultSet {
  const declared = new Map(shape.columns.map((each) => [each.name, each]));
  const counted = shape.columns.find(({ meaning }) => meaning === 'contributors')?.name;
  const counts = (table.columns.find(({ name }) => name === counted)?.values ?? []).map((value) =>
    typeof value === 'number' ? value : 0,
  );
  const columns = table.columns.map((column) => {
    const shapeOf = declared.get(column.name);
    if (shapeOf === undefined) return column;
    return Object.freeze({ ...column, values: Object.freeze(restated(column, shapeOf, base, counts)) });
  });
  return Object.freeze({ ...table, columns: Object.freeze(columns) });
}
