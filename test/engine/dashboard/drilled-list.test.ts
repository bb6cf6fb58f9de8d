import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DrilledListRequest, Selection } from '../../../src/contract/dashboard.ts';
import type { Policy } from '../../../src/contract/privacy.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { idOf, shop } from '../notebook/shop.ts';
import { DashboardInEngine } from './dashboard-in-engine.ts';

const CUSTOMERS = 160;
const CSV = shop(CUSTOMERS);
const ROWS = CSV.split('\n')
  .slice(1)
  .map((line) => {
    const [customer = '', day = '', amount = '', country = '', channel = ''] = line.split(',');
    return { customer, day, amount: Number(amount), country, channel };
  });
const FRANCE: Selection = [{ dimension: 'country', op: 'in', values: ['FR'] }];
const OPEN = policyOf({ rows: { deidentified: null, lists: { pseudonymised: false } } });

let dashboard: DashboardInEngine;
beforeAll(async () => {
  dashboard = await DashboardInEngine.start(CSV);
}, 60_000);
afterAll(() => dashboard.close());
afterEach(() => {
  dashboard.policy = null;
});

async function listed(policy: Policy, terms: Partial<DrilledListRequest> = {}): Promise<string> {
  dashboard.policy = policy;
  const result = await dashboard.desk.releaseDrilled(newRun(), {
    datasetId: dashboard.datasetId,
    prepare: dashboard.prepared({ dimensions: ['segment', 'country'] }),
    selection: FRANCE,
    columns: ['segment', 'orders', 'revenue', 'first_order'],
    purpose: 'letters to France',
    pseudonymised: false,
    format: 'csv',
    locale: 'en',
    ...terms,
  });
  return result.ok ? new TextDecoder().decode(result.value.bytes) : result.error.code;
}

function lines(file: string): readonly (readonly string[])[] {
  return file
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
}

describe('a list of the customers behind a selection', () => {
  test('has those with an order under it, with what they bought under it, as it is by hand', async () => {
    const wanted = new Map<string, { orders: number; revenue: number; first: string }>();
    for (const { customer, day, amount, country } of ROWS) {
      if (country !== 'FR') continue;
      const known = wanted.get(customer) ?? { orders: 0, revenue: 0, first: day };
      wanted.set(customer, {
        orders: known.orders + 1,
        revenue: known.revenue + amount,
        first: day < known.first ? day : known.first,
      });
    }
    const file = await listed(OPEN);
    expect(file.split('\r\n')[0]).toBe('Customer,Segment,Orders,Revenue,First order');
    const found = lines(file);
    expect(found.map(([id]) => id).toSorted()).toEqual([...wanted.keys()].toSorted());
    for (const [id = '', , orders, revenue, first] of found) {
      expect(Number(orders)).toBe(wanted.get(id)?.orders);
      expect(Number(revenue)).toBeCloseTo(wanted.get(id)?.revenue ?? NaN, 5);
      expect(first).toBe(wanted.get(id)?.first);
    }
  });

  test('is decided on as other lists: by the policy, for a purpose, and noted whatever the answer', async () => {
    const before = [...dashboard.bench.log].length;
    expect(await listed(policyOf({}))).toBe('gate.kindNotAllowed');
    expect(await listed(OPEN, { purpose: ' ' })).toBe('gate.purposeMissing');
    expect(await listed(OPEN, { columns: ['customer'] })).toBe('gate.directIdentifier');
    await expect(listed(OPEN, { columns: ['country'] })).rejects.toThrow(RangeError);
    expect(lines(await listed(OPEN)).length).toBeGreaterThan(0);
    const noted = [...dashboard.bench.log].slice(before);
    expect(noted.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'refused', 'released']);
    expect(noted.at(-1)).toMatchObject({
      kind: 'list',
      subject: 'dashboard/customers',
      purpose: 'letters to France',
    });
    expect(JSON.stringify(noted)).not.toContain(idOf(3));
  });

  test('names nobody where the policy asks for pseudonyms, whatever was asked', async () => {
    const pseudonymised = policyOf({ rows: { deidentified: null, lists: { pseudonymised: true } } });
    const file = await listed(pseudonymised);
    expect(lines(file).length).toBe(lines(await listed(OPEN)).length);
    expect(lines(file).every(([id = '']) => /^[0-9a-f]{32}$/u.test(id))).toBe(true);
    for (const { customer } of ROWS) expect(file).not.toContain(customer);
  });

  test('does not leave where it differs by few people from a figure that has left', async () => {
    const islanders = new Set(ROWS.filter(({ country }) => country === 'MT').map(({ customer }) => customer))
      .size;
    const comparing = policyOf({
      threshold: 10,
      differencing: true,
      rows: { deidentified: null, lists: { pseudonymised: false } },
    });
    dashboard.policy = comparing;
    const figure = await dashboard.desk.releaseTile(newRun(), {
      run: dashboard.metric({ measures: ['customers', 'revenue'], dimensions: [] }),
      table: 'cells',
      view: null,
      format: 'csv',
      locale: 'en',
      theme: 'light',
    });
    expect(figure).toMatchObject({ ok: true });
    expect(islanders).toBeGreaterThan(0);
    expect(islanders).toBeLessThan(10);
    const mainland: Selection = [{ dimension: 'country', op: 'in', values: ['DE', 'FR', 'IT'] }];
    expect(await listed(comparing, { selection: mainland })).toBe('gate.differencing');
    expect(lines(await listed(comparing, { selection: FRANCE })).length).toBeGreaterThan(10);
  });
});
