import type { ColumnClassification } from '../../src/contract/classification.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { SideRole } from '../../src/contract/tables.ts';
import { SIDE_IDENTIFYING } from '../../src/data/side-relations.ts';
import { maskedValue } from '../../src/privacy/classify/masking.ts';
import type { Database, Run } from '../engine/database.ts';
import { classifyEvidence } from '../records/classify-records.ts';
import { columnEvidence } from '../records/column-evidence.ts';
import type { SideColumn } from './side-columns.ts';
import { storedRows, type HeldTable } from './side-store.ts';

/** Rows that columns are classified by, and distinct values that are looked at. */
const ROWS = 20_000;
const VALUES = 400;

/** How a value of a column is masked; null where it may be seen. */
export type Mask = Pick<ColumnClassification, 'role' | 'legal'> | null;

const FREE_TEXT: Mask = { role: 'sensitive', legal: ['freeText'] };
const IDENTIFYING: Mask = { role: 'directIdentifier', legal: [] };

/** A value of a column as text: times as ISO 8601, days alone where there is no time of day. NULL where it is empty. */
export function textOf({ name, type }: Pick<SideColumn, 'name' | 'type'>): Sql {
  const column = identifier(name);
  if (type !== 'timestamp') return sql`nullif(trim(${column}::VARCHAR), '')`;
  return sql`CASE WHEN ${column} = date_trunc('day', ${column}) THEN strftime(${column}, '%Y-%m-%d')
    ELSE strftime(${column}, '%Y-%m-%dT%H:%M:%SZ') END`;
}

function roleMask(role: SideRole | null): Mask {
  if (role === 'comment') return FREE_TEXT;
  return role !== null && SIDE_IDENTIFYING.includes(role) ? IDENTIFYING : null;
}

function maskOf({ role }: SideColumn, found: ColumnClassification | undefined): Mask {
  if (found?.masked === true) return found;
  // What somebody has written in their own words may name anybody.
  return roleMask(role) ?? (found?.legal.includes('freeText') === true ? FREE_TEXT : null);
}

/**
 * How the columns of a table beside the orders are masked, by their name in the relation: those that identify by what
 * they hold or by their role, and free text.
 */
async function masksOf(db: Database, run: Run, table: HeldTable): Promise<ReadonlyMap<string, Mask>> {
  const some = sql`(SELECT * FROM ${storedRows(table.stored)} LIMIT ${ROWS})`;
  const looked = table.columns.filter(({ type }) => type === 'text' || type === 'number');
  const evidence = await columnEvidence(
    db,
    run,
    some,
    looked.map((column) => ({ name: column.source, named: true, text: textOf(column) })),
    VALUES,
  );
  const classes = await classifyEvidence(evidence);
  const found = new Map(looked.map(({ name }, place) => [name, classes[place]]));
  return new Map(table.columns.map((column) => [column.name, maskOf(column, found.get(column.name))]));
}

/** Masks of tables, each found out once. */
export class ColumnMasks {
  readonly #db: Database;
  readonly #known = new WeakMap<HeldTable, ReadonlyMap<string, Mask>>();

  constructor(db: Database) {
    this.#db = db;
  }

  async of(run: Run, table: HeldTable): Promise<ReadonlyMap<string, Mask>> {
    const known = this.#known.get(table) ?? (await masksOf(this.#db, run, table));
    this.#known.set(table, known);
    return known;
  }
}

/** A text as it is shown. */
export function shownText(text: string, mask: Mask, revealed: boolean): string {
  return mask === null || revealed ? text : maskedValue(text, mask);
}
