import { numbersOf } from '../../src/contract/kernel.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { column } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS } from '../../src/data/relations.ts';
import type { ReleaseView } from '../../src/privacy/register/released-cells.ts';
import type { ReleaseShape } from '../../src/privacy/shape.ts';
import { DATA_DATABASE } from './sandbox.ts';
import type { Database, Run } from './database.ts';

/** Every customer of the data. */
const PEOPLE = sql`${identifier(DATA_DATABASE)}.main.register_people`;
/** Customers of each cell of the release that is asked for, with the sums of their figures there. */
export const ASKED = sql`memory.main.register_asked`;
/** Signature of each customer who is in any of them. */
const SEEN = sql`memory.main.register_seen`;

/** Where the customers behind the rows of a table stand. */
export interface Membership {
  /** The aggregate table, in the order of its rows. */
  readonly relation: Sql;
  /** The row-level table, its customer column, and the columns that must be equal. */
  readonly members: Sql;
  readonly key: Sql;
  readonly by: Readonly<Record<string, string>>;
  /** Columns of the row-level table that hold what single customers add to sums. */
  readonly figures: readonly string[];
  /** An object that lives no longer than both tables stay as they are, so that they need not be read twice; absent: they may change. */
  readonly lasting?: object;
}

/** Digits after the point that sums are compared to; beyond them is noise of adding up. */
const DIGITS = 6;

/** The column that the sums of a figure stand in, by its place among the figures. */
export function figureName(place: number): string {
  return `f${place}`;
}

/** A table that is about to leave. */
export interface AskedTable {
  readonly table: ResultSet;
  readonly shape: ReleaseShape;
  /** By row, which row of the table as computed it is; absent: they stand in the same order. */
  readonly standing?: readonly number[];
  /** Rows on disjoint customers that are known together as a figure too. */
  readonly unions?: readonly (readonly number[])[];
}

/** Shares of a check or an entry that are done before each statement by which a table is seen, and after the last. */
const SEEING = [0, 0.2, 0.25, 0.3, 0.4] as const;

/** Rows of a table whose figures leave and are on somebody. */
export function publishedRows({ table, shape }: AskedTable): readonly number[] {
  const name = shape.columns.find(({ meaning }) => meaning === 'contributors')?.name;
  if (name === undefined) return [];
  return column(table, name).values.flatMap((value, row) =>
    typeof value === 'number' && value !== 0 ? [row] : [],
  );
}

/** Rows by which of the dimensions they are totals over. */
function rowsByTotals({ table, shape }: AskedTable, rows: readonly number[]): Map<string, number[]> {
  const dimensions = shape.dimensions ?? [];
  const groups = new Map<string, number[]>();
  for (const row of rows) {
    const totals = dimensions.filter((name) => (column(table, name).values[row] ?? null) === null);
    const key = JSON.stringify(totals);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

function cellsQuery(asked: AskedTable, membership: Membership, rows: readonly number[]): Sql {
  const { relation, members, key, by, figures } = membership;
  // Zero is added so that there is no negative one.
  const sums = figures.map(
    (name, place) =>
      sql`, round(coalesce(sum(people.${identifier(name)}), 0)::DOUBLE, ${DIGITS}) + 0.0 AS ${identifier(figureName(place))}`,
  );
  const parts = [...rowsByTotals(asked, rows)].map(([totals, cells]) => {
    const over = JSON.parse(totals) as readonly string[];
    const equal = Object.entries(by)
      .filter(([name]) => !over.includes(name))
      .map(
        ([name, theirs]) => sql`cells.${identifier(name)} IS NOT DISTINCT FROM people.${identifier(theirs)}`,
      );
    const condition = equal.length === 0 ? sql`TRUE` : joined(equal, ' AND ');
    return sql`SELECT cells.cell, people.${key} AS customer_key${joined(sums, '')}
FROM (
  SELECT places.cell, standing.*
  FROM (SELECT (row_number() OVER () - 1)::INTEGER AS place, * FROM ${relation}) AS standing
    JOIN (SELECT unnest([${cells.map((cell) => sql`${cell}`)}]) AS cell,
      unnest([${cells.map((cell) => sql`${asked.standing?.[cell] ?? cell}`)}]) AS place) AS places
    ON places.place = standing.place
) AS cells JOIN ${members} AS people ON ${condition}
WHERE people.${key} IS NOT NULL
GROUP BY cells.cell, people.${key}`;
  });
  return joined(parts, '\nUNION ALL\n');
}

/**
 * Begins the register of the loaded data.
 *
 * @returns how many customers there are
 */
export async function layPeople(db: Database, run: Run): Promise<number> {
  lastSeen.delete(db);
  await db.query(
    sql`CREATE OR REPLACE TABLE ${PEOPLE} AS SELECT customer_key FROM ${identifier(CUSTOMERS)} ORDER BY customer_key`,
    run,
  );
  const counted = await db.query(sql`SELECT count(*)::DOUBLE FROM ${PEOPLE}`, run);
  return Number(counted.columns[0]?.values[0] ?? 0);
}

/** Customers who have the same signature and are in the same atom: how many, and which these are. */
export interface Pieces {
  readonly customers: Float64Array;
  readonly atom: Float64Array;
  readonly signature: Float64Array;
}

/** How a table that is about to leave sees customers. It does not depend on what has left before. */
export interface SeenRows {
  readonly view: ReleaseView;
  /** Of each customer, in the order of the ids; 0: in no row. */
  readonly signatures: Int32Array;
  /** How many customers have each. */
  readonly counts: Float64Array;
}

/** The table that was seen last in each engine: what is said of it in SQL stands until another one is seen. */
const lastSeen = new WeakMap<Database, { readonly asked: AskedTable; readonly seen: SeenRows }>();

/** What was seen of tables that last, by what was asked of them. */
const lasting = new WeakMap<object, Map<string, SeenRows>>();

/** Rows by which customers are seen. */
function seenRows(asked: AskedTable, { by }: Pick<Membership, 'by'>): readonly number[] {
  const published = publishedRows(asked);
  // Rows that are all on the same people are one cell.
  return Object.keys(by).length === 0 ? published.slice(0, 1) : published;
}

/** Everything that what is seen of a table depends on, but for what stands in it. */
function seenBy(asked: AskedTable, { relation, members, key, by, figures }: Membership): string {
  const rows = seenRows(asked, { by });
  return JSON.stringify([
    [relation.text, members.text, key.text, by, figures],
    [...rowsByTotals(asked, rows)],
    rows.map((row) => asked.standing?.[row] ?? row),
    asked.unions,
  ]);
}

/**
 * Finds out in SQL who is behind each row: customers who are in the same rows have the same signature. The table that was
 * seen last is not looked at again: whoever asks says by the object that nothing has changed since. Neither is one that
 * lasts, whenever it was seen.
 */
export async function seeTable(
  db: Database,
  run: Run,
  asked: AskedTable,
  membership: Membership,
): Promise<SeenRows> {
  const last = lastSeen.get(db);
  if (last?.asked === asked) return last.seen;
  const key = membership.lasting === undefined ? '' : seenBy(asked, membership);
  const kept = membership.lasting === undefined ? undefined : lasting.get(membership.lasting)?.get(key);
  if (kept !== undefined) return kept;
  lastSeen.delete(db);
  const seen = await lookAt(db, run, asked, membership);
  lastSeen.set(db, { asked, seen });
  if (membership.lasting !== undefined) {
    const all = lasting.get(membership.lasting) ?? new Map<string, SeenRows>();
    lasting.set(membership.lasting, all.set(key, seen));
  }
  return seen;
}

/** Has what is said in SQL of a table that was seen stand there, should another one have been seen since. */
export async function standSeen(
  db: Database,
  run: Run,
  asked: AskedTable,
  membership: Membership,
  seen: SeenRows,
): Promise<void> {
  if (lastSeen.get(db)?.seen === seen) return;
  lastSeen.delete(db);
  await layAsked(db, run, asked, membership);
}

/** Customers of each cell, with the sums of their figures there. */
async function layAsked(db: Database, run: Run, asked: AskedTable, membership: Membership): Promise<void> {
  const rows = seenRows(asked, membership);
  const cells =
    rows.length === 0
      ? sql`SELECT 0 AS cell, customer_key${joined(
          membership.figures.map((_, place) => sql`, 0.0 AS ${identifier(figureName(place))}`),
          '',
        )} FROM ${PEOPLE} WHERE FALSE`
      : cellsQuery(asked, membership, rows);
  await db.query(sql`CREATE OR REPLACE TABLE ${ASKED} AS ${cells}`, run);
}

async function lookAt(db: Database, run: Run, asked: AskedTable, membership: Membership): Promise<SeenRows> {
  const tell = (statement: number): void => {
    run.report({ phase: 'computing', share: SEEING[statement] ?? null });
  };
  tell(0);
  await layAsked(db, run, asked, membership);
  tell(1);
  await db.query(
    sql`CREATE OR REPLACE TABLE ${SEEN} AS
      WITH hashed AS (
        SELECT customer_key, bit_xor(hash(cell)) AS mixed, count(*) AS cells FROM ${ASKED} GROUP BY customer_key
      ),
      named AS (
        SELECT mixed, cells, min(customer_key) AS example, row_number() OVER (ORDER BY min(customer_key)) AS signature
        FROM hashed GROUP BY mixed, cells
      )
      SELECT customer_key, signature::INTEGER AS signature, customer_key = example AS is_example
      FROM hashed JOIN named USING (mixed, cells)`,
    run,
  );
  tell(2);
  const found = await db.columns(
    sql`SELECT coalesce(signature, 0)::DOUBLE AS signature
      FROM ${PEOPLE} LEFT JOIN ${SEEN} USING (customer_key) ORDER BY customer_key`,
    run,
  );
  tell(3);
  const examples = await db.columns(
    // Signature and cell in one number, to be sorted outside: they may be millions.
    sql`SELECT (signature::BIGINT * ${asked.table.rowCount} + cell)::DOUBLE AS entry
      FROM ${SEEN} JOIN ${ASKED} USING (customer_key) WHERE is_example`,
    run,
  );
  tell(4);
  const rows = seenRows(asked, membership);
  const signatures = Int32Array.from(numbersOf(found, 'signature'));
  const entries = numbersOf(examples, 'entry').sort();
  const seen = viewOf(rows, entries, asked.table.rowCount, signatures);
  if (asked.unions === undefined) return seen;
  const places = new Map(rows.map((row, place) => [row, place]));
  const unions = asked.unions.map((union) => union.flatMap((row) => places.get(row) ?? []));
  return { ...seen, view: { ...seen.view, unions } };
}

/**
 * How a table sees customers.
 *
 * @param rows that are published
 * @param entries cells of signatures, ascending: signature times `width` and row
 * @param ofCustomers signature of each
 */
function viewOf(
  rows: readonly number[],
  entries: Float64Array,
  width: number,
  ofCustomers: Int32Array,
): SeenRows {
  const places = new Map(rows.map((row, place) => [row, place]));
  const signatures: number[][] = [[]];
  for (const entry of entries) {
    const signature = Math.floor(entry / width);
    const place = places.get(entry - signature * width);
    const cells = (signatures[signature] ??= []);
    if (place !== undefined) cells.push(place);
  }
  const counts = new Float64Array(signatures.length);
  for (const signature of ofCustomers) counts[signature] = (counts[signature] ?? 0) + 1;
  const customers = new Array<number>(rows.length).fill(0);
  for (const [signature, count] of counts.entries()) {
    for (const place of signatures[signature] ?? []) customers[place] = (customers[place] ?? 0) + count;
  }
  const view = { cells: rows.map((row, place) => ({ row, customers: customers[place] ?? 0 })), signatures };
  return { view, signatures: ofCustomers, counts };
}
