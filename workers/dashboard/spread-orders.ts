import type { OrderCells } from './order-cells.ts';

/** Rows that know their cells. */
interface RowsInCells {
  readonly code: Int32Array;
  readonly order: Float64Array | null;
}

/** Counts orders that have rows of their own, customer by customer; those with rows in several cells are listed. */
export class SpreadOrders {
  readonly #codeOfCell: Int32Array;
  readonly #orders: Float64Array;
  readonly #customer: number[] = [];
  readonly #starts = [0];
  readonly #code: number[] = [];
  /** Where the orders of the customer lie who is being counted: one cell mostly. */
  readonly #cells = new Map<number, number | Set<number>>();

  /**
   * @param codeOfCell code of each cell, once it has rows
   * @param orders are counted up: those in one cell, and rows that are an order of their own
   */
  constructor(codeOfCell: Int32Array, orders: Float64Array) {
    this.#codeOfCell = codeOfCell;
    this.#orders = orders;
  }

  /** Takes some rows of the customer who is being counted. */
  add({ code: cellOf, order }: RowsInCells, from: number, to: number): void {
    const [orders, cells] = [this.#orders, this.#cells];
    for (let row = from; row < to; row += 1) {
      const [id = Number.NaN, cell = 0] = [order?.[row], cellOf[row]];
      if (Number.isNaN(id)) orders[cell] = (orders[cell] ?? 0) + 1;
      else {
        const before = cells.get(id);
        if (before === undefined) cells.set(id, cell);
        else if (typeof before !== 'number') before.add(cell);
        else if (before !== cell) cells.set(id, new Set([before, cell]));
      }
    }
  }

  /** All rows of a customer have been taken. */
  end(customer: number): void {
    if (this.#cells.size === 0) return;
    const orders = this.#orders;
    for (const lies of this.#cells.values()) {
      if (typeof lies === 'number') orders[lies] = (orders[lies] ?? 0) + 1;
      else {
        this.#customer.push(customer);
        for (const cell of lies) this.#code.push(this.#codeOfCell[cell] ?? 0);
        this.#starts.push(this.#code.length);
      }
    }
    this.#cells.clear();
  }

  /** The orders with rows in several cells. */
  gathered(): OrderCells['spread'] {
    return {
      customer: Int32Array.from(this.#customer),
      starts: Int32Array.from(this.#starts),
      code: Int32Array.from(this.#code),
    };
  }
}
