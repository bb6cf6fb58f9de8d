/**
 * Types a column may have once it has left the engine. DuckDB's wider types are folded into these at one
 * point (`workers/engine/decode.ts`): BIGINT and HUGEINT become `integer` while they fit 2^53 and `text`
 * with all digits otherwise, DECIMAL becomes `number`, TIMESTAMPTZ becomes `timestamp` in UTC.
 */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp';

/** What a figure counts or measures, so that a screen can print it. */
export type Unit =
  | 'customers'
  | 'orders'
  | 'rows'
  | 'days'
  | 'weeks'
  | 'months'
  /** Steps of whatever length the parameters say. */
  | 'periods'
  /** Expected transactions, which need not be whole. */
  | 'purchases'
  | 'currency'
  | 'share'
  | 'score'
  /** A plain figure, such as a parameter of a model. */
  | 'number';

/** A single value of a result. Dates and timestamps are milliseconds since 1970-01-01 UTC. */
export type Value = string | number | boolean | null;

/** One column of a result, all its values in row order. */
export interface ResultColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly unit?: Unit;
  readonly values: readonly Value[];
}

/** A table that has left the engine. It keeps its columns when it has no rows. */
export interface ResultSet {
  readonly columns: readonly ResultColumn[];
  readonly rowCount: number;
}

/**
 * Finds a column by name.
 *
 * @throws RangeError when the result has no such column, which is a mistake in our code
 */
export function column(result: ResultSet, name: string): ResultColumn {
  const found = result.columns.find((candidate) => candidate.name === name);
  if (found === undefined) throw new RangeError(`result has no column ${name}`);
  return found;
}

/** The numbers of a column; anything else in it, and NULL, becomes NaN. */
export function numbers(result: ResultSet, name: string): number[] {
  return column(result, name).values.map((value) => (typeof value === 'number' ? value : Number.NaN));
}

/** The texts of a column; NULL becomes the empty text. */
export function texts(result: ResultSet, name: string): string[] {
  return column(result, name).values.map((value) => (value === null ? '' : String(value)));
}

/** One row as values in column order. */
export function row(result: ResultSet, index: number): Value[] {
  return result.columns.map((each) => each.values[index] ?? null);
}
