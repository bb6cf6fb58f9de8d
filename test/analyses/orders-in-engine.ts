import { existsSync } from 'node:fs';
import path from 'node:path';
import type { BoundData, ExtraColumn } from '../../src/analyses/analysis.ts';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { DatasetId, RunId } from '../../src/contract/ids.ts';
import type { Role } from '../../src/contract/import.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import { row, type Value } from '../../src/contract/result-set.ts';
import { identifier, joined, sql, type Sql } from '../../src/contract/sql.ts';
import { ROLE_COLUMNS } from '../../src/data/relations.ts';
import { readTable, runAnalysis } from '../../workers/engine/analyse.ts';
import { StepCache } from '../../workers/engine/make-tables.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { type Database, Run } from '../../workers/engine/database.ts';

/** Where the shared data and goldens are, beside the repository; null when they are not there. */
export function sharedFolder(): string | null {
  const folder = path.resolve(import.meta.dirname, '../../../shared');
  return existsSync(folder) ? folder : null;
}

/** A run that reports to nobody. */
export function newRun(): Run {
  return new Run('test' as RunId);
}

/** One order as tests write it. */
export interface TestOrder {
  readonly customer: string;
  /** ISO date. */
  readonly day: string;
  readonly amount: number | null;
  readonly order?: string | null;
}

/** What else there is in orders to load. */
export interface LoadOptions {
  readonly numericIds?: boolean;
  readonly orderLines?: boolean;
  /** Roles with a column besides customer, date, amount and order id. */
  readonly roles?: readonly Role[];
  readonly extraColumns?: readonly ExtraColumn[];
}

/** The engine with orders in it, as the import leaves them, and the analyses on top. */
export class AnalysedOrders {
  readonly db: Database;
  #data: BoundData = {
    roles: [],
    orderLines: false,
    firstOrder: null,
    lastOrder: null,
    currency: null,
    extraColumns: [],
  };
  #cache = new StepCache();

  private constructor(db: Database) {
    this.db = db;
  }

  static async boot(): Promise<AnalysedOrders> {
    return new AnalysedOrders(await bootNode());
  }

  get data(): BoundData {
    return this.#data;
  }

  /**
   * Loads orders out of a query with columns customer, ordered_at, amount, for order lines order_id, and those of
   * the further roles and extra columns that are named, under the names they have in `orders`.
   */
  async load(rows: Sql, options: LoadOptions = {}): Promise<void> {
    const run = newRun();
    const ids = options.numericIds === true ? sql`customer::BIGINT` : sql`customer`;
    const lines = options.orderLines === true;
    const orderKey = lines ? sql`, dense_rank() OVER (ORDER BY order_id) AS order_rank, order_id` : sql``;
    await this.db.query(sql`CREATE OR REPLACE TEMP TABLE raw AS SELECT *${orderKey} FROM (${rows})`, run);
    await this.db.query(
      sql`CREATE OR REPLACE TABLE customers AS
        SELECT row_number() OVER (ORDER BY ${ids})::INTEGER AS customer_key, customer::VARCHAR AS customer_id
        FROM (SELECT DISTINCT customer FROM raw WHERE customer IS NOT NULL)`,
      run,
    );
    const key = lines ? sql`, CASE WHEN order_id IS NOT NULL THEN order_rank END AS order_key` : sql``;
    const { roles = [], extraColumns = [] } = options;
    const names = [...roles.map((role) => ROLE_COLUMNS[role]), ...extraColumns.map(({ name }) => name)];
    const further = joined(
      names.map((name) => sql`, ${identifier(name)}`),
      '',
    );
    await this.db.query(
      sql`CREATE OR REPLACE TABLE orders AS
        SELECT customer_key, ordered_at::TIMESTAMP AS ordered_at, amount::DOUBLE AS amount${key}${further}
        FROM raw LEFT JOIN customers ON raw.customer::VARCHAR = customer_id`,
      run,
    );
    const span = await this.db.query(
      sql`SELECT min(ordered_at)::DATE::VARCHAR, max(ordered_at)::DATE::VARCHAR FROM orders`,
      run,
    );
    const [first, last] = row(span, 0);
    this.#data = {
      roles: ['customerId', 'orderedAt', 'amount', ...(lines ? (['orderId'] as const) : []), ...roles],
      orderLines: lines,
      firstOrder: typeof first === 'string' ? first : null,
      lastOrder: typeof last === 'string' ? last : null,
      currency: null,
      extraColumns,
    };
    this.#cache = new StepCache();
  }

  /** Loads orders written out in a test. */
  async loadOrders(orders: readonly TestOrder[], options: { orderLines?: boolean } = {}): Promise<void> {
    const rows = orders.map(
      (order) => sql`(${order.customer}, ${order.day}, ${order.amount}, ${order.order ?? null})`,
    );
    await this.load(
      sql`SELECT * FROM (VALUES ${rows}) AS orders(customer, ordered_at, amount, order_id)`,
      options,
    );
  }

  /** Makes a file readable for {@link load} as `import/<name>`. */
  async attach(name: string, location: string): Promise<void> {
    await this.db.attachFile(name, await fileOnDisk(location));
  }

  analyse(id: string, params: unknown = {}, run = newRun()): Promise<AnalysisOutcome> {
    const analysis = findAnalysis(id);
    const request = { datasetId: 'data' as DatasetId, data: this.#data, analysis, params };
    return runAnalysis({ db: this.db, compute: computeHere, run, cache: this.#cache }, request);
  }

  /** Reads any table of an analysis as objects. */
  async rows(id: string, table: string): Promise<Record<string, Value>[]> {
    return asObjects(await readTable(this.db, newRun(), findAnalysis(id), table));
  }

  close(): Promise<void> {
    return this.db.close();
  }
}

/** The rows of a result as objects by column name. */
export function asObjects(result: {
  readonly columns: readonly { readonly name: string; readonly values: readonly Value[] }[];
  readonly rowCount: number;
}): Record<string, Value>[] {
  return Array.from({ length: result.rowCount }, (_, index) =>
    Object.fromEntries(result.columns.map(({ name, values }) => [name, values[index] ?? null])),
  );
}
