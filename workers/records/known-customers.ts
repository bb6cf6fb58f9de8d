import type { Classification } from '../../src/contract/classification.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMER_IDS } from '../import/relations.ts';
import type { RecordsBench } from './records-bench.ts';
import { recordsColumn } from './records-table.ts';
import type { TakenRecords } from './taken-records.ts';

/** The column of records that may hold the ids of customers: their own, or that of the subject key; null: none. */
function idColumn(taken: TakenRecords, { columns }: Classification): string | null {
  if (taken.customerColumn !== undefined) return taken.customerColumn;
  const key = columns.find(
    ({ role, column }) => role === 'subjectKey' && taken.columns.some(({ name }) => name === column),
  );
  return key === undefined ? null : recordsColumn(taken, key.column).stored;
}

/**
 * Which customer of the loaded orders each record is about, by any of their ids: a relation with `place` (row of the
 * record) and `customer_key`. Where a single record is about nobody who is known, what is said of the records cannot be
 * compared with what is said of the customers.
 *
 * @returns null when records have no column of ids, or not every record's id is that of a customer
 */
export async function knownCustomers(
  { db, run }: Pick<RecordsBench, 'db' | 'run'>,
  taken: TakenRecords,
  classification: Classification,
): Promise<Sql | null> {
  const stored = idColumn(taken, classification);
  if (stored === null) return null;
  const matched = sql`(SELECT people.rowid AS place, known.customer_key AS customer_key
    FROM ${taken.relation} AS people LEFT JOIN ${CUSTOMER_IDS} AS known
      ON known.customer_id = people.${identifier(stored)})`;
  const counted = await db.query(
    sql`SELECT count(*) FILTER (WHERE customer_key IS NULL)::DOUBLE AS strangers FROM ${matched}`,
    run,
  );
  return numbers(counted, 'strangers')[0] === 0 ? matched : null;
}
