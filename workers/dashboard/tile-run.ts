import type { Analysis } from '../../src/analyses/analysis.ts';
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
}

interface Standing extends RanTile {
  readonly key: string;
  readonly loaded: LoadedOrders;
  readonly within: CustomersWithin;
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
    if (before?.key === key && before.loaded === loaded && this.#customers.stands(before.within)) {
      this.#standing.delete(request.tile);
      this.#standing.set(request.tile, before);
      return before;
    }
    await this.#drop(request.tile);
    for (const tile of [...this.#standing.keys()].slice(0, -MOST_KEPT + 1)) await this.#drop(tile);
    this.#made += 1;
    const database = `tile_${this.#made}`;
    await this.#db.query(sql`ATTACH ':memory:' AS ${identifier(database)} (COMPRESS)`, run);
    try {
      const standing = { ...(await this.#make(run, loaded, database, request)), key };
      this.#standing.set(request.tile, standing);
      return standing;
    } catch (thrown) {
      await this.#detach(database);
      throw thrown;
    }
  }

  async #make(
    run: Run,
    loaded: LoadedOrders,
    database: string,
    request: TileRun,
  ): Promise<Omit<Standing, 'key'>> {
    const [db, compute] = [this.#db, this.#compute];
    const { datasetId, prepare, selection } = request;
    const analysis = findAnalysis(request.analysisId);
    const { within, data, customers } = await selectOrders({ db, run }, this.#customers, loaded, database, {
      prepare,
      selection,
      dimensions: dimensionsOf(request),
      asksNew: asksNew(request),
    });
    const params = paramsOf(request);
    const outcome = await inDatabase(db, run, database, () =>
      runAnalysis({ db, compute, run, cache: new StepCache() }, { datasetId, data, analysis, params }),
    );
    await this.#dropSteps(run, database, analysis);
    return { analysis, outcome, database, customers, request, loaded, within };
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

  async #drop(tile: string): Promise<void> {
    const standing = this.#standing.get(tile);
    this.#standing.delete(tile);
    if (standing !== undefined) await this.#detach(standing.database);
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
