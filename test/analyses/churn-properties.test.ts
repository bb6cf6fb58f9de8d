import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppFailure } from '../../src/contract/error.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { sql, type Sql } from '../../src/contract/sql.ts';
import { wilson } from '../../src/stats/proportions.ts';
import { AnalysedOrders, asObjects, type TestOrder } from './orders-in-engine.ts';

type Row = Readonly<Record<string, Value>>;

const anyOrders = fc.array(
  fc.record({
    customer: fc.integer({ min: 1, max: 12 }).map((id) => `customer ${id}`),
    day: fc
      .integer({ min: 0, max: 400 })
      .map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)),
    amount: fc.integer({ min: 1, max: 500 }),
  }),
  { minLength: 3, maxLength: 60 },
);

interface Contract {
  readonly id: number;
  readonly tenure: number | null;
  readonly churned: boolean | null;
  readonly plan: string | null;
}

const anyContracts = fc
  .array(
    fc.record({
      tenure: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 15 }),
      churned: fc.option(fc.boolean(), { freq: 15 }),
      plan: fc.option(fc.constantFrom('month', 'year'), { freq: 6 }),
    }),
    { minLength: 2, maxLength: 50 },
  )
  .map((list) => list.map((each, index) => ({ ...each, id: index })));

function contractRows(contracts: readonly Contract[]): Sql {
  const rows = contracts.map(
    ({ id, tenure, churned, plan }) =>
      sql`(${`c${id}`}, NULL::TIMESTAMP, NULL, ${tenure}, ${churned}, ${plan})`,
  );
  return sql`SELECT customer, ordered_at, amount, tenure::DOUBLE AS tenure, churned::BOOLEAN AS churned,
    plan::VARCHAR AS plan
    FROM (VALUES ${rows}) AS contracts(customer, ordered_at, amount, tenure, churned, plan)`;
}

let bench: AnalysedOrders;
beforeAll(async () => {
  bench = await AnalysedOrders.boot();
});
afterAll(() => bench.close());

async function judged(orders: readonly TestOrder[], params: object): Promise<Row[]> {
  await bench.loadOrders(orders);
  return judgedAgain(params);
}

/** Judges the customers that are loaded already. */
async function judgedAgain(params: object): Promise<Row[]> {
  await bench.analyse('churn', params);
  const rows = await bench.rows('churn', 'customers');
  return rows.sort((a, b) => (String(a['customer']) < String(b['customer']) ? -1 : 1));
}

async function contracts(list: readonly Contract[], params: object = {}): Promise<AnalysisOutcome> {
  await bench.load(contractRows(list), {
    roles: ['tenure', 'churned'],
    extraColumns: [{ name: 'plan', kind: 'text' }],
  });
  return bench.analyse('churn', { setting: 'contractual', ...params });
}

function table(outcome: AnalysisOutcome, name: string): Row[] {
  return asObjects(outcome.tables[name] ?? { columns: [], rowCount: 0 });
}

/** Every run fits a model or two. */
const RUNS = { numRuns: 8 };

describe('customers who just stop buying', () => {
  test('nobody lapses by a higher multiple who does not by a lower one', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyOrders,
        fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 6 })),
        async (orders, [low, more]) => {
          const strict = await judged(orders, { multiple: low });
          const lenient = await judgedAgain({ multiple: low + more });
          for (const [index, row] of lenient.entries()) {
            if (row['rule'] === 'lapsed') expect(strict[index]?.['rule']).toBe('lapsed');
            expect(row['multiple']).toBe(strict[index]?.['multiple']);
          }
        },
      ),
      RUNS,
    );
  });

  test('the order of the rows changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyOrders, async (orders) => {
        const one = await judged(orders, {});
        expect(await judged([...orders].reverse(), {})).toEqual(one);
      }),
      RUNS,
    );
  });

  test('intervals are of the customer, and tables hold everybody once', async () => {
    await fc.assert(
      fc.asyncProperty(anyOrders, fc.double({ min: 0, max: 1, noNaN: true }), async (orders, threshold) => {
        await bench.loadOrders(orders);
        const outcome = await bench.analyse('churn', { threshold });
        const rows = await bench.rows('churn', 'customers');
        const days = new Map<string, Set<number>>();
        for (const { customer, day } of orders) {
          days.set(customer, (days.get(customer) ?? new Set()).add(Date.parse(day) / 86_400_000));
        }
        const last = Math.max(...[...days.values()].flatMap((each) => [...each]));
        for (const row of rows) {
          const own = [...(days.get(String(row['customer'])) ?? [])];
          const since = last - Math.max(...own);
          expect(row['days_since']).toBe(since);
          expect(row['purchase_days']).toBe(own.length);
          if (own.length > 1) {
            const interval = (Math.max(...own) - Math.min(...own)) / (own.length - 1);
            expect(row['interval_days']).toBeCloseTo(interval, 9);
            expect(row['rule']).toBe(since > 3 * interval ? 'lapsed' : 'active');
          }
          const alive = Number(row['p_alive']);
          expect(alive).toBeGreaterThanOrEqual(0);
          expect(alive).toBeLessThanOrEqual(1);
          expect(row['model']).toBe(alive < threshold ? 'gone' : 'alive');
        }
        const total = (name: string): number =>
          table(outcome, name).reduce((sum, row) => sum + Number(row['customers']), 0);
        expect(rows).toHaveLength(days.size);
        expect(total('bands')).toBe(days.size);
        expect(total('agreement')).toBe(days.size);
        expect(total('groups')).toBe(days.size);
      }),
      RUNS,
    );
  });

  test('later orders are not read, and one purchase each leaves nobody to judge by', async () => {
    const orders = [
      { customer: 'a', day: '2024-01-01', amount: 5 },
      { customer: 'b', day: '2024-01-11', amount: 7 },
      { customer: 'a', day: '2024-03-01', amount: 9 },
    ];
    const rows = await judged(orders, { analysisDate: '2024-02-01' });
    expect(
      rows.map(({ rule, interval_days: interval, days_since: since }) => [rule, interval, since]),
    ).toEqual([
      ['unknown', null, 31],
      ['unknown', null, 21],
    ]);
    expect((await judged(orders, {})).map(({ rule }) => rule)).toEqual(['active', 'active']);
  });
});

describe('contracts that end', () => {
  test('curves fall from 1, count everybody, and shuffling or renaming changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyContracts, async (list) => {
        const outcome = await contracts(list, { groupBy: 'plan', drivers: ['tenure', 'plan'] });
        const known = list.filter(({ tenure, churned }) => tenure !== null && churned !== null);
        expect(outcome.facts['customers']).toBe(known.length);
        expect(outcome.facts['churned']).toBe(known.filter(({ churned }) => churned).length);
        const curve = table(outcome, 'survival').filter((row) => row['group'] === '(all)');
        let before = 1;
        for (const row of curve) {
          const share = Number(row['survival']);
          expect(share).toBeLessThanOrEqual(before);
          expect(share).toBeGreaterThanOrEqual(0);
          before = share;
        }
        expect(curve[0]?.['at_risk'] ?? 0).toBe(known.length);
        const renamed = [...list].reverse().map((each) => ({ ...each, id: 1000 - each.id }));
        const again = await contracts(renamed, { groupBy: 'plan', drivers: ['tenure', 'plan'] });
        expect(again.facts).toEqual(outcome.facts);
        for (const name of ['survival', 'survival_groups', 'sbg', 'groups', 'drivers', 'deciles', 'health']) {
          expect(table(again, name), name).toEqual(table(outcome, name));
        }
      }),
      RUNS,
    );
  });

  test('rates have Wilson’s interval', async () => {
    await fc.assert(
      fc.asyncProperty(anyContracts, async (list) => {
        for (const row of table(await contracts(list, { groupBy: 'plan' }), 'groups')) {
          const { low, high } = wilson(Number(row['churned']), Number(row['customers']), 0.95);
          expect(row['churn_rate_low']).toBeCloseTo(low, 10);
          expect(row['churn_rate_high']).toBeCloseTo(high, 10);
        }
      }),
      RUNS,
    );
  });

  test('a value is compared with the most frequent one, by name or by itself', async () => {
    const list = Array.from({ length: 60 }, (_, id) => ({
      id,
      tenure: 1 + (id % 7),
      churned: id % 3 === 0 || (id % 5 === 0 && id < 20),
      plan: id < 20 ? 'year' : 'month',
    }));
    const whole = await contracts(list, { drivers: 'plan' });
    const single = await contracts(list, { drivers: ['plan=year'] });
    expect(whole.params['drivers']).toEqual(['plan']);
    expect(table(whole, 'drivers')).toEqual(table(single, 'drivers'));
    const odds = (churned: number, all: number): number => churned / (all - churned);
    const count = (plan: string): [number, number] => {
      const own = list.filter((each) => each.plan === plan);
      return [own.filter(({ churned }) => churned).length, own.length];
    };
    expect(table(whole, 'drivers')[1]?.['odds_ratio']).toBeCloseTo(
      odds(...count('year')) / odds(...count('month')),
      8,
    );
  });

  test('columns that are not there are named', async () => {
    const failure = await contracts([{ id: 1, tenure: 3, churned: true, plan: null }], {
      drivers: ['height'],
    }).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(failure).toBeInstanceOf(AppFailure);
    expect((failure as AppFailure).error).toMatchObject({
      code: 'analysis.params',
      params: { path: 'drivers' },
    });
  });

  test('a table without a single known customer gives empty figures, not an error', async () => {
    const outcome = await contracts([{ id: 1, tenure: null, churned: null, plan: null }]);
    expect(outcome.facts).toMatchObject({ customers: 0, churn_rate: null, median_survival: null });
  });
});
