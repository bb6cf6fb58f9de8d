import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findAnalysis } from '../../src/analyses/index.ts';
import type { DatasetId } from '../../src/contract/ids.ts';
import type { RowWindow } from '../../src/contract/engine-api.ts';
import { AppFailure, type AppError } from '../../src/contract/error.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { runAnalysis } from '../../workers/engine/analyse.ts';
import { StepCache } from '../../workers/engine/make-tables.ts';
import { readRows } from '../../workers/engine/analyse-rows.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import type { Database, Run } from '../../workers/engine/database.ts';
import { AnalysedOrders, asObjects, newRun, type TestOrder } from './orders-in-engine.ts';

const ORDERS: readonly TestOrder[] = Array.from({ length: 30 }, (_, index) => ({
  customer: `c${String(index % 12).padStart(2, '0')}`,
  day: new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10),
  amount: 10 * (1 + (index % 4)),
}));

/** A database that notes which tables and views are made. */
function noting(db: Database, made: string[]): Database {
  return {
    ...db,
    query(statement: Sql, run: Run) {
      const name = /^CREATE OR REPLACE (?:TABLE|VIEW) "rfm"\."(\w+)"/u.exec(statement.text)?.[1];
      if (name !== undefined) made.push(name);
      return db.query(statement, run);
    },
  };
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const thrown: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof AppFailure)) throw new Error('an AppFailure was expected', { cause: thrown });
  return thrown.error;
}

describe('running an analysis', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  beforeEach(() => orders.loadOrders(ORDERS));
  afterAll(() => orders.close());

  test.each([
    [{ ties: 'best' }, 'ties'],
    [{ bins: 7 }, 'bins'],
    [{ analysisDate: '2025-02-30' }, 'analysisDate'],
    [{ analysisDate: 'soon' }, 'analysisDate'],
    [{ bins: { recency: [30, 10], frequency: [2], monetary: [5] } }, 'bins'],
    [{ map: [['one']] }, 'map'],
    [{ colour: 'red' }, 'colour'],
    ['rfm', 'params'],
  ])('refuses %j and names %s', async (params, path) => {
    const error = await failure(orders.analyse('rfm', params));
    expect(error.code).toBe('analysis.params');
    expect(error.params).toHaveProperty('path', expect.stringMatching(new RegExp(`^${path}`, 'u')));
  });

  test('says which roles are missing', async () => {
    const request = {
      datasetId: 'data' as DatasetId,
      data: { ...orders.data, roles: ['customerId', 'quantity'] as const },
      analysis: findAnalysis('rfm'),
      params: {},
    };
    const error = await failure(
      runAnalysis({ db: orders.db, compute: computeHere, run: newRun(), cache: new StepCache() }, request),
    );
    expect(error).toEqual({
      code: 'analysis.notReady',
      params: { id: 'rfm', missing: 'orderedAt, amount' },
    });
  });

  test('says so when the analysis date is before the last order, and when there is no order', async () => {
    expect(await failure(orders.analyse('rfm', { analysisDate: '2025-01-29' }))).toEqual({
      code: 'analysis.dateBeforeOrders',
      params: { date: '2025-01-29', last: '2025-01-30' },
    });
    await orders.load(sql`SELECT 'c' AS customer, NULL AS ordered_at, 1 AS amount`);
    expect(await failure(orders.analyse('rfm'))).toHaveProperty('code', 'analysis.noCustomers');
  });

  test('makes only what a parameter changes', async () => {
    const made: string[] = [];
    const db = noting(orders.db, made);
    const cache = new StepCache();
    const run = async (params: object): Promise<readonly string[]> => {
      made.length = 0;
      const request = {
        datasetId: 'data' as DatasetId,
        data: orders.data,
        analysis: findAnalysis('rfm'),
        params,
      };
      await runAnalysis({ db, compute: computeHere, run: newRun(), cache }, request);
      return [...made];
    };
    expect(await run({})).toContain('base');
    const late = await run({ ties: 'qcut', bins: 3, map: 'cran', analysisDate: '2025-06-01' });
    expect(late).toContain('scored');
    expect(late.filter((name) => name === 'base' || name.endsWith('_order'))).toEqual([]);
    const mean = await run({ monetary: 'mean' });
    expect(mean).toContain('monetary_order');
    expect(mean).not.toContain('base');
  });

  test('stops between steps, leaves nothing that a later run would take for whole, and reports its share', async () => {
    const shares: (number | null)[] = [];
    const stopped = newRun();
    const cache = new StepCache();
    const request = {
      datasetId: 'data' as DatasetId,
      data: orders.data,
      analysis: findAnalysis('rfm'),
      params: {},
    };
    const db: Database = {
      ...orders.db,
      async query(statement, run) {
        if (statement.text.includes('"monetary_order" AS')) await stopped.cancel();
        return orders.db.query(statement, run);
      },
    };
    expect(
      await failure(runAnalysis({ db, compute: computeHere, run: stopped, cache }, request)),
    ).toHaveProperty('code', 'engine.cancelled');
    const again = Object.assign(newRun(), {
      report: ({ share }: { share: number | null }) => shares.push(share),
    });
    const outcome = await runAnalysis({ db: orders.db, compute: computeHere, run: again, cache }, request);
    expect(asObjects(outcome.tables['segments'] ?? { columns: [], rowCount: 0 }).length).toBeGreaterThan(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort());
  });

  test('counts orders by id where an order has several lines, and a line without id as one order', async () => {
    const line = { customer: 'a', day: '2025-01-01', amount: 5 };
    await orders.loadOrders(
      [
        { ...line, order: '1' },
        { ...line, order: '1' },
        { ...line, order: '2', amount: null },
        { ...line, order: null },
        { ...line, order: null },
        { customer: 'b', day: '2025-01-03', amount: 7, order: '3' },
      ],
      { orderLines: true },
    );
    await orders.analyse('rfm', { monetary: 'mean' });
    const rows = await orders.rows('rfm', 'customers');
    expect(
      rows.map(({ customer, frequency, monetary, recency_days }) => [
        customer,
        frequency,
        monetary,
        recency_days,
      ]),
    ).toEqual([
      ['a', 4, 5, 3],
      ['b', 1, 7, 1],
    ]);
  });

  test('own cut points give the better score at the cut', async () => {
    await orders.loadOrders([
      { customer: 'a', day: '2025-01-01', amount: 99.99 },
      { customer: 'b', day: '2025-01-31', amount: 100 },
    ]);
    const outcome = await orders.analyse('rfm', {
      bins: { recency: [1, 30, 31], frequency: [2], monetary: [100] },
    });
    const rows = await orders.rows('rfm', 'customers');
    expect(rows.map(({ recency_days, r, f, m }) => [recency_days, r, f, m])).toEqual([
      [31, 2, 1, 1],
      [1, 4, 1, 2],
    ]);
    expect(outcome.tables['tie_policies']?.rowCount).toBe(0);
    expect(outcome.tables['grid']?.rowCount).toBe(8);
  });

  test('an own map names segments, also names that need quoting', async () => {
    const map = Array.from({ length: 5 }, (_, r) =>
      Array.from({ length: 5 }, (_f, f) => (r > 2 ? `R'"${f}` : '其余')),
    );
    const outcome = await orders.analyse('rfm', { map });
    const names = asObjects(outcome.tables['segments'] ?? { columns: [], rowCount: 0 }).map(
      (row) => row['segment'],
    );
    expect(names).toContain('其余');
    expect(names.at(-1)).toBe('其余');
    expect(names.some((name) => String(name).startsWith(`R'"`))).toBe(true);
  });
});

describe('a window of rows', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    await orders.loadOrders(ORDERS);
    await orders.analyse('rfm');
  });
  afterAll(() => orders.close());

  const window = (changes: Partial<RowWindow> = {}): RowWindow => ({
    datasetId: 'data' as DatasetId,
    analysisId: 'rfm',
    table: 'customers',
    where: {},
    orderBy: 'customer',
    descending: false,
    offset: 0,
    limit: 100,
    ...changes,
  });
  const read = async (changes: Partial<RowWindow> = {}) =>
    asObjects(await readRows(orders.db, newRun(), window(changes), findAnalysis('rfm')));

  test('windows fit together whatever they are ordered by', async () => {
    for (const { name } of findAnalysis('rfm').tables['customers']?.columns ?? []) {
      for (const descending of [false, true]) {
        const whole = await read({ orderBy: name, descending });
        const parts = [];
        for (let offset = 0; offset < 12; offset += 5) {
          parts.push(...(await read({ orderBy: name, descending, offset, limit: 5 })));
        }
        expect(parts).toEqual(whole);
        expect(whole).toHaveLength(12);
      }
    }
  });

  test('filters by equality and quotes what is asked for', async () => {
    const [first] = await read();
    const found = await read({ where: { segment: String(first?.['segment']), f: Number(first?.['f']) } });
    expect(found.map((row) => row['customer'])).toContain(first?.['customer']);
    expect(await read({ where: { customer: "x' OR 1=1 --" } })).toEqual([]);
  });

  test('knows only declared columns and sensible windows', async () => {
    await expect(read({ orderBy: 'customer_key' })).rejects.toThrow(RangeError);
    await expect(read({ where: { 'r" = 1 --': 1 } })).rejects.toThrow(RangeError);
    await expect(read({ table: 'segments' })).rejects.toThrow(RangeError);
    await expect(read({ limit: 1e9 })).rejects.toThrow(RangeError);
    await expect(read({ offset: -1 })).rejects.toThrow(RangeError);
  });
});
