import { appError, AppFailure } from '../../src/contract/error.ts';
import {
  type CatalogRelation,
  type CellOutcome,
  type CellRun,
  FIRST_ROWS,
} from '../../src/contract/notebook.ts';
import { asPrivate } from '../../src/contract/privacy.ts';
import { identifier, Sql, sql } from '../../src/contract/sql.ts';
import { nearestName } from '../../src/query/nearest-name.ts';
import { engineFailure, type RefusedSql } from '../../src/query/engine-failure.ts';
import { guard } from '../../src/query/guard.ts';
import { writtenName } from '../../src/query/inspect-sql.ts';
import { withInputs } from '../../src/query/parameters.ts';
import { tablesRead } from '../../src/query/relations-read.ts';
import type { Database, Run } from '../engine/database.ts';
import { type CellStore, NOTEBOOK } from './cell-store.ts';
import { engineMessage } from './engine-message.ts';
import { inDatabase } from './in-database.ts';
import { notebookRelation } from './notebook-relation.ts';
import { describeRelation } from './relation-columns.ts';
import { readSlice } from './read-slice.ts';

export type SqlCellRun = Extract<CellRun, { kind: 'sql' }>;

/** Does what DuckDB may refuse; what it says comes back with the place in the user's SQL. */
async function explained<T>(refused: RefusedSql, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const message = engineMessage(thrown);
    if (message === null) throw thrown;
    throw new AppFailure(engineFailure(message, refused), thrown);
  }
}

/**
 * Relations of the notebook that SQL reads. Names that the notebook does not have are refused, also those of other
 * databases of the engine.
 */
function relationsRead(written: string, catalog: readonly CatalogRelation[]): readonly CatalogRelation[] {
  const byName = new Map(catalog.map((relation) => [relation.name.toLowerCase(), relation]));
  return tablesRead(written).relations.map((read) => {
    const name = writtenName(read);
    const found = byName.get(name.toLowerCase());
    if (found !== undefined) return found;
    const nearest = nearestName(name, [...byName.keys()]);
    throw new AppFailure(appError('sql.unknownRelation', { name, nearest, from: read.from, to: read.to }));
  });
}

/**
 * Says of `rfm.segments` that it stands in the notebook: where a cell has the name of one of the engine's databases,
 * DuckDB could not tell which is meant.
 */
function completions(written: string): ReadonlyMap<number, Sql> {
  const inSchemas = tablesRead(written).relations.filter(({ parts }) => parts.length > 1);
  return new Map(inSchemas.map(({ from }) => [from, sql`${identifier(NOTEBOOK)}.`]));
}

/**
 * Checks the SQL of a cell, and again by DuckDB, and makes its table.
 *
 * @returns number of its rows
 */
async function makeTable(
  db: Database,
  run: Run,
  catalog: readonly CatalogRelation[],
  request: SqlCellRun,
): Promise<number> {
  const { text, places } = withInputs(guard(request.sql), request.inputs, completions(request.sql));
  const read = relationsRead(request.sql, catalog);
  const refused: RefusedSql = {
    written: request.sql,
    places,
    relations: catalog.map(({ name }) => name),
    columns: read.flatMap(({ columns }) => columns.map(({ name }) => name)),
  };
  const query = sql`SELECT * FROM (\n${new Sql(text)}\n)`;
  const made = sql`CREATE OR REPLACE TABLE ${notebookRelation(request.name)} AS ${query}`;
  const counted = await inDatabase(db, run, NOTEBOOK, () =>
    explained(refused, async () => {
      await db.prepare(query, run);
      return db.query(made, run);
    }),
  );
  return Number(counted.columns[0]?.values[0] ?? 0);
}

/** What DuckDB holds at this point of the run. It is not waited for: statements are answered in their order. */
async function memoryNow(db: Database): Promise<number> {
  try {
    return await db.memoryBytes();
  } catch {
    // An engine that is lost says so to the statement that follows.
    return 0;
  }
}

/**
 * Runs the SELECT of a cell; its rows become the table `name` of the notebook. What the cell made before is gone then,
 * also when the run fails.
 *
 * @param catalog tells what SQL can read now
 * @throws AppFailure `sql.*` with the place in its text, `cell.nameTaken` for the names of loaded data, or as the engine
 */
export async function runSqlCell(
  db: Database,
  store: CellStore,
  run: Run,
  catalog: () => Promise<readonly CatalogRelation[]>,
  request: SqlCellRun,
): Promise<CellOutcome> {
  await store.ensure(run);
  await store.clear(request.cell, request.name);
  const before = memoryNow(db);
  const started = performance.now();
  const rowCount = await makeTable(db, run, await catalog(), request);
  const elapsedMs = performance.now() - started;
  const after = memoryNow(db);
  const table = notebookRelation(request.name);
  const relation: CatalogRelation = {
    name: request.name,
    columns: await describeRelation(db, run, table),
    rowCount,
    cell: request.cell,
    kind: 'unknown',
  };
  store.add({
    cell: request.cell,
    name: request.name,
    relations: [relation],
    drop: [sql`DROP TABLE IF EXISTS ${table}`],
  });
  const first = await readSlice(db, run, relation, { from: 0, rows: FIRST_ROWS });
  const memoryBytes = (await after) - (await before);
  return { kind: 'sql', relation, first: asPrivate(first), elapsedMs, memoryBytes };
}
