import type { KernelTable } from '../../contract/kernel.ts';
import { numbersOf } from '../../contract/kernel.ts';

/**
 * Records grouped by their quasi-identifiers and sensitive attributes: one entry for each combination of values
 * that occurs, values as integer codes. Every measure and every search works on these, so that a table of a million
 * records is grouped by DuckDB once.
 */
export interface Tuples {
  /** Codes of the quasi-identifiers, an array for each, in the order they were named. */
  readonly quasi: readonly Int32Array[];
  /** Codes of the sensitive attributes, an array for each. */
  readonly sensitive: readonly Int32Array[];
  /** Records with this combination. */
  readonly counts: Float64Array;
}

/** A hierarchy on codes. */
export interface CodedHierarchy {
  /** `groups[level][code]`: code of the group that a value falls into at a level; level 0 maps each to itself. */
  readonly groups: readonly Int32Array[];
  /** Distinct groups at each level. */
  readonly sizes: readonly number[];
  /** `leaves[level][group]`: how many values of the hierarchy stand under a group. */
  readonly leaves: readonly Float64Array[];
}

/**
 * Reads tuples from the table a kernel is given: columns `q1`…, `s1`…, and `n`.
 *
 * @param quasi number of quasi-identifiers
 * @param sensitive number of sensitive attributes
 * @throws RangeError when a column is missing, which is a mistake in our code
 */
export function tuplesOf(table: KernelTable | undefined, quasi: number, sensitive: number): Tuples {
  const codes = (name: string): Int32Array => Int32Array.from(numbersOf(table, name));
  return {
    quasi: Array.from({ length: quasi }, (_, place) => codes(`q${place + 1}`)),
    sensitive: Array.from({ length: sensitive }, (_, place) => codes(`s${place + 1}`)),
    counts: numbersOf(table, 'n'),
  };
}
