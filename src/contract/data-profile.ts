import type { ColumnHistogram } from './import.ts';
import type { Private } from './privacy.ts';

/** One column of a table, measured over all rows. */
export interface ProfiledColumn {
  readonly name: string;
  readonly role: string | null;
  readonly type: 'text' | 'number' | 'timestamp' | 'boolean';
  /** Rows with a value. */
  readonly filled: number;
  readonly distinct: number;
  /** Of the values, those that stand once. */
  readonly single: number;
  /** Whether distinct and single values, and quartiles, are estimated from a sample of the values. */
  readonly estimated: boolean;
  /** Whether values tell people apart; then no value is shown. */
  readonly masked: boolean;
  /** Of numbers, bars leave outliers out. */
  readonly histogram: Private<ColumnHistogram>;
  /** Smallest, quartiles, largest, mean and standard deviation of numbers; null for others. */
  readonly numbers: Private<NumberFigures> | null;
  /** Values beyond 3 interquartile ranges from the quartiles (Tukey's outer fences); null for others, and where the quartiles are equal. */
  readonly outliers: number | null;
}

export interface NumberFigures {
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number;
}

/** What the dates of a table cover. */
export interface DateCoverage {
  readonly column: string;
  /** Milliseconds since 1970 UTC. */
  readonly first: number;
  readonly last: number;
  /** Rows by day, week or month, whichever gives at most some hundred. */
  readonly step: 'day' | 'week' | 'month';
  readonly rows: Private<readonly { readonly at: number; readonly rows: number }[]>;
  /** Days between two days with rows, at most, in 95 of 100 cases; null with fewer than two days. */
  readonly rhythm: number | null;
  /** Stretches of whole days without a row, longer than the data's own rhythm explains; the longest ones, by time. */
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly days: number }[];
}

/** A check across columns: how many rows it was made on, and how many fail. */
export interface CrossCheck {
  readonly code:
    | 'amountIsQuantityTimesPrice'
    | 'orderHasOneCustomer'
    | 'orderHasOneDate'
    | 'datesInOrder'
    | 'marginIsAmountMinusCost'
    | 'currencyIsOne';
  readonly checked: number;
  readonly failed: number;
}

/** Parts of the quality score, each from 0 to 1; null where a table has nothing to judge it by. */
export interface QualityScore {
  readonly completeness: number | null;
  readonly uniqueness: number | null;
  readonly validity: number | null;
  readonly consistency: number | null;
  readonly timeliness: number | null;
  /** Mean of the parts that are there, 0 to 100. */
  readonly score: number;
}

/** A profile asked for. */
export interface ProfileRequest {
  /** A relation of loaded data, e.g. `orders`, `tickets`. */
  readonly relation: string;
  /** Day that the age of the data counts to, ms since 1970 UTC: the day of the load, or another. */
  readonly asOf: number;
}

/** A table, measured. */
export interface DataProfile {
  readonly relation: string;
  readonly asOf: number;
  readonly rows: number;
  /** Distinct customers in it; null where it names none. */
  readonly customers: number | null;
  readonly columns: readonly ProfiledColumn[];
  readonly coverage: DateCoverage | null;
  /** Days from the last row to the day the profile is made as of; null without dates. */
  readonly ageDays: number | null;
  readonly checks: readonly CrossCheck[];
  readonly quality: QualityScore;
}
