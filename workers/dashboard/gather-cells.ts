import type { CellAxis, CellPlaces, CellSums, OrderCells, Summed } from './order-cells.ts';
import type { SortedRows } from './sorted-rows.ts';
import { SpreadOrders } from './spread-orders.ts';

/** Customers whose rows are put into cells in one go: their cells stay near the processor meanwhile. */
const AT_A_TIME = 1024;

/** Rows by customer, with codes of the places that they lie at. */
export interface CodedRows extends Omit<SortedRows, 'words'> {
  /** Is overwritten by the cell of each row. */
  readonly code: Int32Array;
}

/** What cells are gathered by. */
interface Gathering {
  readonly axes: readonly CellAxis[];
  readonly places: CellPlaces;
  readonly customers: number;
  /** Figures that rows have. */
  readonly summed: readonly Summed[];
}

/** Gives rows their cells: one for each code that a customer has. */
class CellMaker {
  /** Code of each cell. */
  readonly code: Int32Array;
  /** The customer, from 1, who was last at each code, and their cell there. */
  readonly #owner: Int32Array;
  readonly #slot: Int32Array;
  cells = 0;

  constructor(codes: number, most: number) {
    this.code = new Int32Array(most);
    this.#owner = new Int32Array(codes);
    this.#slot = new Int32Array(codes);
  }

  /** Puts the cells of a customer's rows in the place of their codes. Fields are read once, as there are many rows. */
  make(customer: number, cellOf: Int32Array, from: number, to: number): void {
    const [owner, slot, code] = [this.#owner, this.#slot, this.code];
    let cells = this.cells;
    for (let row = from; row < to; row += 1) {
      const each = cellOf[row] ?? 0;
      if (owner[each] !== customer + 1) {
        owner[each] = customer + 1;
        slot[each] = cells;
        code[cells] = each;
        cells += 1;
      }
      cellOf[row] = slot[each] ?? 0;
    }
    this.cells = cells;
  }
}

function isComplete(values: Float64Array | undefined): boolean {
  if (values === undefined) return false;
  for (const value of values) if (Number.isNaN(value)) return false;
  return true;
}

/** Adds a figure up in cells. */
class SumMaker {
  readonly #name: Summed;
  readonly #values: Float64Array;
  /** Cells with a row that says it; null where all rows do. */
  readonly #known: Uint8Array | null;

  constructor(name: Summed, parts: readonly CodedRows[], most: number) {
    this.#name = name;
    this.#values = new Float64Array(most);
    this.#known = parts.every(({ sums }) => isComplete(sums[name])) ? null : new Uint8Array(most);
  }

  add({ sums, code: cellOf }: CodedRows, from: number, to: number): void {
    const [values, known, said] = [this.#values, this.#known, sums[this.#name]];
    if (said === undefined) return;
    for (let row = from; row < to; row += 1) {
      const [value, cell] = [said[row] ?? 0, cellOf[row] ?? 0];
      if (known !== null) {
        if (Number.isNaN(value)) continue;
        known[cell] = 1;
      }
      values[cell] = (values[cell] ?? 0) + value;
    }
  }

  summed(cells: number): CellSums {
    return { values: this.#values.slice(0, cells), known: this.#known?.slice(0, cells) ?? null };
  }
}

function countRows(orders: Float64Array, cellOf: Int32Array, from: number, to: number): void {
  for (let row = from; row < to; row += 1) {
    const cell = cellOf[row] ?? 0;
    orders[cell] = (orders[cell] ?? 0) + 1;
  }
}

/** Rows of several parts while they are gone through customer by customer. */
class PartWalk {
  readonly #parts: readonly CodedRows[];
  /** Where the next customer of each part stands. */
  readonly #next: Int32Array;

  constructor(parts: readonly CodedRows[]) {
    this.#parts = parts;
    this.#next = new Int32Array(parts.length);
  }

  /** Takes the rows of the next customer. */
  customer(customer: number, take: (rows: CodedRows, from: number, to: number) => void): void {
    const [parts, next] = [this.#parts, this.#next];
    for (let at = 0; at < parts.length; at += 1) {
      const [rows, place] = [parts[at], next[at] ?? 0];
      if (rows?.who[place] !== customer) continue;
      take(rows, rows.starts[place] ?? 0, rows.starts[place + 1] ?? 0);
      next[at] = place + 1;
    }
  }

  /** Takes, part by part, the rows of the customers who were gone through by some work. */
  during(work: () => void, take: (rows: CodedRows, from: number, to: number) => void): void {
    const before = this.#next.slice();
    work();
    for (const [at, rows] of this.#parts.entries()) {
      take(rows, rows.starts[before[at] ?? 0] ?? 0, rows.starts[this.#next[at] ?? 0] ?? 0);
    }
  }
}

/**
 * Gathers rows into cells, customer by customer. It says now and then what share is done.
 *
 * @param parts rows by customer; their codes are used up
 */
export function* gatherCells(
  parts: readonly CodedRows[],
  { axes, places, customers, summed }: Gathering,
): Generator<number, OrderCells> {
  const most = parts.reduce((all, { code }) => all + code.length, 0);
  const maker = new CellMaker(places.codes, most);
  const orders = new Float64Array(most);
  const spread = new SpreadOrders(maker.code, orders);
  const sums = summed.map((name) => [name, new SumMaker(name, parts, most)] as const);
  const starts = new Int32Array(customers + 1);
  const walk = new PartWalk(parts);
  for (let begin = 0; begin < customers; begin += AT_A_TIME) {
    const end = Math.min(customers, begin + AT_A_TIME);
    const makeCells = (): void => {
      for (let customer = begin; customer < end; customer += 1) {
        walk.customer(customer, (rows, from, to) => {
          maker.make(customer, rows.code, from, to);
          if (rows.order !== null) spread.add(rows, from, to);
        });
        spread.end(customer);
        starts[customer + 1] = maker.cells;
      }
    };
    walk.during(makeCells, (rows, from, to) => {
      if (rows.order === null) countRows(orders, rows.code, from, to);
      for (const [, sum] of sums) sum.add(rows, from, to);
    });
    yield end / customers;
  }
  const count = maker.cells;
  return {
    axes,
    places,
    starts,
    code: maker.code.slice(0, count),
    orders: orders.slice(0, count),
    sums: Object.fromEntries(sums.map(([name, sum]) => [name, sum.summed(count)])),
    spread: spread.gathered(),
  };
}
