import type { Analysis, BoundData } from '../../src/analyses/analysis.ts';
import { boundDataOf } from '../../src/analyses/bound-data.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { AnalysisSource, CatalogRelation, CellOutcome, CellRun } from '../../src/contract/notebook.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { identifier, sql, type Sql } from '../../src/contract/sql.ts';
import { runAnalysis } from '../engine/analyse.ts';
import type { Compute } from '../engine/compute.ts';
import { type Database, Run } from '../engine/database.ts';
import { StepCache } from '../engine/make-tables.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { type CellStore, type MadeByCell, showLoaded } from './cell-store.ts';
import { inDatabase } from './in-database.ts';
import { mapOrders } from './mapped-orders.ts';
import { publishTables, unpublished } from './publish-tables.ts';

export type AnalysisCellRun = Extract<CellRun, { kind: 'analysis' }>;

/** What analysis cells run on. */
export interface AnalysisCellBench {
  readonly db: Database;
  readonly compute: Compute;
  readonly store: CellStore;
  readonly ran: RanAnalyses;
  /** Finds a relation that SQL reads, or throws `cell.notRun`. */
  relation(run: Run, name: string): Promise<CatalogRelation>;
}

/** The database of a cell, with the orders its analysis reads. */
interface CellDatabase {
  readonly database: string;
  readonly analysisId: string;
  readonly source: AnalysisSource | null;
  readonly data: BoundData;
  readonly knownCustomers: boolean;
  /** What made its orders, where they are those of another cell. */
  readonly statements: readonly Sql[];
  readonly cache: StepCache;
}

/** An analysis that stands in the engine by a cell. */
export interface RanAnalysis {
  readonly analysis: Analysis;
  readonly outcome: AnalysisOutcome;
  /** Database its tables stand in. */
  readonly database: string;
  readonly source: AnalysisSource | null;
  /** What it knows of its orders. */
  readonly data: BoundData;
  /** Whether customers have the keys they have in the loaded data. */
  readonly knownCustomers: boolean;
  /** What made its orders, where they are those of another cell. */
  readonly statements: readonly Sql[];
}

/** Analyses of cells, for as long as what they have made stands. */
export class RanAnalyses {
  readonly #ran = new WeakMap<MadeByCell, RanAnalysis>();
  readonly #databases = new WeakMap<MadeByCell, CellDatabase>();

  /** The analysis behind what a cell has made; undefined for other cells, and when its last run failed. */
  of(made: MadeByCell): RanAnalysis | undefined {
    return this.#ran.get(made);
  }

  databaseOf(made: MadeByCell | undefined): CellDatabase | undefined {
    return made === undefined ? undefined : this.#databases.get(made);
  }

  /** Notes what has been made, and what by; null while its tables do not stand. */
  add(made: MadeByCell, database: CellDatabase, ran: RanAnalysis | null): void {
    this.#databases.set(made, database);
    if (ran !== null) this.#ran.set(made, ran);
  }
}

/** What stands of a cell: its own database with `relations` published under `name`. */
function madeBy(
  { cell, name }: AnalysisCellRun,
  database: string,
  relations: readonly CatalogRelation[],
): MadeByCell {
  return { cell, name, relations, drop: [unpublished(name), detached(database)] };
}

function detached(database: string): Sql {
  return sql`DETACH DATABASE IF EXISTS ${identifier(database)}`;
}

/** Makes a database with the orders that the analysis is to read. */
async function freshDatabase(
  bench: AnalysisCellBench,
  run: Run,
  loaded: LoadedOrders,
  request: AnalysisCellRun,
): Promise<CellDatabase> {
  const { db } = bench;
  const { analysisId, source } = request;
  const database = `cell_${request.cell}`;
  await db.query(detached(database), run);
  await db.query(sql`ATTACH ':memory:' AS ${identifier(database)} (COMPRESS)`, run);
  const cache = new StepCache();
  if (source === null) {
    await showLoaded(db, run, database);
    const data = boundDataOf(loaded.receipt);
    return { database, analysisId, source, data, knownCustomers: true, statements: [], cache };
  }
  const relation = await bench.relation(run, source.relation);
  const { currency } = loaded.mapping;
  const mapped = await mapOrders({ db, run, database, relation, source, currency }, analysisId);
  return { database, analysisId, source, ...mapped, cache };
}

/**
 * The database of a cell's last run where it can serve again, so that its prepared tables are not made anew. Orders
 * that come of another cell may be others by now.
 */
async function databaseFor(
  bench: AnalysisCellBench,
  run: Run,
  loaded: LoadedOrders,
  request: AnalysisCellRun,
): Promise<CellDatabase> {
  const { db, store, ran } = bench;
  const before = store.of(request.cell);
  const standing = ran.databaseOf(before);
  const serves =
    standing?.analysisId === request.analysisId && standing.source === null && request.source === null;
  if (before === undefined || !serves) {
    await store.clear(request.cell, request.name);
    return freshDatabase(bench, run, loaded, request);
  }
  await db.query(unpublished(before.name), run);
  for (const other of store.all) {
    const isInTheWay = other.name.toLowerCase() === request.name.toLowerCase();
    if (isInTheWay && other.cell !== request.cell) await store.drop(other.cell);
  }
  return standing;
}

/**
 * Runs an analysis in a database of its own and publishes its tables as `name.table`. What the cell made before is gone
 * then, also when the run fails; tables that serve again are kept out of sight.
 *
 * @throws AppFailure `cell.notRun` when the relation its orders come from is not there, else as {@link runAnalysis}
 */
export async function runAnalysisCell(
  bench: AnalysisCellBench,
  run: Run,
  request: AnalysisCellRun,
): Promise<CellOutcome> {
  const { db, compute, store, ran } = bench;
  const started = performance.now();
  const loaded = await store.ensure(run);
  const analysis = findAnalysis(request.analysisId);
  const bytes = await db.memoryBytes();
  const place = await databaseFor(bench, run, loaded, request).catch(async (thrown: unknown) => {
    await db.query(detached(`cell_${request.cell}`), new Run(run.id));
    throw thrown;
  });
  const { database, data, cache, source, knownCustomers, statements } = place;
  // Until all of it stands, only what can be used again is known, so that a stopped run does not lose it.
  const empty = madeBy(request, database, []);
  store.add(empty);
  ran.add(empty, place, null);
  const { datasetId, params } = request;
  const outcome = await inDatabase(db, run, database, () =>
    runAnalysis({ db, compute, run, cache }, { datasetId, data, analysis, params }),
  );
  const { cell, name } = request;
  const relations = await publishTables(db, run, { cell, name, database, analysis, outcome });
  const made = madeBy(request, database, relations);
  store.add(made);
  ran.add(made, place, { analysis, outcome, database, source, data, knownCustomers, statements });
  return {
    kind: 'analysis',
    outcome,
    relations,
    elapsedMs: performance.now() - started,
    memoryBytes: (await db.memoryBytes()) - bytes,
  };
}
