import type { Analysis, BoundData } from '../../src/analyses/analysis.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import { NEWCOMERS } from '../../src/analyses/metric/params.ts';
import type { TileOutcome, TileRun } from '../../src/contract/dashboard.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import type { RunId } from '../../src/contract/ids.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { column } from '../../src/contract/result-set.ts';
import { identifier, sql } from '../../src/contract/sql.ts';
import { runAnalysis } from '../engine/analyse.ts';
import type { Compute } from '../engine/compute.ts';
import { type Database, Run } from '../engine/database.ts';
import { StepCache } from '../engine/make-tables.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import { inDatabase } from '../notebook/in-database.ts';
import { metricDimension } from './clause-conditions.ts';
import type { CustomerDimensions, CustomersWithin } from './customer-dimensions.ts';
import { selectOrders } from './selected-orders.ts';

/** An analysis that stands in the engine for a tile. */
export interface RanTile {
  readonly analysis: Analysis;
  readonly outcome: AnalysisOutcome;
  /** Database its tables stand in. */
  readonly database: string;
  /** Customers with an order under the selection. */
  readonly customers: number;
  readonly request: TileRun;
  /** What its tables are made of; who is behind its rows does not change as long as it is the same. */
  readonly shared: SharedOrders;
}

/** Orders that are selected and divided in one way, in a database of their own: tiles that differ in figures alone share it. */
interface SharedOrders {
  readonly key: string;
  readonly loaded: LoadedOrders;
  readonly database: string;
  readonly within: CustomersWithin;
  readonly data: BoundData;
  /** Customers with an order there. */
  readonly customers: number;
  readonly cache: StepCache;
}

interface Standing extends RanTile {
  readonly key: string;
}

/** Tiles whose tables are kept; those that were asked for longest ago go first. */
const MOST_KEPT = 32;

function namesIn(params: TileRun['params'], param: string): readonly string[] {
  const names = params[param];
  return Array.isArray(names) ? names.map(String) : [];
}

/** Parameters in the words of the analysis: `period` is the period of the dashboard's grain. */
function paramsOf({ analysisId, params, prepare }: TileRun): TileRun['params'] {
  if (analysisId !== 'metric' || !Array.isArray(params['dimensions'])) return params;
  const dimensions = namesIn(params, 'dimensions').map((name) => metricDimension(name, prepare.grain));
  return { ...params, dimensions };
}

/** Dimensions of the selected orders that the analysis reads. */
function dimensionsOf({ analysisId, params }: TileRun): readonly string[] {
  if (analysisId !== 'metric') return [];
  const filters = Array.isArray(params['filters']) ? (params['filters'] as readonly unknown[]) : [];
  const filtered = filters.flatMap((each) =>
    typeof each === 'object' && each !== null && 'column' in each ? [String(each.column)] : [],
  );
  return [...namesIn(params, 'dimensions'), ...filtered];
}

function asksNew({ analysisId, params }: TileRun): boolean {
  return (
    analysisId === 'metric' &&
    namesIn(params, 'measures').some((name) => NEWCOMERS.some((each) => each === name))
  );
}

function keyOf({ analysisId, params, prepare, selection }: TileRun): string {
  return JSON.stringify([analysisId, params, prepare.grain, prepare.days, selection]);
}

/** All that the people behind the rows depend on. */
function sharedKeyOf(request: TileRun): string {
  const { analysisId, params, prepare, selection } = request;
  const { measures, ...others } = params;
  const own = analysisId === 'metric' ? [others, asksNew(request)] : [others, measures];
  return JSON.stringify([analysisId, own, prepare.grain, prepare.days, selection]);
}

/**
 * What tiles have been computed from the orders themselves: an analysis on selected orders, in a database of its own for
 * each tile. What was made stands until the tile asks for something else, or other data are loaded, so that a tile that
 * was previewed leaves without being computed again.
 */
export class TileRuns {
  readonly #db: Database;
  readonly #compute: Compute;
  readonly #customers: CustomerDimensions;
  /** By tile; the one asked for last is the last. */
  readonly #standing = new Map<string, Standing>();
  readonly #shared = new Set<SharedOrders>();
  #made = 0;

  constructor(db: Database, compute: Compute, customers: CustomerDimensions) {
    this.#db = db;
    this.#compute = compute;
    this.#customers = customers;
  }

  /**
   * The result of a tile, computed where it does not stand.
   *
   * @throws AppFailure as the analysis, or `analysis.params` for a condition on a dimension that the data have not
   */
  async ensure(run: Run, loaded: LoadedOrders, request: TileRun): Promise<RanTile> {
    const key = keyOf(request);
    const before = this.#standing.get(request.tile);
    if (before?.key === key && this.#stands(before.shared, loaded)) {
      this.#standing.delete(request.tile);
      this.#standing.set(request.tile, before);
      return before;
    }
    this.#standing.delete(request.tile);
    for (const tile of [...this.#standing.keys()].slice(0, -MOST_KEPT + 1)) this.#standing.delete(tile);
    const sharedKey = sharedKeyOf(request);
    const found = [...this.#shared].find((each) => each.key === sharedKey && this.#stands(each, loaded));
    try {
      const shared = found ?? (await this.#select(run, loaded, request, sharedKey));
      const standing = { ...(await this.#make(run, shared, request)), key };
      this.#standing.set(request.tile, standing);
      return standing;
    } finally {
      await this.#dropUnused();
    }
  }

  #stands({ loaded: of, within }: SharedOrders, loaded: LoadedOrders): boolean {
    return of === loaded && this.#customers.stands(within);
  }

  /** Selects the orders that a tile is about, in a database of their own. */
  async #select(run: Run, loaded: LoadedOrders, request: TileRun, key: string): Promise<SharedOrders> {
    const db = this.#db;
    const { prepare, selection } = request;
    this.#made += 1;
    const database = `tile_${this.#made}`;
    await db.query(sql`ATTACH ':memory:' AS ${identifier(database)} (COMPRESS)`, run);
    try {
      const selected = await selectOrders({ db, run }, this.#customers, loaded, database, {
        prepare,
        selection,
        dimensions: dimensionsOf(request),
        asksNew: asksNew(request),
      });
      const shared = { key, loaded, database, ...selected, cache: new StepCache() };
      this.#shared.add(shared);
      return shared;
    } catch (thrown) {
      await this.#detach(database);
      throw thrown;
    }
  }

  async #make(run: Run, shared: SharedOrders, request: TileRun): Promise<RanTile> {
    const [db, compute] = [this.#db, this.#compute];
    const { database, data, customers, cache } = shared;
    const { datasetId } = request;
    const analysis = findAnalysis(request.analysisId);
    const params = paramsOf(request);
    const outcome = await inDatabase(db, run, database, () =>
      runAnalysis({ db, compute, run, cache }, { datasetId, data, analysis, params }),
    );
    await this.#dropSteps(run, database, analysis);
    return { analysis, outcome, database, customers, request, shared };
  }

  /** Takes away the tables that only led to the result; as long as no view reads them. */
  async #dropSteps(run: Run, database: string, analysis: Analysis): Promise<void> {
    const found = await this.#db.query(
      sql`SELECT table_name, table_type FROM information_schema.tables
        WHERE table_catalog = ${database} AND table_schema = ${analysis.id}`,
      run,
    );
    if (column(found, 'table_type').values.includes('VIEW')) return;
    const kept = new Set(
      Object.entries(analysis.tables).flatMap(([name, { members }]) => [name, members?.table ?? name]),
    );
    for (const name of column(found, 'table_name').values.map(String)) {
      if (kept.has(name)) continue;
      await this.#db.query(
        sql`DROP TABLE ${identifier(database)}.${identifier(analysis.id)}.${identifier(name)}`,
        run,
      );
    }
  }

  /** Takes away orders that no tile stands on. */
  async #dropUnused(): Promise<void> {
    const used = new Set([...this.#standing.values()].map(({ shared }) => shared));
    for (const each of this.#shared) {
      if (used.has(each)) continue;
      this.#shared.delete(each);
      await this.#detach(each.database);
    }
  }

  /** It cannot be stopped, so that nothing is left half. */
  async #detach(database: string): Promise<void> {
    await this.#db.query(sql`DETACH DATABASE IF EXISTS ${identifier(database)}`, new Run('forget' as RunId));
  }
}

/**
 * The loaded orders that a request is about.
 *
 * @throws AppFailure `engine.notReady` while nothing is loaded, `gate.unknownRun` where other data are
 */
export function loadedFor(
  loaded: LoadedOrders | null,
  { datasetId }: Pick<TileRun, 'datasetId'>,
): LoadedOrders {
  if (loaded === null) throw new AppFailure(appError('engine.notReady', {}));
  if (loaded.datasetId !== datasetId) throw new AppFailure(appError('gate.unknownRun', {}));
  return loaded;
}

/** What the page is told of a tile that ran. */
export function outcomeOf({ outcome, customers }: RanTile): TileOutcome {
  return { outcome, customers };
}
