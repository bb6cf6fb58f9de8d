import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/contract/result-set.ts';
import { AnalysedOrders, asObjects, type TestOrder } from './orders-in-engine.ts';

const RUNS = { numRuns: 7, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false };

type Row = Record<string, Value>;

function dayOf(number: number): string {
  return new Date(Date.UTC(2024, 0, 1 + number)).toISOString().slice(0, 10);
}

const order = fc.record({
  customer: fc.integer({ min: 0, max: 25 }).map((n) => `c${String(n).padStart(2, '0')}`),
  day: fc.integer({ min: 0, max: 400 }).map(dayOf),
  amount: fc.integer({ min: -500, max: 50_000 }).map((cents) => cents / 100),
});
const someOrders = fc.array(order, { minLength: 3, maxLength: 70 });
const someParams = fc.record({
  by: fc.constantFrom('rfm', 'tier'),
  ties: fc.constantFrom('ntile', 'cume_dist', 'rfm_r', 'qcut'),
  map: fc.constantFrom('grid10', 'cran'),
});

/** A row without the value, which is a sum of predictions and equal only up to rounding. */
function apartFromValue(row: Row): Row {
  return { ...row, clv: null, p_alive: null, clv_share: null };
}

describe('segment migration', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function run(given: readonly TestOrder[], params: object) {
    await orders.loadOrders(given);
    const { facts, tables } = await orders.analyse('migration', params);
    const read = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, asObjects(table)]));
    return { facts, tables: read, movers: await orders.rows('migration', 'movers') };
  }

  function total(rows: readonly Row[] | undefined, name = 'customers'): number {
    return (rows ?? []).reduce((sum, row) => sum + Number(row[name]), 0);
  }

  async function segmentsBefore(given: readonly TestOrder[], day: string, params: object): Promise<Row> {
    const known = given.filter((each) => each.day < day);
    if (known.length === 0) return {};
    await orders.loadOrders(known);
    const { tables } = await orders.analyse('rfm', { analysisDate: day, ...params });
    return Object.fromEntries(
      asObjects(tables['segments'] ?? { columns: [], rowCount: 0 }).map((row) => [
        String(row['segment']),
        row['customers'] ?? null,
      ]),
    );
  }

  test('flows sum to the population, in every table', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, async (given, params) => {
        const { facts, tables, movers } = await run(given, params);
        const all = new Set(given.map(({ customer }) => customer)).size;
        expect(facts['customers']).toBe(all);
        for (const name of ['flows', 'matrix', 'summary']) {
          expect(total(tables[name]), name).toBe(all);
          expect(total(tables[name], 'clv'), name).toBeCloseTo(Number(facts['clv']), 5);
        }
        expect(total(tables['flows'], 'share')).toBeCloseTo(1, 9);
        expect(total(tables['net'], 'customers_after')).toBe(all);
        expect(total(tables['net'], 'customers_before')).toBe(all - Number(facts['new_customers']));
        const ways = ['improved', 'stable', 'declined', 'new_customers'].map((name) => Number(facts[name]));
        expect(ways.reduce((sum, each) => sum + each, 0)).toBe(all);
        expect(movers).toHaveLength(Number(facts['moved']));
        expect(
          total(
            movers.filter((row) => row['direction'] === 'declined'),
            'clv',
          ),
        ).toBeCloseTo(Number(facts['clv_at_stake']), 5);
        const sources = new Set(tables['matrix']?.map((row) => row['from_state']));
        for (const source of sources) {
          const row = tables['matrix']?.filter((each) => each['from_state'] === source);
          if (total(row) > 0) expect(total(row, 'share')).toBeCloseTo(1, 9);
        }
      }),
      RUNS,
    );
  });

  test('each date has the segments that RFM finds in a file that ends before it', async () => {
    const dates = fc.tuple(fc.integer({ min: 30, max: 250 }), fc.integer({ min: 1, max: 200 }));
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, dates, async (given, { ties, map }, [start, length]) => {
        const [from, to] = [dayOf(start), dayOf(start + length)];
        fc.pre(given.some(({ day }) => day < to));
        const { tables } = await run(given, { from, to, ties, map });
        const sides = [
          ['customers_before', from],
          ['customers_after', to],
        ] as const;
        for (const [column, day] of sides) {
          const expected = await segmentsBefore(given, day, { ties, map });
          const found = (tables['net'] ?? []).filter((row) => row[column] !== 0);
          expect(Object.fromEntries(found.map((row) => [String(row['state']), row[column]]))).toEqual(
            expected,
          );
        }
      }),
      RUNS,
    );
  });

  test('what comes after the later date changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        someOrders,
        someParams,
        fc.integer({ min: 120, max: 380 }),
        async (given, params, end) => {
          const [from, to] = [dayOf(end - 90), dayOf(end)];
          const cut = given.filter(({ day }) => day < to);
          fc.pre(cut.length > 0);
          const replayed = await run(given, { ...params, from, to });
          const alone = await run(cut, { ...params, from, to });
          expect(replayed.movers.map(apartFromValue)).toEqual(alone.movers.map(apartFromValue));
          for (const name of ['flows', 'matrix', 'net', 'summary']) {
            expect(replayed.tables[name]?.map(apartFromValue)).toEqual(
              alone.tables[name]?.map(apartFromValue),
            );
            expect(total(replayed.tables[name], 'clv')).toBeCloseTo(total(alone.tables[name], 'clv'), 3);
          }
        },
      ),
      RUNS,
    );
  });

  test('the order of rows changes nothing, nor do the names of customers where equal ones share a score', async () => {
    const shuffled = someOrders.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, someParams, async ([given, other], params) => {
        const shared = { ...params, ties: 'cume_dist' };
        const before = await run(given, shared);
        const after = await run(
          other.map((each) => ({ ...each, customer: `x${99 - Number(each.customer.slice(1))}` })),
          shared,
        );
        expect(after.tables['flows']?.map(apartFromValue)).toEqual(
          before.tables['flows']?.map(apartFromValue),
        );
        expect(Number(after.facts['clv_at_stake'])).toBeCloseTo(Number(before.facts['clv_at_stake']), 3);
      }),
      RUNS,
    );
  });

  test('without a date the comparison begins a quarter before the end, or half way through a shorter history', async () => {
    const spread = (days: number): TestOrder[] =>
      [0, days].map((day, index) => ({ customer: `c${index}`, day: dayOf(day), amount: 10 }));
    const long = await run(spread(365), {});
    expect(long.facts).toMatchObject({
      from_date: Date.UTC(2024, 9, 1),
      to_date: Date.UTC(2025, 0, 1),
      customers: 2,
      new_customers: 1,
    });
    const short = await run(spread(10), { by: 'tier' });
    expect(short.facts).toMatchObject({ from_date: Date.UTC(2024, 0, 6), to_date: Date.UTC(2024, 0, 12) });
    const oneDay = await run(spread(0), {});
    expect(oneDay.facts).toMatchObject({ customers: 2, new_customers: 2, moved: 0 });
    await expect(run(spread(10), { from: '2024-02-01' })).rejects.toHaveProperty(
      'error.code',
      'analysis.params',
    );
    await expect(run(spread(10), { to: '2024-01-01' })).rejects.toHaveProperty(
      'error.code',
      'analysis.noCustomers',
    );
  });
});
