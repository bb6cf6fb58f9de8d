import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CustomerProfile,
  CustomerProfileRequest,
  DrillRequest,
} from '../../../src/contract/dashboard.ts';
import { numbers, texts, type ResultSet, type Value } from '../../../src/contract/result-set.ts';
import { type FileId, newId } from '../../../src/contract/ids.ts';
import { sql } from '../../../src/contract/sql.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { asObjects, newRun, sharedFolder } from '../../analyses/orders-in-engine.ts';
import { idOf, shop } from '../notebook/shop.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

const CUSTOMERS = 160;
const ORDERS = shop(CUSTOMERS);
/** The same orders with an address and a consent of each customer, and a word that is of the order. */
const CSV = ORDERS.split('\n')
  .map((line, place) => {
    if (place === 0) return `${line},email,newsletter_opt_in,note`;
    const id = line.split(',')[0] ?? '';
    const consent = (id.codePointAt(3) ?? 0) % 2 === 0 ? 'yes' : 'no';
    return `${line},${id.toLowerCase()}@example.com,${consent},n${place % 3}`;
  })
  .join('\n');

const ROWS = ORDERS.split('\n')
  .slice(1)
  .map((line) => {
    const [customer = '', day = '', amount = '', country = '', channel = ''] = line.split(',');
    return { customer, day, amount: Number(amount), country, channel };
  });

let dashboard: DashboardInEngine;
let keys: ReadonlyMap<string, number>;

async function keysOf({ files }: DashboardInEngine): Promise<ReadonlyMap<string, number>> {
  const found = await files.db.query(
    sql`SELECT customer_id AS id, customer_key::DOUBLE AS key FROM memory.main.customers`,
    newRun(),
  );
  const ids = texts(found, 'id');
  return new Map(numbers(found, 'key').map((key, place) => [ids[place] ?? '', key]));
}

/** Loads the orders again with the columns that users must ask for. */
async function loadExtras({ bench, files, datasetId }: DashboardInEngine): Promise<void> {
  const fileId = newId<FileId>();
  const preview = await bench.open(newRun(), fileId, await files.file(CSV));
  const mapping = { ...suggestMapping(preview), extras: ['email', 'newsletter_opt_in', 'note'] };
  await bench.load(newRun(), { fileId, datasetId, mapping, rules: {} });
}

beforeAll(async () => {
  dashboard = await DashboardInEngine.start(CSV);
  await loadExtras(dashboard);
  keys = await keysOf(dashboard);
}, 60_000);
afterAll(() => dashboard.close());

function keyOf(id: string): number {
  const key = keys.get(id);
  if (key === undefined) throw new RangeError(`there is no customer ${id}`);
  return key;
}

async function drilled(terms: Partial<DrillRequest>): Promise<{ rows: ResultSet; total: number }> {
  return dashboard.desk.drill(newRun(), {
    datasetId: dashboard.datasetId,
    prepare: dashboard.prepared({ dimensions: ['segment', 'country'] }),
    selection: [],
    orderBy: 'revenue',
    descending: true,
    offset: 0,
    limit: 1000,
    revealed: false,
    ...terms,
  });
}

function profile(key: number, terms: Partial<CustomerProfileRequest> = {}): Promise<CustomerProfile> {
  const { datasetId, desk } = dashboard;
  const prepare = dashboard.prepared({});
  return desk.customer(newRun(), {
    datasetId,
    prepare,
    key,
    revealed: false,
    reason: null,
    withValue: false,
    ...terms,
  });
}

/** A table of an analysis as objects by customer. */
async function byCustomer(
  analysis: string,
  params: Readonly<Record<string, unknown>>,
): Promise<Map<string, Record<string, Value>>> {
  const { bench, datasetId } = dashboard;
  await bench.analyse(newRun(), datasetId, analysis, params);
  const of = { datasetId, analysisId: analysis, table: 'customers', where: {}, offset: 0, limit: 1000 };
  const rows = await bench.rows(newRun(), { ...of, orderBy: 'customer', descending: false });
  return new Map(asObjects(rows).map((each) => [String(each['customer']), each]));
}

interface Bought {
  readonly orders: number;
  readonly revenue: number;
  readonly first: string;
  readonly last: string;
}

/** By key, what customers have bought in the orders that meet a condition. */
function boughtUnder(meets: (order: (typeof ROWS)[number]) => boolean): ReadonlyMap<number, Bought> {
  const found = new Map<number, Bought>();
  for (const { customer, day, amount } of ROWS.filter(meets)) {
    const key = keyOf(customer);
    const known = found.get(key) ?? { orders: 0, revenue: 0, first: day, last: day };
    const [first, last] = [known.first, known.last, day].toSorted().filter((_, place) => place !== 1);
    found.set(key, {
      orders: known.orders + 1,
      revenue: known.revenue + amount,
      first: first ?? day,
      last: last ?? day,
    });
  }
  return found;
}

describe('customers behind a selection', () => {
  test('are those with an order under it, with what they bought under it, as it is by hand', async () => {
    const selection = [
      { dimension: 'country', op: 'in', values: ['FR', 'IT'] },
      { dimension: 'period', op: 'between', low: '2023-06', high: '2024-02' },
    ] as const;
    const wanted = boughtUnder(
      ({ country, day }) =>
        ['FR', 'IT'].includes(country) && day >= '2023-06' && day.slice(0, 7) <= '2024-02',
    );
    const { rows, total } = await drilled({ selection });
    expect(total).toBe(wanted.size);
    expect(rows.rowCount).toBe(wanted.size);
    for (const each of asObjects(rows)) {
      const { orders = 0, revenue = NaN, first = '', last = '' } = wanted.get(Number(each['key'])) ?? {};
      expect(each).toMatchObject({ orders, first_order: Date.parse(first), last_order: Date.parse(last) });
      expect(each['revenue']).toBeCloseTo(revenue, 5);
    }
    const segments = await byCustomer('rfm', {});
    for (const [id, { segment }] of segments) {
      const place = numbers(rows, 'key').indexOf(keyOf(id));
      if (place >= 0) expect(texts(rows, 'segment')[place]).toBe(segment);
    }
  });

  test('come in windows of one order, and never with an id', async () => {
    const all = await drilled({ orderBy: 'orders' });
    const counts = numbers(all.rows, 'orders');
    expect(counts).toEqual(counts.toSorted((one, other) => other - one));
    const windows = await Promise.all(
      [0, 50, 100, 150].map((offset) => drilled({ orderBy: 'orders', offset, limit: 50 })),
    );
    expect(windows.flatMap(({ rows }) => numbers(rows, 'key'))).toEqual(numbers(all.rows, 'key'));
    const ids = new Set(ROWS.map(({ customer }) => customer));
    for (const shown of texts(all.rows, 'customer')) {
      expect(shown).toContain('•');
      expect(ids.has(shown)).toBe(false);
    }
  });
});

describe('one customer', () => {
  test('is masked until revealed for a reason, which the log keeps and no value', async () => {
    const id = idOf(3);
    const key = keyOf(id);
    const masked = await profile(key);
    expect(masked.id).toContain('•');
    expect(JSON.stringify(masked).toLowerCase()).not.toContain(id.toLowerCase());
    const named = (found: CustomerProfile, name: string) =>
      found.attributes.find((each) => each.name === name);
    expect(named(masked, 'email')).toMatchObject({ masked: true, source: 'column' });
    expect(named(masked, 'newsletter_opt_in')).toMatchObject({ masked: false, consent: true });
    expect(named(masked, 'country')).toMatchObject({ source: 'role', value: expect.any(String) as string });
    expect(named(masked, 'note')).toBeUndefined();

    const noted = () => [...dashboard.bench.audit].filter(({ kind }) => kind === 'revealed');
    await expect(profile(key, { revealed: true })).rejects.toThrow(RangeError);
    await expect(profile(key, { revealed: true, reason: '  ' })).rejects.toThrow(RangeError);
    expect(noted()).toHaveLength(0);
    const shown = await profile(key, { revealed: true, reason: 'asked by the customer' });
    expect(shown.id).toBe(id);
    expect(named(shown, 'email')?.value).toBe(`${id.toLowerCase()}@example.com`);
    expect((await profile(key, { revealed: true })).id).toBe(id);
    const [event, ...others] = noted();
    expect(others).toEqual([]);
    expect(event?.reason).toBe('asked by the customer');
    expect(event?.subject).toContain('customer_id, email (1)');
    expect(event?.subject.toLowerCase()).not.toContain(id.toLowerCase());

    const list = await drilled({ revealed: true, orderBy: 'customer' });
    const ids = texts(list.rows, 'customer').filter((each) => !each.includes('•'));
    expect(ids).toEqual([id]);
    expect(texts((await drilled({ orderBy: 'customer' })).rows, 'customer')).not.toContain(id);
  });

  test('has the orders of the file, newest first, and within the days of the dashboard only', async () => {
    const id = [...new Set(ROWS.map(({ customer }) => customer))].reduce((most, each) => {
      const count = (of: string): number => ROWS.filter(({ customer }) => customer === of).length;
      return count(each) > count(most) ? each : most;
    });
    const own = ROWS.filter(({ customer }) => customer === id).toSorted((one, other) =>
      one.day < other.day ? 1 : -1,
    );
    const of = { datasetId: dashboard.datasetId, key: keyOf(id) };
    const found = await dashboard.desk.customerOrders(newRun(), { ...of, offset: 1, limit: 3 });
    expect(found.total).toBe(own.length);
    expect(asObjects(found.rows)).toMatchObject(
      own.slice(1, 4).map(({ day, amount, country, channel }) => {
        return { day: Date.parse(day), lines: 1, amount, country, channel };
      }),
    );
    const days = { from: own.at(-1)?.day ?? '', to: own[1]?.day ?? '' };
    const within = await dashboard.desk.customerOrders(newRun(), { ...of, offset: 0, limit: 1, days });
    expect(within.total).toBe(own.length - 1);
    const limited = await profile(of.key, { prepare: dashboard.prepared({ days }) });
    expect(limited).toMatchObject({ orders: own.length - 1, firstOrder: days.from, lastOrder: days.to });
  });

  test('has the scores of the analysis, now and as it had them when quarters ended', async () => {
    const scored = await byCustomer('rfm', {});
    const ids = [idOf(1), idOf(40), idOf(99)];
    for (const id of ids) {
      const { rfm, attributes } = await profile(keyOf(id), { withScores: true });
      const known = scored.get(id) ?? {};
      expect(rfm).toMatchObject({
        recency: known['recency_days'],
        frequency: known['frequency'],
        r: known['r'],
        f: known['f'],
        m: known['m'],
        segment: known['segment'],
      });
      expect(rfm?.monetary).toBeCloseTo(Number(known['monetary']), 6);
      expect(attributes.find(({ name }) => name === 'lifecycleState')?.value).toEqual(expect.any(String));
    }
    // What it was at the end of a quarter is what the analysis says of the file cut off there.
    const at = '2024-03-31';
    const before = await DashboardInEngine.start(
      CSV.split('\n')
        .filter((line, place) => place === 0 || (line.split(',')[1] ?? '') <= at)
        .join('\n'),
    );
    try {
      const whole = dashboard;
      dashboard = before;
      const then = await byCustomer('rfm', { analysisDate: '2024-04-01' });
      dashboard = whole;
      for (const id of ids) {
        const { scoreHistory } = await profile(keyOf(id), { withScores: true });
        const { r, f, m, segment } = then.get(id) ?? {};
        expect(scoreHistory.find((each) => each.at === at)).toEqual({ at, r, f, m, segment });
      }
    } finally {
      await before.close();
    }
  });

  test('has the value that the analysis gives, once it was fitted', async () => {
    const key = keyOf(idOf(7));
    const before = await profile(key);
    expect(before.value).toBeNull();
    expect(before.fitSeconds).toBeGreaterThan(0);
    const { value, fitSeconds } = await profile(key, { withValue: true });
    expect(fitSeconds).toBeNull();
    const known = (await byCustomer('clv', {})).get(idOf(7)) ?? {};
    expect(value?.lifetimeValue).toBeCloseTo(Number(known['clv']), 6);
    expect(value?.expectedPurchases).toBeCloseTo(Number(known['expected_purchases']), 9);
    expect(value?.pAlive).toBeCloseTo(Number(known['p_alive']), 9);
    expect(value?.pAliveCurve.at(-1)?.p).toBeCloseTo(Number(known['p_alive']), 9);
    const next = Number(known['next_purchase']);
    const days = (next - Date.parse(value?.asOf ?? '')) / 86_400_000;
    expect(value?.nextPurchase).toBe(days <= 365 ? new Date(next).toISOString().slice(0, 10) : null);
    // The next customer costs no fit.
    expect((await profile(keyOf(idOf(8)))).value).not.toBeNull();
  });
});

const shared = sharedFolder();

describe.skipIf(shared === null)('P(alive) of customers of the CDNOW sample', () => {
  let cdnow: DashboardInEngine;
  beforeAll(async () => {
    const file = readFileSync(path.join(shared ?? '', 'data/cdnow/CDNOW_sample.txt'), 'utf8');
    const rows = file
      .trim()
      .split('\n')
      .map((line) => {
        const [, customer = '', day = '', , amount = ''] = line.trim().split(/\s+/u);
        return [customer, `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`, amount].join();
      });
    cdnow = await DashboardInEngine.start(['customer_id,order_date,amount', ...rows].join('\n'));
  }, 60_000);
  afterAll(() => cdnow.close());

  test('is what was published for its customers, to four figures, and leaps with purchases', async () => {
    const own = await keysOf(cdnow);
    const known = readFileSync(path.join(shared ?? '', 'golden/cdnow_sample_customers.csv'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const place = known[0]?.indexOf('bgnbd_p_alive') ?? -1;
    const prepare = cdnow.prepared({ days: { from: '1997-01-01', to: '1997-09-30' } });
    const of = { datasetId: cdnow.datasetId, prepare, revealed: false, reason: null, withValue: true };
    for (const golden of known.slice(1, 2357).filter((_, at) => at % 97 === 0)) {
      const key = [...own].find(([id]) => Number(id) === Number(golden[0]))?.[1] ?? NaN;
      const { value } = await cdnow.desk.customer(newRun(), { ...of, key });
      const wanted = Number(golden[place]);
      expect(Math.abs((value?.pAlive ?? NaN) - wanted) / wanted).toBeLessThan(1e-4);
      expect(value?.asOf).toBe('1997-09-30');
      expect(value?.pAliveCurve[0]).toMatchObject({ at: golden[1], p: 1 });
      expect(value?.pAliveCurve.at(-1)?.p).toBeCloseTo(value?.pAlive ?? NaN, 12);
    }
  });
});
