import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import type { KeyMatch } from '../../src/contract/tables.ts';
import { CUSTOMERS } from '../../src/data/relations.ts';
import type { Database, Run } from '../engine/database.ts';
import { sideRelation, type HeldTable } from './side-store.ts';

/** Counts how a table is tied to the orders that are loaded. */
export async function keyMatch(db: Database, run: Run, table: HeldTable): Promise<KeyMatch> {
  const found = await db.query(
    sql`WITH held AS (SELECT customer_id, customer_key, count(*) AS n FROM ${sideRelation(table)} GROUP BY ALL)
      SELECT (count(DISTINCT customer_id))::DOUBLE AS customers,
        (count(DISTINCT customer_key))::DOUBLE AS keys,
        (count(DISTINCT customer_id) FILTER (WHERE customer_key IS NOT NULL))::DOUBLE AS matched,
        coalesce(sum(n) FILTER (WHERE customer_id IS NOT NULL AND customer_key IS NULL), 0)::DOUBLE AS orphans,
        coalesce(sum(n) FILTER (WHERE customer_id IS NULL), 0)::DOUBLE AS nobody,
        (SELECT count(DISTINCT customer_key) FROM memory.main.${identifier(CUSTOMERS)})::DOUBLE AS known
      FROM held`,
    run,
  );
  const read = (name: string): number => numbers(found, name)[0] ?? 0;
  return {
    customers: read('customers'),
    matched: read('matched'),
    orphanRows: read('orphans'),
    withoutCustomer: read('nobody'),
    missing: read('known') - read('keys'),
  };
}
