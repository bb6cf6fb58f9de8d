/** Members of classes by their sensitive values. */
export interface ClassCells {
  /** Number of cells; the arrays may be longer. */
  readonly count: number;
  /** Cells of class c are those from `starts[c]` to `starts[c + 1]`. */
  readonly starts: Int32Array;
  /** Class of each cell. */
  readonly classOf: Int32Array;
  /** A tuple of each cell, for its sensitive values. */
  readonly tuple: Int32Array;
  readonly records: Float64Array;
  readonly population: Float64Array;
}

/** Rows that have been put into classes. */
export interface ClassedRows {
  readonly classOf: Int32Array;
  readonly classes: number;
  readonly tuple: Int32Array;
  readonly records: Float64Array;
  readonly population: Float64Array | null;
}

/** Numbers the combinations of sensitive values that occur, by tuple. */
function combinationsOf(sensitive: readonly Int32Array[], tuples: number): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: tuples }, (_, tuple) => {
    const key = sensitive.map((codes) => codes[tuple]).join(',');
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
}

/** Sorts rows by class and puts those with equal sensitive values together, on arrays that are used again. */
export class CellSorter {
  readonly #combination: Int32Array;
  /** By combination: the cell it was last put into. */
  readonly #cellOf: Int32Array;
  readonly #order: Int32Array;
  readonly #ends: Int32Array;
  readonly #starts: Int32Array;
  readonly #classOf: Int32Array;
  readonly #tuple: Int32Array;
  readonly #records: Float64Array;
  readonly #population: Float64Array;

  /** @param sensitive codes of each sensitive attribute, by tuple */
  constructor(sensitive: readonly Int32Array[], tuples: number) {
    this.#combination = combinationsOf(sensitive, tuples);
    this.#cellOf = new Int32Array(this.#combination.reduce((most, each) => Math.max(most, each + 1), 0));
    this.#order = new Int32Array(tuples);
    this.#ends = new Int32Array(tuples + 1);
    this.#starts = new Int32Array(tuples + 1);
    this.#classOf = new Int32Array(tuples);
    this.#tuple = new Int32Array(tuples);
    this.#records = new Float64Array(tuples);
    this.#population = new Float64Array(tuples);
  }

  /** The cells of rows; they hold until others are sorted. */
  sort(rows: ClassedRows): ClassCells {
    this.#orderByClass(rows);
    this.#cellOf.fill(-1);
    let count = 0;
    let next = 0;
    for (let each = 0; each < rows.classes; each += 1) {
      const start = count;
      this.#starts[each] = start;
      for (const end = this.#ends[each] ?? 0; next < end; next += 1) {
        const row = this.#order[next] ?? 0;
        const tuple = rows.tuple[row] ?? 0;
        const combination = this.#combination[tuple] ?? 0;
        let cell = this.#cellOf[combination] ?? -1;
        if (cell < start) {
          cell = count;
          count += 1;
          this.#cellOf[combination] = cell;
          this.#classOf[cell] = each;
          this.#tuple[cell] = tuple;
          this.#records[cell] = 0;
          this.#population[cell] = 0;
        }
        this.#records[cell] = (this.#records[cell] ?? 0) + (rows.records[row] ?? 0);
        if (rows.population !== null) {
          this.#population[cell] = (this.#population[cell] ?? 0) + (rows.population[row] ?? 0);
        }
      }
    }
    this.#starts[rows.classes] = count;
    return {
      count,
      starts: this.#starts,
      classOf: this.#classOf,
      tuple: this.#tuple,
      records: this.#records,
      population: this.#population,
    };
  }

  /** Counting sort; afterwards rows of class c end at `ends[c]` in the order. */
  #orderByClass({ classOf, classes, tuple }: ClassedRows): void {
    const ends = this.#ends;
    ends.fill(0, 0, classes + 1);
    for (let row = 0; row < tuple.length; row += 1) {
      const after = (classOf[row] ?? 0) + 1;
      ends[after] = (ends[after] ?? 0) + 1;
    }
    for (let each = 1; each <= classes; each += 1) ends[each] = (ends[each] ?? 0) + (ends[each - 1] ?? 0);
    for (let row = 0; row < tuple.length; row += 1) {
      const each = classOf[row] ?? 0;
      const place = ends[each] ?? 0;
      this.#order[place] = row;
      ends[each] = place + 1;
    }
  }
}
