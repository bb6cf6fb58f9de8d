import type { SeriesBarSpec } from '../../../charts/chart-spec.ts';
import { column, numbers, texts, type ResultSet } from '../../../contract/result-set.ts';

/** Values that are drawn of a column; the rarer ones stand in the table. */
const DRAWN = 12;

/** A chart of a column's values before and after. */
export interface DistributionChart {
  readonly column: string;
  readonly spec: SeriesBarSpec;
}

/**
 * Draws the values of each column before and after.
 *
 * @param distributions columns `column`, `value`, `before`, `after`
 */
export function distributionCharts(distributions: ResultSet): readonly DistributionChart[] {
  const names = texts(distributions, 'column');
  const values = column(distributions, 'value').values.map((value) => (value === null ? '–' : String(value)));
  const counts = (name: string): number[] =>
    numbers(distributions, name).map((count) => (Number.isNaN(count) ? 0 : count));
  const before = counts('before');
  const after = counts('after');
  return [...new Set(names)].map((name) => {
    const rows = names.flatMap((each, row) => (each === name ? [row] : []));
    const most = (row: number): number => Math.max(before[row] ?? 0, after[row] ?? 0);
    const kept = new Set([...rows].sort((a, b) => most(b) - most(a)).slice(0, DRAWN));
    const drawn = rows.filter((row) => kept.has(row));
    const series = (key: 'before' | 'after', figures: readonly number[]) => ({
      label: { key: `records.deidentify.result.${key}` as const },
      colour: key === 'before' ? ('series2' as const) : ('accent' as const),
      values: drawn.map((row) => figures[row] ?? null),
      withheld: drawn.map(() => false),
    });
    return {
      column: name,
      spec: {
        kind: 'grouped',
        title: 'records.deidentify.result.records',
        unit: 'rows',
        currency: null,
        contributors: rows.reduce((sum, row) => sum + (before[row] ?? 0), 0),
        x: {
          title: 'records.deidentify.result.value',
          labels: drawn.map((row) => ({ text: values[row] ?? '' })),
        },
        series: [series('before', before), series('after', after)],
      },
    };
  });
}
