import type { AppError } from '../../contract/error.ts';
import type { Result } from '../../contract/result.ts';
import type { ResultSet, Value } from '../../contract/result-set.ts';

/** Fetches a slice of rows, sorted by a column. */
export type LoadRows = (
  offset: number,
  limit: number,
  orderBy: string,
  descending: boolean,
) => Promise<Result<ResultSet>>;

/** How the rows of a grid are sorted. */
export interface RowOrder {
  readonly by: string;
  readonly descending: boolean;
}

/** Rows fetched at once. */
export const WINDOW_ROWS = 200;

/** Windows kept in memory; the one looked at least recently goes first. */
const WINDOWS_KEPT = 30;

/**
 * Rows of a long list, fetched window by window as they come into view. One request runs at a time and the
 * next is always for what is in view by then, so that fast scrolling leaves no queue behind. An answer to a
 * question that is no longer asked (another order, another list) is dropped.
 */
export class RowWindows {
  readonly #load: LoadRows;
  readonly #changed: () => void;
  readonly #windows = new Map<number, ResultSet>();
  #order: RowOrder;
  #generation = 0;
  #busy = false;
  #wanted: readonly number[] = [];
  #error: AppError | null = null;

  /**
   * @param load fetches a slice of rows
   * @param order how they are sorted at first
   * @param changed called when rows or an error have arrived
   */
  constructor(load: LoadRows, order: RowOrder, changed: () => void) {
    this.#load = load;
    this.#order = order;
    this.#changed = changed;
  }

  /** What went wrong with the last request, or null. */
  get error(): AppError | null {
    return this.#error;
  }

  /** Sorts differently: what has been fetched is forgotten. */
  sort(order: RowOrder): void {
    this.#order = order;
    this.#generation += 1;
    this.#busy = false;
    this.#error = null;
    this.#windows.clear();
    void this.#next();
  }

  /**
   * Says which rows are in view.
   *
   * @param first index of the first row
   * @param last index of the last row, inclusive
   */
  want(first: number, last: number): void {
    const from = Math.max(0, Math.floor(first / WINDOW_ROWS));
    const to = Math.max(from, Math.floor(last / WINDOW_ROWS));
    this.#wanted = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    void this.#next();
  }

  /** Asks again after a failure. */
  retry(): void {
    this.#error = null;
    void this.#next();
  }

  /** Whether the row has arrived. */
  has(row: number): boolean {
    return this.#windows.has(Math.floor(row / WINDOW_ROWS));
  }

  /** A value of a row that has arrived; undefined while it has not. */
  value(row: number, name: string): Value | undefined {
    const window = this.#windows.get(Math.floor(row / WINDOW_ROWS));
    return window?.columns.find((column) => column.name === name)?.values[row % WINDOW_ROWS];
  }

  #keep(index: number, rows: ResultSet): void {
    this.#windows.set(index, rows);
    const spare = [...this.#windows.keys()].find((each) => !this.#wanted.includes(each));
    if (this.#windows.size > WINDOWS_KEPT && spare !== undefined) this.#windows.delete(spare);
  }

  async #next(): Promise<void> {
    if (this.#busy || this.#error !== null) return;
    const index = this.#wanted.find((each) => !this.#windows.has(each));
    if (index === undefined) return;
    const generation = this.#generation;
    this.#busy = true;
    const { by, descending } = this.#order;
    const answer = await this.#load(index * WINDOW_ROWS, WINDOW_ROWS, by, descending);
    if (generation !== this.#generation) return;
    this.#busy = false;
    if (answer.ok) this.#keep(index, answer.value);
    else this.#error = answer.error;
    this.#changed();
    void this.#next();
  }
}
