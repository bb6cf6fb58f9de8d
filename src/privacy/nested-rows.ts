import { column, type ResultSet } from '../contract/result-set.ts';
import { customerCount } from './disclosure/released-table.ts';
import { partitionsOf } from './partitions.ts';
import type { NestedRows, ReleaseShape } from './shape.ts';
import type { RowVerdict } from './suppression.ts';

/** Whether a difference of two nested sets is on somebody, and on fewer than may be told of. */
function isFew(difference: number, threshold: number): boolean {
  return difference !== 0 && Math.abs(difference) < threshold;
}

/** What rows of a nested table count, by row. */
interface Counts {
  readonly nested: readonly (readonly number[])[];
  readonly own: readonly number[];
  readonly among: readonly number[] | null;
  readonly adding: readonly number[] | null;
}

function countsOf(table: ResultSet, shape: ReleaseShape, { counts, among, adding }: NestedRows): Counts {
  const numbers = (name: string): readonly number[] => column(table, name).values.map(customerCount);
  const counted = shape.columns.find(({ meaning }) => meaning === 'contributors')?.name ?? '';
  return {
    nested: counts.map(numbers),
    own: numbers(counted),
    among: among === undefined ? null : numbers(among),
    adding: adding === undefined ? null : numbers(adding),
  };
}

/**
 * Rows of a partition that differ too little from one that is kept before them.
 *
 * @param rows the most inclusive first
 * @param isOpen whether a row is not withheld yet, and is on somebody
 */
function tooClose(
  rows: readonly number[],
  counts: Counts,
  threshold: number,
  isOpen: (row: number) => boolean,
): readonly number[] {
  const { nested, own, among, adding } = counts;
  const kept: number[] = [];
  // Customers who add to sums since the last row that is kept; they are at least as many as in any one row.
  let since = 0;
  return rows.filter((row) => {
    const [size, customers] = [among?.[row] ?? 0, own[row] ?? 0];
    const isPart = among !== null && isFew(size - customers, threshold);
    const isClose = nested.some((values) =>
      kept.some((other) => isFew((values[other] ?? 0) - (values[row] ?? 0), threshold)),
    );
    const addsFew = kept.length > 0 && isFew(since, threshold);
    const isWithheld = isOpen(row) && (isPart || isClose || addsFew);
    if (isOpen(row) && !isWithheld) {
      kept.push(row);
      since = 0;
    }
    since = Math.max(since, adding?.[row] ?? 0);
    return isWithheld;
  });
}

/**
 * Rows that may not leave beside others of their own table, because the difference of the two would be a figure on
 * fewer customers than the threshold. Sets of which each holds the next differ by the customers of single steps, so
 * it is enough that two neighbours that are shown differ by nobody or by as many as the threshold; steps that are
 * smaller are put together by withholding the rows between. From the row that holds most customers on, a row is shown
 * as soon as it is far enough from the last one, which shows as many as can be.
 *
 * @param table the table as computed
 * @param shape its shape; without nested rows nothing is withheld
 * @param verdicts what is withheld for other reasons
 * @returns rows that are not withheld yet and must be, ascending
 */
export function nestedRows(
  table: ResultSet,
  shape: ReleaseShape,
  threshold: number,
  verdicts: readonly RowVerdict[],
): readonly number[] {
  const { nested } = shape;
  if (nested === undefined) return [];
  const counts = countsOf(table, shape, nested);
  return partitionsOf(table, nested.within)
    .flatMap((rows) => {
      const inward = nested.holds === 'following' ? rows : rows.toReversed();
      return tooClose(
        inward,
        counts,
        threshold,
        (row) => verdicts[row] === null && (counts.own[row] ?? 0) > 0,
      );
    })
    .sort((a, b) => a - b);
}

/** What is known of the customers of a row that is withheld between others: no more than those it is in have. */
export function boundsAmong(
  row: number,
  table: ResultSet,
  shape: ReleaseShape,
  verdicts: readonly RowVerdict[],
): { readonly low: number; readonly high: number | null } {
  const { nested } = shape;
  const counted = shape.columns.find(({ meaning }) => meaning === 'contributors')?.name ?? '';
  const counts = column(table, counted).values.map(customerCount);
  const rows =
    nested === undefined ? [] : (partitionsOf(table, nested.within).find((each) => each.includes(row)) ?? []);
  const inward = nested?.holds === 'preceding' ? rows.toReversed() : rows;
  const isChain = nested?.counts.includes(counted) === true;
  const place = inward.indexOf(row);
  const shown = (from: readonly number[]): number[] =>
    isChain ? from.flatMap((each) => (verdicts[each] === null ? [counts[each] ?? 0] : [])) : [];
  const outer = shown(inward.slice(0, place));
  return {
    low: Math.max(0, ...shown(inward.slice(place + 1))),
    high: outer.length === 0 ? null : Math.min(...outer),
  };
}
