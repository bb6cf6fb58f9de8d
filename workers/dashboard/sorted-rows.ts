import type { Summed } from './order-cells.ts';

/** Some rows of orders as numbers, in any order. */
export interface OrderRows {
  /** Place of the row's customer among all. */
  readonly customer: Int32Array;
  /** Where the row lies on the dimensions of each word. */
  readonly words: readonly Int32Array[];
  /** Equal for rows of one order of one customer, NaN for rows that are an order of their own; null: all are. */
  readonly order: Float64Array | null;
  /** NaN where the row does not say it. */
  readonly sums: Readonly<Partial<Record<Summed, Float64Array>>>;
}

/** The same rows by customer. */
export interface SortedRows extends Omit<OrderRows, 'customer'> {
  /** Places of the customers who have rows here, upwards. */
  readonly who: Int32Array;
  /** Rows of `who[i]` are those from `starts[i]` to `starts[i + 1]`. */
  readonly starts: Int32Array;
}

function moved<T extends Int32Array | Float64Array>(from: T, into: T, target: Int32Array): T {
  for (let row = 0; row < from.length; row += 1) into[target[row] ?? 0] = from[row] ?? 0;
  return into;
}

/**
 * Sorts rows by customer; those of one stay in their order.
 *
 * @param customers how many there are
 */
export function sortedRows({ customer, words, order, sums }: OrderRows, customers: number): SortedRows {
  const next = new Int32Array(customers);
  let present = 0;
  for (const each of customer) {
    const before = next[each] ?? 0;
    if (before === 0) present += 1;
    next[each] = before + 1;
  }
  const [who, starts] = [new Int32Array(present), new Int32Array(present + 1)];
  let [at, rows] = [0, 0];
  for (let place = 0; place < customers; place += 1) {
    const count = next[place] ?? 0;
    if (count === 0) continue;
    who[at] = place;
    next[place] = rows;
    rows += count;
    at += 1;
    starts[at] = rows;
  }
  const target = new Int32Array(customer.length);
  for (let row = 0; row < customer.length; row += 1) {
    const place = customer[row] ?? 0;
    const to = next[place] ?? 0;
    target[row] = to;
    next[place] = to + 1;
  }
  const floats = (from: Float64Array): Float64Array => moved(from, new Float64Array(rows), target);
  return {
    who,
    starts,
    words: words.map((word) => moved(word, new Int32Array(rows), target)),
    order: order === null ? null : floats(order),
    sums: Object.fromEntries(Object.entries(sums).map(([name, values]) => [name, floats(values)])),
  };
}
