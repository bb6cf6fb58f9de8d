import { numbers, texts, type ResultSet } from '../../contract/result-set.ts';
import { paintOf, type RfmForm, type Scale } from './rfm-parameters.ts';

/** One cell of the heat map. */
export interface SegmentCell {
  readonly r: number;
  readonly f: number;
  /** The cell's segment, or the one with most of its customers; null when there is none. */
  readonly segment: string | null;
  /** Customers; null when withheld. */
  readonly customers: number | null;
}

function customersByCell(grid: ResultSet): Map<string, number> {
  const r = numbers(grid, 'r');
  const f = numbers(grid, 'f');
  return new Map(numbers(grid, 'customers').map((count, index) => [`${r[index]}-${f[index]}`, count]));
}

/**
 * Cells of the heat map in reading order, best recency first.
 *
 * @param grid the private `grid` table
 * @param scale scores per dimension
 * @param released the same table as it would leave, when that is what is drawn
 */
export function segmentCells(grid: ResultSet, scale: Scale, released: ResultSet | null): SegmentCell[] {
  const all = customersByCell(grid);
  const leaving = released === null ? all : customersByCell(released);
  const r = numbers(grid, 'r');
  const f = numbers(grid, 'f');
  const segments = new Map(
    texts(grid, 'segment').map((segment, index) => [
      `${r[index]}-${f[index]}`,
      segment === '' ? null : segment,
    ]),
  );
  const scores = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  return scores(scale.recency)
    .toReversed()
    .flatMap((recency) =>
      scores(scale.frequency).map((frequency): SegmentCell => {
        const key = `${recency}-${frequency}`;
        const shown = leaving.get(key) ?? Number.NaN;
        const empty = (all.get(key) ?? 0) === 0;
        const customers = empty ? 0 : Number.isNaN(shown) ? null : shown;
        return { r: recency, f: frequency, segment: segments.get(key) ?? null, customers };
      }),
    );
}

/** The cells as the own map paints them, so that a stroke shows before its result is there. */
export function paintedCells(
  cells: readonly SegmentCell[],
  form: RfmForm,
  scale: Scale,
): readonly SegmentCell[] {
  if (form.map !== 'own') return cells;
  return cells.map((cell) => ({ ...cell, segment: paintOf(form, scale, cell.r, cell.f) }));
}
