import { row } from '../../src/contract/result-set.ts';
import { joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import type { HeldTable } from '../tables/side-store.ts';
import { purposesOf } from './decisions.ts';

/** Purposes that are told apart; a column with more is hardly one of purposes. */
const MOST = 40;

/** A purpose that consents name. */
interface Purpose {
  /** As it is compared. */
  readonly purpose: string;
  /** As the consents spell it; empty where they name none. */
  readonly shown: string;
}

/** The purposes that consents name, the one with most decisions first; one without a name where they name none. */
interface Purposes {
  readonly all: readonly Purpose[];
  /** A relation of one column, `purpose`. */
  readonly relation: Sql;
}

const NAMELESS: Purpose = { purpose: '', shown: '' };

function asRelation(purposes: readonly Purpose[]): Sql {
  return sql`(SELECT * FROM (VALUES ${joined(
    purposes.map(({ purpose }) => sql`(${purpose})`),
    ', ',
  )}) AS named(purpose))`;
}

const kept = new WeakMap<
  HeldTable,
  { readonly tables: readonly HeldTable[]; readonly all: readonly Purpose[] }
>();

/** Finds out which purposes tables of consents name; once for the same tables. */
export async function knownPurposes(db: Database, run: Run, tables: readonly HeldTable[]): Promise<Purposes> {
  const [first] = tables;
  const before = first === undefined ? undefined : kept.get(first);
  const same =
    before?.tables.length === tables.length && before.tables.every((table, place) => table === tables[place]);
  const all = before !== undefined && same ? before.all : await read(db, run, tables);
  if (first !== undefined) kept.set(first, { tables, all });
  return { all, relation: asRelation(all) };
}

async function read(db: Database, run: Run, tables: readonly HeldTable[]): Promise<readonly Purpose[]> {
  const found = await db.query(
    sql`SELECT purpose, shown FROM ${purposesOf(tables)} ORDER BY decisions DESC, purpose LIMIT ${MOST}`,
    run,
  );
  const all = Array.from({ length: found.rowCount }, (_, place): Purpose => {
    const [purpose, shown] = row(found, place);
    return { purpose: String(purpose), shown: String(shown) };
  });
  return all.length === 0 ? [NAMELESS] : all;
}

/** One purpose as it is compared, however it is spelt. */
export function onePurpose(shown: string): Sql {
  return sql`(SELECT lower(trim(${shown})) AS purpose)`;
}
