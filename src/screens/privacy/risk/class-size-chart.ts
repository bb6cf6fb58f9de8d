import type { CategorySpec } from '../../../charts/chart-spec.ts';
import { numbers, type ResultSet } from '../../../contract/result-set.ts';

/** Where bins of class sizes begin: fine where it matters. */
const STARTS = [1, 2, 3, 5, 10, 20, 50, 100, 1000] as const;

/**
 * Draws how many records stand in classes of each size.
 *
 * @param classSizes columns `size` and `records`
 * @param k classes smaller than this stand out
 */
export function classSizeChart(classSizes: ResultSet, k: number): CategorySpec {
  const sizes = numbers(classSizes, 'size');
  const records = numbers(classSizes, 'records');
  const sums = STARTS.map((start, place) => {
    const end = STARTS[place + 1] ?? Number.POSITIVE_INFINITY;
    return sizes.reduce(
      (sum, size, row) => (size >= start && size < end ? sum + (records[row] ?? 0) : sum),
      0,
    );
  });
  const last = sums.findLastIndex((sum) => sum > 0);
  return {
    kind: 'bar',
    title: 'records.risk.classSizes',
    unit: 'rows',
    currency: null,
    contributors: records.reduce((sum, count) => sum + count, 0),
    definition: { key: 'records.risk.classSizes.note' },
    categories: STARTS.slice(0, last + 1).map((start, place) => {
      const end = STARTS[place + 1];
      const name = end === undefined ? `≥ ${start}` : end - start === 1 ? `${start}` : `${start}–${end - 1}`;
      return {
        label: { text: name },
        value: sums[place] ?? 0,
        withheld: false,
        colour: start < k ? ('bad' as const) : ('accent' as const),
      };
    }),
  };
}
