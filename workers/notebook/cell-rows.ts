import type { CatalogRelation, CellRows, CellWindow } from '../../src/contract/notebook.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { MAX_WINDOW_ROWS } from '../engine/analyse-rows.ts';
import type { Database, Run } from '../engine/database.ts';
import { orderOf, whereOf } from './cell-filters.ts';
import { notebookRelation } from './notebook-relation.ts';
import { hasRowNumbers, readSlice, withUnits } from './read-slice.ts';
import { countRows, readableColumn } from './relation-columns.ts';

/** Attached in-memory database that holds orders of rows; SQL of users does not see it. */
const GRID = 'grid';
/** Windows that end before this row are found by keeping the first rows only, without sorting all. */
const FIRST_WINDOWS = 1000;
/** Orders of rows kept at a time. */
const KEPT = 3;

/** Rows of a relation in an order, under filters. */
interface KeptOrder {
  readonly key: string;
  readonly relation: CatalogRelation;
  readonly table: Sql;
  readonly total: number;
}

/** A whole number from 0 on. */
function whole(value: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} must be a whole number`);
  return value;
}

/**
 * Slices of relations for grids. A relation with millions of rows is sorted once for an order and its filters; the row
 * numbers (of what has none, the rows) are kept in that order, so that a slice anywhere is found by its place.
 */
export class CellRowReader {
  readonly #db: Database;
  #kept: readonly KeptOrder[] = [];
  #made = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Reads a slice.
   *
   * @param relation as it stands now; after another run of its cell it is another object
   * @throws RangeError when the window names a column that is not there, or more than {@link MAX_WINDOW_ROWS} rows
   */
  async read(run: Run, relation: CatalogRelation, window: CellWindow): Promise<Private<CellRows>> {
    const [offset, limit] = [whole(window.offset, 'offset'), whole(window.limit, 'limit')];
    if (limit > MAX_WINDOW_ROWS) throw new RangeError(`a window has ${MAX_WINDOW_ROWS} rows at most`);
    if (window.order.length === 0 && window.filters.length === 0) {
      const rows = await readSlice(this.#db, run, relation, { from: offset, rows: limit });
      return asPrivate({ rows, total: relation.rowCount });
    }
    const key = JSON.stringify([window.order, window.filters]);
    const kept = this.#kept.find((each) => each.relation === relation && each.key === key);
    if (kept === undefined && offset + limit <= FIRST_WINDOWS) return this.#first(run, relation, window);
    const order = kept ?? (await this.#keep(run, relation, window, key));
    const rows = await this.#slice(run, order, offset, limit);
    return asPrivate({ rows: withUnits(rows, relation.columns), total: order.total });
  }

  async #first(run: Run, relation: CatalogRelation, window: CellWindow): Promise<Private<CellRows>> {
    const where = whereOf(relation, window.filters);
    const source = sql`${notebookRelation(relation.name)} ${where}`;
    const rows = await this.#db.query(
      sql`SELECT ${relation.columns.map(readableColumn)} FROM
        (SELECT * FROM ${source} ${orderOf(relation, window.order)} LIMIT ${window.limit} OFFSET ${window.offset})`,
      run,
    );
    const total = window.filters.length === 0 ? relation.rowCount : await countRows(this.#db, run, source);
    return asPrivate({ rows: withUnits(rows, relation.columns), total });
  }

  /** Sorts once what slices are then cut from. */
  async #keep(run: Run, relation: CatalogRelation, window: CellWindow, key: string): Promise<KeptOrder> {
    await this.#makeRoom(run, relation);
    this.#made += 1;
    const table = sql`${identifier(GRID)}.main.${identifier(`order_${this.#made}`)}`;
    const kept = hasRowNumbers(relation) ? sql`rowid AS row_number` : sql`*`;
    const where = whereOf(relation, window.filters);
    await this.#db.query(
      sql`CREATE TABLE ${table} AS
        SELECT ${kept} FROM ${notebookRelation(relation.name)} ${where} ${orderOf(relation, window.order)}`,
      run,
    );
    const order = { key, relation, table, total: await countRows(this.#db, run, table) };
    this.#kept = [...this.#kept, order];
    return order;
  }

  /** Takes away orders of earlier results under the same name, and the oldest where there are many. */
  async #makeRoom(run: Run, relation: CatalogRelation): Promise<void> {
    await this.#db.query(sql`ATTACH IF NOT EXISTS ':memory:' AS ${identifier(GRID)} (COMPRESS)`, run);
    const standing = this.#kept.filter(
      (each) => each.relation === relation || each.relation.name !== relation.name,
    );
    const staying = standing.slice(-(KEPT - 1));
    const leaving = this.#kept.filter((each) => !staying.includes(each));
    this.#kept = staying;
    for (const { table } of leaving) await this.#db.query(sql`DROP TABLE IF EXISTS ${table}`, run);
  }

  #slice(run: Run, { relation, table }: KeptOrder, offset: number, limit: number): Promise<ResultSet> {
    const columns = relation.columns.map(readableColumn);
    const place = sql`${table} WHERE rowid >= ${offset} AND rowid < ${offset + limit}`;
    if (!hasRowNumbers(relation)) {
      return this.#db.query(sql`SELECT ${columns} FROM ${table} LIMIT ${limit} OFFSET ${offset}`, run);
    }
    const names = relation.columns.map(({ name }) => sql`found.${identifier(name)}`);
    return this.#db.query(
      sql`SELECT ${columns} FROM (
          SELECT ${names} FROM (SELECT rowid AS place, row_number FROM ${place}) AS places
          JOIN ${notebookRelation(relation.name)} AS found ON found.rowid = places.row_number
          ORDER BY places.place)`,
      run,
    );
  }

  /** Takes away everything kept. */
  async forget(run: Run): Promise<void> {
    this.#kept = [];
    await this.#db.query(sql`DETACH DATABASE IF EXISTS ${identifier(GRID)}`, run);
  }
}
