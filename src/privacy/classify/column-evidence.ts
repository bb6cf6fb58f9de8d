/** What is known of a column when it is classified. Values are distinct ones; no figure rests on one cell. */
export interface ColumnEvidence {
  readonly column: string;
  /** False where the file has no header and the name was made up. */
  readonly named: boolean;
  readonly records: number;
  /** Records with a value. */
  readonly filled: number;
  /** Distinct values. */
  readonly distinct: number;
  /** Share of pairs of records that the column tells apart, 0 to 1. */
  readonly separation: number;
  /** Distinct values, trimmed, none empty: all of them or a sample. Empty where only the name is known. */
  readonly values: readonly string[];
}
