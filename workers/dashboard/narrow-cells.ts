import type { CellSums, OrderCells } from './order-cells.ts';

/** Number of cells at each code. */
export function cellsAtCodes({ code, places }: OrderCells): Float64Array {
  const counts = new Float64Array(places.codes);
  for (const place of code) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

/**
 * The cells at some codes by themselves, under the codes they have. Spread orders stay as they are.
 *
 * @param keep codes to keep, as marks
 * @param count how many cells lie there
 */
export function narrowTo(cells: OrderCells, keep: Uint8Array, count: number): OrderCells {
  const { starts: startsOfAll, code: codeOfAll } = cells;
  const customers = startsOfAll.length - 1;
  const starts = new Int32Array(customers + 1);
  // One more than there are: each cell is noted, and the next one takes its place where it is not kept.
  const kept = new Int32Array(count + 1);
  let found = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const to = startsOfAll[customer + 1] ?? 0;
    for (let at = startsOfAll[customer] ?? 0; at < to; at += 1) {
      kept[found] = at;
      found += keep[codeOfAll[at] ?? 0] ?? 0;
    }
    starts[customer + 1] = found;
  }
  const code = new Int32Array(count);
  for (let at = 0; at < count; at += 1) code[at] = codeOfAll[kept[at] ?? 0] ?? 0;
  const taken = (values: Float64Array): Float64Array => {
    const some = new Float64Array(count);
    for (let at = 0; at < count; at += 1) some[at] = values[kept[at] ?? 0] ?? 0;
    return some;
  };
  const marks = (values: Uint8Array): Uint8Array =>
    Uint8Array.from({ length: count }, (_, at) => values[kept[at] ?? 0] ?? 0);
  const sums = Object.entries(cells.sums).map(([name, { values, known }]): [string, CellSums] => [
    name,
    { values: taken(values), known: known === null ? null : marks(known) },
  ]);
  return { ...cells, starts, code, orders: taken(cells.orders), sums: Object.fromEntries(sums) };
}
