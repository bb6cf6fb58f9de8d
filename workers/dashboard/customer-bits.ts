/** Customers as bits: customer `c` is bit `c % 32` of word `c / 32`. */
export type CustomerBits = Int32Array;

/** Bits of a word. */
const BITS = 32;

const word = (values: Int32Array, at: number): number => values[at] ?? 0;

/** Words that so many customers take. */
export function wordsOf(customers: number): number {
  return Math.ceil(customers / BITS);
}

/** Whether a customer is among them. */
export function isAmong(bits: CustomerBits, customer: number): boolean {
  return ((word(bits, customer >> 5) >>> (customer & 31)) & 1) === 1;
}

/**
 * Customers whose place is one of those that count.
 *
 * @param of place of each customer
 * @param may places that count, as marks
 */
export function customersAt(of: Uint16Array | Int32Array, may: Uint8Array): CustomerBits {
  const marks = Int32Array.from(may);
  const bits = new Int32Array(wordsOf(of.length));
  for (let at = 0; at < bits.length; at += 1) {
    const from = at * BITS;
    const count = Math.min(BITS, of.length - from);
    let found = 0;
    for (let bit = 0; bit < count; bit += 1) found |= word(marks, of[from + bit] ?? 0) << bit;
    bits[at] = found;
  }
  return bits;
}

/** Customers who are among both. */
export function amongBoth(one: CustomerBits, other: CustomerBits): CustomerBits {
  const both = new Int32Array(one.length);
  for (let at = 0; at < one.length; at += 1) both[at] = word(one, at) & word(other, at);
  return both;
}

/** Adds the customers of a row of a longer list to those of another. */
export function addRow(into: CustomerBits, base: number, row: CustomerBits): void {
  for (let at = 0; at < row.length; at += 1) into[base + at] = word(into, base + at) | word(row, at);
}

/** Number of bits of a word that are set, added up in parallel within it (Hacker's Delight, 2nd ed., figure 5-2). */
function bitsSet(of: number): number {
  const pairs = of - ((of >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Number of customers of a row.
 *
 * @param within who alone is looked at; null: all are
 */
export function countOf(row: CustomerBits, within: CustomerBits | null): number {
  let found = 0;
  if (within === null) for (let at = 0; at < row.length; at += 1) found += bitsSet(word(row, at));
  else for (let at = 0; at < row.length; at += 1) found += bitsSet(word(row, at) & word(within, at));
  return found;
}

/**
 * Adds the customers of a row to counts, by the group each is in.
 *
 * @param of group of each customer
 * @param place of the first group in the counts, and how far apart groups lie there
 * @param within who alone is looked at; null: all are
 */
export function addByGroup(
  counts: Float64Array,
  row: CustomerBits,
  within: CustomerBits | null,
  of: Int32Array,
  [base, step]: readonly [number, number],
): void {
  for (let at = 0; at < row.length; at += 1) {
    let left = within === null ? word(row, at) : word(row, at) & word(within, at);
    for (; left !== 0; left &= left - 1) {
      const customer = at * BITS + BITS - 1 - Math.clz32(left & -left);
      const place = base + word(of, customer) * step;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
}
