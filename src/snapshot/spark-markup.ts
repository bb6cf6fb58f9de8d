import type { SnapshotColumn } from './content.ts';

const WIDTH = 160;
const HEIGHT = 36;
const EDGE = 3;

/** The course of a figure as a small line; it breaks where a value is withheld or missing. */
export function sparkMarkup({ values, withheld }: SnapshotColumn): string {
  const hidden = new Set(withheld);
  const heights = values.map((value, row) => (typeof value === 'number' && !hidden.has(row) ? value : null));
  const known = heights.filter((value) => value !== null);
  if (known.length < 2) return '';
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (row: number): string => (EDGE + (row * (WIDTH - 2 * EDGE)) / (values.length - 1)).toFixed(1);
  const y = (value: number): string =>
    (HEIGHT - EDGE - ((value - low) * (HEIGHT - 2 * EDGE)) / (high - low || 1)).toFixed(1);
  let path = '';
  let isOpen = false;
  for (const [row, value] of heights.entries()) {
    if (value !== null) path += `${isOpen ? 'L' : 'M'}${x(row)} ${y(value)}`;
    isOpen = value !== null;
  }
  const last = heights.findLastIndex((value) => value !== null);
  const end = `<circle cx="${x(last)}" cy="${y(heights[last] ?? 0)}" r="2.5"></circle>`;
  return `<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" aria-hidden="true"><path d="${path}"></path>${end}</svg>`;
}
