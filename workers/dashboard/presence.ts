import type { OrderCells } from './order-cells.ts';
import type { CodeGroups, PeopleGroups } from './tally.ts';

/** Bits of a word. */
const BITS = 32;

/** Customers as bits: customer `c` is bit `c % 32` of word `c / 32`. */
export type CustomerBits = Int32Array;

/** Who has a cell at what: a row of customers for each place. */
export interface Presence {
  readonly rows: number;
  /** Words of a row. */
  readonly words: number;
  readonly bits: CustomerBits;
}

/** Rows of a presence by groups of codes, and in these by period. */
export interface PeriodRows {
  readonly groups: number;
  readonly periods: number;
}

const word = (values: Int32Array, at: number): number => values[at] ?? 0;

/** Words that so many customers take. */
export function wordsOf(customers: number): number {
  return Math.ceil(customers / BITS);
}

/** Customers with a mark, as bits. */
export function bitsOf(marks: Uint8Array): CustomerBits {
  const bits = new Int32Array(wordsOf(marks.length));
  for (let customer = 0; customer < marks.length; customer += 1) {
    const at = customer >> 5;
    bits[at] = word(bits, at) | ((marks[customer] ?? 0) << (customer & 31));
  }
  return bits;
}

/**
 * Notes who has a cell at which codes. Distinct customers of any codes are then counted without looking at cells.
 *
 * @param of row of each code; those below 0 are left aside
 */
export function presenceOf({ starts, code }: OrderCells, { of, count }: CodeGroups): Presence {
  const customers = starts.length - 1;
  const words = wordsOf(customers);
  // A row more for what is left aside, so that nothing has to be asked of single cells.
  const base = of.map((row) => (row < 0 ? count : row) * words);
  const bits = new Int32Array((count + 1) * words);
  for (let customer = 0; customer < customers; customer += 1) {
    const at = customer >> 5;
    const bit = 1 << (customer & 31);
    const to = word(starts, customer + 1);
    for (let cell = word(starts, customer); cell < to; cell += 1) {
      const target = word(base, word(code, cell)) + at;
      bits[target] = word(bits, target) | bit;
    }
  }
  return { rows: count, words, bits: bits.subarray(0, count * words) };
}

/** Puts rows together: who is in any of them is in the row that they become; rows below 0 are left aside. */
export function rowsTogether({ rows, words, bits }: Presence, { of, count }: CodeGroups): Presence {
  const together = new Int32Array(count * words);
  for (let row = 0; row < rows; row += 1) {
    const target = word(of, row);
    if (target < 0) continue;
    addRow(together, target * words, bits.subarray(row * words, (row + 1) * words));
  }
  return { rows: count, words, bits: together };
}

function addRow(into: CustomerBits, base: number, row: CustomerBits): void {
  for (let at = 0; at < row.length; at += 1) into[base + at] = word(into, base + at) | word(row, at);
}

/** Who lies at each place: a row for each. */
export function presenceAt(places: Int32Array, rows: number): Presence {
  const words = wordsOf(places.length);
  const bits = new Int32Array(rows * words);
  for (let customer = 0; customer < places.length; customer += 1) {
    const target = word(places, customer) * words + (customer >> 5);
    bits[target] = word(bits, target) | (1 << (customer & 31));
  }
  return { rows, words, bits };
}

/** Number of bits of a word that are set, added up in parallel within it (Hacker's Delight, 2nd ed., figure 5-2). */
function bitsSet(of: number): number {
  const pairs = of - ((of >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Adds the customers of a row at `base`, each group of customers a step apart. */
function addCounted(
  counts: Float64Array,
  row: CustomerBits,
  people: PeopleGroups,
  [base, step]: readonly [number, number],
): void {
  const { of } = people;
  if (of === null) {
    let found = 0;
    for (let at = 0; at < row.length; at += 1) found += bitsSet(word(row, at));
    counts[base] = found;
    return;
  }
  for (let at = 0; at < row.length; at += 1) {
    for (let left = word(row, at); left !== 0; left &= left - 1) {
      const customer = at * BITS + BITS - 1 - Math.clz32(left & -left);
      const place = base + (of[customer] ?? 0) * step;
      counts[place] = (counts[place] ?? 0) + 1;
    }
  }
}

function keepOnly(row: CustomerBits, others: CustomerBits | null): void {
  if (others === null) return;
  for (let at = 0; at < row.length; at += 1) row[at] = word(row, at) & word(others, at);
}

/**
 * Counts chosen customers who are present in one of some periods, by their group and that of codes.
 *
 * @param may periods that count, as marks
 */
export function presentByGroup(
  { words, bits }: Presence,
  groups: number,
  chosen: CustomerBits | null,
  people: PeopleGroups,
  may: Uint8Array,
): Float64Array {
  const counts = new Float64Array(groups * people.count);
  for (let group = 0; group < groups; group += 1) {
    const present = new Int32Array(words);
    for (let period = 0; period < may.length; period += 1) {
      if (may[period] !== 1) continue;
      const from = (group * may.length + period) * words;
      addRow(present, 0, bits.subarray(from, from + words));
    }
    keepOnly(present, chosen);
    addCounted(counts, present, people, [group, groups]);
  }
  return counts;
}

/**
 * Counts chosen customers by period, by their group and that of codes: a place for each group of customers, each group of
 * codes in it, and each period in that.
 *
 * @param first who alone is looked at in each period; null: all are
 */
export function presentByPeriod(
  { words, bits }: Presence,
  { groups, periods }: PeriodRows,
  chosen: CustomerBits | null,
  people: PeopleGroups,
  first: Presence | null,
): Float64Array {
  const counts = new Float64Array(groups * people.count * periods);
  for (let row = 0; row < groups * periods; row += 1) {
    const present = bits.slice(row * words, (row + 1) * words);
    const from = (row % periods) * words;
    keepOnly(present, chosen);
    keepOnly(present, first === null ? null : first.bits.subarray(from, from + words));
    addCounted(counts, present, people, [row, groups * periods]);
  }
  return counts;
}
