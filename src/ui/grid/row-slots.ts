/** Rows drawn at once, one after the other. */
export interface DrawnRows {
  readonly first: number;
  /** As many as there are slots, though the list may end before. */
  readonly count: number;
}

/**
 * The elements that rows are drawn in, such that they cover a view wherever it begins. Their number is even, so that an
 * element that shows odd rows once shows odd rows always.
 *
 * @param view height of the view, CSS pixels
 * @param row height of a row, CSS pixels
 * @param overscan rows drawn above and below the view
 */
export function slotCount(view: number, row: number, overscan: number): number {
  const needed = Math.ceil(view / row) + 1 + 2 * overscan;
  return needed + (needed % 2);
}

/**
 * The row that a slot shows. While rows go by one by one, each stays in its slot, and only those that come into view are
 * written into the slots of those that have left it.
 *
 * @param slot from 0 to one less than `count`
 */
export function rowInSlot(slot: number, { first, count }: DrawnRows): number {
  const lead = first % count;
  return first + ((slot - lead + count) % count);
}

/** Slots in the order of the rows they show. */
export function slotsInOrder({ first, count }: DrawnRows): readonly number[] {
  return Array.from({ length: count }, (_, at) => (first + at) % count);
}
