import type { Value } from '../../contract/result-set.ts';
import type { ChartRow } from './chart-rows.ts';

/** A value of an axis or a series, and whether it stands for others. */
export interface Heading {
  readonly value: Value;
  readonly others: boolean;
}

/** Rows by their place along x and their series; headings in order of appearance, others last. */
export interface Matrix {
  readonly xs: readonly Heading[];
  readonly series: readonly Heading[];
  /** Row of a place and a series; undefined where there is none. */
  readonly at: (x: number, series: number) => ChartRow | undefined;
}

const keyOf = ({ value, others }: Heading): string => `${others ? 'rest' : typeof value}:${String(value)}`;

/** Each heading once. */
class Headings {
  readonly #places = new Map<string, number>();
  readonly list: Heading[] = [];

  add(heading: Heading): void {
    const key = keyOf(heading);
    if (this.#places.has(key)) return;
    this.#places.set(key, this.list.length);
    this.list.push(heading);
  }

  /** In another order. */
  sorted(compare: (a: Heading, b: Heading) => number): readonly Heading[] {
    return this.list.toSorted((a, b) => Number(a.others) - Number(b.others) || compare(a, b));
  }
}

const bySize = (a: Heading, b: Heading): number => Number(a.value) - Number(b.value);
const asTheyCome = (): number => 0;

/** Numbers and dates ascend; other values stay as they come. */
function orderOf(list: readonly Heading[]): (a: Heading, b: Heading) => number {
  return list.every(({ value, others }) => others || typeof value === 'number') ? bySize : asTheyCome;
}

/**
 * Puts rows into a matrix.
 *
 * @param sortX whether places along x are put in ascending order where they are numbers or dates
 */
export function matrixOf(rows: readonly ChartRow[], sortX: boolean): Matrix {
  const [across, down] = [new Headings(), new Headings()];
  const cells = new Map<string, ChartRow>();
  const cell = (x: Heading, series: Heading): string => `${keyOf(x)}\u0000${keyOf(series)}`;
  for (const row of rows) {
    const x = { value: row.x, others: row.others };
    const series = { value: row.series, others: row.seriesOthers };
    across.add(x);
    down.add(series);
    cells.set(cell(x, series), row);
  }
  const xs = across.sorted(sortX ? orderOf(across.list) : asTheyCome);
  const series = down.sorted(orderOf(down.list));
  return {
    xs,
    series,
    at: (x, place) => {
      const [a, b] = [xs[x], series[place]];
      return a === undefined || b === undefined ? undefined : cells.get(cell(a, b));
    },
  };
}
