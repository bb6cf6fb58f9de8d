import type { ColumnClassification } from './classification.ts';
import type { CancellationCure, CureSwitches, Finding, ValueCure } from './doctor.ts';
import type { DatasetId, FileId } from './ids.ts';
import type { MergeSummary } from './merge.ts';
import type { Private } from './privacy.ts';
import type { Reading, ReadingChoices, StoredType } from './reading.ts';
import type { AnyRole, SchemaDifference, TableKind } from './tables.ts';

/** How a text file is cut into rows and fields. */
export interface Dialect {
  /** Field separator; `blanks` is one or more spaces or tabs, as in fixed-width-like files. */
  readonly delimiter: ',' | '\t' | ';' | '|' | 'blanks';
  /** Quote character around fields, or null when none is used. */
  readonly quote: '"' | "'" | null;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** Lines to pass over before the header (titles, comments, blank lines). */
  readonly skipLines: number;
  /** Whether the file begins with a UTF-8 byte order mark. */
  readonly bom: boolean;
}

/** How the text of a column is read as a value. */
export type ColumnFormat =
  | { readonly kind: 'text' }
  | { readonly kind: 'number'; readonly decimal: '.' | ','; readonly group: ',' | '.' | ' ' | "'" | null }
  /** `order` settles what 03/04/2024 means; `iso` covers year-first dates with any separator. */
  | { readonly kind: 'date'; readonly order: DateOrder; readonly time: boolean };

/** Order of day, month and year in a date column, or the epoch it counts from. */
export type DateOrder = 'iso' | 'dmy' | 'mdy' | 'compact' | 'chinese' | 'epochSeconds' | 'epochMilliseconds';

/** Distribution of a column in the sample, for the picture in its header. */
export type ColumnHistogram =
  | {
      readonly kind: 'number' | 'date';
      readonly from: number;
      readonly to: number;
      readonly counts: readonly number[];
    }
  | {
      readonly kind: 'text';
      readonly top: readonly { readonly value: string; readonly count: number }[];
      readonly other: number;
    };

/** What a column can mean for an order, or for a customer's contract (`tenure`, `churned`). */
export const ROLES = [
  'customerId',
  'orderId',
  'orderedAt',
  'quantity',
  'unitPrice',
  'amount',
  'product',
  'category',
  'channel',
  'country',
  'orderStatus',
  'cost',
  'margin',
  'tenure',
  'churned',
] as const;
export type Role = (typeof ROLES)[number];

/** Why a role was suggested: what in the name, type or values speaks for it. */
export type RoleReason =
  'name' | 'type' | 'values' | 'manyPerCustomer' | 'distinctPerRow' | 'fewValues' | 'onlyCandidate';

/** A role suggested for a column. */
export interface RoleSuggestion {
  readonly role: Role;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly RoleReason[];
}

/** A column as found in the sample. */
export interface PreviewColumn {
  /** Name used in the app: unique, never empty. */
  readonly name: string;
  /** Name as it stands in the file (empty where the file has none). */
  readonly sourceName: string;
  readonly format: ColumnFormat;
  /** What it is in a file that has types; `text` elsewhere. */
  readonly stored: StoredType;
  /** Share of sampled values that are empty, 0 to 1. */
  readonly nullShare: number;
  /** Share of non-empty sampled values that the format cannot read, 0 to 1. */
  readonly unreadableShare: number;
  /** Distinct non-empty values in the sample. */
  readonly distinct: number;
  /** True where day and month cannot be told apart from the values. */
  readonly ambiguousDate: boolean;
  /** A value that proves by a number over 12 whether the day or the month comes first; null where none does, or need not. */
  readonly dateProof: Private<string> | null;
  readonly histogram: Private<ColumnHistogram>;
  /** Latest date that has been seen, in the sample or at the end of the file, ms since 1970; null where there is none. */
  readonly latest: Private<number> | null;
  readonly suggestion: RoleSuggestion | null;
  /** What is thought of the column, from the sample. Masked columns come with masked values. */
  readonly classification: ColumnClassification;
}

/** Something the user should know about a file that can still be loaded. */
export type FileNotice =
  | { readonly code: 'duplicateNames'; readonly names: readonly string[] }
  | { readonly code: 'missingNames'; readonly count: number }
  | { readonly code: 'skippedLines'; readonly count: number }
  | { readonly code: 'raggedRows'; readonly rows: number }
  /** Each line of the text is read as one order, a row for each of its items. */
  | { readonly code: 'baskets' }
  /** Cells of a sheet that hold an error, as #N/A, in place of a value. */
  | { readonly code: 'errorCells'; readonly count: number }
  /** Areas of merged cells of a sheet: the first cell has the value, the others are empty. */
  | { readonly code: 'mergedCells'; readonly count: number }
  /** The column for fields of JSON records that the head of the file has not got. */
  | { readonly code: 'laterFields'; readonly column: string }
  | { readonly code: 'ambiguousDates'; readonly column: string }
  | { readonly code: 'floatIds'; readonly column: string }
  /** A column names the currency of each row, and not the same for all. */
  | { readonly code: 'severalCurrencies'; readonly column: string; readonly currencies: readonly string[] }
  | { readonly code: 'mixedTypes'; readonly column: string; readonly share: number };

/** A kind of table that a file may be, and the columns that would play its roles. */
export interface KindSuggestion {
  readonly kind: TableKind;
  /** 0 to 1. */
  readonly confidence: number;
  readonly roles: Readonly<Partial<Record<AnyRole, string>>>;
}

/** What is known about a file once it has been opened, from a sample of its first rows. */
export interface FilePreview {
  readonly fileId: FileId;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** How its bytes were read. */
  readonly reading: Reading;
  readonly choices: ReadingChoices;
  readonly dialect: Dialect;
  /** What the file may be, likeliest first; never empty. */
  readonly kinds: readonly KindSuggestion[];
  readonly findings: readonly Finding[];
  /** Cures of values that were found, on or off. The page has no use for them: the engine keeps them to itself. */
  readonly valueCures: Private<readonly ValueCure[]>;
  readonly columns: readonly PreviewColumn[];
  /** First rows as text, in column order; null where the field is empty. */
  readonly rows: Private<readonly (readonly (string | null)[])[]>;
  /** Rows the figures of the columns rest on. */
  readonly sampleRows: number;
  /** Whether the sample is the whole file. */
  readonly complete: boolean;
  /** Rows in the whole file, estimated from the bytes of the sampled ones. */
  readonly estimatedRows: number;
  readonly notices: readonly FileNotice[];
}

/** The part of a file of orders that is loaded. */
export interface LoadPart {
  /** First and last day, ISO 8601, both included; null: no bound. */
  readonly from: string | null;
  readonly to: string | null;
  /** Share of the customers, each with all of their orders; another seed draws others. Null: all customers. */
  readonly sample: { readonly percent: number; readonly seed: number } | null;
}

/** Which column plays which role, how it is read, and which columns come along. */
export interface Mapping {
  readonly roles: Readonly<Partial<Record<Role, string>>>;
  /** Columns without a role that are loaded too. */
  readonly extras: readonly string[];
  /** How columns are read where the user has changed it; others as suggested. */
  readonly formats: Readonly<Record<string, ColumnFormat>>;
  /** ISO 4217 code, or null when the amounts carry none. */
  readonly currency: string | null;
  /** Columns whose values are replaced by keyed pseudonyms while loading; another purpose has another key. */
  readonly pseudonymise?: { readonly columns: readonly string[]; readonly purpose: string };
  /** Cures that the user has switched; others as the doctor proposes. */
  readonly cures?: CureSwitches;
  /** What becomes of cancellations and the orders they cancel; absent: rows that cancel are set aside. */
  readonly cancellations?: CancellationCure;
  /** Zone that times without one are in, as minutes from UTC; absent or null: as they stand. */
  readonly utcOffset?: number | null;
  /** What is loaded of the file; absent: all of it. */
  readonly part?: LoadPart;
}

/** Reasons for which a row may be set aside. */
export const CLEANING_RULES = [
  'noCustomer',
  'unreadableDate',
  'unreadableNumber',
  'negativeAmount',
  'zeroAmount',
  'cancelledOrder',
  'exactDuplicate',
  'separatorRow',
  'footerTotal',
  'nettedOrder',
] as const;
export type CleaningRule = (typeof CLEANING_RULES)[number];

/** Which rules set rows aside. A rule that is off keeps its rows, with what could not be read left empty. */
export type RuleSwitches = Readonly<Record<CleaningRule, boolean>>;

/** One rule's line of the receipt. */
export interface RuleEffect {
  readonly rule: CleaningRule;
  readonly on: boolean;
  /** Rows the rule applies to, whether it is on or off. */
  readonly rows: number;
  /** Customers that the other switches leave in and this rule alone takes out (or would). */
  readonly customers: number;
  /** Revenue that this rule alone takes out (or would), in the mapping's currency. */
  readonly revenue: number;
}

/** What became of every row of a file. `read = loaded + setAside + malformed + leftOut`, always. */
export interface CleaningReceipt {
  readonly datasetId: DatasetId;
  readonly fileName: string;
  /** Rows in the file, without the header. */
  readonly read: number;
  readonly loaded: number;
  readonly setAside: number;
  /** Rows that could not be cut into fields at all; they are set aside and no switch brings them back. */
  readonly malformed: number;
  /** Rows that were not asked for: out of the range of days, or of customers who were not drawn. */
  readonly leftOut: number;
  /** The part that was asked for, with what lies outside of it; null: the whole file. */
  readonly part: (LoadPart & { readonly outsideRange: number; readonly notSampled: number }) | null;
  readonly rules: readonly RuleEffect[];
  readonly customers: number;
  readonly orders: number;
  readonly revenue: number;
  readonly currency: string | null;
  /** First and last order, ms since 1970 UTC; null when no date was read. */
  readonly firstOrderAt: number | null;
  readonly lastOrderAt: number | null;
  readonly roles: readonly Role[];
  /** Columns loaded without a role, under the names they have in the engine. */
  readonly extraColumns: readonly { readonly name: string; readonly kind: ColumnFormat['kind'] }[];
  /** True when an order id stands on several rows, so that orders are counted by id and not by row. */
  readonly orderLines: boolean;
  /** How the columns of further files differ from those of the first, by file; empty where the rows are of one file. */
  readonly joined: readonly { readonly file: string; readonly differences: readonly SchemaDifference[] }[];
  /** Rows that cancel orders, by whether the order was found; null where none were looked for. */
  readonly cancellations: { readonly matched: number; readonly unmatched: number } | null;
  /** Customers who were merged by rules; null: every id is a customer. */
  readonly merged: MergeSummary | null;
  readonly elapsedMs: number;
}
