import type { CustomerMerge, IdentifyingUse } from '../../src/contract/merge.ts';
import { MERGE_RULES, RULE_OF_USE } from '../../src/contract/merge.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { TableKind } from '../../src/contract/tables.ts';
import { ORDERS } from '../../src/data/relations.ts';
import { table, type LoadedOrders } from '../import/loaded-orders.ts';
import { type HeldTable, storedRows } from '../tables/side-store.ts';

/** The column that every table has whose rows name customers. */
export const ID_COLUMN = 'customer_id';

/** A table whose rows name customers, as it is stored. */
export interface MergeSource {
  /** Name that SQL reads it under. */
  readonly relation: string;
  readonly kind: TableKind;
  readonly rows: Sql;
  /** Null: the orders. */
  readonly held: HeldTable | null;
  /** Columns that may identify, beside the customer's id. */
  readonly columns: readonly SourceText[];
}

/** A column of a source. */
export interface SourceText {
  readonly name: string;
  /** What the role of the column says it is for; null: it has none. */
  readonly declared: IdentifyingUse | null;
  /** Its value as text, over the rows of the source. */
  readonly text: Sql;
}

/** Whole numbers as they are written; what has a fraction identifies nobody. */
function numberText(column: Sql): Sql {
  return sql`CASE WHEN ${column} = floor(${column}) AND abs(${column}) < 1e15 THEN ${column}::BIGINT::VARCHAR END`;
}

/** Columns of orders that have no role; a role says that a column is about the order. */
function ofOrders({ columns }: LoadedOrders): MergeSource {
  const texts = columns.flatMap(({ role, name, stored, format }): SourceText[] => {
    if (role !== null || format.kind === 'date') return [];
    const value = identifier(stored);
    return [{ name, declared: null, text: format.kind === 'number' ? numberText(value) : value }];
  });
  return { relation: ORDERS, kind: 'orders', rows: table('order_rows'), held: null, columns: texts };
}

function ofSide(held: HeldTable): MergeSource {
  const texts = held.columns.flatMap(({ name, role, type }): SourceText[] => {
    if (type !== 'text' && type !== 'number') return [];
    const declared = role === 'email' || role === 'phone' ? role : null;
    if (role !== null && declared === null) return [];
    const value = identifier(name);
    return [{ name, declared, text: type === 'number' ? numberText(value) : value }];
  });
  const { relation, kind, stored } = held;
  return { relation, kind, rows: storedRows(stored), held, columns: texts };
}

/** All tables whose rows name customers: the orders, and those beside them that have customers' ids. */
export function mergeSources(loaded: LoadedOrders, tables: readonly HeldTable[]): readonly MergeSource[] {
  const sides = tables.filter(({ columns }) => columns.some(({ role }) => role === 'customerId'));
  return [ofOrders(loaded), ...sides.map(ofSide)];
}

/** A column that takes part in a merge. */
export interface TakenColumn {
  readonly source: MergeSource;
  readonly use: IdentifyingUse;
  /** Null: the customer's id itself. */
  readonly text: Sql | null;
}

/**
 * Columns that a merge compares: those of rules that are on. Columns of tables that are not loaded are passed over, as
 * rules may be older than the tables.
 */
export function takenColumns(sources: readonly MergeSource[], merge: CustomerMerge): readonly TakenColumn[] {
  return merge.columns.flatMap(({ relation, column, use }): TakenColumn[] => {
    if (!merge.rules.includes(RULE_OF_USE[use])) return [];
    const source = sources.find((each) => each.relation === relation);
    if (source === undefined) return [];
    if (column === ID_COLUMN) return [{ source, use, text: null }];
    const text = source.columns.find(({ name }) => name === column)?.text;
    return text === undefined ? [] : [{ source, use, text }];
  });
}

/** The same rules however they were put together, as text. */
export function mergeKey({ rules, columns, gmail, country, mostShared }: CustomerMerge): string {
  const named = columns
    .filter(({ use }) => rules.includes(RULE_OF_USE[use]))
    .map(({ relation, column, use }) => [relation, column, use].join('\u{1f}'))
    .sort();
  return JSON.stringify([
    MERGE_RULES.filter((rule) => rules.includes(rule)),
    named,
    gmail,
    country,
    mostShared,
  ]);
}
