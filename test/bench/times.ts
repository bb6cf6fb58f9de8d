import type { ColumnSet } from './textbook-sql.ts';

/**
 * One measurement, in a process of its own so that none inherits another's memory. Its argument is a
 * {@link Request} as JSON; it prints a {@link Times} as JSON.
 */
export type Request = {
  readonly file: string;
  /** Folder for the statements of the app, and for the slices of the file that they read. */
  readonly recorded: string;
} & (
  | { readonly kind: 'app'; readonly columns: ColumnSet }
  /** The same, not measured: its statements and slices are kept. */
  | { readonly kind: 'record'; readonly columns: ColumnSet }
  /** The app's own statements on native DuckDB. */
  | { readonly kind: 'replay' }
  /** The same columns, loaded by one statement on native DuckDB. */
  | { readonly kind: 'native'; readonly columns: ColumnSet }
  /** Everything, loaded by one statement in DuckDB-WASM. */
  | { readonly kind: 'plain' }
);

/** What was measured; null where it failed. */
export interface Times {
  readonly importSeconds: number | null;
  readonly rfmSeconds: number | null;
  /** Processor time of the same, which other work on the machine does not change. */
  readonly importCpu: number | null;
  readonly rfmCpu: number | null;
  /** Bytes of the tables after the import. */
  readonly bytes: number | null;
  /** Where the app was measured: how long the file took to open, and what was in it. */
  readonly openSeconds?: number;
  readonly rows?: number;
  readonly customers?: number;
  readonly failure?: string;
}

/** Times of a measurement that failed. */
export const NOTHING: Times = {
  importSeconds: null,
  rfmSeconds: null,
  importCpu: null,
  rfmCpu: null,
  bytes: null,
};
