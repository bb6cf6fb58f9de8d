import type { PlacedColumn } from './column-layout.ts';

/** Room at both ends of a cell, and height of a bar, CSS pixels. */
const PADDING = 12;
const HEIGHT = 8;
/** Width of a bar, as a share of its cell. */
const SHARE = 0.6;

/**
 * Bars that stand for the texts of a row that has not arrived, as one layer of the CSS background of the whole row: showing
 * and hiding them is one change a row, however many cells it has.
 *
 * @param row height of a row, CSS pixels
 */
export function waitingBars(columns: readonly PlacedColumn[], row: number): string {
  if (columns.length === 0) return 'none';
  let end = 0;
  const stops = columns.map(({ column, left, width }) => {
    const [room, bar] = [width - 2 * PADDING, Math.round((width - 2 * PADDING) * SHARE)];
    const from = left + PADDING + (column.align === 'end' ? room - bar : 0);
    const stop = `transparent ${end}px ${from}px, var(--line) ${from}px ${from + bar}px`;
    end = from + bar;
    return stop;
  });
  const gradient = `linear-gradient(90deg, ${stops.join(', ')}, transparent ${end}px)`;
  return `${gradient} 0 ${(row - HEIGHT) / 2}px / 100% ${HEIGHT}px no-repeat`;
}
