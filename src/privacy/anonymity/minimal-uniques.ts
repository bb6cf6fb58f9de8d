import type { Tell } from '../../contract/kernel.ts';
import type { Tuples } from './tuples.ts';

/** Most attributes that sets are searched among: sets are kept as bits. */
export const MOST_ATTRIBUTES = 30;

/**
 * Minimal sample uniques: for each record, the smallest sets of attributes whose values nobody else has. A set
 * is a number in which bit i stands for attribute i.
 */
export interface MinimalUniques {
  /** Tuples of single records that have such sets, and the sets of each. */
  readonly byTuple: ReadonlyMap<number, readonly number[]>;
}

/** Tuples that share the values of some attributes: classes lie one behind the other in `rows`. */
interface Partition {
  readonly rows: Int32Array;
  /** Where each class ends. */
  readonly ends: readonly number[];
}

/** Number of attributes in a set. */
export function setSize(set: number): number {
  let [size, rest] = [0, set];
  for (; rest > 0; rest >>>= 1) size += rest & 1;
  return size;
}

/** Places of the attributes in a set, ascending. */
export function attributesIn(set: number): number[] {
  return Array.from({ length: MOST_ATTRIBUTES }, (_, place) => place).filter(
    (place) => (set & (1 << place)) !== 0,
  );
}

/** An attribute, and room to count by its codes; all zero between uses. */
interface Column {
  readonly codes: Int32Array;
  readonly tuples: Int32Array;
  readonly records: Float64Array;
}

function columnOf(codes: Int32Array): Column {
  const values = codes.reduce((most, code) => Math.max(most, code + 1), 1);
  return { codes, tuples: new Int32Array(values), records: new Float64Array(values) };
}

/** Counts tuples and records of a class by code; returns the codes that occur. */
function countCodes(members: Int32Array, { codes, tuples, records }: Column, counts: Float64Array): number[] {
  const present: number[] = [];
  for (const tuple of members) {
    const code = codes[tuple] ?? 0;
    if (tuples[code] === 0) present.push(code);
    tuples[code] = (tuples[code] ?? 0) + 1;
    records[code] = (records[code] ?? 0) + (counts[tuple] ?? 0);
  }
  return present;
}

/** Puts the members of a class into the next partition, by code, as far as their code is kept. */
function placeMembers(
  members: Int32Array,
  { codes, tuples }: Column,
  kept: readonly number[],
  { rows, ends }: { readonly rows: Int32Array; readonly ends: number[] },
): void {
  const slots = new Map<number, number>();
  for (const code of kept) {
    const start = ends.at(-1) ?? 0;
    slots.set(code, start);
    ends.push(start + (tuples[code] ?? 0));
  }
  for (const tuple of members) {
    const code = codes[tuple] ?? 0;
    const slot = slots.get(code);
    if (slot === undefined) continue;
    rows[slot] = tuple;
    slots.set(code, slot + 1);
  }
}

/** Searches sets of attributes, each after all sets within it. */
class Search {
  readonly #columns: readonly Column[];
  readonly #counts: Float64Array;
  readonly #largest: number;
  readonly #found = new Map<number, number[]>();

  constructor({ quasi, counts }: Tuples, largest: number) {
    this.#columns = quasi.map(columnOf);
    this.#counts = counts;
    this.#largest = largest;
  }

  get found(): ReadonlyMap<number, readonly number[]> {
    return this.#found;
  }

  /**
   * Looks at a set and one attribute more, and from there at all with further attributes of lower places. The sets
   * are met in ascending order as numbers, so that every set comes after the sets within it.
   */
  extend(within: Partition, set: number, place: number): void {
    const column = this.#columns[place];
    if (column === undefined) return;
    const wider = set | (1 << place);
    const refined = this.#refine(within, column, wider);
    if (setSize(wider) >= this.#largest || refined.ends.length === 0) return;
    for (let next = 0; next < place; next += 1) this.extend(refined, wider, next);
  }

  /** Whether a tuple has a minimal set within a set. */
  #settled(tuple: number, set: number): boolean {
    return this.#found.get(tuple)?.some((minimal) => (minimal & set) === minimal) ?? false;
  }

  /** Parts classes by an attribute; notes who is alone and keeps classes in which someone may still come to be. */
  #refine({ rows, ends }: Partition, column: Column, set: number): Partition {
    const next = { rows: new Int32Array(rows.length), ends: [] as number[] };
    let start = 0;
    for (const end of ends) {
      const members = rows.subarray(start, end);
      const present = countCodes(members, column, this.#counts);
      const open = this.#openCodes(members, column, set);
      const kept = present.filter((code) => open.has(code));
      placeMembers(members, column, kept, next);
      for (const code of present) {
        column.tuples[code] = 0;
        column.records[code] = 0;
      }
      start = end;
    }
    return { rows: next.rows.subarray(0, next.ends.at(-1) ?? 0), ends: next.ends };
  }

  /** Notes the records that are alone with their code; returns the codes of which single records are not alone. */
  #openCodes(members: Int32Array, { codes, records }: Column, set: number): Set<number> {
    const open = new Set<number>();
    for (const tuple of members) {
      const code = codes[tuple] ?? 0;
      if (this.#counts[tuple] !== 1 || this.#settled(tuple, set)) continue;
      if (records[code] !== 1) {
        open.add(code);
        continue;
      }
      const sets = this.#found.get(tuple) ?? [];
      sets.push(set);
      this.#found.set(tuple, sets);
    }
    return open;
  }
}

/**
 * Finds all minimal sample uniques (SUDA2), exactly: a set of attributes of a record belongs to them when nobody
 * else has its values of them, and of no smaller set within it this holds.
 *
 * @param tuples records by quasi-identifiers; sensitive attributes must not part them
 * @param largest sets of more attributes are not looked for
 * @param tell told how much of the search is done
 * @throws RangeError for more than {@link MOST_ATTRIBUTES} attributes
 * @see Manning, Haglin & Keane, A Recursive Search Algorithm for Statistical Disclosure Assessment, 2008
 */
export function minimalUniques(tuples: Tuples, largest: number, tell: Tell): MinimalUniques {
  const attributes = tuples.quasi.length;
  if (attributes > MOST_ATTRIBUTES) throw new RangeError(`${attributes} attributes are too many`);
  const search = new Search(tuples, largest);
  const rows = Int32Array.from({ length: tuples.counts.length }, (_, tuple) => tuple);
  const all: Partition = { rows, ends: rows.length === 0 ? [] : [rows.length] };
  for (let place = 0; place < attributes; place += 1) {
    search.extend(all, 0, place);
    tell(2 ** (place + 1 - attributes));
  }
  return { byTuple: search.found };
}
