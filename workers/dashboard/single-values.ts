import type { RowWord } from './row-words.ts';
import type { SortedRows } from './sorted-rows.ts';

/** No row of the customer was seen yet. */
const NONE = -1;

/** Finds out while rows come which dimensions have one value for each customer. */
export class SingleValues {
  readonly #words: readonly {
    /** Value of the word in each customer's first row. */
    readonly first: Int32Array;
    /** Dimensions that have had one value a customer so far. */
    readonly single: Map<number, Int32Array>;
  }[];

  /** @param watched indexes of the dimensions that are asked about */
  constructor(words: readonly RowWord[], watched: readonly number[], customers: number) {
    this.#words = words.map(({ digits }) => ({
      first: new Int32Array(customers).fill(NONE),
      single: new Map([...digits].filter(([index]) => watched.includes(index))),
    }));
  }

  /** Looks at further rows. */
  add(rows: SortedRows): void {
    for (const [at, { first, single }] of this.#words.entries()) {
      const word = rows.words[at];
      if (word === undefined || single.size === 0) continue;
      note(first, rows, word);
      for (const [index, digits] of single) {
        if (!isSingle(first, rows, word, digits)) single.delete(index);
      }
    }
  }

  /** Place of each customer on a dimension; null where one has several, or where nobody asked. */
  placesOf(index: number): Uint16Array | null {
    for (const { first, single } of this.#words) {
      const digits = single.get(index);
      if (digits !== undefined) return Uint16Array.from(first, (value) => digits[value] ?? 0);
    }
    return null;
  }
}

/** Notes the first row of customers who are new. */
function note(first: Int32Array, { who, starts }: SortedRows, word: Int32Array): void {
  for (let at = 0; at < who.length; at += 1) {
    const customer = who[at] ?? 0;
    if (first[customer] === NONE) first[customer] = word[starts[at] ?? 0] ?? 0;
  }
}

/** Whether rows lie where their customer's first row does. */
function isSingle(
  first: Int32Array,
  { who, starts }: SortedRows,
  word: Int32Array,
  digits: Int32Array,
): boolean {
  for (let at = 0; at < who.length; at += 1) {
    const place = digits[first[who[at] ?? 0] ?? 0];
    const end = starts[at + 1] ?? 0;
    for (let row = starts[at] ?? 0; row < end; row += 1) {
      if (digits[word[row] ?? 0] !== place) return false;
    }
  }
  return true;
}
