import type { DatasetId } from '../../src/contract/ids.ts';
import {
  CLEANING_RULES,
  type CleaningReceipt,
  ROLES,
  type Mapping,
  type Role,
  type RuleSwitches,
} from '../../src/contract/import.ts';
import { numbers, type ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { MALFORMED_BIT, maskOf, RULE_BITS } from '../../src/data/cleaning-rules.ts';
import type { Database, Run } from '../engine/database.ts';
import { type LoadedTable, mergedParts, type RowFacts, type StandingMerge } from './loaded-orders.ts';

/** Tables a receipt is worked out from. */
export interface ReceiptTables {
  readonly rows: Sql;
  /** Each customer with the flags its rows have. */
  readonly customerFlags: Sql;
  /** Rows, revenue and dates by flags. */
  readonly flagTotals: Sql;
}

/** The tables of what is loaded, or of what is being loaded. */
export function receiptTables(of: (name: LoadedTable) => Sql): ReceiptTables {
  return { rows: of('order_rows'), customerFlags: of('customer_flags'), flagTotals: of('flag_totals') };
}

/** The same, with each merged customer counted once. */
export function mergedTables(tables: ReceiptTables, merge: StandingMerge | null): ReceiptTables {
  if (merge === null) return tables;
  const customerFlags = sql`(SELECT DISTINCT coalesce(merged_key, customer_key) AS customer_key, flags
    FROM ${tables.customerFlags} LEFT JOIN ${mergedParts(merge).keys} ON own_key = customer_key)`;
  return { ...tables, customerFlags };
}

/** What the receipt repeats of the file, and of what was made of its customers. */
export interface ReceiptHead {
  readonly datasetId: DatasetId;
  readonly fileName: string;
  readonly mapping: Mapping;
  readonly joined: CleaningReceipt['joined'];
  readonly merge: StandingMerge | null;
  readonly elapsedMs: number;
}

/**
 * Sums the rows up by flags, and notes which flags each customer has. Whatever the switches say, the receipt is
 * worked out from these small tables. Two passes over the rows take a third of the time of one that sums up by
 * customer too.
 */
export async function sumUp(
  db: Database,
  run: Run,
  tables: ReceiptTables,
  facts: Pick<RowFacts, 'hasAmount' | 'columns'>,
): Promise<void> {
  const amount = facts.hasAmount ? sql`sum(amount)` : sql`0::DOUBLE`;
  const dated = facts.columns.some((column) => column.role === 'orderedAt');
  const orderedAt = dated ? sql`ordered_at` : sql`NULL::TIMESTAMP`;
  await db.query(
    sql`CREATE OR REPLACE TABLE ${tables.flagTotals} AS
      SELECT flags, count(*) AS row_count, ${amount} AS revenue, min(${orderedAt}) AS first_order,
        max(${orderedAt}) AS last_order
      FROM ${tables.rows} GROUP BY flags`,
    run,
  );
  run.check();
  await db.query(
    sql`CREATE OR REPLACE TABLE ${tables.customerFlags} AS SELECT DISTINCT customer_key, flags FROM ${tables.rows}`,
    run,
  );
}

function kept(mask: number): Sql {
  return sql`FILTER (WHERE (flags & ${mask}) = 0)`;
}

function ruleFigures(rules: RuleSwitches): Sql[] {
  const mask = maskOf(rules);
  return CLEANING_RULES.flatMap((rule) => {
    const bit = RULE_BITS[rule];
    const others = mask & ~bit;
    return [
      sql`coalesce(sum(row_count) FILTER (WHERE (flags & ${bit}) <> 0), 0)::DOUBLE AS ${identifier(`${rule}_rows`)}`,
      sql`coalesce(sum(revenue) FILTER (WHERE (flags & ${others}) = 0 AND (flags & ${bit}) <> 0), 0)::DOUBLE
        AS ${identifier(`${rule}_revenue`)}`,
    ];
  });
}

/**
 * Counts the customers that stay, and those that each rule alone takes out. A customer with a sound row stays
 * whatever the switches say, so only the few others are counted once for each rule.
 */
function customerFigures(
  db: Database,
  run: Run,
  tables: ReceiptTables,
  rules: RuleSwitches,
): Promise<ResultSet> {
  const mask = maskOf(rules);
  const customers = (left: number): Sql => sql`count(DISTINCT customer_key) ${kept(left)}`;
  const effects = CLEANING_RULES.map((rule) => {
    const bit = RULE_BITS[rule];
    const others = mask & ~bit;
    return sql`(${customers(others)} - ${customers(others | bit)})::DOUBLE AS ${identifier(`${rule}_customers`)}`;
  });
  return db.query(
    sql`WITH sound AS (SELECT customer_key FROM ${tables.customerFlags} WHERE flags = 0),
      others AS (SELECT customer_key, flags FROM ${tables.customerFlags} ANTI JOIN sound USING (customer_key)
        WHERE flags <> 0 AND customer_key IS NOT NULL)
      SELECT (any_value(sound_customers) + ${customers(mask)})::DOUBLE AS customers, ${effects}
      FROM (SELECT count(customer_key) AS sound_customers FROM sound) LEFT JOIN others ON TRUE`,
    run,
  );
}

async function countOrders(
  db: Database,
  run: Run,
  from: { readonly rows: Sql; readonly order: Sql },
  mask: number,
): Promise<number> {
  const found = await db.query(
    sql`SELECT (count(DISTINCT ${from.order}) + count(*) FILTER (WHERE ${from.order} IS NULL))::DOUBLE AS n
      FROM ${from.rows} WHERE (flags & ${mask}) = 0`,
    run,
  );
  return numbers(found, 'n')[0] ?? 0;
}

function orderColumn(facts: RowFacts): Sql {
  return facts.orderShape?.kind === 'text' ? sql`order_id` : sql`order_key`;
}

function figure(found: ResultSet, name: string): number {
  const value = numbers(found, name)[0];
  return value === undefined || Number.isNaN(value) ? 0 : value;
}

function moment(found: ResultSet, name: string): number | null {
  const value = found.columns.find((column) => column.name === name)?.values[0];
  return typeof value === 'number' ? value : null;
}

/**
 * Works out the receipt under a set of switches.
 *
 * @param rules the switches
 */
export async function makeReceipt(
  db: Database,
  run: Run,
  from: { readonly tables: ReceiptTables; readonly head: ReceiptHead; readonly facts: RowFacts },
  rules: RuleSwitches,
): Promise<CleaningReceipt> {
  run.report({ phase: 'receipt', share: null });
  const { tables, head, facts } = from;
  const mask = maskOf(rules);
  const found = await db.query(
    sql`SELECT coalesce(sum(row_count), 0)::DOUBLE AS cut,
      coalesce(sum(row_count) FILTER (WHERE (flags & ${MALFORMED_BIT}) <> 0), 0)::DOUBLE AS malformed,
      coalesce(sum(row_count) ${kept(mask)}, 0)::DOUBLE AS loaded,
      coalesce(sum(revenue) ${kept(mask)}, 0)::DOUBLE AS revenue,
      min(first_order) ${kept(mask)} AS first_order, max(last_order) ${kept(mask)} AS last_order,
      ${ruleFigures(rules)}
    FROM ${tables.flagTotals}`,
    run,
  );
  const byCustomer = await customerFigures(db, run, tables, rules);
  const loaded = figure(found, 'loaded');
  const malformed = facts.rejected + figure(found, 'malformed');
  const { outsideRange = 0, notSampled = 0 } = facts.leftOut ?? {};
  const leftOut = outsideRange + notSampled;
  const read = facts.rejected + figure(found, 'cut') + leftOut;
  const { part } = head.mapping;
  run.check();
  return {
    datasetId: head.datasetId,
    fileName: head.fileName,
    read,
    loaded,
    setAside: read - loaded - malformed - leftOut,
    malformed,
    leftOut,
    part: part === undefined ? null : { ...part, outsideRange, notSampled },
    rules: CLEANING_RULES.map((rule) => ({
      rule,
      on: rules[rule],
      rows: figure(found, `${rule}_rows`),
      customers: figure(byCustomer, `${rule}_customers`),
      revenue: figure(found, `${rule}_revenue`),
    })),
    customers: figure(byCustomer, 'customers'),
    orders: facts.orderLines
      ? await countOrders(db, run, { rows: tables.rows, order: orderColumn(facts) }, mask)
      : loaded,
    revenue: figure(found, 'revenue'),
    currency: head.mapping.currency,
    firstOrderAt: moment(found, 'first_order'),
    lastOrderAt: moment(found, 'last_order'),
    roles: rolesOf(facts),
    extraColumns: facts.columns
      .filter(({ role }) => role === null)
      .map(({ name, format }) => ({ name, kind: format.kind })),
    orderLines: facts.orderLines,
    joined: head.joined,
    cancellations: facts.cancellations,
    merged: head.merge?.summary ?? null,
    elapsedMs: head.elapsedMs,
  };
}

/** Roles that `orders` has a column for; an amount worked out from quantity and unit price counts as one. */
function rolesOf(facts: RowFacts): Role[] {
  const mapped = facts.columns.flatMap((column) => column.role ?? []);
  return ROLES.filter((role) => mapped.includes(role) || (role === 'amount' && facts.hasAmount));
}
