import type { ColumnClassification } from '../../src/contract/classification.ts';
import type { CustomerAttribute } from '../../src/contract/dashboard.ts';
import { row } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMER_COLUMNS, ROLE_COLUMNS } from '../../src/data/relations.ts';
import { maskedValue } from '../../src/privacy/classify/masking.ts';
import type { Database, Run } from '../engine/database.ts';
import { classifyEvidence } from '../records/classify-records.ts';
import { columnEvidence } from '../records/column-evidence.ts';
import { type CustomersWithin, PLACED } from './customer-dimensions.ts';

/** Rows that columns are classified by, distinct values that are looked at, and customers they are tried on. */
const ROWS = 20_000;
const VALUES = 400;
const CUSTOMERS_TRIED = 2000;
/** Roles that often say something of the customer rather than of the order. */
const ROLES = ['country', 'channel'] as const;

/** A column of the loaded orders that has one value a customer. */
export interface CustomerColumn {
  readonly name: string;
  readonly source: 'role' | 'column';
  /** Its value as text, over rows of `orders`; NULL where it is empty. */
  readonly text: Sql;
  readonly classification: ColumnClassification | null;
}

type Candidate = Omit<CustomerColumn, 'classification'>;

/** Days are written without a time of day where none has one. */
function textOf(kind: 'text' | 'number' | 'date', column: Sql): Sql {
  const text =
    kind === 'date'
      ? sql`CASE WHEN ${column} = date_trunc('day', ${column}) THEN strftime(${column}, '%Y-%m-%d')
          ELSE ${column}::VARCHAR END`
      : sql`${column}::VARCHAR`;
  return sql`nullif(trim(${text}), '')`;
}

function candidates({ data }: CustomersWithin): Candidate[] {
  const taken = new Set<string>(Object.values(CUSTOMER_COLUMNS));
  const roles = ROLES.filter((role) => data.roles.includes(role)).map((role): Candidate => ({
    name: role,
    source: 'role',
    text: textOf('text', identifier(ROLE_COLUMNS[role])),
  }));
  const extra = data.extraColumns
    .filter(({ name }) => !taken.has(name))
    .map(({ name, kind }): Candidate => ({ name, source: 'column', text: textOf(kind, identifier(name)) }));
  return [...roles, ...extra];
}

/** Those that have one value, or none, for each of some customers with several orders. */
async function constant(
  db: Database,
  run: Run,
  { orders, customers }: CustomersWithin,
  columns: readonly Candidate[],
): Promise<Candidate[]> {
  const several = sql`SELECT customer_key FROM ${customers}
    WHERE ${identifier(CUSTOMER_COLUMNS.orders)} > 1 ORDER BY customer_key LIMIT ${CUSTOMERS_TRIED}`;
  const tried = columns.map(
    ({ text }, place) =>
      sql`min(${text}) IS NOT DISTINCT FROM max(${text}) AS ${identifier(`same_${place}`)}`,
  );
  const all = columns.map((_, place) => sql`coalesce(bool_and(${identifier(`same_${place}`)}), TRUE)`);
  const found = await db.query(
    sql`SELECT ${all} FROM (
      SELECT ${tried} FROM ${orders} WHERE ${PLACED} AND customer_key IN (${several}) GROUP BY customer_key
    )`,
    run,
  );
  const same = row(found, 0);
  return columns.filter((_, place) => same[place] === true);
}

/**
 * Columns that say something of customers: those without a role, with country and channel, that have one value a
 * customer, classified by what they hold.
 */
export async function columnsOfCustomers(
  db: Database,
  run: Run,
  within: CustomersWithin,
): Promise<readonly CustomerColumn[]> {
  const all = candidates(within);
  if (all.length === 0) return [];
  const kept = await constant(db, run, within, all);
  if (kept.length === 0) return [];
  const some = sql`(SELECT * FROM ${within.orders} WHERE ${PLACED} LIMIT ${ROWS})`;
  const evidence = await columnEvidence(
    db,
    run,
    some,
    kept.map(({ name, text }) => ({ name, named: true, text })),
    VALUES,
  );
  const classes = await classifyEvidence(evidence);
  return kept.map((column, place) => ({
    ...column,
    classification: column.source === 'role' ? null : (classes[place] ?? null),
  }));
}

/**
 * What those columns say of one customer: the last value that is there, masked where it identifies.
 *
 * @param revealed whether nothing is masked
 */
export async function attributesOf(
  db: Database,
  run: Run,
  orders: Sql,
  columns: readonly CustomerColumn[],
  { key, revealed }: { readonly key: number; readonly revealed: boolean },
): Promise<readonly CustomerAttribute[]> {
  if (columns.length === 0) return [];
  const last = columns.map(
    ({ text }, place) =>
      sql`arg_max(${text}, ordered_at) FILTER (WHERE ${text} IS NOT NULL) AS ${identifier(`value_${place}`)}`,
  );
  const found = await db.query(
    sql`SELECT ${joined(last, ', ')} FROM ${orders} WHERE ${PLACED} AND customer_key = ${key}`,
    run,
  );
  const values = row(found, 0);
  return columns.map(({ name, source, classification }, place): CustomerAttribute => {
    const value = values[place] ?? null;
    const text = value === null ? null : String(value);
    const masked = classification?.masked === true;
    const shown =
      text === null || classification === null || !masked || revealed
        ? text
        : maskedValue(text, classification);
    return { name, source, value: shown, masked, consent: classification?.role === 'consentFlag' };
  });
}
