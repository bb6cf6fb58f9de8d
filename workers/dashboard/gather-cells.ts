import type { CellAxis, CellPlaces, CellSums, OrderCells, Summed } from './order-cells.ts';

/** Rows of orders of some customers who follow each other, in any order. */
interface OrderRows {
  /** Place of the row's customer among all, times the number of codes, and the row's code: one number to hand over. */
  readonly at: Float64Array;
  /** Equal for rows of one order of one customer, NaN for rows that are an order of their own; null: all are. */
  readonly order: Float64Array | null;
  /** NaN where the row does not say it. */
  readonly sums: Readonly<Partial<Record<Summed, Float64Array>>>;
}

/** Takes customers and codes apart. */
function apart(at: Float64Array, codes: number): { customer: Int32Array; code: Int32Array } {
  const [customer, code] = [new Int32Array(at.length), new Int32Array(at.length)];
  for (let row = 0; row < at.length; row += 1) {
    const both = at[row] ?? 0;
    const place = Math.floor(both / codes);
    customer[row] = place;
    code[row] = both - place * codes;
  }
  return { customer, code };
}

/** Order of rows by customer, and where each customer's begin. */
function byCustomer(
  customer: Int32Array,
  from: number,
  to: number,
): { rows: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(to - from + 1);
  for (const each of customer) {
    const next = each - from + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let place = 1; place < starts.length; place += 1) {
    starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  }
  const rows = new Int32Array(customer.length);
  const next = starts.slice();
  for (let row = 0; row < customer.length; row += 1) {
    const place = (customer[row] ?? 0) - from;
    const at = next[place] ?? 0;
    rows[at] = row;
    next[place] = at + 1;
  }
  return { rows, starts };
}

/** A figure of cells while they are gathered. */
interface GatheredSums {
  readonly values: Float64Array;
  readonly known: Uint8Array;
  complete: boolean;
}

/** Gathers rows into cells, customers in their order. */
export class CellGatherer {
  readonly #axes: readonly CellAxis[];
  readonly #places: CellPlaces;
  readonly #starts: Int32Array;
  readonly #code: Int32Array;
  readonly #orders: Float64Array;
  readonly #sums: ReadonlyMap<Summed, GatheredSums>;
  readonly #spread: { readonly customer: number[]; readonly starts: number[]; readonly code: number[] };
  readonly #owner: Int32Array;
  readonly #slot: Int32Array;
  #customers = 0;
  #cells = 0;

  /**
   * @param options.most rows there will be at most
   * @param options.summed figures that rows have
   */
  constructor(
    { axes, places }: Pick<OrderCells, 'axes' | 'places'>,
    { customers, most, summed }: { customers: number; most: number; summed: readonly Summed[] },
  ) {
    const { codes } = places;
    this.#axes = axes;
    this.#places = places;
    this.#starts = new Int32Array(customers + 1);
    this.#code = new Int32Array(most);
    this.#orders = new Float64Array(most);
    this.#sums = new Map(
      summed.map((name) => [
        name,
        { values: new Float64Array(most), known: new Uint8Array(most), complete: true },
      ]),
    );
    this.#spread = { customer: [], starts: [0], code: [] };
    this.#owner = new Int32Array(codes);
    this.#slot = new Int32Array(codes);
  }

  /**
   * Takes the rows of the next customers.
   *
   * @param to place after the last of these customers; the first is the one after those of before
   */
  add(given: OrderRows, to: number): void {
    const from = this.#customers;
    const { customer: customers, code } = apart(given.at, this.#places.codes);
    const { rows, starts } = byCustomer(customers, from, to);
    const cellOf = this.#cellsOf(from, rows, starts, code);
    if (given.order === null) countRows(this.#orders, cellOf);
    else {
      for (let customer = from; customer < to; customer += 1) {
        const [first = 0, end = 0] = [starts[customer - from], starts[customer - from + 1]];
        this.#count(customer, rows.subarray(first, end), given.order, cellOf);
      }
    }
    for (const [name, sums] of this.#sums) addTo(sums, given.sums[name], cellOf);
    this.#customers = to;
  }

  /** Cell of each row; those that are not there yet are made. Fields are read once, as this is done for every row. */
  #cellsOf(from: number, rows: Int32Array, starts: Int32Array, codeOfRow: Int32Array): Int32Array {
    const [owner, slot, code] = [this.#owner, this.#slot, this.#code];
    const cellOf = new Int32Array(rows.length);
    let cells = this.#cells;
    for (let place = 0; place < starts.length - 1; place += 1) {
      const [customer, end] = [from + place + 1, starts[place + 1] ?? 0];
      for (let at = starts[place] ?? 0; at < end; at += 1) {
        const row = rows[at] ?? 0;
        const each = codeOfRow[row] ?? 0;
        if (owner[each] !== customer) {
          owner[each] = customer;
          slot[each] = cells;
          code[cells] = each;
          cells += 1;
        }
        cellOf[row] = slot[each] ?? 0;
      }
      this.#starts[customer] = cells;
    }
    this.#cells = cells;
    return cellOf;
  }

  /** Counts the orders of one customer. */
  #count(customer: number, rows: Int32Array, order: Float64Array, cellOf: Int32Array): void {
    const cells = new Map<number, number | Set<number>>();
    for (const row of rows) {
      const [id = Number.NaN, cell = 0] = [order[row], cellOf[row]];
      if (Number.isNaN(id)) this.#orders[cell] = (this.#orders[cell] ?? 0) + 1;
      else {
        const before = cells.get(id);
        if (before === undefined) cells.set(id, cell);
        else if (typeof before !== 'number') before.add(cell);
        else if (before !== cell) cells.set(id, new Set([before, cell]));
      }
    }
    for (const lies of cells.values()) {
      if (typeof lies === 'number') this.#orders[lies] = (this.#orders[lies] ?? 0) + 1;
      else {
        this.#spread.customer.push(customer);
        for (const cell of lies) this.#spread.code.push(this.#code[cell] ?? 0);
        this.#spread.starts.push(this.#spread.code.length);
      }
    }
  }

  /** All that has been taken. */
  gathered(): OrderCells {
    const count = this.#cells;
    const sums = [...this.#sums].map(([name, { values, known, complete }]): [Summed, CellSums] => [
      name,
      { values: values.slice(0, count), known: complete ? null : known.slice(0, count) },
    ]);
    return {
      axes: this.#axes,
      places: this.#places,
      starts: this.#starts,
      code: this.#code.slice(0, count),
      orders: this.#orders.slice(0, count),
      sums: Object.fromEntries(sums),
      spread: {
        customer: Int32Array.from(this.#spread.customer),
        starts: Int32Array.from(this.#spread.starts),
        code: Int32Array.from(this.#spread.code),
      },
    };
  }
}

function countRows(orders: Float64Array, cellOf: Int32Array): void {
  for (const cell of cellOf) orders[cell] = (orders[cell] ?? 0) + 1;
}

function addTo(sums: GatheredSums, said: Float64Array | undefined, cellOf: Int32Array): void {
  if (said === undefined) {
    if (cellOf.length > 0) sums.complete = false;
    return;
  }
  const { values, known } = sums;
  let missing = 0;
  for (let row = 0; row < cellOf.length; row += 1) {
    const [value, cell] = [said[row] ?? 0, cellOf[row] ?? 0];
    if (Number.isNaN(value)) missing += 1;
    else {
      values[cell] = (values[cell] ?? 0) + value;
      known[cell] = 1;
    }
  }
  if (missing > 0) sums.complete = false;
}
