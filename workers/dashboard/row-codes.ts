import { allPlaces, type CellAxis, type CellPlaces } from './order-cells.ts';
import type { RowWord } from './row-words.ts';

/** Most places on all axes that codes are made for whether they occur or not. */
const MOST_PLACES = 1_048_576;

/** An axis, and its index among the dimensions that words are made of. */
export interface CodedAxis extends CellAxis {
  readonly index: number;
}

/** What each value of a word adds to a place on some axes, of which the first counts most. */
function addends({ values, digits }: RowWord, axes: readonly CodedAxis[]): Int32Array {
  const sums = new Int32Array(values);
  let step = 1;
  for (const { index, size } of axes.toReversed()) {
    const digit = digits.get(index);
    if (digit !== undefined) {
      for (let value = 0; value < values; value += 1) {
        sums[value] = (sums[value] ?? 0) + (digit[value] ?? 0) * step;
      }
    }
    step *= size;
  }
  return sums;
}

/** Codes for all places there can be. */
function* allCodes(
  rows: readonly (readonly Int32Array[])[],
  words: readonly RowWord[],
  axes: readonly CodedAxis[],
): Generator<number, CellPlaces> {
  const [first = new Int32Array(), ...others] = words.map((word) => addends(word, axes));
  for (const [done, [into = new Int32Array(), ...more]] of rows.entries()) {
    for (let row = 0; row < into.length; row += 1) into[row] = first[into[row] ?? 0] ?? 0;
    for (const [at, part] of others.entries()) {
      const word = more[at] ?? new Int32Array();
      for (let row = 0; row < into.length; row += 1) {
        into[row] = (into[row] ?? 0) + (part[word[row] ?? 0] ?? 0);
      }
    }
    yield (done + 1) / rows.length;
  }
  return allPlaces(axes);
}

/** Numbers different values from 0, as they come. */
class Numbering {
  readonly #numbers = new Map<number, number>();

  get count(): number {
    return this.#numbers.size;
  }

  of(value: number): number {
    const before = this.#numbers.get(value);
    if (before !== undefined) return before;
    const next = this.#numbers.size;
    this.#numbers.set(value, next);
    return next;
  }
}

/** Codes for the places that rows lie at. */
function* codesFound(
  rows: readonly (readonly Int32Array[])[],
  words: readonly RowWord[],
  axes: readonly CodedAxis[],
): Generator<number, CellPlaces> {
  // A place is numbered word by word: by the number of what the words before say, and what this one says of these axes.
  const parts = words.map((word) => {
    const own = new Numbering();
    const inside = axes.filter(({ index }) => word.digits.has(index));
    const of = Int32Array.from(addends(word, inside), (place) => own.of(place));
    return { of, values: own.count, found: new Numbering() };
  });
  const digits: number[][] = axes.map(() => []);
  const note = (valueOf: (word: number) => number): void => {
    for (const [at, word] of words.entries()) {
      for (const [axis, { index }] of axes.entries()) {
        const places = word.digits.get(index);
        if (places !== undefined) digits[axis]?.push(places[valueOf(at)] ?? 0);
      }
    }
  };
  let codes = 0;
  for (const [done, each] of rows.entries()) {
    const [into = new Int32Array()] = each;
    for (let row = 0; row < into.length; row += 1) {
      const valueOf = (word: number): number => each[word]?.[row] ?? 0;
      let code = 0;
      for (const [at, { of, values, found }] of parts.entries()) {
        code = found.of(code * values + (of[valueOf(at)] ?? 0));
      }
      if (code === codes) {
        codes += 1;
        note(valueOf);
      }
      into[row] = code;
    }
    yield (done + 1) / rows.length;
  }
  return { codes, digits: digits.map((each) => Int32Array.from(each)) };
}

/**
 * Puts into the first word of all rows the code of the place where they lie on some axes. It says after each part of the
 * rows what share is done.
 *
 * @param rows words of some rows, of some others, and so on
 * @param axes those that count; the words may say more
 * @param most places on the axes up to which there are codes also for those without rows
 */
export function codeRows(
  rows: readonly (readonly Int32Array[])[],
  words: readonly RowWord[],
  axes: readonly CodedAxis[],
  most = MOST_PLACES,
): Generator<number, CellPlaces> {
  const total = axes.reduce((all, { size }) => all * size, 1);
  return total <= most ? allCodes(rows, words, axes) : codesFound(rows, words, axes);
}
