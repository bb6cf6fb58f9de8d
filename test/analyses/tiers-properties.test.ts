import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/contract/result-set.ts';
import { AnalysedOrders, asObjects, type TestOrder } from './orders-in-engine.ts';

const RUNS = { numRuns: 8, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false };
const NAMES = ['Platinum', 'Gold', 'Silver', 'Basic'];
const SHARES = [0.05, 0.2, 0.5, 1];

type Row = Record<string, Value>;

function dayOf(number: number): string {
  return new Date(Date.UTC(2024, 0, 1 + number)).toISOString().slice(0, 10);
}

const order = fc.record({
  customer: fc.integer({ min: 0, max: 25 }).map((n) => `c${String(n).padStart(2, '0')}`),
  day: fc.integer({ min: 0, max: 500 }).map(dayOf),
  amount: fc.integer({ min: -500, max: 50_000 }).map((cents) => cents / 100),
});
const someOrders = fc.array(order, { minLength: 2, maxLength: 70 });
const someParams = fc.record({
  basis: fc.constantFrom({ value: 1 }, { value: 0.5, loyalty: 0.3, growth: 0.2 }, { loyalty: 2, growth: 1 }),
  thresholds: fc.constantFrom('quantile', 'units'),
  window: fc.constantFrom(3, 12),
  evaluateEvery: fc.constantFrom('month', 'quarter'),
  evaluations: fc.constantFrom(1, 2),
});

/** A row without the value, which is a sum of predictions and equal only up to rounding. */
function apartFromValue(row: Row): Row {
  return { ...row, clv: null };
}

describe('tiers', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function run(given: readonly TestOrder[], params: object) {
    await orders.loadOrders(given);
    const { facts, tables } = await orders.analyse('tiers', params);
    const read = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, asObjects(table)]));
    return { facts, tables: read, customers: await orders.rows('tiers', 'customers') };
  }

  function total(rows: readonly Row[] | undefined, name = 'customers'): number {
    return (rows ?? []).reduce((sum, row) => sum + Number(row[name]), 0);
  }

  function knownBefore(given: readonly TestOrder[], instant: number): number {
    return new Set(given.filter(({ day }) => Date.parse(day) < instant).map(({ customer }) => customer)).size;
  }

  test('every customer is in one tier at each date, and moves sum to the customers there are', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, async (given, params) => {
        const { facts, tables, customers } = await run(given, params);
        const all = new Set(given.map(({ customer }) => customer)).size;
        expect(customers).toHaveLength(all);
        expect(new Set(customers.map(({ customer }) => customer)).size).toBe(all);
        expect(facts['customers']).toBe(all);
        expect(total(tables['tiers'])).toBe(all);
        expect(total(tables['tiers'], 'customer_share')).toBeCloseTo(1, 9);
        expect(total(tables['tiers'], 'revenue')).toBeCloseTo(total(customers, 'revenue'), 4);
        const dates = new Set(tables['evaluations']?.map(({ day }) => Number(day)));
        for (const date of dates) {
          const at = tables['evaluations']?.filter(({ day }) => day === date);
          expect(total(at)).toBe(knownBefore(given, date));
          const moves = tables['transitions']?.filter((row) => row['to_date'] === date) ?? [];
          if (moves.length > 0) expect(total(moves)).toBe(knownBefore(given, date));
          for (const name of NAMES) {
            const arrived = total(moves.filter((row) => row['to_tier'] === name));
            const there = total(at?.filter((row) => row['tier'] === name));
            if (moves.length > 0) expect(arrived).toBe(there);
          }
        }
        const moves = (await orders.rows('tiers', 'upgrades')).length;
        expect(moves).toBe(facts['upgraded']);
        expect(await orders.rows('tiers', 'downgrades')).toHaveLength(Number(facts['downgraded']));
      }),
      RUNS,
    );
  });

  test('by quantile no tier reaches further down than its share, and further only for ties would be too far', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, async (given, params) => {
        const { customers } = await run(given, { ...params, thresholds: 'quantile' });
        const place = (row: Row): number => NAMES.indexOf(String(row['tier']));
        for (const row of customers) {
          const score = Number(row['score']);
          const atOrAbove = customers.filter((other) => Number(other['score']) >= score).length;
          const expected = SHARES.findIndex((share) => atOrAbove / customers.length <= share);
          expect(place(row)).toBe(expected);
        }
      }),
      RUNS,
    );
  });

  test('by own rules a customer has the best tier whose minimums are all reached, and lacks the rest', async () => {
    const tiers = [
      { name: 'Top', revenue: 400, orders: 3 },
      { name: 'Middle', revenue: 150, orders: 1, tenure: 10 },
      { name: 'Rest' },
    ];
    await fc.assert(
      fc.asyncProperty(someOrders, async (given) => {
        const { customers } = await run(given, { thresholds: 'units', tiers, evaluations: 1 });
        for (const row of customers) {
          const [revenue, count, tenure] = [row['revenue'], row['orders'], row['tenure_days']].map(
            Number,
          ) as [number, number, number];
          const top = revenue >= 400 && count >= 3;
          const middle = revenue >= 150 && count >= 1 && tenure >= 10;
          expect(row['tier']).toBe(top ? 'Top' : middle ? 'Middle' : 'Rest');
          if (row['tier'] === 'Middle') {
            expect(row['revenue_to_next']).toBeCloseTo(Math.max(0, 400 - revenue), 5);
            expect(row['orders_to_next']).toBe(Math.max(0, 3 - count));
          }
        }
      }),
      RUNS,
    );
  });

  test('where only value counts, more revenue never lowers a tier', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, fc.integer({ min: 1, max: 60_000 }), async (given, cents) => {
        const params = { basis: { value: 1 }, evaluations: 1 };
        const before = await run(given, params);
        const last = given.reduce((latest, each) => (each.day > latest.day ? each : latest));
        const more = given.map((each) =>
          each === last ? { ...each, amount: each.amount + cents / 100 } : each,
        );
        const after = await run(more, params);
        const tierOf = (rows: readonly Row[]): number =>
          NAMES.indexOf(String(rows.find((row) => row['customer'] === last.customer)?.['tier']));
        expect(tierOf(after.customers)).toBeLessThanOrEqual(tierOf(before.customers));
      }),
      RUNS,
    );
  });

  test('where only value counts, the revenue to the next tier is what parts a customer from its last', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, async (given) => {
        const { customers } = await run(given, { basis: { value: 1 }, evaluations: 1 });
        for (const row of customers) {
          const above = customers.filter((other) => other['tier'] === row['next_tier']);
          const least = Math.min(...above.map((other) => Number(other['revenue'])));
          if (above.length === 0) expect(row['revenue_to_next']).toBeNull();
          else expect(row['revenue_to_next']).toBeCloseTo(least - Number(row['revenue']), 5);
        }
      }),
      RUNS,
    );
  });

  test('the order of rows and the names of customers change nothing', async () => {
    const renamed = (id: string): string => `x${String(99 - Number(id.slice(1)))}`;
    const shuffled = someOrders.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, someParams, async ([given, other], params) => {
        const before = await run(given, params);
        const after = await run(
          other.map((each) => ({ ...each, customer: renamed(each.customer) })),
          params,
        );
        const key = (rows: readonly Row[], name: (id: string) => string): Map<string, Row> =>
          new Map(rows.map((row) => [name(String(row['customer'])), row]));
        const there = key(after.customers, (id) => id);
        for (const [id, row] of key(before.customers, renamed)) {
          const clv = row['clv'] ?? null;
          expect(apartFromValue({ ...there.get(id), customer: null })).toEqual(
            apartFromValue({ ...row, customer: null }),
          );
          if (clv !== null) expect(there.get(id)?.['clv']).toBeCloseTo(Number(clv), 3);
        }
        const counts = (rows: readonly Row[] | undefined): Value[][] =>
          (rows ?? []).map(({ to_date: to, from_tier: a, to_tier: b, customers }) => [
            to ?? null,
            a ?? null,
            b ?? null,
            customers ?? null,
          ]);
        expect(counts(after.tables['transitions'])).toEqual(counts(before.tables['transitions']));
      }),
      RUNS,
    );
  });

  test('a date is replayed as if the file had ended before it', async () => {
    const pick = fc.tuple(someOrders, someParams, fc.integer({ min: 100, max: 450 }).map(dayOf));
    await fc.assert(
      fc.asyncProperty(pick, async ([given, params, day]) => {
        const cut = given.filter((each) => each.day < day);
        fc.pre(cut.length > 0);
        const replayed = await run(given, { ...params, analysisDate: day });
        const alone = await run(cut, { ...params, analysisDate: day });
        const plain = (rows: readonly Row[]): Row[] => rows.map(apartFromValue);
        expect(plain(replayed.customers)).toEqual(plain(alone.customers));
        expect(plain(replayed.tables['transitions'] ?? [])).toEqual(plain(alone.tables['transitions'] ?? []));
        replayed.customers.forEach((row, index) => {
          const other = alone.customers[index]?.['clv'] ?? null;
          if (row['clv'] === null || other === null) expect(row['clv']).toBe(other);
          else expect(row['clv']).toBeCloseTo(Number(other), 3);
        });
      }),
      RUNS,
    );
  });
});
