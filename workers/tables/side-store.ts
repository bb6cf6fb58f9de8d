import type { RunId, TableId } from '../../src/contract/ids.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import type { SchemaDifference, SideKind } from '../../src/contract/tables.ts';
import type { SchemaColumn } from '../../src/data/schema-differences.ts';
import { SIDE_IDENTIFYING, SIDE_RELATIONS } from '../../src/data/side-relations.ts';
import { Run, type Database } from '../engine/database.ts';
import { DATA_DATABASE } from '../engine/sandbox.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { CUSTOMER_IDS } from '../import/relations.ts';
import { customersByText } from './customers-by-text.ts';
import type { SideColumn } from './side-columns.ts';

/** A table beside the orders, as the engine keeps it. */
export interface HeldTable {
  readonly tableId: TableId;
  readonly kind: SideKind;
  /** Name that SQL reads it under. */
  readonly relation: string;
  /** Name of the table behind that in the database of loaded data. */
  readonly stored: string;
  readonly files: readonly string[];
  readonly rows: number;
  readonly setAside: number;
  readonly endsUnread: number;
  readonly columns: readonly SideColumn[];
  /** Columns of the first file, with which those of further ones are compared. */
  readonly schema: readonly SchemaColumn[];
  readonly differences: readonly SchemaDifference[];
}

/** Where the rows of a table stand, whatever database is in use. */
export function storedRows(stored: string): Sql {
  return sql`${identifier(DATA_DATABASE)}.main.${identifier(stored)}`;
}

/** Where the relation of a table stands, whatever database is in use. */
export function sideRelation({ relation }: Pick<HeldTable, 'relation'>): Sql {
  return sql`memory.main.${identifier(relation)}`;
}

/** The tables beside the orders, and the relations by which SQL reads them: with the keys that customers have in the orders. */
export class SideStore {
  readonly #db: Database;
  readonly #held = new Map<TableId, HeldTable>();
  /** The orders that the relations know the customers of. */
  #defined: { readonly loaded: LoadedOrders | null } | null = null;
  #made = 0;
  /** Another number after each change. */
  version = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** In the order they were loaded. */
  get all(): readonly HeldTable[] {
    return [...this.#held.values()];
  }

  get(tableId: TableId): HeldTable | undefined {
    return this.#held.get(tableId);
  }

  /** A name for the rows of a table that no other has had. */
  newName(): string {
    this.#made += 1;
    return `side_rows_${this.#made}`;
  }

  /** The relation a table of a kind gets: the kind's name, with a number behind it for each further one. */
  relationFor(kind: SideKind, tableId: TableId): string {
    const before = this.#held.get(tableId);
    if (before?.kind === kind) return before.relation;
    const taken = new Set(
      this.all.filter((each) => each.tableId !== tableId).map(({ relation }) => relation),
    );
    const name = SIDE_RELATIONS[kind];
    for (let copy = 1; ; copy += 1) {
      const relation = copy === 1 ? name : `${name}_${copy}`;
      if (!taken.has(relation)) return relation;
    }
  }

  /** Puts a table whose rows stand in the place of one of the same id, which is forgotten. */
  async put(table: HeldTable, loaded: LoadedOrders | null): Promise<void> {
    const before = this.#held.get(table.tableId);
    this.#held.set(table.tableId, table);
    this.version += 1;
    if (before !== undefined) await this.#forget(before, before.relation !== table.relation);
    await this.#define(table, loaded);
  }

  async drop(tableId: TableId): Promise<void> {
    const table = this.#held.get(tableId);
    if (table === undefined) return;
    this.#held.delete(tableId);
    this.version += 1;
    await this.#forget(table, true);
  }

  /** Says of the relations whose customers they have, where other orders have been loaded since. */
  async ensure(loaded: LoadedOrders | null): Promise<void> {
    if (this.#defined !== null && this.#defined.loaded === loaded) return;
    for (const table of this.all) await this.#define(table, loaded);
    this.#defined = { loaded };
    this.version += 1;
  }

  async #define(table: HeldTable, loaded: LoadedOrders | null): Promise<void> {
    const rows = storedRows(table.stored);
    const known = loaded !== null && table.columns.some(({ role }) => role === 'customerId');
    const query = known
      ? customersByText(loaded, rows)
      : sql`SELECT NULL::INTEGER AS customer_key, held.* FROM ${rows} held`;
    await this.#run(sql`CREATE OR REPLACE VIEW ${sideRelation(table)} AS ${query}`);
  }

  async #forget(table: HeldTable, withRelation: boolean): Promise<void> {
    if (withRelation) await this.#run(sql`DROP VIEW IF EXISTS ${sideRelation(table)}`);
    await this.#run(sql`DROP TABLE IF EXISTS ${storedRows(table.stored)}`);
  }

  /** A run of its own: what is forgotten or defined is so as a whole. */
  async #run(statement: Sql): Promise<void> {
    await this.#db.query(statement, new Run('tables' as RunId));
  }
}

/** A full name; first names alone are also words and towns. */
const FULL_NAME = '\\S+\\s+\\S.*|\\p{Han}{2,}';

/**
 * Texts that name or reach customers: their ids in the orders, also those that were merged, and ids, addresses, numbers and full names in the tables
 * beside them. A relation with one column `customer_id`, each text once.
 */
export function namingTexts(tables: readonly HeldTable[]): Sql {
  const texts = tables.flatMap((table) =>
    table.columns
      .filter(({ role, type }) => type === 'text' && role !== null && SIDE_IDENTIFYING.includes(role))
      .map(({ name, role }) => {
        const text = identifier(name);
        const telling =
          role === 'name' ? sql`regexp_full_match(${text}, ${FULL_NAME})` : sql`${text} IS NOT NULL`;
        return sql`SELECT ${text} AS customer_id FROM ${storedRows(table.stored)} WHERE ${telling}`;
      }),
  );
  return texts.length === 0
    ? CUSTOMER_IDS
    : sql`(${joined([sql`SELECT customer_id FROM ${CUSTOMER_IDS}`, ...texts], ' UNION ')})`;
}
