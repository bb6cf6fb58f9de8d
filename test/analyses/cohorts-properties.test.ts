import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { wilson } from '../../src/stats/proportions.ts';
import { AnalysedOrders, asObjects } from './orders-in-engine.ts';

const RUNS = { numRuns: 8, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false };
const CHANNELS = ['shop', 'web', null] as const;

interface Purchase {
  readonly customer: number;
  /** Hours since 2024-01-01. */
  readonly hour: number;
  readonly amount: number;
  readonly channel: (typeof CHANNELS)[number];
}

type Row = Record<string, Value>;
type Tables = Readonly<Record<string, readonly Row[]>>;

const HOURS = 24 * 120;
const purchase = fc.record({
  customer: fc.integer({ min: 0, max: 20 }),
  hour: fc.integer({ min: 0, max: HOURS }),
  amount: fc.integer({ min: 1, max: 200 }),
  channel: fc.constantFrom(...CHANNELS),
});
const purchases = fc.array(purchase, { minLength: 1, maxLength: 70 });
const anyParams = fc.record({
  period: fc.constantFrom('week', 'month', 'quarter'),
  mode: fc.constantFrom('nday', 'onOrAfter', 'bracket'),
  window: fc.constantFrom('calendar', 'rolling'),
  cohortBy: fc.constantFrom(null, 'channel'),
  compare: fc.constantFrom(null, 'channel'),
});

function at(hour: number): string {
  return new Date(Date.UTC(2024, 0, 1, hour)).toISOString().slice(0, 19);
}

function cellKey({ cohort, period }: Row): string {
  return `${String(cohort)} ${String(period)}`;
}

describe('cohorts', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function analysed(
    given: readonly Purchase[],
    params: object,
    name = (customer: number) => `c${customer}`,
  ): Promise<Tables> {
    const rows = given.map(
      ({ customer, hour, amount, channel }) => sql`(${name(customer)}, ${at(hour)}, ${amount}, ${channel})`,
    );
    await orders.load(sql`SELECT * FROM (VALUES ${rows}) AS orders(customer, ordered_at, amount, channel)`, {
      roles: ['channel'],
    });
    const outcome = await orders.analyse('cohorts', params);
    return Object.fromEntries(
      Object.entries(outcome.tables).map(([table, result]) => [table, asObjects(result)]),
    );
  }

  test('neither the order of rows nor the names of customers matter', async () => {
    const shuffled = purchases.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, anyParams, async ([given, other], params) => {
        const renamed = (customer: number): string => `${99 - customer} of other`;
        expect(await analysed(other, params, renamed)).toEqual(await analysed(given, params));
      }),
      RUNS,
    );
  });

  test('rows of one order may be split over lines', async () => {
    const placed = purchases.map((given) => given.map((each, index) => ({ ...each, index })));
    await fc.assert(
      fc.asyncProperty(placed, fc.constantFrom('nday', 'onOrAfter'), async (given, mode) => {
        const lines = given.flatMap(({ customer, hour, amount, index }) =>
          [1, 2].map(() => ({
            customer: `c${customer}`,
            day: at(hour),
            amount: amount / 2,
            order: `order ${index}`,
          })),
        );
        const whole = await analysed(given, { mode });
        await orders.loadOrders(lines, { orderLines: true });
        const { cells } = (await orders.analyse('cohorts', { mode })).tables;
        expect(asObjects(cells ?? { columns: [], rowCount: 0 })).toEqual(whole['cells']);
      }),
      RUNS,
    );
  });

  test('on or after never rises along a cohort, and everyone counts in period 0', async () => {
    await fc.assert(
      fc.asyncProperty(purchases, anyParams, async (given, params) => {
        const { cells = [], cohorts = [] } = await analysed(given, {
          ...params,
          mode: 'onOrAfter',
          cohortBy: null,
        });
        for (const { cohort, customers } of cohorts) {
          const row = cells
            .filter((cell) => cell['cohort'] === cohort)
            .map((cell) => Number(cell['customers']));
          expect(row[0]).toBe(customers);
          expect(row).toEqual(row.toSorted((a, b) => b - a));
        }
      }),
      RUNS,
    );
  });

  test('each period equals a count over the purchases as they stand', async () => {
    await fc.assert(
      fc.asyncProperty(purchases, fc.constantFrom('calendar', 'rolling'), async (given, window) => {
        const { cells = [], cohorts = [] } = await analysed(given, { period: 'week', window });
        const week = (hour: number): number => Math.floor(hour / 168);
        const first = new Map<number, number>();
        for (const { customer, hour } of given)
          first.set(customer, Math.min(hour, first.get(customer) ?? Infinity));
        const weeks = [...new Set([...first.values()].map(week))].sort((a, b) => a - b);
        expect(cohorts).toHaveLength(weeks.length);
        const names = new Map(cohorts.map(({ cohort }, index) => [cohort, weeks[index]]));
        for (const { cohort, period, customers, size, revenue } of cells) {
          const of = given.filter(
            ({ customer }) => week(first.get(customer) ?? 0) === names.get(cohort ?? ''),
          );
          const inPeriod = of.filter(({ customer, hour }) => {
            const start = first.get(customer) ?? 0;
            return (window === 'rolling' ? week(hour - start) : week(hour) - week(start)) === period;
          });
          expect(size).toBe(new Set(of.map(({ customer }) => customer)).size);
          expect(customers).toBe(new Set(inPeriod.map(({ customer }) => customer)).size);
          if (revenue !== null) expect(revenue).toBe(inPeriod.reduce((sum, { amount }) => sum + amount, 0));
        }
      }),
      RUNS,
    );
  });

  test('a bracket retains at least as many as each of its periods', async () => {
    await fc.assert(
      fc.asyncProperty(purchases, anyParams, async (given, params) => {
        const common = { ...params, cohortBy: null };
        const brackets = await analysed(given, { ...common, mode: 'bracket', brackets: [1, 3, 7] });
        const each = await analysed(given, { ...common, mode: 'nday' });
        for (const bracket of brackets['cells'] ?? []) {
          const inside = (each['cells'] ?? []).filter(
            ({ cohort, period }) =>
              cohort === bracket['cohort'] &&
              Number(period) >= Number(bracket['period']) &&
              Number(period) <= Number(bracket['period_to']),
          );
          const counts = inside.map(({ customers }) => Number(customers));
          expect(bracket['customers']).toBeGreaterThanOrEqual(Math.max(...counts));
          expect(bracket['customers']).toBeLessThanOrEqual(counts.reduce((sum, count) => sum + count, 0));
        }
      }),
      RUNS,
    );
  });

  test('complete cells in and between periods do not depend on what comes later', async () => {
    const params = anyParams.map((given) => ({ ...given, cohortBy: null, compare: null }));
    await fc.assert(
      fc.asyncProperty(purchases, params, fc.integer({ min: 0, max: 120 }), async (given, chosen, days) => {
        const mode = chosen.mode === 'onOrAfter' ? 'nday' : chosen.mode;
        const earliest = Math.min(...given.map(({ hour }) => hour));
        const observationEnd = at(earliest + 24 * days).slice(0, 10);
        const before = await analysed(given, { ...chosen, mode, observationEnd });
        const after = await analysed(given, { ...chosen, mode, observationEnd: '2024-12-31' });
        const later = new Map((after['cells'] ?? []).map((cell) => [cellKey(cell), cell]));
        for (const cell of before['cells'] ?? []) {
          if (cell['complete'] === true) expect(later.get(cellKey(cell))).toEqual(cell);
        }
      }),
      RUNS,
    );
  });

  test('averages are sums over complete cells, and intervals are Wilson’s', async () => {
    await fc.assert(
      fc.asyncProperty(purchases, anyParams, async (given, params) => {
        const { cells = [], average = [] } = await analysed(given, { ...params, cohortBy: null });
        for (const row of average) {
          const complete = cells.filter(
            ({ period, complete }) => period === row['period'] && complete === true,
          );
          const total = (name: string): number => complete.reduce((sum, cell) => sum + Number(cell[name]), 0);
          expect([row['cohorts'], row['customers'], row['size']]).toEqual([
            complete.length,
            total('customers'),
            total('size'),
          ]);
        }
        for (const { customers, size, retention, low, high, complete } of [...cells, ...average]) {
          if (retention === null) {
            expect(complete === true && Number(size) > 0).toBe(false);
            continue;
          }
          const interval = wilson(Number(customers), Number(size), 0.95);
          expect(retention).toBeCloseTo(Number(customers) / Number(size), 12);
          expect(low).toBeCloseTo(interval.low, 9);
          expect(high).toBeCloseTo(interval.high, 9);
        }
      }),
      RUNS,
    );
  });

  test('groups together are everyone, and value so far is what was spent', async () => {
    await fc.assert(
      fc.asyncProperty(purchases, async (given) => {
        const observationEnd = '2024-12-31';
        const {
          cohorts = [],
          cells = [],
          curves = [],
        } = await analysed(given, {
          cohortBy: 'channel',
          compare: 'channel',
          observationEnd,
        });
        const everyone = new Set(given.map(({ customer }) => customer)).size;
        const spent = given.reduce((sum, { amount }) => sum + amount, 0);
        const last = Math.max(...cells.map(({ period }) => Number(period)));
        const sum = (rows: readonly Row[], figure: (row: Row) => number): number =>
          rows.reduce((total, row) => total + figure(row), 0);
        expect(sum(cohorts, (row) => Number(row['customers']))).toBe(everyone);
        for (const rows of [cells, curves]) {
          const first = rows.filter(({ period }) => period === 0);
          expect(sum(first, (row) => Number(row['customers']))).toBe(everyone);
        }
        const total = await analysed(given, { measure: 'cumulativeValue', observationEnd });
        const byCohort = new Map<Value, Row>();
        for (const cell of total['cells'] ?? []) byCohort.set(cell['cohort'] ?? null, cell);
        expect(
          sum([...byCohort.values()], (row) => Number(row['cumulative_value']) * Number(row['size'])),
        ).toBeCloseTo(spent, 6);
        expect(last).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });
});
