import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import '../../fixtures/property-seed.ts';
import type {
  DashboardFigures,
  DashboardMeasure,
  PreparedDashboard,
  PrepareRequest,
  Selection,
  TileFigures,
  TileQuestion,
} from '../../../src/contract/dashboard.ts';
import type { DatasetId } from '../../../src/contract/ids.ts';
import type { Value } from '../../../src/contract/result-set.ts';
import { sql, type Sql } from '../../../src/contract/sql.ts';
import { CustomerDimensions } from '../../../workers/dashboard/customer-dimensions.ts';
import { PreparedDashboards } from '../../../workers/dashboard/prepared-dashboards.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import { AnalysedOrders, asObjects, newRun } from '../../analyses/orders-in-engine.ts';
import { filteredFigures, filteredTotals, type PlainQuestion } from './plain-figures.ts';
import { rowsAsLoaded } from './rows-as-loaded.ts';
import { type AskedAtOnce, caseOf, type DashboardCase, dashboardCases } from './random-dashboards.ts';

const datasetId = 'data' as DatasetId;

let engine: AnalysedOrders;
beforeAll(async () => {
  engine = await AnalysedOrders.boot();
});
afterAll(() => engine.close());

/** A dashboard on the orders that stand in the engine. */
class Dashboard {
  readonly #atATime: number | undefined;
  readonly #request: PrepareRequest;
  #prepared: PreparedDashboards | null = null;

  /** @param atATime rows that are read at a time; undefined: as many as usual */
  constructor(terms: Partial<PrepareRequest>, atATime?: number) {
    this.#atATime = atATime;
    this.#request = { datasetId, dimensions: [], grain: 'month', days: null, ...terms };
  }

  async prepare(): Promise<PreparedDashboard> {
    return (await this.#desk()).prepare(newRun(), this.#request);
  }

  async figures(tiles: readonly TileQuestion[], selection: Selection): Promise<DashboardFigures> {
    const desk = await this.#desk();
    return desk.figures(newRun(), { datasetId, prepare: this.#request, tiles, selection });
  }

  async #desk(): Promise<PreparedDashboards> {
    if (this.#prepared === null) {
      const loaded = await rowsAsLoaded(engine, datasetId);
      const customers = new CustomerDimensions(engine.db, computeHere);
      this.#prepared = new PreparedDashboards(engine.db, customers, () => loaded, this.#atATime);
    }
    return this.#prepared;
  }
}

/** Figures as text that is equal where they are equal to nine digits. */
function written(rows: readonly Record<string, Value>[]): string[] {
  const round = (value: Value): Value =>
    typeof value === 'number' ? Number(value.toPrecision(9)) + 0 : value;
  return rows
    .map((row) =>
      JSON.stringify(
        Object.fromEntries(
          Object.entries(row)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([name, value]) => [name, round(value)]),
        ),
      ),
    )
    .sort();
}

/** Figures of a row without how many rows of orders are behind them. */
function withoutRows(row: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'rows'));
}

async function plain(question: PlainQuestion): Promise<Record<string, Value>[]> {
  return asObjects(await engine.db.query(filteredFigures(question), newRun()));
}

function rowsOf(tile: TileFigures | undefined): Record<string, Value>[] {
  if (tile?.kind !== 'groups') throw new RangeError('a tile of groups was asked for');
  return asObjects(tile.table);
}

async function load(rows: Sql, orderLines: boolean): Promise<void> {
  await engine.load(rows, {
    orderLines,
    roles: ['quantity', 'cost', 'channel', 'country', 'category'],
    extraColumns: [{ name: 'plan', kind: 'text' }],
  });
}

/** Has customers keys that lie far apart, as ids that are long numbers do. */
async function widenKeys(): Promise<void> {
  for (const relation of [sql`orders`, sql`customers`]) {
    const wide = sql`SELECT * REPLACE (customer_key::BIGINT * 7000000000 - 9000000000 AS customer_key) FROM ${relation}`;
    await engine.db.query(sql`CREATE OR REPLACE TABLE ${relation} AS ${wide}`, newRun());
  }
}

type Terms = Pick<PlainQuestion, 'grain' | 'days' | 'orderLines'>;

async function agrees({ rows, orderLines, wideKeys, prepare, atATime, asked }: DashboardCase): Promise<void> {
  await load(rows, orderLines);
  if (wideKeys) await widenKeys();
  const dashboard = new Dashboard(prepare, atATime);
  for (const each of asked) await agreesOn(dashboard, each, { ...prepare, orderLines });
}

async function agreesOn(dashboard: Dashboard, one: AskedAtOnce, terms: Terms): Promise<void> {
  const { tiles, selection } = one;
  const found = await dashboard.figures([...tiles, one.figure], selection);
  for (const [index, tile] of tiles.entries()) {
    const { dimensions, measures } = tile;
    const seen = selection.filter(({ dimension }) => !dimensions.includes(dimension));
    const expected = await plain({ ...terms, dimensions, measures, selection: seen });
    // No groups at all: a total is one row of nothing, which a tile leaves out.
    const listed = expected.filter(({ rows }) => rows !== 0).map(withoutRows);
    expect(written(rowsOf(found.tiles[index])), JSON.stringify(tile)).toEqual(written(listed));
  }
  const [everyone] = asObjects(await engine.db.query(filteredTotals({ ...terms, selection }), newRun()));
  expect(found.population).toEqual(everyone);
  await figureAgrees(one, found.tiles.at(-1), terms);
}

async function figureAgrees(
  { figure, selection }: AskedAtOnce,
  found: TileFigures | undefined,
  terms: Terms,
): Promise<void> {
  if (found?.kind !== 'figure') throw new RangeError('a figure was asked for');
  const { measures } = figure;
  const others = selection.filter(({ dimension }) => dimension !== 'period');
  const expected = await plain({ ...terms, dimensions: ['period'], measures, selection: others });
  const series = asObjects(found.series).filter(({ period }) =>
    expected.some((row) => row['period'] === period),
  );
  expect(written(series)).toEqual(written(expected.map(withoutRows)));
  if (found.window === null) return;
  const [low, high] = found.window;
  const window = [...others, { dimension: 'period', op: 'between' as const, low, high }];
  const [now] = await plain({ ...terms, dimensions: [], measures, selection: window });
  if (now === undefined || now['rows'] === 0) return;
  expect(written([found.now as Record<string, Value>])).toEqual(written([withoutRows(now)]));
}

describe('figures of a dashboard', () => {
  it('equal the same question asked of the orders, for random orders, tiles and filters', async () => {
    await fc.assert(
      fc.asyncProperty(dashboardCases, (seeds) => agrees(caseOf(seeds))),
      { numRuns: 12 },
    );
  });
});

describe('a figure tile', () => {
  const measures: readonly DashboardMeasure[] = ['revenue', 'customers', 'new_customers'];
  const figure: TileQuestion = { kind: 'figure', tile: 'f', measures, window: null };

  it('compares the last whole month with the one before and the one a year earlier', async () => {
    await engine.loadOrders([
      { customer: 'a', day: '2023-03-02', amount: 10 },
      { customer: 'a', day: '2024-02-02', amount: 20 },
      { customer: 'b', day: '2024-02-05', amount: 7 },
      { customer: 'b', day: '2024-03-01', amount: 5 },
      { customer: 'c', day: '2024-03-31', amount: 1 },
      { customer: 'c', day: '2024-04-10', amount: 100 },
    ]);
    const dashboard = new Dashboard({});
    const prepared = await dashboard.prepare();
    expect(prepared.lastIsIncomplete).toBe(true);
    expect(prepared.dimensions[0]?.values).toHaveLength(14);
    const [tile] = (await dashboard.figures([figure], [])).tiles;
    expect(tile).toMatchObject({
      window: ['2024-03', '2024-03'],
      now: { revenue: 6, customers: 2, new_customers: 1 },
      before: { revenue: 27, customers: 2, new_customers: 1 },
      yearBefore: { revenue: 10, customers: 1, new_customers: 1 },
    });
  });

  it('has no change where the data do not reach that far', async () => {
    await engine.loadOrders([
      { customer: 'a', day: '2024-02-02', amount: 20 },
      { customer: 'b', day: '2024-03-31', amount: 5 },
    ]);
    const window: Selection = [{ dimension: 'period', op: 'between', low: '2024-02', high: '2024-03' }];
    const [tile] = (await new Dashboard({}).figures([figure], window)).tiles;
    const none = { revenue: null, customers: null, new_customers: null };
    expect(tile).toMatchObject({
      window: ['2024-02', '2024-03'],
      now: { revenue: 25, customers: 2, new_customers: 2 },
      before: none,
      yearBefore: none,
    });
  });
});

describe('dimensions of a dashboard', () => {
  it('are of the customer where each has one value, and say what the data have not', async () => {
    const rows = sql`SELECT * FROM (VALUES
      ('a', '2024-01-01', 1, 'x', 'web', 'DE', 'toys', 1, 0, 'p'), ('a', '2024-02-01', 1, 'y', 'app', 'DE', 'toys', 1, 0, 'p'),
      ('b', '2024-02-01', 1, 'z', NULL, '', 'toys', 1, 0, 'q')
    ) AS o(customer, ordered_at, amount, order_id, channel, country, category, quantity, cost, plan)`;
    await load(rows, false);
    const asked = ['country', 'channel', 'segment', 'product', 'cohortMonth', 'plan'];
    const prepared = await new Dashboard({ dimensions: asked }).prepare();
    expect(prepared.missing).toEqual(['product']);
    expect(prepared.dimensions.map(({ name, level, values }) => [name, level, values])).toEqual([
      ['period', 'time', ['2024-01', '2024-02']],
      ['country', 'customer', ['(none)', 'DE']],
      ['channel', 'order', ['(none)', 'app', 'web']],
      ['segment', 'customer', expect.any(Array)],
      ['cohortMonth', 'customer', ['2024-01', '2024-02']],
      ['plan', 'customer', ['p', 'q']],
    ]);
    expect(prepared.measures).toContain('margin_rate');
  });

  it('leave columns out that name people', async () => {
    const mails = sql`SELECT 'c' || n AS customer, DATE '2024-01-01' + n::INTEGER AS ordered_at, 1.0 AS amount,
      'person' || n || '@example.org' AS mail FROM range(60) AS numbers(n)`;
    await engine.load(mails, { extraColumns: [{ name: 'mail', kind: 'text' }] });
    const prepared = await new Dashboard({ dimensions: ['mail'] }).prepare();
    expect(prepared.missing).toEqual(['mail']);
  });

  it('list the fifty values with most customers and put the others together', async () => {
    const many = sql`SELECT 'c' || (n % 300) AS customer, DATE '2024-01-01' AS ordered_at, 1.0 AS amount,
      'v' || (n % 300 % 57) AS channel FROM range(600) AS numbers(n)`;
    await engine.load(many, { roles: ['channel'] });
    const dashboard = new Dashboard({ dimensions: ['channel'] });
    const { dimensions } = await dashboard.prepare();
    expect(dimensions[1]?.values).toHaveLength(51);
    expect(dimensions[1]?.values.at(-1)).toBe('(others)');
    const tile: TileQuestion = {
      kind: 'groups',
      tile: 't',
      dimensions: ['channel'],
      measures: ['customers'],
    };
    const { tiles } = await dashboard.figures([tile], []);
    expect(rowsOf(tiles[0]).at(-1)).toEqual({ channel: '(others)', customers: 35 });
  });
});
