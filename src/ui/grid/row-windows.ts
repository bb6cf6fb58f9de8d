import type { AppError } from '../../contract/error.ts';
import type { CellRows, CellWindow, RowArrangement } from '../../contract/notebook.ts';
import { ok, type Result } from '../../contract/result.ts';
import type { ResultSet, Value } from '../../contract/result-set.ts';

/** How rows are sorted by a column. */
export type RowOrder = CellWindow['order'][number];

/** A slice of rows: how they are sorted and filtered, and which of them. */
export type RowSlice = Omit<CellWindow, 'relation'>;

/** Fetches a slice, and tells how many rows there are under its filters. */
export type LoadRows = (slice: RowSlice) => Promise<Result<CellRows>>;

/** What rows are asked for: how they are sorted and filtered. */
export type RowQuestion = RowArrangement;

/** Rows fetched at once. */
export const WINDOW_ROWS = 200;

/** Windows kept in memory; the one looked at least recently goes first. */
const WINDOWS_KEPT = 30;

/** How long a view must stay after leaps before its rows are fetched, ms. */
export const LEAP_REST = 80;

/** Rows of a list whose length is known, as an answer. */
export function withTotal(rows: Result<ResultSet>, total: number): Result<CellRows> {
  return rows.ok ? ok({ rows: rows.value, total }) : rows;
}

/**
 * Rows of a long list, fetched window by window as they come into view. One request runs at a time and the
 * next is always for what is in view by then, so that fast scrolling leaves no queue behind. Where views leap by too fast
 * to be read, as under a dragged scroll bar, nothing is fetched until one stays: answers would come for rows that are gone,
 * and cost frames. An answer to a question that is no longer asked (another order, other filters) is dropped.
 */
export class RowWindows {
  readonly #load: LoadRows;
  readonly #changed: () => void;
  readonly #windows = new Map<number, ReadonlyMap<string, readonly Value[]>>();
  #question: RowQuestion;
  #generation = 0;
  #busy = false;
  #wanted: readonly number[] = [];
  /** Runs while the last leap is recent. */
  #resting: ReturnType<typeof setTimeout> | null = null;
  #flying = false;
  #error: AppError | null = null;
  #total: number | null = null;

  /**
   * @param load fetches a slice of rows
   * @param question how they are sorted and filtered at first
   * @param changed called when rows or an error have arrived
   */
  constructor(load: LoadRows, question: RowQuestion, changed: () => void) {
    this.#load = load;
    this.#question = question;
    this.#changed = changed;
  }

  /** What went wrong with the last request, or null. */
  get error(): AppError | null {
    return this.#error;
  }

  /** Rows there are under the filters; null before the first answer. */
  get total(): number | null {
    return this.#total;
  }

  /** Takes rows that are there already for the first window. */
  begin(rows: ResultSet, total: number): void {
    this.#total = total;
    if (rows.rowCount >= Math.min(total, WINDOW_ROWS)) this.#keep(0, rows);
  }

  /** Sorts or filters differently: what has been fetched is forgotten. */
  ask(question: RowQuestion): void {
    this.#question = question;
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
    const before = this.#wanted;
    this.#wanted = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    if (before.length > 0 && !before.some((each) => each >= from - 1 && each <= to + 1)) this.#leap();
    void this.#next();
  }

  /** Forgets what it waits for. */
  close(): void {
    if (this.#resting !== null) clearTimeout(this.#resting);
    this.#resting = null;
  }

  /** A leap alone is followed at once; one soon after another waits for the view to stay. */
  #leap(): void {
    this.#flying = this.#resting !== null;
    this.close();
    this.#resting = setTimeout(() => {
      this.#resting = null;
      this.#flying = false;
      void this.#next();
    }, LEAP_REST);
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
    return this.#windows.get(Math.floor(row / WINDOW_ROWS))?.get(name)?.[row % WINDOW_ROWS];
  }

  #keep(index: number, rows: ResultSet): void {
    this.#windows.set(index, new Map(rows.columns.map(({ name, values }) => [name, values])));
    const spare = [...this.#windows.keys()].find((each) => !this.#wanted.includes(each));
    if (this.#windows.size > WINDOWS_KEPT && spare !== undefined) this.#windows.delete(spare);
  }

  async #next(): Promise<void> {
    if (this.#busy || this.#flying || this.#error !== null) return;
    const index = this.#wanted.find((each) => !this.#windows.has(each));
    if (index === undefined) return;
    const generation = this.#generation;
    this.#busy = true;
    const answer = await this.#load({ ...this.#question, offset: index * WINDOW_ROWS, limit: WINDOW_ROWS });
    if (generation !== this.#generation) return;
    this.#busy = false;
    if (answer.ok) {
      this.#total = answer.value.total;
      this.#keep(index, answer.value.rows);
    } else this.#error = answer.error;
    this.#changed();
    void this.#next();
  }
}
