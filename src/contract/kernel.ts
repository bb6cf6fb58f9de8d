/** One column on its way into or out of a kernel. A number that is unknown is NaN. */
export type KernelColumn = Float64Array | readonly string[];

/** A table on its way into or out of a kernel: columns of equal length by name. */
export type KernelTable = Readonly<Record<string, KernelColumn>>;

/** Settings of a kernel: whatever can be written as JSON. */
export type KernelOptions =
  string | number | boolean | null | readonly KernelOptions[] | { readonly [name: string]: KernelOptions };

/** What a kernel is to compute. */
export interface KernelCall {
  /** Name in the registry of kernels. */
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, KernelTable>>;
  readonly options: KernelOptions;
  /** Which pieces of divided work to do, `from` (inclusive) to `to` (exclusive); null when it is not divided. */
  readonly part: { readonly from: number; readonly to: number } | null;
}

/** Tables a kernel has computed, by name. */
export type KernelOutput = Readonly<Record<string, KernelTable>>;

/**
 * Told by a kernel while it works: the share done, 0 to 1, and, where it has one, its best answer so far, which is
 * kept if the work is stopped. It may throw to stop the work.
 */
export type Tell = (share: number, soFar?: KernelOptions) => void;

/**
 * Long numeric work on columns, away from SQL: pure, so that the same call has the same output on every machine
 * and however it was divided.
 */
export type Kernel = (call: KernelCall, tell: Tell) => KernelOutput;

/**
 * The numbers of a column that a kernel was given.
 *
 * @throws RangeError when there is no such column of numbers, which is a mistake in our code
 */
export function numbersOf(table: KernelTable | undefined, name: string): Float64Array {
  const column = table?.[name];
  if (!(column instanceof Float64Array)) throw new RangeError(`a kernel was given no numbers ${name}`);
  return column;
}

/**
 * The texts of a column that a kernel was given.
 *
 * @throws RangeError when there is no such column of text, which is a mistake in our code
 */
export function textsOf(table: KernelTable | undefined, name: string): readonly string[] {
  const column = table?.[name];
  if (column === undefined || column instanceof Float64Array) {
    throw new RangeError(`a kernel was given no texts ${name}`);
  }
  return column;
}
