import { identifier, sql, type Sql } from '../../contract/sql.ts';
import { CUSTOMERS } from '../../data/relations.ts';
import type { ColumnType } from '../../contract/result-set.ts';
import type { BoundData, PlanStep, TableShape } from '../analysis.ts';
import { attributeColumn } from '../order-attribute.ts';
import { EVERYBODY } from './kernels/survival.ts';

/** Id of the analysis, which is the schema of its tables. */
export const CHURN = 'churn';

/** Name of the group of customers whose attribute is empty. */
export const NOT_STATED = '(none)';

/** Where a table of churn stands. */
export function churnTable(name: string): Sql {
  return sql`${identifier(CHURN)}.${identifier(name)}`;
}

/** A step that makes a table. */
export function made(table: string, query: Sql, reusable = false): PlanStep {
  return { table, query, kind: 'table', reusable };
}

/** Customers' ids, to be joined by `customer_key`. */
export const NAMES = sql`(SELECT customer_key, customer_id::VARCHAR AS customer FROM ${identifier(CUSTOMERS)})`;

/** The group a row of `orders` belongs to, as text. */
export function groupOfRow(data: BoundData, groupBy: string | null): Sql {
  const attribute = groupBy === null ? null : attributeColumn(data, groupBy);
  return attribute === null
    ? sql`${EVERYBODY}`
    : sql`coalesce(nullif(trim(${attribute}::VARCHAR), ''), ${NOT_STATED})`;
}

const SQL_TYPES: Readonly<Record<ColumnType, Sql>> = {
  text: sql`VARCHAR`,
  integer: sql`BIGINT`,
  number: sql`DOUBLE`,
  boolean: sql`BOOLEAN`,
  date: sql`DATE`,
  timestamp: sql`TIMESTAMP`,
};

/** A column that is NULL, of a type of results. */
export function nullColumn(name: string, type: ColumnType): Sql {
  return sql`NULL::${SQL_TYPES[type]} AS ${identifier(name)}`;
}

/** A table of this shape without rows, for a setting that has none. */
export function withoutRows({ columns, key }: TableShape): Sql {
  const keys = key === undefined ? [] : [sql`NULL::INTEGER AS ${identifier(key)}`];
  const fields = columns.map(({ name, type }) => nullColumn(name, type));
  return sql`SELECT ${[...keys, ...fields]} WHERE FALSE`;
}
