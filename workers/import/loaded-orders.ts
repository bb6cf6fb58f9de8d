import type { FindingCode } from '../../src/contract/doctor.ts';
import type { DatasetId } from '../../src/contract/ids.ts';
import type { CleaningReceipt, Dialect, Mapping, RuleSwitches } from '../../src/contract/import.ts';
import type { MergeSummary } from '../../src/contract/merge.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';
import type { IdShape } from './id-shape.ts';
import type { SourceColumn } from './order-columns.ts';
import type { RowPlan } from './row-query.ts';
import type { LeftOut } from './sieve.ts';

/** Tables behind the relations that analyses read. */
export const TABLES = ['order_rows', 'customers', 'customer_flags', 'flag_totals', 'malformed_rows'] as const;
export type LoadedTable = (typeof TABLES)[number];

/** A table of what is loaded. */
export function table(name: LoadedTable): Sql {
  return sql`${identifier(DATA_DATABASE)}.main.${identifier(name)}`;
}

/** The same table while it is being made; it takes the other's place once everything is there. */
export function nextTable(name: LoadedTable): Sql {
  return sql`${identifier(DATA_DATABASE)}.main.${identifier(nextName(name))}`;
}

/** Name of a table while it is being made. */
export function nextName(name: LoadedTable): string {
  return `${name}_next`;
}

/** What is known of rows once they are in the engine, before and after the rules. */
export interface RowFacts {
  readonly columns: readonly SourceColumn[];
  readonly customerShape: IdShape;
  readonly orderShape: IdShape | null;
  readonly hasAmount: boolean;
  /** Whether the table keeps the place of each row in `file_row`; else rows stand in the order of the file. */
  readonly numbered: boolean;
  /** Whether rows that could not be cut stand in the table of rows, with their line. */
  readonly marksMalformed: boolean;
  /** Rows that the reader could not cut into fields; they stand in `malformed_rows`. */
  readonly rejected: number;
  /** Rows outside of the part that was asked for, which are stored nowhere; null where all of the file was. */
  readonly leftOut: LeftOut | null;
  readonly orderLines: boolean;
  readonly cancellations: CleaningReceipt['cancellations'];
}

/** How a file was read, so that it can be read in the same way elsewhere. */
export interface FileReading {
  readonly dialect: Dialect;
  readonly columnCount: number;
  readonly plan: RowPlan;
}

/** Customers who were merged: what the relations are defined by. */
export interface StandingMerge {
  /** Another one for each merge; its tables and its column of keys have it in their names. */
  readonly number: number;
  readonly summary: MergeSummary;
}

/** What a merge has made, by its number. */
export function mergedParts({ number }: Pick<StandingMerge, 'number'>): {
  /** `own_key`, `merged_key` of customers of the orders whose key is another one now. */
  readonly keys: Sql;
  /** `customer_id`, `merged_key` of customers without orders of their own who are one with a customer who has some. */
  readonly strangers: Sql;
  /** Column of the rows: the key they have now; NULL where it is their own. */
  readonly column: Sql;
} {
  const place = (name: string): Sql => sql`${identifier(DATA_DATABASE)}.main.${identifier(name)}`;
  return {
    keys: place(`merged_keys_${number}`),
    strangers: place(`merged_strangers_${number}`),
    column: identifier(`merged_key_${number}`),
  };
}

/** What was loaded from a file and stands in the engine now. */
export interface LoadedOrders extends RowFacts {
  readonly reading: FileReading;
  readonly datasetId: DatasetId;
  readonly fileName: string;
  /** Fingerprints of the tables that were read; absent: not known. */
  readonly files?: readonly string[];
  /** Cures of the file that are no expression over its fields; absent: none. */
  readonly textCures?: readonly FindingCode[];
  readonly mapping: Mapping;
  readonly joined: CleaningReceipt['joined'];
  readonly rules: RuleSwitches;
  /** Null: every id is a customer. */
  readonly merge: StandingMerge | null;
  /** How long reading took, ms. */
  readonly elapsedMs: number;
  readonly receipt: CleaningReceipt;
}

/** A row's place in the file, from 0, not counting rows that could not be cut. */
export function fileRow(facts: Pick<RowFacts, 'numbered'>): Sql {
  return facts.numbered ? sql`file_row` : sql`rowid`;
}
