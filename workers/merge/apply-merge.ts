import type { CustomerMerge, MergeSummary } from '../../src/contract/merge.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { Run, type Database } from '../engine/database.ts';
import { asLoaded } from '../import/load-orders.ts';
import { mergedParts, table, type LoadedOrders, type StandingMerge } from '../import/loaded-orders.ts';
import { orderCustomers } from './order-customers.ts';
import { makeTable, scratch } from './scratch.ts';

/** Takes away what a merge has made. It cannot be stopped, so that nothing stays. */
export async function dropMerge(db: Database, merge: Pick<StandingMerge, 'number'>, of: Run): Promise<void> {
  const run = new Run(of.id);
  const { keys, strangers, column } = mergedParts(merge);
  await db.query(sql`DROP TABLE IF EXISTS ${keys}`, run);
  await db.query(sql`DROP TABLE IF EXISTS ${strangers}`, run);
  await db.query(sql`ALTER TABLE ${table('order_rows')} DROP COLUMN IF EXISTS ${column}`, run);
}

async function summaryOf(
  db: Database,
  run: Run,
  { number }: Pick<StandingMerge, 'number'>,
  loaded: LoadedOrders,
  asked: CustomerMerge,
): Promise<MergeSummary> {
  const found = await db.query(
    sql`SELECT (SELECT count(DISTINCT label) FROM ${scratch('labels')})::DOUBLE AS clusters,
        (SELECT count(*) FROM ${orderCustomers(loaded)})::DOUBLE AS before,
        (SELECT count(*) FROM ${mergedParts({ number }).keys})::DOUBLE AS gone`,
    run,
  );
  const read = (name: string): number => numbers(found, name)[0] ?? 0;
  return { asked, clusters: read('clusters'), before: read('before'), after: read('before') - read('gone') };
}

/**
 * Merges customers as the labels that stand have them. The rows keep their own keys and get another column beside them,
 * so that no row moves and taking the merge back gives every figure as it was, to the last digit. The customer of the
 * orders with the smallest key stands for a cluster. Until all of it has succeeded nothing changes.
 *
 * @param number one that no merge of these orders has had
 * @returns the same orders with their new receipt
 * @throws AppFailure `engine.*`
 */
export async function applyMerge(
  db: Database,
  run: Run,
  loaded: LoadedOrders,
  asked: CustomerMerge,
  number: number,
): Promise<LoadedOrders> {
  const { keys, strangers, column } = mergedParts({ number });
  const [people, labels] = [scratch('people'), scratch('labels')];
  const clustered = sql`${labels} labels JOIN ${people} people ON people.node = labels.node
    JOIN ${people} first ON first.node = labels.label`;
  try {
    run.report({ phase: 'customers', share: 0.8 });
    await makeTable(
      db,
      run,
      keys,
      sql`SELECT people.own_key, first.own_key AS merged_key FROM ${clustered}
        WHERE people.own_key IS NOT NULL AND labels.node <> labels.label`,
    );
    await makeTable(
      db,
      run,
      strangers,
      sql`SELECT people.customer_id, first.own_key AS merged_key FROM ${clustered}
        WHERE people.own_key IS NULL AND first.own_key IS NOT NULL`,
    );
    run.check();
    const rows = table('order_rows');
    await db.query(sql`ALTER TABLE ${rows} ADD COLUMN ${column} BIGINT`, run);
    await db.query(
      sql`UPDATE ${rows} AS rows SET ${column} = keys.merged_key FROM ${keys} keys WHERE keys.own_key = rows.customer_key`,
      run,
    );
    run.check();
    const merge: StandingMerge = { number, summary: await summaryOf(db, run, { number }, loaded, asked) };
    return await asLoaded(db, run, { ...loaded, merge });
  } catch (thrown) {
    await dropMerge(db, { number }, run);
    throw thrown;
  }
}
