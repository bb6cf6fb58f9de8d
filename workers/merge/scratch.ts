import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';

/**
 * Tables of a merge that is being worked out:
 *
 * | table | columns |
 * | --- | --- |
 * | people | `node` INTEGER, `own_key` of customers of the orders, `customer_id` VARCHAR of the others |
 * | names | `customer_id` as it stands in tables beside the orders, `node` |
 * | values | `node`, `use`, `value` as it stands |
 * | forms | `use`, `value`, `form` that is compared; NULL where the value is nothing of the kind |
 * | shared | `tie` INTEGER, `use`, `form`, `customers`: each value that two or more customers have |
 * | ties | `node`, `tie`, of values that are not set aside |
 * | labels | `node`, `label`: the smallest node of its cluster |
 */
export const SCRATCH = ['people', 'names', 'values', 'forms', 'shared', 'ties', 'labels'] as const;
export type Scratch = (typeof SCRATCH)[number];

/** A table of a merge that is being worked out. */
export function scratch(name: Scratch): Sql {
  return sql`${identifier(DATA_DATABASE)}.main.${identifier(`merge_${name}`)}`;
}

/** Makes a table of what a query finds, in place of one of its name. It can be stopped before and while it is made. */
export async function makeTable(db: Database, run: Run, relation: Sql, query: Sql): Promise<void> {
  run.check();
  await db.query(sql`CREATE OR REPLACE TABLE ${relation} AS ${query}`, run);
}
