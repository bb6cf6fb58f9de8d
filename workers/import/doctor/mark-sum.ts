import { sql } from '../../../src/contract/sql.ts';
import { RULE_BITS } from '../../../src/data/cleaning-rules.ts';
import type { Database, Run } from '../../engine/database.ts';
import { nextTable } from '../loaded-orders.ts';

/** Marks the last row as a total where its amount is the sum of all others and no word says so. */
export async function markSum(db: Database, run: Run): Promise<void> {
  const rows = nextTable('order_rows');
  await db.query(
    sql`UPDATE ${rows} SET flags = flags | ${RULE_BITS.footerTotal}
      WHERE rowid = (SELECT max(rowid) FROM ${rows}) AND flags <> 0
        AND abs(2 * amount - (SELECT sum(amount) FROM ${rows})) <= 0.005 + 1e-9 * abs(amount)`,
    run,
  );
}
