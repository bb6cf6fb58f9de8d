import type { CodedHierarchy, Tuples } from '../anonymity/tuples.ts';
import { CellSorter, type ClassCells } from './class-cells.ts';
import { classKeys, rekey, type ClassKeys } from './class-keys.ts';
import { KeyTable } from './key-table.ts';
import { isAtOrBelow, type Levels } from './lattice.ts';

/** Groupings that are kept at the same time, so that others are made from them. */
const MOST_KEPT = 256;

/** Rows of kept groupings, besides four times the tuples. */
const MOST_KEPT_ROWS = 1_000_000;

/** A grouping is kept when it has at most this share of the rows of the one it was made from. */
const WORTH_KEEPING = 0.75;

/** Tuples that are rolled up, with what they are to be grouped by. */
export interface RollUpInput {
  readonly tuples: Tuples;
  /** Records of the population with the same quasi-identifiers, by tuple; null where no population is known. */
  readonly population: Float64Array | null;
  readonly hierarchies: readonly CodedHierarchy[];
}

/** Classes of a node. The arrays are used again: they hold until the next node is asked for. */
export interface Classes {
  /** Number of classes; the arrays may be longer. */
  readonly count: number;
  /** A tuple of each class. */
  readonly tuple: Int32Array;
  /** Records of each class; 0 for one that only the population has. */
  readonly records: Float64Array;
  /** Records of the population in each class; null where no population is known. */
  readonly population: Float64Array | null;
  /** Records by class and sensitive values; null where there are no sensitive attributes. */
  readonly cells: ClassCells | null;
}

/** Rows that are grouped: classes of a node, or their cells where there are sensitive attributes. */
interface Rows {
  readonly levels: Levels;
  readonly tuple: Int32Array;
  readonly records: Float64Array;
  readonly population: Float64Array | null;
  readonly hash: Int32Array;
  readonly words: readonly Int32Array[];
}

/** Sums amounts of rows by the number of each. */
function sumInto(sums: Float64Array, count: number, numbers: Int32Array, amounts: Float64Array): void {
  sums.fill(0, 0, count);
  for (let row = 0; row < amounts.length; row += 1) {
    const number = numbers[row] ?? 0;
    sums[number] = (sums[number] ?? 0) + (amounts[row] ?? 0);
  }
}

/**
 * Groups tuples to the classes of lattice nodes. A node is rolled up from the smallest grouping at hand of a node
 * below it (the snapshots of Kohlmayer et al. 2012), not from the tuples.
 */
export class ClassRollUp {
  readonly #quasi: readonly Int32Array[];
  readonly #keys: ClassKeys;
  readonly #sorter: CellSorter | null;
  readonly #root: Rows;
  readonly #mostRows: number;
  readonly #kept: Rows[] = [];
  #keptRows = 0;
  readonly #table: KeyTable;
  readonly #tuple: Int32Array;
  readonly #records: Float64Array;
  readonly #population: Float64Array | null;

  /** @param bottom the node that all others asked for stand at or above */
  constructor({ tuples, population, hierarchies }: RollUpInput, bottom: Levels) {
    const { length } = tuples.counts;
    this.#quasi = tuples.quasi;
    this.#keys = classKeys(hierarchies);
    this.#sorter = tuples.sensitive.length === 0 ? null : new CellSorter(tuples.sensitive, length);
    this.#mostRows = 4 * length + MOST_KEPT_ROWS;
    this.#table = new KeyTable(length, this.#keys.words.length);
    this.#tuple = new Int32Array(length);
    this.#records = new Float64Array(length);
    this.#population = population === null ? null : new Float64Array(length);
    const rows = {
      levels: bottom,
      tuple: new Int32Array(length).map((_, tuple) => tuple),
      records: tuples.counts,
      population,
      hash: new Int32Array(length),
      words: this.#keys.words.map(() => new Int32Array(length)),
    };
    this.#rekey(rows, null, bottom);
    this.#root = rows;
  }

  /** The classes of a node. */
  at(levels: Levels): Classes {
    return this.#group(this.#nearest(levels), levels);
  }

  /** The classes of a node with the class of each tuple; holds until the next node is asked for. */
  withMembers(levels: Levels): { readonly classes: Classes; readonly classOf: Int32Array } {
    return { classes: this.#group(this.#root, levels), classOf: this.#table.numbers };
  }

  #group(below: Rows, levels: Levels): Classes {
    const rows = {
      ...below,
      levels,
      hash: below.hash.slice(),
      words: below.words.map((each) => each.slice()),
    };
    this.#rekey(rows, below.levels, levels);
    const count = this.#table.number(rows.hash, rows.words);
    const { numbers, first } = this.#table;
    for (let each = 0; each < count; each += 1) this.#tuple[each] = rows.tuple[first[each] ?? 0] ?? 0;
    sumInto(this.#records, count, numbers, rows.records);
    if (this.#population !== null && rows.population !== null) {
      sumInto(this.#population, count, numbers, rows.population);
    }
    const cells = this.#sorter?.sort({ ...rows, classOf: numbers, classes: count }) ?? null;
    const classes = {
      count,
      tuple: this.#tuple,
      records: this.#records,
      population: this.#population,
      cells,
    };
    if ((cells ?? classes).count <= WORTH_KEEPING * rows.tuple.length) this.#keep(levels, classes);
    return classes;
  }

  #rekey(rows: Rows, from: Levels | null, to: Levels): void {
    rekey(rows.hash, rows.tuple, this.#quasi, this.#keys.hash, { from, to });
    this.#keys.words.forEach((parts, word) => {
      rekey(rows.words[word] ?? new Int32Array(0), rows.tuple, this.#quasi, parts, { from, to });
    });
  }

  #nearest(levels: Levels): Rows {
    let nearest = this.#root;
    for (const each of this.#kept) {
      if (each.tuple.length < nearest.tuple.length && isAtOrBelow(each.levels, levels)) nearest = each;
    }
    return nearest;
  }

  /** Keeps a grouping, in place of the oldest ones where there is no room. */
  #keep(levels: Levels, { count, cells, ...classes }: Classes): void {
    const { count: rows, tuple, records, population } = cells ?? { count, ...classes };
    const ofClasses = (values: Int32Array): Int32Array =>
      cells === null
        ? values.slice(0, rows)
        : Int32Array.from({ length: rows }, (_, cell) => values[cells.classOf[cell] ?? 0] ?? 0);
    this.#kept.push({
      levels,
      tuple: tuple.slice(0, rows),
      records: records.slice(0, rows),
      population: this.#population === null ? null : (population?.slice(0, rows) ?? null),
      hash: ofClasses(this.#table.hash),
      words: this.#table.words.map(ofClasses),
    });
    this.#keptRows += rows;
    while (this.#kept.length > MOST_KEPT || this.#keptRows > this.#mostRows) {
      this.#keptRows -= this.#kept.shift()?.tuple.length ?? 0;
    }
  }
}
