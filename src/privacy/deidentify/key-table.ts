import { slotOf } from './class-keys.ts';

/**
 * Numbers rows with equal keys alike: a hash table with open addressing and linear probing, on typed arrays.
 * What it tells holds until it is asked to number other rows.
 */
export class KeyTable {
  readonly #slots: Int32Array;
  /** By number: the hash of its key. */
  readonly hash: Int32Array;
  /** By number: the words of its key, an array for each. */
  readonly words: readonly Int32Array[];
  /** By number: the first row with its key. */
  readonly first: Int32Array;
  /** By row: its number, in the order in which keys first occur. */
  readonly numbers: Int32Array;

  /**
   * @param rows most rows there will be
   * @param words number of words that tell keys with equal hashes apart; 0 where the hash is the key
   */
  constructor(rows: number, words: number) {
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows + 2)));
    this.hash = new Int32Array(rows);
    this.words = Array.from({ length: words }, () => new Int32Array(rows));
    this.first = new Int32Array(rows);
    this.numbers = new Int32Array(rows);
  }

  /**
   * Numbers rows by their keys; returns how many different ones there are. */
  number(hash: Int32Array, words: readonly Int32Array[]): number {
    const bits = Math.ceil(Math.log2(2 * hash.length + 2));
    const mask = 2 ** bits - 1;
    const slots = this.#slots;
    const known = this.hash;
    const numbers = this.numbers;
    slots.fill(0, 0, mask + 1);
    let count = 0;
    for (let row = 0; row < hash.length; row += 1) {
      const key = hash[row] ?? 0;
      let slot = slotOf(key, 32 - bits);
      let entry = slots[slot] ?? 0;
      while (entry !== 0 && !(known[entry - 1] === key && this.#sameWords(entry - 1, words, row))) {
        slot = (slot + 1) & mask;
        entry = slots[slot] ?? 0;
      }
      if (entry === 0) {
        known[count] = key;
        this.first[count] = row;
        this.#takeWords(count, words, row);
        count += 1;
        entry = count;
        slots[slot] = entry;
      }
      numbers[row] = entry - 1;
    }
    return count;
  }

  #sameWords(number: number, words: readonly Int32Array[], row: number): boolean {
    for (let word = 0; word < words.length; word += 1) {
      if (this.words[word]?.[number] !== words[word]?.[row]) return false;
    }
    return true;
  }

  #takeWords(number: number, words: readonly Int32Array[], row: number): void {
    for (let word = 0; word < words.length; word += 1) {
      const into = this.words[word];
      if (into !== undefined) into[number] = words[word]?.[row] ?? 0;
    }
  }
}
