import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { bootstrap } from '../../src/analyses/clv/kernels/bootstrap.ts';
import { AppFailure } from '../../src/contract/error.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { Value } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { Random } from '../../src/stats/random/random.ts';
import { reproduceCommand } from '../../workers/cli/reproduce-command.ts';
import { AnalysedOrders, asObjects, newRun, type TestOrder } from './orders-in-engine.ts';
import { simulatedShop } from './simulated-shop.ts';

type Row = Record<string, Value>;

const SHOP = { customers: 400, days: 360, r: 0.8, alpha: 30, dropout: [0.8, 2.5], seed: 7 } as const;

const sum = (rows: readonly Row[], name: string): number =>
  rows.reduce((total, row) => total + Number(row[name]), 0);

function rowsOf(outcome: AnalysisOutcome, name: string): Row[] {
  return asObjects(outcome.tables[name] ?? { columns: [], rowCount: 0 });
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = new Random().seed(seed, 0, 0);
  return items
    .map((item) => [random.uniform(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** Facts that are figures, to nine digits: sums may be added in another order. */
function rounded(facts: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(facts)
      .filter(([name]) => !['gradient_norm', 'iterations', 'condition_number'].includes(name))
      .map(([name, value]) => [name, typeof value === 'number' ? Number(value.toPrecision(7)) : value]),
  );
}

describe('customer lifetime value', () => {
  let orders: AnalysedOrders;
  let shop: TestOrder[];
  beforeAll(async () => {
    orders = await AnalysedOrders.boot();
    shop = simulatedShop(SHOP);
  });
  afterAll(() => orders.close());

  test('shuffling rows and renaming ids change nothing', async () => {
    await orders.loadOrders(shop);
    const { facts } = await orders.analyse('clv', { calibrationEnd: '2024-09-01' });
    const customers = await orders.rows('clv', 'customers');
    for (const seed of [1, 2]) {
      const renamed = shuffled(shop, seed).map((order) => ({
        ...order,
        customer: `${seed === 1 ? 'z' : 'ä'}${order.customer.slice(1)}`,
      }));
      await orders.loadOrders(renamed);
      const again = await orders.analyse('clv', { calibrationEnd: '2024-09-01' });
      expect(rounded(again.facts)).toEqual(rounded(facts));
      const others = await orders.rows('clv', 'customers');
      expect(others.map(({ frequency, monetary }) => [frequency, monetary])).toEqual(
        customers.map(({ frequency, monetary }) => [frequency, monetary]),
      );
    }
  });

  test('the time unit changes parameters that are times, and no forecast', async () => {
    await orders.loadOrders(shop);
    const byUnit = [];
    for (const timeUnit of ['day', 'week', 'month']) {
      const { facts } = await orders.analyse('clv', { timeUnit, model: 'mbgnbd' });
      byUnit.push(facts);
    }
    const [day, week, month] = byUnit;
    for (const other of [week, month]) {
      for (const name of ['total_clv', 'total_expected_purchases', 'total_p_alive', 'r', 'holdout_mae']) {
        expect(Number(other?.[name]) / Number(day?.[name]), name).toBeCloseTo(1, 6);
      }
    }
    expect(Number(day?.['alpha']) / Number(week?.['alpha'])).toBeCloseTo(7, 5);
    expect(Number(day?.['alpha']) / Number(month?.['alpha'])).toBeCloseTo(30.415, 4);
  });

  test('a higher discount rate and a shorter horizon give less value', async () => {
    await orders.loadOrders(shop);
    const value = async (params: object): Promise<number> =>
      Number((await orders.analyse('clv', params)).facts['total_clv']);
    const [none, some, much] = [
      await value({ discountRate: 0 }),
      await value({ discountRate: '10% per year' }),
      await value({ discountRate: '50% per year' }),
    ];
    expect(none).toBeGreaterThan(some);
    expect(some).toBeGreaterThan(much);
    expect(await value({ horizon: '6 months' })).toBeLessThan(some);
  });

  test('groups by tier are the tiers of the analysis `tiers`', async () => {
    await orders.loadOrders(shop);
    const grouped = rowsOf(await orders.analyse('clv', { groupBy: 'tier' }), 'groups');
    const tiers = rowsOf(await orders.analyse('tiers'), 'tiers');
    const counts = (rows: typeof grouped, name: string): Map<unknown, unknown> =>
      new Map(rows.map((row) => [row[name], row['customers']]));
    expect(tiers.length).toBeGreaterThan(1);
    expect(counts(grouped, 'group')).toEqual(counts(tiers, 'tier'));
  });

  test.each(['bgnbd', 'mbgnbd', 'paretonbd', 'nbd', 'bgbb'])(
    'tables of %s add up and probabilities are probabilities',
    async (model) => {
      await orders.loadOrders(shop);
      const outcome = await orders.analyse('clv', { model, groupBy: 'segment' });
      const customers = await orders.rows('clv', 'customers');
      const { facts } = outcome;
      for (const row of customers) {
        for (const name of ['p_alive', 'probability_of_purchase']) {
          expect(Number(row[name])).toBeGreaterThanOrEqual(0);
          expect(Number(row[name])).toBeLessThanOrEqual(1);
        }
        expect(Number(row['clv'])).toBeGreaterThanOrEqual(0);
      }
      expect(customers).toHaveLength(Number(facts['customers']));
      expect(sum(customers, 'clv') / Number(facts['total_clv'])).toBeCloseTo(1, 9);
      for (const table of ['groups', 'at_risk']) {
        expect(sum(rowsOf(outcome, table), 'customers'), table).toBe(facts['customers']);
        expect(sum(rowsOf(outcome, table), 'clv') / Number(facts['total_clv']), table).toBeCloseTo(1, 9);
      }
      for (const table of ['frequency', 'marginal', 'concentration']) {
        expect(sum(rowsOf(outcome, table), 'customers'), table).toBe(facts['customers']);
      }
      expect(sum(rowsOf(outcome, 'frequency'), 'expected')).toBeCloseTo(Number(facts['customers']), 4);
      expect(rowsOf(outcome, 'concentration').at(-1)).toMatchObject({ customer_share: 1, clv_share: 1 });
      expect(rowsOf(outcome, 'tracking').length > 0).toBe(model !== 'bgbb');
      expect(facts['model_used']).toBe(model);
    },
  );

  test('data without dropout get the message, not numbers', async () => {
    await orders.loadOrders(simulatedShop({ ...SHOP, r: 3, alpha: 60, dropout: null, seed: 3 }));
    for (const model of ['bgnbd', 'paretonbd']) {
      const outcome = await orders.analyse('clv', { model });
      expect(outcome.facts).toMatchObject({
        model,
        model_used: 'nbd',
        boundary: true,
        converged: true,
        health: 'bad',
        a: null,
        b: null,
        s: null,
        beta: null,
      });
      const { log_likelihood: used, nbd_log_likelihood: nbd } = outcome.facts;
      expect(Math.abs(Number(used) - Number(nbd))).toBeLessThan(1e-4);
      const health = rowsOf(outcome, 'health');
      expect(health.find(({ check }) => check === 'boundary')).toMatchObject({
        finding: 'boundary.bad',
        status: 'bad',
        figure: null,
      });
      expect(health.some(({ check }) => check === 'gain')).toBe(false);
      expect(rowsOf(outcome, 'parameters').map(({ parameter }) => parameter)).toEqual(
        expect.not.arrayContaining(['a', 'b', 's', 'beta']),
      );
      const customers = await orders.rows('clv', 'customers');
      expect(new Set(customers.map(({ p_alive }) => p_alive))).toEqual(new Set([1]));
    }
  });

  test('groups are read on the first order; a column that is not there is refused', async () => {
    await orders.load(
      sql`SELECT * FROM (VALUES
        ('a', '2024-01-01', 10, 'web', 'x', 4), ('a', '2024-02-01', 20, 'shop', 'y', 4),
        ('a', '2024-02-01', 20, 'shop', 'y', 4), ('b', '2024-01-05', 30, NULL, 'y', 4),
        ('c', '2024-03-01', 40, 'shop', 'x', 4), ('c', '2024-04-01', 40, 'web', 'x', NULL)
      ) AS t(customer, ordered_at, amount, channel, "Shop's city", cost)`,
      { roles: ['channel', 'cost'], extraColumns: [{ name: "Shop's city", kind: 'text' }] },
    );
    const grouped = async (groupBy: string | null): Promise<unknown> => {
      const outcome = await orders.analyse('clv', { groupBy });
      return Object.fromEntries(rowsOf(outcome, 'groups').map((row) => [row['group'], row['customers']]));
    };
    expect(await grouped('channel')).toEqual({ web: 1, '': 1, shop: 1 });
    expect(await grouped("Shop's city")).toEqual({ x: 2, y: 1 });
    expect(await grouped('cohort')).toEqual({ '2024-01': 2, '2024-03': 1 });
    expect(await grouped(null)).toEqual({});
    const customers = await orders.rows('clv', 'customers');
    expect(
      customers.map(({ frequency, historic_value, historic_margin }) => [
        frequency,
        historic_value,
        historic_margin,
      ]),
    ).toEqual([
      [1, 50, 38],
      [0, 30, 26],
      [1, 80, 36],
    ]);
    await expect(grouped('country')).rejects.toThrow(AppFailure);
    await expect(orders.analyse('clv', { calibrationEnd: '2023-12-31' })).rejects.toThrow(AppFailure);
    await expect(
      orders.analyse('clv', { calibrationEnd: '2024-03-01', observationEnd: '2024-02-01' }),
    ).rejects.toThrow(AppFailure);
  });

  test('opportunities of BG/BB are counted by hand', async () => {
    const days = (customer: string, ...at: readonly number[]): TestOrder[] =>
      at.map((day) => ({
        customer,
        day: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
        amount: 10,
      }));
    await orders.loadOrders([
      ...days('a', 0, 1, 7, 8, 30),
      ...days('b', 3),
      ...days('c', 10, 24, 26, 38),
      ...shop.slice(0, 300),
    ]);
    await orders.analyse('clv', {
      model: 'bgbb',
      calibrationEnd: '2024-01-29',
      observationEnd: '2024-02-28',
    });
    const rows = asObjects(
      await orders.db.query(
        sql`SELECT customer, x, tx, t, x_star FROM clv.valued WHERE customer IN ('a', 'b', 'c') ORDER BY customer`,
        newRun(),
      ),
    );
    expect(rows.map(({ x, tx, t, x_star }) => [x, tx, t, x_star])).toEqual([
      [2, 2, 4, 1],
      [0, 0, 3, 0],
      [1, 2, 2, 2],
    ]);
  });

  test('the history of P(alive) ends where the customer stands now', async () => {
    await orders.loadOrders(shop);
    await orders.analyse('clv', { customer: 1 });
    const customers = await orders.rows('clv', 'customers');
    const best = customers.reduce((top, row) => (Number(row['clv']) > Number(top['clv']) ? row : top));
    const history = await orders.rows('clv', 'alive_history');
    expect(new Set(history.map(({ customer }) => customer))).toEqual(new Set([best['customer']]));
    expect(history[0]).toMatchObject({ purchases: 1, p_alive: 1 });
    expect(history.at(-1)?.['purchases']).toBe(Number(best['frequency']) + 1);
    expect(Number(history.at(-1)?.['p_alive'])).toBeCloseTo(Number(best['p_alive']), 9);
    await orders.analyse('clv', { customer: String(best['customer']) });
    expect(await orders.rows('clv', 'alive_history')).toEqual(history);
    await orders.analyse('clv', { customer: 'nobody' });
    expect(await orders.rows('clv', 'alive_history')).toEqual([]);
  });

  test('order lines of one order are one purchase', async () => {
    const line = { customer: 'a', day: '2024-01-01', amount: 5, order: '1' };
    await orders.loadOrders(
      [
        line,
        { ...line, day: '2024-01-02' },
        { ...line, order: '2', day: '2024-01-09' },
        { ...line, order: null, day: '2024-01-09' },
        { customer: 'b', day: '2024-02-01', amount: 7, order: '3' },
      ],
      { orderLines: true },
    );
    await orders.analyse('clv');
    const [first] = await orders.rows('clv', 'customers');
    expect(first).toMatchObject({ frequency: 1, recency_days: 8, monetary: 10, historic_value: 20 });
  });

  test.each([
    ['one order', [{ customer: 'a', day: '2024-01-01', amount: 5 }]],
    ['all on one day', ['a', 'b', 'c'].map((customer) => ({ customer, day: '2024-01-01', amount: 5 }))],
    [
      'nobody comes back',
      ['a', 'b', 'c'].map((customer, index) => ({ customer, day: `2024-01-0${index + 1}`, amount: 5 })),
    ],
    [
      'nothing was paid',
      ['01', '05', '09', '20'].map((day) => ({ customer: 'a', day: `2024-01-${day}`, amount: 0 })),
    ],
  ])('%s leaves no figure that is none', async (_, given) => {
    await orders.loadOrders(given);
    for (const model of ['bgnbd', 'paretonbd', 'bgbb']) {
      const outcome = await orders.analyse('clv', { model, customer: 1, bootstrap: 4 });
      expect(JSON.stringify(outcome)).not.toMatch(/NaN|Infinity/u);
      expect(outcome.facts['health']).toBe('bad');
      expect(outcome.facts['customers']).toBe(new Set(given.map(({ customer }) => customer)).size);
    }
  });
});

describe('the bootstrap', () => {
  test('gives the same replicates however it is divided', () => {
    const customers = 60;
    const random = new Random().seed(5, 0, 0);
    const x = Float64Array.from({ length: customers }, (_, i) => i % 4);
    const tx = x.map((each) => (each > 0 ? 1 + 20 * each * random.uniform() : 0));
    const inputs = {
      entries: { entry: x.map((_, i) => i), x, tx, t: x.map(() => 100), customers: x.map(() => 1) },
      customers: {
        place: x.map((_, i) => i),
        m: x.map((each) => (each > 0 ? 5 + 10 * random.uniform() : 0)),
      },
      fit: {
        model: ['mbgnbd'],
        ...Object.fromEntries(
          Object.entries({ r: 0.8, alpha: 5, a: 0.5, b: 2, s: 0, beta: 0, gamma: 0, delta: 0 }).map(
            ([name, value]) => [name, Float64Array.of(value)],
          ),
        ),
      },
      spend: { used: ['gammagamma'], p: Float64Array.of(6), q: Float64Array.of(4), v: Float64Array.of(6) },
    };
    const run = (from: number, to: number): readonly number[][] => {
      const { replicates } = bootstrap(
        { kernel: 'clv.bootstrap', inputs, options: { unitDays: 7, seed: 11 }, part: { from, to } },
        () => undefined,
      );
      return ['replicate', 'r', 'alpha', 'p', 'mean_repeat'].map((name) => [
        ...(replicates?.[name] as Float64Array),
      ]);
    };
    const whole = run(0, 6);
    const [first, second] = [run(0, 2), run(2, 6)];
    expect(first.map((column, index) => [...column, ...(second[index] ?? [])])).toEqual(whole);
    expect(new Set(whole[1]).size).toBe(6);
  });
});

describe('npm run reproduce of lifetime value', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clv-test-'));
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('a file in two halves gives what the whole gives', { timeout: 180_000 }, async () => {
    const lines = simulatedShop({ ...SHOP, customers: 150 }).map(({ customer, day, amount }) =>
      [customer, day, String(amount)].join(','),
    );
    const write = async (name: string, rows: readonly string[]): Promise<string> => {
      const file = path.join(folder, name);
      await writeFile(file, `${['customer_id,order_date,amount', ...rows].join('\n')}\n`);
      return file;
    };
    const half = Math.floor(lines.length / 2);
    const files = {
      whole: [await write('whole.csv', lines)],
      halves: [await write('b.csv', lines.slice(half)), await write('a.csv', lines.slice(0, half))],
    };
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const results = [];
    for (const [name, parts] of Object.entries(files)) {
      const out = path.join(folder, name);
      const data = parts.flatMap((file) => ['--data', file]);
      expect(await reproduceCommand(['--analysis', 'clv', '--out', out, ...data])).toBe(0);
      const text = await readFile(path.join(out, 'result.json'), 'utf8');
      results.push((JSON.parse(text) as { facts: Record<string, Value> }).facts);
    }
    const [whole, halves] = results;
    expect(rounded(halves ?? {})).toEqual(rounded(whole ?? {}));
    expect(whole?.['customers']).toBe(150);
  });
});
