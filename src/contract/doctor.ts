import type { Private } from './privacy.ts';

/** What the doctor finds in files, in the order in which cures are applied. */
export const FINDINGS = [
  'titleLines',
  'stackedTables',
  'notesBeside',
  'doublyQuotedRows',
  'separatorRows',
  'footerTotals',
  'truncatedLastRow',
  'raggedRows',
  'strayBlanks',
  'nullWords',
  'floatIds',
  'decimalComma',
  'numbersAsText',
  'caseVariants',
  'mixedDateOrders',
  'duplicateFile',
  'cancellations',
] as const;
export type FindingCode = (typeof FINDINGS)[number];

/** What to do with an order and the row that cancels it. */
export type CancellationCure = 'net' | 'setAside' | 'keep';

/** Cures the user has switched; those that are left out are as the doctor proposes. */
export type CureSwitches = Readonly<Partial<Record<FindingCode, boolean>>>;

/**
 * How the texts of one column are rewritten before they are read as values. `column` is its place in the file, from 0. None of
 * them holds a value of the file, so that a cure may stand in what leaves.
 * - `nullWords`: `words` of our own list, in small letters and without blanks around them, become empty;
 * - `caseVariants`: spellings that differ in capitals alone become the one that stands on most rows, once all are there;
 * - `mixedDateOrders`: dates that can only be in the other order are turned into `order`.
 */
export type ValueCure =
  | { readonly code: 'strayBlanks' | 'numbersAsText'; readonly column: number }
  | { readonly code: 'caseVariants'; readonly column: number }
  | { readonly code: 'nullWords'; readonly column: number; readonly words: readonly string[] }
  | { readonly code: 'mixedDateOrders'; readonly column: number; readonly order: 'dmy' | 'mdy' };

/** A few rows before and after a cure, as text. */
export interface CureExample {
  readonly columns: readonly string[];
  readonly before: readonly (readonly (string | null)[])[];
  readonly after: readonly (readonly (string | null)[])[];
}

/** Something that is wrong with a file, and how it would be cured. */
export interface Finding {
  readonly code: FindingCode;
  /** Columns it stands in, by their names in the app; none where it is about rows or the whole file. */
  readonly columns: readonly string[];
  /** Rows of the sample it is about. */
  readonly rows: number;
  /** What the sentence on screen names besides: words found, another file's name, columns of another table. */
  readonly detail: string;
  /** Whether the cure is on: the preview shows the file so. Null where there is nothing to switch. */
  readonly cured: boolean | null;
  readonly example: Private<CureExample> | null;
}
