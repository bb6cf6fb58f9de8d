import type { Finding } from '../../../src/contract/doctor.ts';
import { joined, sql, type Sql } from '../../../src/contract/sql.ts';
import { RULE_BITS } from '../../../src/data/cleaning-rules.ts';
import {
  isHeaderAgain,
  isSeparator,
  STROKES,
  TOTAL_WORDS,
  totalWordAt,
} from '../../../src/data/doctor/ghost-rows.ts';
import { field } from '../csv-source.ts';

/** A column of the file, by its place. */
interface Placed {
  readonly index: number;
}

/** How rows that are no orders are told while a file is read. */
export interface GhostPlan {
  /** The names of the header by the place of the column; null where no separators have been found. */
  readonly header: readonly string[] | null;
  /** Places of the columns in which totals say what they are. */
  readonly totals: readonly number[];
}

/** The findings of a file, and its columns. */
interface Found {
  readonly findings: readonly Finding[];
  /** Names in the app. */
  readonly names: readonly string[];
  /** Names as they stand in the file. */
  readonly sourceNames: readonly string[];
}

/** What is to be looked for, by what was found in the sample; null where nothing was. */
export function ghostPlan({ findings, names, sourceNames }: Found): GhostPlan | null {
  const separators = findings.some(({ code }) => code === 'separatorRows');
  const named = findings.find(({ code }) => code === 'footerTotals')?.columns ?? [];
  const totals = named.map((name) => names.indexOf(name));
  if (!separators && totals.length === 0) return null;
  return { header: separators ? sourceNames : null, totals };
}

/** Whether a row of a piece of the file is one of them. */
export function isGhost(fields: readonly (string | null)[], plan: GhostPlan): boolean {
  if (plan.header !== null && (isSeparator(fields) || isHeaderAgain(fields, plan.header))) return true;
  return plan.totals.includes(totalWordAt(fields));
}

function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`FALSE` : sql`coalesce((${joined(conditions, ' OR ')}), FALSE)`;
}

function isSeparatorRow(columns: readonly Placed[], header: readonly string[] | null): Sql {
  if (header === null) return sql`FALSE`;
  const texts = columns.map(({ index }) => field(index));
  const strokes = sql`regexp_full_match(concat_ws('', ${texts}), ${`(?:${STROKES}|\\s*)`})`;
  const again = columns
    .filter(({ index }) => header[index]?.trim() !== '')
    .map(({ index }) => sql`lower(trim(${field(index)})) = ${header[index]?.trim().toLowerCase() ?? ''}`);
  return anyOf([strokes, ...(again.length < 2 ? [] : [sql`(${joined(again, ' AND ')})`])]);
}

function isTotalRow(totals: readonly number[]): Sql {
  return anyOf(totals.map((index) => sql`regexp_full_match(lower(${field(index)}), ${TOTAL_WORDS})`));
}

/** Bits of a row that is no order, 0 for all others. Only rows in which something is missing are asked. */
export function ghostBits(columns: readonly Placed[], plan: GhostPlan): Sql {
  return sql`CASE WHEN ${isSeparatorRow(columns, plan.header)} THEN ${RULE_BITS.separatorRow}
    WHEN ${isTotalRow(plan.totals)} THEN ${RULE_BITS.footerTotal} ELSE 0 END`;
}

/** Whether a row of the sample is an order; TRUE where nothing was found. */
export function isNoGhost(columns: readonly Placed[], plan: GhostPlan | null): Sql {
  if (plan === null) return sql`TRUE`;
  return sql`NOT ${isSeparatorRow(columns, plan.header)} AND NOT ${isTotalRow(plan.totals)}`;
}
