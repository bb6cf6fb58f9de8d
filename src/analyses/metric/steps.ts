import { identifier, sql, type Sql } from '../../contract/sql.ts';
import type { TableStep } from '../analysis.ts';

/** Where a table of the plan stands. */
export function at(name: string): Sql {
  return sql`${identifier('metric')}.${identifier(name)}`;
}

/** @param reusable whether it stands for as long as its SQL and that of the tables before it are the same */
export function table(name: string, query: Sql, reusable = true): TableStep {
  return { table: name, query, kind: 'table', reusable };
}

/** A view costs nothing until it is read. */
export function view(name: string, query: Sql): TableStep {
  return { table: name, query, kind: 'view', reusable: false };
}
