import { numbersOf } from '../../src/contract/kernel.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { column } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS } from '../../src/data/relations.ts';
import type { ReleaseView } from '../../src/privacy/register/released-cells.ts';
import type { ReleaseShape } from '../../src/privacy/shape.ts';
import { DATA_DATABASE } from './sandbox.ts';
import type { Database, Run } from './database.ts';

/** Every customer of the data with the atom of earlier releases they are in. */
const PEOPLE = sql`${identifier(DATA_DATABASE)}.main.register_people`;
/** Customers of each cell of the release that is asked for, with the sums of their figures there. */
export const ASKED = sql`memory.main.register_asked`;
/** Signature of each customer who is in any of them. */
const SEEN = sql`memory.main.register_seen`;
const PIECES = sql`memory.main.register_pieces`;
/** Table that a kept register passes through on its way back. */
const LANDING = 'register_landing';

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
const SEEING = [0, 0.2, 0.25, 0.3, 0.35, 0.4] as const;

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
 * Begins the register of the loaded data: all customers in one atom, or in those of a kept register.
 *
 * @param atoms atom of each customer in the order of the ids; null begins anew
 * @returns false when they are not as many as there are customers, so that the register cannot be of these data
 */
export async function layPeople(db: Database, run: Run, atoms: Float64Array | null): Promise<boolean> {
  lastSeen.delete(db);
  const customers = identifier(CUSTOMERS);
  const landing = identifier(LANDING);
  if (atoms === null || atoms.length === 0) {
    await db.query(
      sql`CREATE OR REPLACE TABLE ${PEOPLE} AS SELECT customer_key, 0 AS atom FROM ${customers}`,
      run,
    );
    return true;
  }
  const counted = await db.query(sql`SELECT count(*) FROM ${customers}`, run);
  if (counted.columns[0]?.values[0] !== atoms.length) return false;
  await db.query(sql`DROP TABLE IF EXISTS memory.main.${landing}`, run);
  await db.insert(LANDING, { place: Float64Array.from(atoms.keys()), atom: atoms });
  await db.query(
    sql`CREATE OR REPLACE TABLE ${PEOPLE} AS SELECT customer_key, atom::INTEGER AS atom
      FROM (SELECT customer_key, row_number() OVER (ORDER BY customer_key) - 1 AS place FROM ${customers})
        JOIN memory.main.${landing} USING (place)`,
    run,
  );
  await db.query(sql`DROP TABLE memory.main.${landing}`, run);
  return true;
}

/** Atom of each customer, in the order of the ids. */
export async function atomsOfPeople(db: Database, run: Run): Promise<Float64Array> {
  const found = await db.columns(sql`SELECT atom::DOUBLE AS atom FROM ${PEOPLE} ORDER BY customer_key`, run);
  return numbersOf(found, 'atom');
}

/** How a table that is about to leave sees customers, and the pieces it cuts the atoms into. */
export interface SeenTable {
  readonly view: ReleaseView;
  readonly pieces: {
    readonly customers: Float64Array;
    readonly atom: Float64Array;
    readonly signature: Float64Array;
  };
}

/** The table that was seen last in each engine: what is said of it in SQL stands until another one is seen. */
const lastSeen = new WeakMap<Database, { readonly asked: AskedTable; readonly seen: SeenTable }>();

/**
 * Finds out in SQL who is behind each row: customers who are in the same rows have the same signature, and are
 * counted by it and by their atom. The table that was seen last is not looked at again: whoever asks says by the object
 * that nothing has changed since.
 */
export async function seeTable(
  db: Database,
  run: Run,
  asked: AskedTable,
  membership: Membership,
): Promise<SeenTable> {
  const last = lastSeen.get(db);
  if (last?.asked === asked) return last.seen;
  lastSeen.delete(db);
  const seen = await lookAt(db, run, asked, membership);
  lastSeen.set(db, { asked, seen });
  return seen;
}

async function lookAt(db: Database, run: Run, asked: AskedTable, membership: Membership): Promise<SeenTable> {
  const published = publishedRows(asked);
  // Rows that are all on the same people are one cell.
  const rows = Object.keys(membership.by).length === 0 ? published.slice(0, 1) : published;
  const tell = (statement: number): void => {
    run.report({ phase: 'computing', share: SEEING[statement] ?? null });
  };
  tell(0);
  const cells =
    rows.length === 0
      ? sql`SELECT 0 AS cell, customer_key${joined(
          membership.figures.map((_, place) => sql`, 0.0 AS ${identifier(figureName(place))}`),
          '',
        )} FROM ${PEOPLE} WHERE FALSE`
      : cellsQuery(asked, membership, rows);
  await db.query(sql`CREATE OR REPLACE TABLE ${ASKED} AS ${cells}`, run);
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
  await db.query(
    sql`CREATE OR REPLACE TABLE ${PIECES} AS
      SELECT (row_number() OVER () - 1)::INTEGER AS piece, * FROM (
        SELECT atom, coalesce(signature, 0) AS signature, count(*) AS customers
        FROM ${PEOPLE} LEFT JOIN ${SEEN} USING (customer_key)
        GROUP BY ALL ORDER BY ALL
      )`,
    run,
  );
  tell(3);
  const found = await db.columns(
    sql`SELECT customers::DOUBLE AS customers, atom::DOUBLE AS atom, signature::DOUBLE AS signature
      FROM ${PIECES} ORDER BY piece`,
    run,
  );
  tell(4);
  const examples = await db.columns(
    // Signature and cell in one number, to be sorted outside: they may be millions.
    sql`SELECT (signature::BIGINT * ${asked.table.rowCount} + cell)::DOUBLE AS entry
      FROM ${SEEN} JOIN ${ASKED} USING (customer_key) WHERE is_example`,
    run,
  );
  tell(5);
  const pieces = {
    customers: numbersOf(found, 'customers'),
    atom: numbersOf(found, 'atom'),
    signature: numbersOf(found, 'signature'),
  };
  const view = viewOf(rows, numbersOf(examples, 'entry').sort(), asked.table.rowCount, pieces);
  const places = new Map(rows.map((row, place) => [row, place]));
  const unions = asked.unions?.map((union) => union.flatMap((row) => places.get(row) ?? []));
  return { view: unions === undefined ? view : { ...view, unions }, pieces };
}

/**
 * How a table sees customers.
 *
 * @param rows that are published
 * @param entries cells of signatures, ascending: signature times `width` and row
 */
function viewOf(
  rows: readonly number[],
  entries: Float64Array,
  width: number,
  pieces: SeenTable['pieces'],
): ReleaseView {
  const places = new Map(rows.map((row, place) => [row, place]));
  const signatures: number[][] = [[]];
  for (const entry of entries) {
    const signature = Math.floor(entry / width);
    const place = places.get(entry - signature * width);
    const cells = (signatures[signature] ??= []);
    if (place !== undefined) cells.push(place);
  }
  const customers = new Array<number>(rows.length).fill(0);
  for (const [index, count] of pieces.customers.entries()) {
    for (const place of signatures[pieces.signature[index] ?? 0] ?? []) {
      customers[place] = (customers[place] ?? 0) + count;
    }
  }
  return { cells: rows.map((row, place) => ({ row, customers: customers[place] ?? 0 })), signatures };
}

/** Atoms as they were before entries that may be taken back. */
const PEOPLE_BEFORE = sql`memory.main.register_people_before`;

/** Keeps the atoms as they are, so that entries can be taken back. */
export async function markPeople(db: Database, run: Run): Promise<void> {
  await db.query(sql`CREATE OR REPLACE TABLE ${PEOPLE_BEFORE} AS FROM ${PEOPLE}`, run);
}

/** Forgets the atoms that were kept, or puts them back. */
export async function leaveMark(db: Database, run: Run, putBack: boolean): Promise<void> {
  lastSeen.delete(db);
  if (putBack) await db.query(sql`CREATE OR REPLACE TABLE ${PEOPLE} AS FROM ${PEOPLE_BEFORE}`, run);
  await db.query(sql`DROP TABLE IF EXISTS ${PEOPLE_BEFORE}`, run);
}

/** Makes the pieces of the table seen last the atoms of the register. */
export async function takePieces(db: Database, run: Run): Promise<void> {
  lastSeen.delete(db);
  await db.query(
    sql`CREATE OR REPLACE TABLE ${PEOPLE} AS SELECT people.customer_key, piece AS atom
      FROM ${PEOPLE} AS people LEFT JOIN ${SEEN} AS seen USING (customer_key)
        JOIN ${PIECES} AS pieces
        ON pieces.atom = people.atom AND pieces.signature = coalesce(seen.signature, 0)`,
    run,
  );
}
