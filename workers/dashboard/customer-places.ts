import type { RunId } from '../../src/contract/ids.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { type Database, Run } from '../engine/database.ts';
import type { CustomersWithin } from './customer-dimensions.ts';

/** Attached in-memory database with the places of customers whose keys are none. */
const DATABASE = 'dashboard_places';
const PLACES = sql`${identifier(DATABASE)}.main.places`;

/** Customers by place from 0; there may be places without a customer. */
export interface CustomerPlaces {
  readonly places: number;
  /** Adds `place`, an INTEGER, to a relation with `customer_key`, whose other columns are named. */
  readonly placed: (relation: Sql, columns: readonly Sql[]) => Sql;
}

/** Keys that lie close together above 0 are places as they are; others are numbered. */
export async function placeCustomers(
  db: Database,
  run: Run,
  { customers }: CustomersWithin,
): Promise<CustomerPlaces> {
  const found = await db.query(
    sql`SELECT count(*)::DOUBLE AS customers, coalesce(min(customer_key), 0)::DOUBLE AS lowest,
      coalesce(max(customer_key), 0)::DOUBLE AS highest FROM ${customers}`,
    run,
  );
  const [count = 0, lowest = 0, highest = 0] = ['customers', 'lowest', 'highest'].map(
    (name) => numbers(found, name)[0],
  );
  if (lowest >= 0 && highest < 2 * count + 1000) {
    return {
      places: highest + 1,
      placed: (relation, columns) =>
        sql`(SELECT ${[sql`customer_key::INTEGER AS place`, ...columns]} FROM ${relation})`,
    };
  }
  await db.query(sql`ATTACH ':memory:' AS ${identifier(DATABASE)}`, run);
  await db.query(
    sql`CREATE TABLE ${PLACES} AS
      SELECT customer_key, (row_number() OVER (ORDER BY customer_key) - 1)::INTEGER AS place FROM ${customers}`,
    run,
  );
  return {
    places: count,
    placed: (relation, columns) =>
      sql`(SELECT ${[sql`place`, ...columns]} FROM ${relation} JOIN ${PLACES} USING (customer_key))`,
  };
}

/** Takes what was numbered away; by a run of its own, as a stopped one would run nothing more. */
export async function forgetPlaces(db: Database): Promise<void> {
  await db.query(sql`DETACH DATABASE IF EXISTS ${identifier(DATABASE)}`, new Run('forget' as RunId));
}
