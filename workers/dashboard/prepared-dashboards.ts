import { daysAfter } from '../../src/analyses/calendar-day.ts';
import { periodOfDay } from '../../src/analyses/calendar-periods.ts';
import type {
  DashboardDimension,
  DashboardFigures,
  DashboardGrain,
  FiguresRequest,
  PreparedDashboard,
  PrepareRequest,
} from '../../src/contract/dashboard.ts';
import { appError, AppFailure } from '../../src/contract/error.ts';
import { asPrivate, type Private } from '../../src/contract/privacy.ts';
import { numbers } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { CustomerDimensions } from './customer-dimensions.ts';
import { bytesOf } from './data-bytes.ts';
import type { DashboardData } from './dashboard-data.ts';
import { isCustomerDimension, listAxes } from './prepare-axes.ts';
import { readOrders } from './read-orders.ts';
import { readyForNext } from './ready-for-next.ts';
import { termsOf } from './same-terms.ts';
import { Tallies } from './tallies.ts';
import { TileReader } from './tile-figures.ts';

/** Parts of what is made ready are made for so long without a look at whether something is asked for, ms. */
const PART_MS = 8;

/** A dashboard whose figures can be read at once. */
interface Standing {
  readonly loaded: LoadedOrders;
  /** Grain and days. */
  readonly terms: string;
  readonly described: PreparedDashboard;
  readonly data: DashboardData;
  readonly tallies: Tallies;
}

/** Whether everything that is asked for has been looked for. */
function covers({ described: { dimensions, missing } }: Standing, names: readonly string[]): boolean {
  const looked = new Set([...dimensions.map(({ name }) => name), ...missing]);
  return names.every((name) => looked.has(name));
}

function isIncomplete(grain: DashboardGrain, lastDay: string | null): boolean {
  return lastDay !== null && periodOfDay(grain, lastDay) === periodOfDay(grain, daysAfter(lastDay, 1));
}

/** `period`, then dimensions as they were asked for. */
function inOrder({ orderAxes, customerAxes }: DashboardData, names: readonly string[]): DashboardDimension[] {
  const all = [...orderAxes, ...customerAxes].map(({ dimension }) => dimension);
  const place = (name: string): number => names.indexOf(name);
  return all.sort((one, other) => place(one.name) - place(other.name));
}

/**
 * The dashboard that is looked at, prepared: orders as numbers in the engine's own thread. Other terms, or other loaded
 * data, replace it.
 */
export class PreparedDashboards {
  readonly #db: Database;
  readonly #customers: CustomerDimensions;
  readonly #loaded: () => LoadedOrders | null;
  readonly #atATime: number | undefined;
  #standing: Standing | null = null;

  /**
   * @param customers what is known of customers, made when it is needed
   * @param atATime rows that are read at a time; absent: as many as usual
   */
  constructor(
    db: Database,
    customers: CustomerDimensions,
    loaded: () => LoadedOrders | null,
    atATime?: number,
  ) {
    this.#db = db;
    this.#atATime = atATime;
    this.#customers = customers;
    this.#loaded = loaded;
  }

  /**
   * Prepares what tiles are read from; at no cost when it stands.
   *
   * @throws AppFailure `engine.notReady` while nothing is loaded
   */
  async prepare(run: Run, request: PrepareRequest): Promise<PreparedDashboard> {
    return (await this.#ensure(run, request)).described;
  }

  /** Bytes that tiles are read from, outside of DuckDB. */
  get bytes(): number {
    return this.#standing === null ? 0 : bytesOf(this.#standing.data);
  }

  /** Whether what was prepared is of these orders; so is nothing. */
  isOf(loaded: LoadedOrders | null): boolean {
    return this.#standing === null || this.#standing.loaded === loaded;
  }

  /** Forgets what was prepared, so that its memory is free. */
  forget(): void {
    this.#standing = null;
  }

  /** Reads tiles; prepares first where that is needed. */
  async figures(run: Run, request: FiguresRequest): Promise<Private<DashboardFigures>> {
    const { data, tallies } = await this.#ensure(run, request.prepare);
    const started = performance.now();
    const { tiles, selection } = request;
    const reader = new TileReader(data, tallies, request.prepare.grain);
    const figures = tiles.map((tile) => reader.read(tile, selection));
    const population = reader.population(selection);
    return asPrivate({ tiles: figures, population, elapsedMs: performance.now() - started });
  }

  /**
   * Makes what tiles are read off after the next change of conditions, as long as nobody asks for anything else and the
   * same is prepared.
   *
   * @throws AppFailure `engine.cancelled` once the run is stopped
   */
  async readyForNext(run: Run, request: FiguresRequest): Promise<void> {
    const standing = this.#standing;
    if (standing?.terms !== termsOf(request.prepare)) return;
    const parts = readyForNext(standing.data, standing.tallies, request);
    let since = performance.now();
    while (parts.next().done !== true) {
      if (performance.now() - since < PART_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      run.check();
      if (this.#standing !== standing) return;
      since = performance.now();
    }
  }

  async #ensure(run: Run, request: PrepareRequest): Promise<Standing> {
    const loaded = this.#loaded();
    if (loaded === null) throw new AppFailure(appError('engine.notReady', {}));
    const before = this.#standing;
    const terms = termsOf(request);
    if (before?.loaded === loaded && before.terms === terms && covers(before, request.dimensions))
      return before;
    this.#standing = null;
    const made = await this.#make(run, loaded, request);
    this.#standing = made;
    return made;
  }

  async #make(run: Run, loaded: LoadedOrders, request: PrepareRequest): Promise<Standing> {
    const started = performance.now();
    const { grain, days, dimensions: names } = request;
    const within = await this.#customers.ensure(run, loaded, days, names.filter(isCustomerDimension));
    const { axes, missing } = await listAxes({ db: this.#db, run, within, grain }, names);
    const read = await readOrders(this.#db, run, within, axes, this.#atATime);
    const { firstOrder, lastOrder, currency } = within.data;
    const data = { ...read, lastIsIncomplete: isIncomplete(grain, lastOrder) };
    const counted = await this.#db.query(sql`SELECT count(*)::DOUBLE AS n FROM ${within.customers}`, run);
    const described: PreparedDashboard = {
      dimensions: inOrder(data, names),
      missing,
      measures: data.measures,
      lastIsIncomplete: data.lastIsIncomplete,
      firstDay: firstOrder,
      lastDay: lastOrder,
      customers: numbers(counted, 'n')[0] ?? 0,
      currency,
      cells: data.cells.code.length,
      elapsedMs: performance.now() - started,
    };
    return { loaded, terms: termsOf(request), described, data, tallies: new Tallies(data) };
  }
}
