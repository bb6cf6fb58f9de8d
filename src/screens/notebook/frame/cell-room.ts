import type { Cell } from '../../../document/cell.ts';

/** Room that the body of a cell takes before it is drawn, CSS pixels. */
const BODY: Readonly<Record<Cell['kind'], number>> = {
  text: 60,
  sql: 320,
  analysis: 560,
  metric: 420,
  chart: 360,
  input: 72,
};
/** What its head, its foot and the bar above it take. */
const HEAD = 40;
const FOOT = 30;
const BAR = 22;

/** Room that is kept for the body of a cell until it is drawn, CSS pixels. */
export function bodyRoom({ kind }: Cell): number {
  return BODY[kind];
}

/** Room that is kept for what is in the frame of a cell until it is drawn, CSS pixels. */
export function frameRoom(cell: Cell): number {
  if (cell.folded) return HEAD;
  return HEAD + BODY[cell.kind] + (cell.kind === 'text' ? 0 : FOOT);
}

/** Room that is kept for a cell with the bar above it until it is drawn, CSS pixels. */
export function placeRoom(cell: Cell): number {
  return BAR + frameRoom(cell);
}
