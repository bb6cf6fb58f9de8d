import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KPI_GRAINS } from '../../src/analyses/kpi/period.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { countByHand, type CountedOrder } from './kpi-by-hand.ts';
import { AnalysedOrders, asObjects } from './orders-in-engine.ts';

const RUNS = { numRuns: 8, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false };

type Row = Record<string, Value>;
type Tables = Readonly<Record<string, readonly Row[]>>;

interface GivenOrder extends CountedOrder {
  readonly channel: string | null;
  readonly quantity: number;
}

const order: fc.Arbitrary<GivenOrder> = fc.record({
  customer: fc.integer({ min: 0, max: 25 }).map((n) => `c${String(n).padStart(2, '0')}`),
  day: fc
    .integer({ min: 0, max: 800 })
    .map((n) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10)),
  amount: fc.integer({ min: -500, max: 50_000 }).map((cents) => cents / 100),
  channel: fc.constantFrom('web', 'shop', 'mail', null),
  quantity: fc.integer({ min: 0, max: 4 }),
});
const someOrders = fc.array(order, { minLength: 1, maxLength: 90 });
// Days would make many rows of few orders; they are counted by hand in kpi.test.ts.
const someGrain = fc.constantFrom(...KPI_GRAINS.filter((grain) => grain !== 'day'));

describe('indicators', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function analysed(given: readonly GivenOrder[], params: object): Promise<Tables> {
    const rows = given.map(
      (each) => sql`(${each.customer}, ${each.day}, ${each.amount}, ${each.channel}, ${each.quantity})`,
    );
    await orders.load(
      sql`SELECT * FROM (VALUES ${rows}) AS rows(customer, ordered_at, amount, channel, quantity)`,
      { roles: ['channel', 'quantity'] },
    );
    const outcome = await orders.analyse('kpi', { clv: false, ...params });
    const tables = Object.entries(outcome.tables).map(([name, table]) => [name, asObjects(table)] as const);
    return { facts: [{ ...outcome.facts }], ...Object.fromEntries(tables) };
  }

  function total(rows: readonly Row[] | undefined, name: string): number {
    return (rows ?? []).reduce((sum, row) => sum + Number(row[name]), 0);
  }

  test('equal those counted from lists, in every period', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someGrain, async (given, grain) => {
        const { periods } = await analysed(given, { grain });
        const counted = countByHand(given, grain);
        expect(periods?.map(({ period }) => period)).toEqual(counted.map(({ period }) => period));
        for (const [index, expected] of counted.entries()) {
          const row = periods?.[index] ?? {};
          for (const name of ['partial', 'customers', 'orders', 'new', 'returning'] as const) {
            expect(row[name], `${name} of ${expected.start}`).toBe(expected[name]);
          }
          for (const name of [
            'revenue',
            'retention',
            'repeat_rate',
            'order_interval',
            'top_share',
          ] as const) {
            const value = expected[name];
            if (value === null) expect(row[name], `${name} of ${expected.start}`).toBeNull();
            else expect(row[name], `${name} of ${expected.start}`).toBeCloseTo(value, 7);
          }
          if (row['lost'] !== null) expect(row['lost']).toBe(expected.lost);
          if (row['reactivated'] !== null) expect(row['reactivated']).toBe(expected.reactivated);
          expect(row['lost'] === null, `lost of ${expected.start}`).toBe(
            expected.partial || index < 2 || (index === 2 && counted[0]?.partial === true),
          );
        }
      }),
      RUNS,
    );
  });

  test('of all periods add up to the totals, and new and returning customers to the active ones', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someGrain, async (given, grain) => {
        const { periods, facts, pareto, groups } = await analysed(given, { grain, groupBy: 'channel' });
        const revenue = given.reduce((sum, { amount }) => sum + amount, 0);
        const customers = new Set(given.map((each) => each.customer)).size;
        expect(facts?.[0]).toMatchObject({ total_orders: given.length, total_customers: customers });
        expect(Number(facts?.[0]?.['total_revenue'])).toBeCloseTo(revenue, 5);
        expect(total(periods, 'orders')).toBe(given.length);
        expect(total(periods, 'new')).toBe(customers);
        for (const table of [periods, pareto, groups])
          expect(total(table, 'revenue')).toBeCloseTo(revenue, 4);
        expect(total(pareto, 'customers')).toBe(customers);
        for (const row of periods ?? []) {
          expect(Number(row['new']) + Number(row['returning'])).toBe(row['customers']);
        }
      }),
      RUNS,
    );
  });

  test('explain changes of revenue exactly', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someGrain, async (given, grain) => {
        const found = await analysed(given, { grain, groupBy: 'channel' });
        const effects = ['customers', 'frequency', 'order_value'].flatMap((factor) => [
          `new_${factor}`,
          `returning_${factor}`,
        ]);
        for (const row of found['growth_periods'] ?? []) {
          const sum = effects.reduce((all, name) => all + Number(row[name]), 0);
          expect(sum).toBeCloseTo(Number(row['revenue_change']), 4);
          const change = found['changes']?.find(({ period }) => period === row['period']);
          expect(row['revenue_change']).toBe(change?.['revenue_change']);
        }
        const summary = found['summary']?.find(({ kpi }) => kpi === 'revenue');
        for (const [basis, column] of [
          ['previous', 'change'],
          ['last_year', 'year_change'],
        ] as const) {
          const change = summary?.[column] ?? null;
          const ofBasis = (rows: readonly Row[] | undefined): Row[] =>
            (rows ?? []).filter((row) => row['basis'] === basis);
          const growth = ofBasis(found['growth']);
          const mix = ofBasis(found['mix']);
          if (change === null) expect([growth, mix]).toEqual([[], []]);
          else expect(total(growth, 'effect')).toBeCloseTo(Number(change), 4);
          for (const row of mix) {
            const sum = Number(row['price']) + Number(row['volume']) + Number(row['mix']);
            expect(sum).toBeCloseTo(Number(row['change']), 4);
          }
          if (mix.length > 0) expect(total(mix, 'change')).toBeCloseTo(Number(change), 4);
        }
      }),
      RUNS,
    );
  });

  test('do not depend on the order of rows nor on the names of customers', async () => {
    const shuffled = someOrders.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, someGrain, async ([given, other], grain) => {
        const renamed = other.map((each) => ({
          ...each,
          customer: `c${String(99 - Number(each.customer.slice(1)))}`,
        }));
        const params = { grain, groupBy: 'channel', lostAfter: { value: 366, unit: 'day' } };
        expect(await analysed(renamed, params)).toEqual(await analysed(given, params));
      }),
      RUNS,
    );
  });

  test('show the same of a period whatever other periods are shown', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someGrain, order, async (given, grain, { day }) => {
        const [first, last] = [
          given.map((each) => each.day).sort()[0] ?? day,
          given
            .map((each) => each.day)
            .sort()
            .at(-1) ?? day,
        ];
        const from = day < first ? first : day > last ? last : day;
        const all = await analysed(given, { grain });
        const some = await analysed(given, { grain, from });
        for (const table of ['periods', 'changes', 'growth_periods']) {
          const shown = all[table]?.filter(
            ({ period }) => Number(period) >= Number(some['periods']?.[0]?.['period']),
          );
          expect(some[table], table).toEqual(shown);
        }
      }),
      RUNS,
    );
  });
});
