import { appError, AppFailure } from '../../src/contract/error.ts';
import type { CellId, RunId } from '../../src/contract/ids.ts';
import type { CatalogRelation } from '../../src/contract/notebook.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { CUSTOMERS, ORDERS } from '../../src/data/relations.ts';
import { type Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { sideRelation } from '../tables/side-store.ts';
import type { NotebookGround } from './notebook-ground.ts';

/** Attached in-memory database in which the user's SQL runs and the results of SQL cells stand. */
export const NOTEBOOK = 'notebook';

/** Names that no cell may have: they are those of the loaded data and of what every database of DuckDB has. */
const TAKEN: readonly string[] = [ORDERS, CUSTOMERS, 'main', 'information_schema', 'pg_catalog'];

/** What a cell has made in the engine. */
export interface MadeByCell {
  readonly cell: CellId;
  /** Name of the cell when it ran. */
  readonly name: string;
  readonly relations: readonly CatalogRelation[];
  /** Statements that take it away again; each may be run when the thing is not there. */
  readonly drop: readonly Sql[];
}

/** Where a relation of loaded data stands, whatever database is in use. */
function loadedRelation(name: string): Sql {
  return sql`memory.main.${identifier(name)}`;
}

/** Makes the loaded data readable as `orders` and `customers` in another database. */
export async function showLoaded(db: Database, run: Run, database: string): Promise<void> {
  for (const name of [ORDERS, CUSTOMERS]) {
    await db.query(
      sql`CREATE OR REPLACE VIEW ${identifier(database)}.main.${identifier(name)} AS
        SELECT * FROM ${loadedRelation(name)}`,
      run,
    );
  }
}

/**
 * What the cells of a notebook have made in the engine, by cell. It stands on one state of the loaded data: after a
 * load or a switch of rules everything is forgotten.
 */
export class CellStore {
  readonly #db: Database;
  readonly #ground: () => NotebookGround;
  readonly #made = new Map<CellId, MadeByCell>();
  #loaded: LoadedOrders | null = null;
  /** Tables beside the orders as they are shown, and of which state of them. */
  #sides: { readonly version: number; readonly relations: readonly string[] } = { version: 0, relations: [] };

  constructor(db: Database, ground: () => NotebookGround) {
    this.#db = db;
    this.#ground = ground;
  }

  /**
   * Attaches the notebook's database with views of the loaded data; forgets what stands on data of before.
   *
   * @returns what is loaded
   * @throws AppFailure `engine.notReady` while nothing is loaded
   */
  async ensure(run: Run): Promise<LoadedOrders> {
    const { loaded } = this.#ground();
    if (loaded === null) throw new AppFailure(appError('engine.notReady', {}));
    if (loaded !== this.#loaded) {
      await this.#forgetAll();
      await this.#db.query(sql`ATTACH ':memory:' AS ${identifier(NOTEBOOK)} (COMPRESS)`, run);
      await showLoaded(this.#db, run, NOTEBOOK);
      this.#loaded = loaded;
      this.#sides = { version: 0, relations: [] };
    }
    await this.#showSides(run, loaded);
    return loaded;
  }

  /** Makes the tables beside the orders readable under their names. A cell that has one of these gives way. */
  async #showSides(run: Run, loaded: LoadedOrders): Promise<void> {
    const { sides } = this.#ground();
    await sides.ensure(loaded);
    if (sides.version === this.#sides.version) return;
    const { version } = sides;
    const place = (relation: string): Sql => sql`${identifier(NOTEBOOK)}.main.${identifier(relation)}`;
    for (const relation of this.#sides.relations) {
      await this.#db.query(sql`DROP VIEW IF EXISTS ${place(relation)}`, run);
    }
    for (const table of sides.all) {
      const cell = this.find(table.relation)?.made.cell;
      if (cell !== undefined) await this.drop(cell);
      const rows = sql`SELECT * FROM ${sideRelation(table)}`;
      await this.#db.query(sql`CREATE OR REPLACE VIEW ${place(table.relation)} AS ${rows}`, run);
    }
    this.#sides = { version, relations: sides.all.map(({ relation }) => relation) };
  }

  /** Everything that stands, in the order it was made. */
  get all(): readonly MadeByCell[] {
    return [...this.#made.values()];
  }

  /** What a cell has made; undefined when nothing of it stands. */
  of(cell: CellId): MadeByCell | undefined {
    return this.#made.get(cell);
  }

  /** The relation that SQL reads under a name, letter case left aside, and who made it. */
  find(relation: string): { readonly made: MadeByCell; readonly relation: CatalogRelation } | undefined {
    const wanted = relation.toLowerCase();
    for (const made of this.#made.values()) {
      const found = made.relations.find(({ name }) => name.toLowerCase() === wanted);
      if (found !== undefined) return { made, relation: found };
    }
    return undefined;
  }

  /**
   * Takes away what a cell made before, and what stands under the name it has now: call it before each run.
   *
   * @throws AppFailure `cell.nameTaken` for names that no cell may have
   */
  async clear(cell: CellId, name: string): Promise<void> {
    const taken = [...TAKEN, ...this.#sides.relations];
    if (taken.includes(name.toLowerCase())) throw new AppFailure(appError('cell.nameTaken', { name }));
    const inTheWay = this.all.filter(
      (made) => made.cell === cell || made.name.toLowerCase() === name.toLowerCase(),
    );
    for (const made of inTheWay) await this.drop(made.cell);
  }

  /** Notes what a cell has made, once all of it stands. */
  add(made: MadeByCell): void {
    this.#made.set(made.cell, made);
  }

  /** Takes away what a cell has made. It cannot be stopped, so that nothing is left half. */
  async drop(cell: CellId): Promise<void> {
    const made = this.#made.get(cell);
    this.#made.delete(cell);
    await this.#run(made?.drop ?? []);
  }

  async #forgetAll(): Promise<void> {
    const { all } = this;
    this.#made.clear();
    this.#loaded = null;
    for (const made of all) await this.#run(made.drop);
    await this.#run([sql`DETACH DATABASE IF EXISTS ${identifier(NOTEBOOK)}`]);
  }

  async #run(statements: readonly Sql[]): Promise<void> {
    const run = new Run('forget' as RunId);
    for (const statement of statements) await this.#db.query(statement, run);
  }
}
