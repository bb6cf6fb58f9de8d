import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { AskedRelease } from './register.ts';

/** Rows of a row-level table that are asked for as a list. */
export interface ListedRows {
  /** What it is, e.g. `rfm/customers`. */
  readonly subject: string;
  readonly relation: Sql;
  /** ` WHERE …`, or nothing. */
  readonly where: Sql;
  /** The column that numbers customers. */
  readonly key: string;
}

/**
 * A list as the register sees it: one group, the customers on it. Whoever has the list knows what each of them adds, so
 * a group of figures that holds the list, or is held by it, with few people between tells of those.
 */
export function listedCustomers({ subject, relation, where, key }: ListedRows): AskedRelease {
  const rows = sql`(SELECT ${identifier(key)} AS customer_key FROM ${relation}${where})`;
  return {
    subject,
    kind: 'list',
    table: { rowCount: 1, columns: [{ name: 'customers', type: 'integer', values: [1] }] },
    shape: { kind: 'aggregate', columns: [{ name: 'customers', meaning: 'contributors' }] },
    membership: {
      relation: sql`(SELECT count(DISTINCT customer_key) AS customers FROM ${rows})`,
      members: rows,
      key: sql`customer_key`,
      by: {},
      figures: [],
    },
  };
}
