import { addByGroup, addRow, amongBoth, countOf, type CustomerBits, wordsOf } from './customer-bits.ts';
import type { OrderCells } from './order-cells.ts';
import type { CodeGroups, PeopleGroups } from './tally.ts';

/** Who has a cell at what: a row of customers for each place. */
export interface Presence {
  readonly rows: number;
  /** Words of a row. */
  readonly words: number;
  readonly bits: CustomerBits;
}

const word = (values: Int32Array, at: number): number => values[at] ?? 0;

function rowOf({ words, bits }: Presence, row: number): CustomerBits {
  return bits.subarray(row * words, (row + 1) * words);
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
export function rowsTogether(presence: Presence, { of, count }: CodeGroups): Presence {
  const { rows, words } = presence;
  const together = new Int32Array(count * words);
  for (let row = 0; row < rows; row += 1) {
    const target = word(of, row);
    if (target >= 0) addRow(together, target * words, rowOf(presence, row));
  }
  return { rows: count, words, bits: together };
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

/** Rows that have only those of others' rows, which are taken over and over. */
export function rowsAmong(presence: Presence, others: Presence): Presence {
  const { rows, words } = presence;
  const bits = new Int32Array(rows * words);
  for (let row = 0; row < rows; row += 1) {
    bits.set(amongBoth(rowOf(presence, row), rowOf(others, row % others.rows)), row * words);
  }
  return { rows, words, bits };
}

/**
 * Counts distinct customers of each row by their group: a place for each group of customers, and each row in it.
 *
 * @param within who alone is looked at; null: all are
 */
export function presentByRow(
  presence: Presence,
  within: CustomerBits | null,
  { of, count }: PeopleGroups,
): Float64Array {
  const { rows } = presence;
  const counts = new Float64Array(count * rows);
  for (let row = 0; row < rows; row += 1) {
    const present = rowOf(presence, row);
    if (of === null) counts[row] = countOf(present, within);
    else addByGroup(counts, present, within, of, [row, rows]);
  }
  return counts;
}
