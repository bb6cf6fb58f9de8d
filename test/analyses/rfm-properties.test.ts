import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/contract/result-set.ts';
import { AnalysedOrders, asObjects, type TestOrder } from './orders-in-engine.ts';

const TIES = ['ntile', 'cume_dist', 'rfm_r', 'qcut'] as const;
const RUNS = { numRuns: 8, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false };

type Row = Record<string, Value>;

const order = fc.record({
  customer: fc.integer({ min: 0, max: 30 }).map((n) => `c${String(n).padStart(2, '0')}`),
  day: fc
    .integer({ min: 0, max: 400 })
    .map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)),
  amount: fc.integer({ min: -500, max: 100_000 }).map((cents) => cents / 100),
});
const someOrders = fc.array(order, { minLength: 1, maxLength: 80 });
const someParams = fc.record({
  ties: fc.constantFrom(...TIES),
  bins: fc.constantFrom(3, 4, 5),
  monetary: fc.constantFrom('sum', 'mean'),
  map: fc.constantFrom('grid10', 'cran'),
});

describe('RFM', () => {
  let orders: AnalysedOrders;
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
  });
  afterAll(() => orders.close());

  async function scored(given: readonly TestOrder[], params: object): Promise<Row[]> {
    await orders.loadOrders(given);
    await orders.analyse('rfm', params);
    return orders.rows('rfm', 'customers');
  }

  async function tables(given: readonly TestOrder[], params: object): Promise<Record<string, Row[]>> {
    await orders.loadOrders(given);
    const outcome = await orders.analyse('rfm', params);
    return Object.fromEntries(
      Object.entries(outcome.tables).map(([name, table]) => [name, asObjects(table)]),
    );
  }

  function total(rows: readonly Row[] | undefined, name: string): number {
    return (rows ?? []).reduce((sum, row) => sum + Number(row[name]), 0);
  }

  test('does not depend on the order of rows', async () => {
    const shuffled = someOrders.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, someParams, async ([given, other], params) => {
        expect(await scored(other, params)).toEqual(await scored(given, params));
      }),
      RUNS,
    );
  });

  test('ids only settle ties: reversing them changes no measure, and no score where ties share one', async () => {
    const renamed = (id: string): string => `c${String(99 - Number(id.slice(1))).padStart(2, '0')}`;
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, async (given, params) => {
        const before = await scored(given, params);
        const after = await scored(
          given.map((each) => ({ ...each, customer: renamed(each.customer) })),
          params,
        );
        const kept = params.ties === 'cume_dist' || params.ties === 'rfm_r' ? ['r', 'f', 'm'] : [];
        const names = ['recency_days', 'frequency', 'monetary', ...kept];
        const view = (rows: readonly Row[]): Value[][] =>
          rows.map((row) => names.map((name) => row[name] ?? null));
        expect(view(after).toReversed()).toEqual(view(before));
      }),
      RUNS,
    );
  });

  test('every customer is in one segment, one cell, one bin of each distribution and one score', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, async (given, params) => {
        const found = await tables(given, params);
        const customers = new Set(given.map(({ customer }) => customer)).size;
        const revenue = given.reduce((sum, { amount }) => sum + amount, 0);
        for (const name of [
          'segments',
          'grid',
          'recency_distribution',
          'frequency_distribution',
          'monetary_distribution',
        ]) {
          expect(total(found[name], 'customers'), name).toBe(customers);
        }
        expect(total(found['segments'], 'revenue')).toBeCloseTo(revenue, 4);
        expect(total(found['grid'], 'revenue')).toBeCloseTo(revenue, 4);
        expect(found['grid']).toHaveLength(params.bins ** 2);
        for (const dimension of ['recency', 'frequency', 'monetary']) {
          const scores = found['thresholds']?.filter((row) => row['dimension'] === dimension);
          expect(scores).toHaveLength(params.bins);
          expect(total(scores, 'customers')).toBe(customers);
        }
      }),
      RUNS,
    );
  });

  test('scores lie within 1 to bins and never fall as a customer gets better', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, async (given, params) => {
        const rows = await scored(given, params);
        for (const [measure, score, sign] of [
          ['recency_days', 'r', -1],
          ['frequency', 'f', 1],
          ['monetary', 'm', 1],
        ] as const) {
          const sorted = rows
            .map((row) => [sign * Number(row[measure]), Number(row[score])] as const)
            .sort(([a], [b]) => a - b);
          const worst = new Map<number, number>();
          for (const [value, each] of sorted) {
            expect(each).toBeGreaterThanOrEqual(1);
            expect(each).toBeLessThanOrEqual(params.bins);
            worst.set(value, Math.max(worst.get(value) ?? 0, each));
          }
          let highest = 0;
          let previous: number | null = null;
          for (const [value, each] of sorted) {
            if (value !== previous && previous !== null)
              highest = Math.max(highest, worst.get(previous) ?? 1);
            expect(each).toBeGreaterThanOrEqual(highest);
            previous = value;
          }
        }
      }),
      RUNS,
    );
  });

  test('cume_dist and rfm_r give equal customers equal scores; ntile fills its bins evenly', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, async (given, params) => {
        const rows = await scored(given, params);
        for (const [measure, score] of [
          ['recency_days', 'r'],
          ['frequency', 'f'],
          ['monetary', 'm'],
        ] as const) {
          if (params.ties === 'ntile') {
            const sizes = Array.from(
              { length: params.bins },
              (_, index) => rows.filter((row) => row[score] === index + 1).length,
            );
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          } else if (params.ties !== 'qcut') {
            const pairs = new Set(rows.map((row) => `${String(row[measure])} ${String(row[score])}`));
            expect(pairs.size).toBe(new Set(rows.map((row) => row[measure])).size);
          }
        }
      }),
      RUNS,
    );
  });

  test('cume_dist equals ceil(bins × share of customers at or below)', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, fc.constantFrom(3, 4, 5), async (given, bins) => {
        const rows = await scored(given, { ties: 'cume_dist', bins });
        for (const row of rows) {
          const atOrBelow = rows.filter(
            (other) => Number(other['monetary']) <= Number(row['monetary']),
          ).length;
          expect(row['m']).toBe(Math.floor((bins * atOrBelow + rows.length - 1) / rows.length));
        }
      }),
      RUNS,
    );
  });

  test('customers moved under another policy are those whose segment differs', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, someParams, fc.constantFrom(...TIES), async (given, params, other) => {
        const moved = (await tables(given, params))['tie_policies']?.find((row) => row['policy'] === other);
        const here = await orders.rows('rfm', 'customers');
        const there = await scored(given, { ...params, ties: other });
        expect(moved?.['customers_moved']).toBe(
          here.filter((row, index) => row['segment'] !== there[index]?.['segment']).length,
        );
      }),
      RUNS,
    );
  });
});
