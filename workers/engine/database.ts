import type { Progress } from '../../src/contract/engine-api.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { RunId } from '../../src/contract/ids.ts';
import type { KernelTable } from '../../src/contract/kernel.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import type { Sql } from '../../src/contract/sql.ts';
import type { NumberLists } from './number-lists.ts';

/** A file as the engine reads it: in slices, never as a whole. */
export interface FileSource {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Reads bytes `start` to `end` (exclusive). */
  read(start: number, end: number): Promise<Uint8Array>;
  /** What the engine's file layer takes: a `File` in the browser, a path under Node. */
  readonly handle: Blob | string;
}

/** One piece of work: where it reports to and whether it has been stopped. */
export class Run {
  readonly id: RunId;
  readonly #report: (progress: Progress) => void;
  #cancelled = false;
  /** Set by the database while a statement runs, to stop it. */
  interrupt: (() => Promise<void>) | null = null;

  constructor(id: RunId, report: (progress: Progress) => void = () => undefined) {
    this.id = id;
    this.#report = report;
  }

  /** Tells the page how far the work is. */
  report(progress: Progress): void {
    if (!this.#cancelled) this.#report(progress);
  }

  /** Called once with `engine.cancelled` when the work is stopped: for whoever waits for a worker. */
  readonly stops = new Set<(failure: AppFailure) => void>();

  /** Stops the work: at once where DuckDB is running a statement, else at the next {@link check}. */
  async cancel(): Promise<void> {
    this.#cancelled = true;
    for (const stop of this.stops) stop(new AppFailure(appError('engine.cancelled', {})));
    await this.interrupt?.();
  }

  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** @throws AppFailure `engine.cancelled` once the work has been stopped */
  check(): void {
    if (this.#cancelled) throw new AppFailure(appError('engine.cancelled', {}));
  }
}

/**
 * The engine below everything else: DuckDB with its sandbox locked. One statement at a time; statements of
 * different runs take turns. Failures are thrown as {@link AppFailure}.
 */
export interface Database {
  /** Bytes of delimited text that one statement may read of a large file; absent: as many as its rows leave memory for. */
  readonly sliceBytes?: number;
  /**
   * Runs one statement and decodes its rows.
   *
   * @param onShare told how much of the statement is done, 0 to 1, where it reads a file in the browser
   * @throws AppFailure `engine.query`, `engine.outOfMemory`, `engine.cancelled` or `engine.crashed`
   */
  query(statement: Sql, run: Run, onShare?: (share: number) => void): Promise<ResultSet>;
  /**
   * Runs one statement and hands its rows out as columns for a kernel: DOUBLE as numbers, VARCHAR as text.
   *
   * @throws AppFailure as {@link query}
   */
  columns(statement: Sql, run: Run): Promise<KernelTable>;
  /**
   * Runs one statement that gives one row of lists of INTEGER or DOUBLE, as `SELECT list(a), list(b)` does: the fastest way
   * to hand over millions of numbers.
   *
   * @throws AppFailure as {@link query}
   */
  lists(statement: Sql, run: Run): Promise<NumberLists>;
  /**
   * Makes a table of columns that a kernel has computed; numbers become DOUBLE, texts VARCHAR.
   *
   * @param name of the table, in DuckDB's own database; there must be no such table yet
   * @param columns of equal length, one row at least
   */
  insert(name: string, columns: KernelTable): Promise<void>;
  /**
   * Takes an Arrow IPC stream into a table of DuckDB's own database.
   *
   * @param name of the table
   * @param stream one row at least
   * @param create whether the table is made; else the rows are added to it
   * @throws AppFailure as {@link query}
   */
  insertStream(name: string, stream: Uint8Array, create: boolean): Promise<void>;
  /**
   * Has DuckDB parse and bind one statement without running it.
   *
   * @throws AppFailure as {@link query}; also where the text holds more than one statement
   */
  prepare(statement: Sql, run: Run): Promise<void>;
  /** Makes a file readable as `import/<name>`. */
  attachFile(name: string, source: FileSource): Promise<void>;
  /** Takes the file away again; SQL can no longer read it. */
  detachFile(name: string): Promise<void>;
  /** Bytes of WebAssembly memory the engine holds. */
  memoryBytes(): Promise<number>;
  /** DuckDB's version. */
  version(): Promise<string>;
  close(): Promise<void>;
}
