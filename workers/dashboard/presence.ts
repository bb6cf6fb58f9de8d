import type { OrderCells } from './order-cells.ts';
import type { Chosen, CodeGroups, PeopleGroups } from './tally.ts';

/** Bits of a word. */
const BITS = 32;

/** In which periods each customer has a cell in each group, as bits: some words for each group of each customer. */
export interface Presence {
  readonly groups: number;
  readonly words: number;
  readonly bits: Int32Array;
}

const word = (values: Int32Array, at: number): number => values[at] ?? 0;

/** Words that a customer takes. */
export function presenceWords(groups: number, periods: number): number {
  return groups * Math.ceil(periods / BITS);
}

/**
 * Notes in which periods customers have a cell, by group of codes. Distinct customers of any periods are then counted
 * without looking at cells.
 *
 * @param periodOfCode where each code lies in time; null: time is left aside, and all is one period
 * @param periods how many there are
 */
export function presenceOf(
  { starts, code, places }: OrderCells,
  codes: CodeGroups,
  periodOfCode: Int32Array | null,
  periods: number,
): Presence {
  const words = Math.ceil(periods / BITS);
  const width = words * codes.count;
  // What a cell adds: no bit where its code is not counted, so that nothing has to be asked of single cells.
  const [offset, bit] = [new Int32Array(places.codes), new Int32Array(places.codes)];
  for (let place = 0; place < places.codes; place += 1) {
    const group = word(codes.of, place);
    if (group < 0) continue;
    const period = periodOfCode === null ? 0 : word(periodOfCode, place);
    offset[place] = group * words + Math.floor(period / BITS);
    bit[place] = 1 << (period % BITS);
  }
  const bits = new Int32Array((starts.length - 1) * width);
  for (let customer = 0; customer < starts.length - 1; customer += 1) {
    const base = customer * width;
    const to = word(starts, customer + 1);
    for (let at = word(starts, customer); at < to; at += 1) {
      const place = word(code, at);
      const target = base + word(offset, place);
      bits[target] = word(bits, target) | word(bit, place);
    }
  }
  return { groups: codes.count, words, bits };
}

/** Periods as the bits of words. */
function maskOf(may: Uint8Array, words: number): Int32Array {
  const mask = new Int32Array(words);
  for (const [period, asked] of may.entries()) {
    const at = Math.floor(period / BITS);
    if (asked === 1) mask[at] = word(mask, at) | (1 << (period % BITS));
  }
  return mask;
}

/**
 * Counts chosen customers who are present in one of some periods, by their group and that of codes.
 *
 * @param may periods that count, as marks
 */
export function presentByGroup(
  { groups, words, bits }: Presence,
  chosen: Chosen,
  people: PeopleGroups,
  may: Uint8Array,
): Float64Array {
  const mask = maskOf(may, words);
  const counts = new Float64Array(groups * people.count);
  const customers = bits.length / (groups * words);
  for (let customer = 0; customer < customers; customer += 1) {
    if (chosen !== null && chosen[customer] !== 1) continue;
    const base = people.of === null ? 0 : (people.of[customer] ?? 0) * groups;
    const from = customer * groups * words;
    for (let group = 0; group < groups; group += 1) {
      let found = 0;
      for (let at = 0; at < words; at += 1) found |= word(bits, from + group * words + at) & word(mask, at);
      if (found !== 0) counts[base + group] = (counts[base + group] ?? 0) + 1;
    }
  }
  return counts;
}

/**
 * Counts chosen customers by period, by their group and that of codes: a place for each group of customers, each group of
 * codes in it, and each period in that.
 *
 * @param first period of each customer that alone is looked at; null: all are
 */
export function presentByPeriod(
  { groups, words, bits }: Presence,
  chosen: Chosen,
  people: PeopleGroups,
  periods: number,
  first: Int32Array | null,
): Float64Array {
  const counts = new Float64Array(groups * people.count * periods);
  const customers = bits.length / (groups * words);
  for (let customer = 0; customer < customers; customer += 1) {
    if (chosen !== null && chosen[customer] !== 1) continue;
    const base = people.of === null ? 0 : (people.of[customer] ?? 0) * groups;
    for (let group = 0; group < groups; group += 1) {
      const target = (base + group) * periods;
      const from = (customer * groups + group) * words;
      if (first === null) addBits(counts, target, bits, from, words);
      else {
        const period = word(first, customer);
        const isThere = (word(bits, from + Math.floor(period / BITS)) & (1 << (period % BITS))) !== 0;
        if (isThere) counts[target + period] = (counts[target + period] ?? 0) + 1;
      }
    }
  }
  return counts;
}

/** Adds 1 at the place of each bit. */
function addBits(counts: Float64Array, target: number, bits: Int32Array, from: number, words: number): void {
  for (let at = 0; at < words; at += 1) {
    let left = word(bits, from + at);
    while (left !== 0) {
      const bit = BITS - 1 - Math.clz32(left & -left);
      const place = target + at * BITS + bit;
      counts[place] = (counts[place] ?? 0) + 1;
      left &= left - 1;
    }
  }
}
