import { numbersOf } from '../../src/contract/kernel.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS } from '../../src/data/relations.ts';
import type { Database, Run } from './database.ts';
import type { Membership } from './register-tables.ts';
import { DATA_DATABASE } from './sandbox.ts';

/** By release: what each customer adds to its figures, as a mark that differs where that does. */
const MARKS = sql`${identifier(DATA_DATABASE)}.main.register_marks`;
/** Marks of the release that is asked for. */
const ASKED = sql`memory.main.register_asked_marks`;
const LANDING = 'register_marks_landing';
/** Marks are 1 to this; two customers' shares are taken for equal by mistake once in so many cases. */
const MOST = 65_535;

/** Digits after the point that sums are compared to; beyond them is noise of adding up. */
const DIGITS = 6;

/**
 * Lays out the marks of earlier releases.
 *
 * @param kept by place of the release: the mark of each customer in the order of the ids, 0 where they are not in it
 */
export async function layMarks(
  db: Database,
  run: Run,
  kept: ReadonlyMap<number, Float64Array>,
): Promise<void> {
  const customers = identifier(CUSTOMERS);
  await db.query(
    sql`CREATE OR REPLACE TABLE ${MARKS} AS
      SELECT 0::INTEGER AS release, customer_key, 0::USMALLINT AS mark FROM ${customers} LIMIT 0`,
    run,
  );
  for (const [release, marks] of kept) {
    await db.query(sql`DROP TABLE IF EXISTS memory.main.${identifier(LANDING)}`, run);
    await db.insert(LANDING, { place: Float64Array.from(marks.keys()), mark: marks });
    await db.query(
      sql`INSERT INTO ${MARKS} SELECT ${release}::INTEGER, customer_key, mark::USMALLINT
        FROM (SELECT customer_key, row_number() OVER (ORDER BY customer_key) - 1 AS place FROM ${customers})
          JOIN memory.main.${identifier(LANDING)} USING (place) WHERE mark > 0`,
      run,
    );
    await db.query(sql`DROP TABLE memory.main.${identifier(LANDING)}`, run);
  }
}

/** Marks every customer of a table that is about to leave by the sums of their figures. */
export async function seeMarks(db: Database, run: Run, { members, key, figures }: Membership): Promise<void> {
  const sums = figures.map(
    (name): Sql => sql`round(coalesce(sum(${identifier(name)}), 0)::DOUBLE, ${DIGITS})`,
  );
  await db.query(
    sql`CREATE OR REPLACE TABLE ${ASKED} AS
      SELECT ${key} AS customer_key, (1 + hash([${[sql`count(*)::DOUBLE`, ...sums]}]) % ${MOST})::USMALLINT AS mark
      FROM ${members} WHERE ${key} IS NOT NULL GROUP BY ${key}`,
    run,
  );
}

/**
 * How many customers add something else to the table seen last than to earlier releases, or are in one of the two only.
 *
 * @param releases places of the earlier ones
 */
export async function differingCustomers(
  db: Database,
  run: Run,
  releases: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (releases.length === 0) return new Map();
  const found = await db.columns(
    sql`SELECT release::DOUBLE AS release,
        (count(*) FILTER (asked.mark IS NULL OR asked.mark <> marks.mark)
          + (SELECT count(*) FROM ${ASKED}) - count(asked.mark))::DOUBLE AS customers
      FROM ${MARKS} AS marks LEFT JOIN ${ASKED} AS asked USING (customer_key)
      WHERE release IN (SELECT unnest([${releases.map((each) => sql`${each}`)}]))
      GROUP BY release`,
    run,
  );
  const customers = numbersOf(found, 'customers');
  return new Map([...numbersOf(found, 'release')].map((release, row) => [release, customers[row] ?? 0]));
}

/** Takes the marks of the table seen last as those of a release. */
export async function takeMarks(db: Database, run: Run, release: number): Promise<void> {
  await db.query(sql`INSERT INTO ${MARKS} SELECT ${release}::INTEGER, customer_key, mark FROM ${ASKED}`, run);
}

/** Marks of a release in the order of the ids; 0 for customers who are not in it. */
export async function marksOf(db: Database, run: Run, release: number): Promise<Float64Array> {
  const found = await db.columns(
    sql`SELECT coalesce(mark, 0)::DOUBLE AS mark
      FROM ${identifier(CUSTOMERS)} AS people
        LEFT JOIN (SELECT * FROM ${MARKS} WHERE release = ${release}) AS marks USING (customer_key)
      ORDER BY people.customer_key`,
    run,
  );
  return numbersOf(found, 'mark');
}
