import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerMerge, IdentifyingUse } from '../../../src/contract/merge.ts';
import { toAppError } from '../../../src/contract/error.ts';
import { newId, type TableId } from '../../../src/contract/ids.ts';
import { sql } from '../../../src/contract/sql.ts';
import { Run } from '../../../workers/engine/database.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { MergeInEngine, RULES, usesOf } from './merge-in-engine.ts';

const ORDERS = `customer_id,order_date,amount
S-01,2024-01-05,10.1
T-07,2024-01-09,20.2
S-02,2024-02-05,30.3
T-08,2024-02-07,0.7
S-03,2024-03-01,5.5
T-09,2024-03-04,6.6
S-04,2024-03-05,1.1`;

const SHOP = `customer_id,name,email,phone
S-01,Ann Ash,ann@example.org,030 901820
S-02,Ben Birk,Ben.Birk@Example.org,
S-03,Cleo Coy,cleo@example.org,+49 30 901821
S-04,Dee Dorn,,0151 23456789`;

const TILL = `customer_id,name,email,phone
T-07,A. Ash, ANN@example.org ,
T-08,Benjamin Birk,ｂｅｎ．ｂｉｒｋ＠ｅｘａｍｐｌｅ．ｏｒｇ,
T-09,Cleo C.,other@example.org,0049 (30) 901821
T-10,Dee,dee@example.org,+4915123456789`;

let engine: MergeInEngine;
beforeAll(async () => {
  engine = await MergeInEngine.start();
}, 60_000);
afterAll(() => engine.close());

/** One table of customers with one column that is compared. */
async function told(
  values: readonly (readonly [id: string, value: string])[],
  use: IdentifyingUse,
  change: Partial<CustomerMerge> = {},
): Promise<CustomerMerge> {
  const orders = values.map(([id], place) => `${id},2024-01-0${(place % 9) + 1},${place + 1}`);
  await engine.begin(['customer_id,order_date,amount', ...orders].join('\n'));
  const rows = values.map(([id, value]) => `${id},"${value}"`);
  const mapping = {
    roles: { customerId: 'customer_id' },
    extras: ['told'],
    formats: { told: { kind: 'text' } },
  } as const;
  await engine.tables.table(['customer_id,told', ...rows].join('\n'), 'customers', { change: mapping });
  return { ...RULES, columns: [{ relation: 'customer_details', column: 'told', use }], ...change };
}

describe('customers of two systems', () => {
  beforeAll(async () => {
    await engine.begin(ORDERS);
    await engine.tables.table(SHOP, 'customers', { tableId: 'shop' as TableId });
    await engine.tables.table(TILL, 'customers', { tableId: 'till' as TableId });
  });

  it('are compared by the columns whose roles and values say that they identify', async () => {
    const tables = await engine.desk.tables(newRun());
    expect(tables.map(({ relation }) => relation)).toEqual([
      'orders',
      'customer_details',
      'customer_details_2',
    ]);
    expect(usesOf(tables)).toEqual([
      { relation: 'customer_details', column: 'email', use: 'email' },
      { relation: 'customer_details', column: 'phone', use: 'phone' },
      { relation: 'customer_details_2', column: 'email', use: 'email' },
      { relation: 'customer_details_2', column: 'phone', use: 'phone' },
    ]);
  });

  it('are counted before anything changes', async () => {
    const before = await engine.everything();
    const preview = await engine.preview(await engine.suggested());
    expect(preview).toMatchObject({
      before: 8,
      after: 4,
      ordering: { before: 7, after: 4 },
      clusters: 4,
      merged: 8,
      sizes: [{ from: 2, to: 2, clusters: 4 }],
      byRule: [
        { rule: 'exactId', values: 0, customers: 0 },
        { rule: 'email', values: 2, customers: 4 },
        { rule: 'phone', values: 2, customers: 4 },
      ],
      doubtful: 0,
    });
    expect(preview.largest[0]).toEqual({
      ids: ['S-01', 'T-07'],
      size: 2,
      ties: [{ rule: 'email', value: 'ann@example.org', customers: 2 }],
      orders: 2,
      doubts: [],
    });
    expect(await engine.everything()).toEqual(before);
  });

  it('are told of without naming anybody until they are revealed', async () => {
    const text = JSON.stringify(await engine.preview(await engine.suggested(), false));
    expect(text).not.toMatch(/S-01|T-07|ann@|org/u);
    expect([...engine.tables.bench.audit].at(-1)).toMatchObject({ kind: 'revealed', reason: 'test' });
  });

  it('become one in the orders, in the receipt and in the tables beside them', async () => {
    const before = await engine.everything();
    const receipt = await engine.merge(await engine.suggested());
    expect(receipt).toMatchObject({
      customers: 4,
      orders: 7,
      merged: { clusters: 4, before: 7, after: 4, asked: { mostShared: 10 } },
    });
    expect(await engine.merged()).toEqual({ 'T-07': 'S-01', 'T-08': 'S-02', 'T-09': 'S-03' });
    expect(
      await engine.tables.rows(
        sql`SELECT customers.customer_id, round(sum(amount), 2) FROM orders JOIN customers USING (customer_key)
          GROUP BY ALL ORDER BY ALL`,
      ),
    ).toEqual([
      ['S-01', 30.3],
      ['S-02', 31],
      ['S-03', 12.1],
      ['S-04', 1.1],
    ]);
    // T-10 has no orders under an id of their own.
    expect(
      await engine.tables.rows(
        sql`SELECT details.customer_id, customers.customer_id FROM customer_details_2 details
          JOIN customers USING (customer_key) ORDER BY ALL`,
      ),
    ).toEqual([
      ['T-07', 'S-01'],
      ['T-08', 'S-02'],
      ['T-09', 'S-03'],
      ['T-10', 'S-04'],
    ]);
    const { loaded } = engine.tables.bench.ground;
    const switched = await engine.tables.bench.setRules(newRun(), receipt.datasetId, {
      ...Object.fromEntries(receipt.rules.map(({ rule, on }) => [rule, on])),
      zeroAmount: true,
    } as never);
    expect(switched).toMatchObject({ customers: 4, merged: loaded?.merge?.summary });

    const undone = await engine.merge(null);
    expect(undone).toMatchObject({ customers: 7, merged: null });
    expect(await engine.everything()).toEqual(before);
    expect(await engine.merged()).toEqual({});
  });

  it('are merged by the rules that are on, and by others in their place', async () => {
    const all = await engine.suggested();
    await engine.merge({ ...all, rules: ['phone'] });
    expect(await engine.merged()).toEqual({ 'T-09': 'S-03' });
    await engine.merge({ ...all, rules: ['email'] });
    expect(await engine.merged()).toEqual({ 'T-07': 'S-01', 'T-08': 'S-02' });
    await engine.merge(null);
    const left = await engine.tables.rows(
      sql`SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'merge%'
        UNION ALL SELECT column_name FROM duckdb_columns() WHERE column_name LIKE 'merge%'`,
    );
    expect(left).toEqual([]);
  });

  it('stay merged when a table goes, and go with the orders when others are loaded', async () => {
    await engine.merge(await engine.suggested());
    await engine.tables.desk.drop(newRun(), 'till' as TableId);
    expect(await engine.merged()).toEqual({ 'T-07': 'S-01', 'T-08': 'S-02', 'T-09': 'S-03' });
    const receipt = await engine.begin(ORDERS);
    expect(receipt).toMatchObject({ customers: 7, merged: null });
    expect(await engine.merged()).toEqual({});
  });
});

describe('values', () => {
  it.each([
    ['case', 'ann@example.org', 'ANN@Example.ORG'],
    ['blanks', 'ann@example.org', '\u00a0 ann@example.org\u3000'],
    ['signs of full width', 'ann@example.org', 'ａｎｎ＠example。org'],
    ['another writing of é', 'ren\u00e9@example.org', 'rene\u0301@example.org'],
    ['a sign that nobody sees', 'ann@example.org', 'ann\u200b@example.org'],
  ])('of e-mail addresses are the same but for %s', async (_, one, other) => {
    const merge = await told(
      [
        ['a', one],
        ['b', other],
        ['c', 'c@example.org'],
      ],
      'email',
    );
    await engine.merge(merge);
    expect(await engine.merged()).toEqual({ b: 'a' });
  });

  it.each([
    ['dots', 'a.nn@gmail.com', 'ann@gmail.com'],
    ['tags', 'ann+shop@gmail.com', 'ann@googlemail.com'],
  ])('of Gmail addresses are the same but for %s where that is asked for', async (_, one, other) => {
    const merge = await told(
      [
        ['a', one],
        ['b', other],
        ['c', 'ann@example.org'],
        ['d', 'a.nn@example.org'],
      ],
      'email',
    );
    await engine.merge(merge);
    expect(await engine.merged()).toEqual({});
    await engine.merge({ ...merge, gmail: true });
    expect(await engine.merged()).toEqual({ b: 'a' });
  });

  it('that are no addresses tie nobody', async () => {
    const merge = await told(
      [
        ['a', 'n/a'],
        ['b', 'n/a'],
        ['c', 'none@'],
        ['d', 'none@'],
        ['e', '+@gmail.com'],
        ['f', '.@gmail.com'],
      ],
      'email',
      { gmail: true },
    );
    const preview = await engine.preview(merge);
    expect(preview).toMatchObject({ clusters: 0, before: 6, after: 6 });
    expect(preview.byRule[1]).toMatchObject({ rule: 'email', values: 0, unreadable: 1 });
  });

  it.each([
    ['a bracket', '(030) 901820'],
    ['00', '0049 30 901820'],
    ['signs of full width', '＋４９ ３０ ９０１８２０'],
    ['hyphens', '+49-30-90-18-20'],
  ])('of phone numbers are the same with %s', async (_, other) => {
    const merge = await told(
      [
        ['a', '030 901820'],
        ['b', other],
        ['c', '030 901829'],
        ['d', '901820'],
      ],
      'phone',
    );
    await engine.merge(merge);
    expect(await engine.merged()).toEqual({ b: 'a' });
  });

  it('of phone numbers depend on the country they are in, and on extensions', async () => {
    const merge = await told(
      [
        ['a', '13800138000'],
        ['b', '+86 138 0013 8000'],
        ['c', '+49 30 901820 ext. 1'],
        ['d', '+49 30 901820 ext. 2'],
      ],
      'phone',
    );
    await engine.merge(merge);
    expect(await engine.merged()).toEqual({});
    await engine.merge({ ...merge, country: 'CN' });
    expect(await engine.merged()).toEqual({ b: 'a' });
    await engine.merge({ ...merge, country: null });
    expect(await engine.merged()).toEqual({});
  });

  it('of ids tie a customer to the one who has that id, and those who share another number', async () => {
    const cards = await told(
      [
        ['S1', 'K9'],
        ['S2', 'K8'],
        ['T1', ' K9 '],
        ['T2', 'k8'],
      ],
      'otherId',
    );
    await engine.merge(cards);
    expect(await engine.merged()).toEqual({ T1: 'S1' });
    const ids = await told(
      [
        ['S1', ''],
        ['S2', ''],
        ['T1', 'S2'],
        ['T2', 'K1'],
        ['K1', ''],
      ],
      'customerId',
    );
    expect((await engine.suggested()).columns).toEqual(ids.columns);
    await engine.merge(ids);
    expect(await engine.merged()).toEqual({ T1: 'S2', T2: 'K1' });
  });

  it('that too many customers share are set aside, and shared mailboxes are doubted', async () => {
    const office = ['a', 'b', 'c', 'd'].map((id): [string, string] => [id, 'info@example.org']);
    const merge = await told([...office, ['e', 'e@example.org'], ['f', 'e@example.org']], 'email');
    const all = await engine.preview(merge);
    expect(all).toMatchObject({ clusters: 2, merged: 6, doubtful: 1, shared: [] });
    expect(all.largest[0]).toMatchObject({ size: 4, doubts: ['sharedMailbox'] });
    const few = await engine.preview({ ...merge, mostShared: 3 });
    expect(few).toMatchObject({ clusters: 1, merged: 2, doubtful: 0 });
    expect(few.byRule[1]).toMatchObject({ values: 1, setAside: 1 });
    expect(few.shared).toEqual([{ rule: 'email', value: 'info@example.org', customers: 4 }]);
  });
});

it('ties are followed from customer to customer, by one rule and another', async () => {
  await engine.begin(
    'customer_id,order_date,amount\nz,2024-01-01,1\nb,2024-01-02,2\nc,2024-01-03,3\nd,2024-01-04,4',
  );
  await engine.tables.table(
    'customer_id,email,phone\nz,zb@example.org,\nb,zb@example.org,030 901820\nc,,+49 30 901820\nd,d@example.org,',
    'customers',
  );
  await engine.merge(await engine.suggested());
  expect(await engine.merged()).toEqual({ c: 'b', z: 'b' });
});

it('addresses may be the ids themselves', async () => {
  await engine.begin(
    'customer email,order_date,amount\nann@example.org,2024-01-01,1\nANN@example.org,2024-01-02,2\nbob@example.org,2024-01-03,3',
  );
  const merge = await engine.suggested();
  expect(merge.columns).toEqual([{ relation: 'orders', column: 'customer_id', use: 'email' }]);
  const receipt = await engine.merge(merge);
  expect(receipt.customers).toBe(2);
});

it('numbers of customers that are digits are the same with and without zeros', async () => {
  await engine.begin('customer_id,order_date,amount\n7,2024-01-01,1\n8,2024-01-02,2\n9,2024-01-03,3');
  await engine.tables.table('customer_id,shop_id\n7,0009\n8,8.0\n12,7', 'customers', {
    change: {
      roles: { customerId: 'customer_id' },
      extras: ['shop_id'],
      formats: { shop_id: { kind: 'text' } },
    },
  });
  await engine.merge({
    ...RULES,
    columns: [{ relation: 'customer_details', column: 'shop_id', use: 'customerId' }],
  });
  expect(await engine.merged()).toEqual({ 9: '7' });
  expect(
    await engine.tables.rows(sql`SELECT customer_id, customer_key FROM customer_details ORDER BY ALL`),
  ).toEqual([
    ['12', 7],
    ['7', 7],
    ['8', 8],
  ]);
});

it('a merge that is stopped changes nothing', async () => {
  const values = Array.from({ length: 4000 }, (_, n): [string, string] => [
    `c${n}`,
    `+49 30 9${String(n % 2000).padStart(5, '0')}`,
  ]);
  const merge = await told(values, 'phone');
  const before = await engine.everything();
  for (const at of ['reading', 'applying'] as const) {
    const run: Run = new Run(newId(), ({ share }) => {
      const late = share !== null && share >= 0.8;
      if (at === 'reading' ? share !== null && share > 0.1 : late) void run.cancel();
    });
    const error = await engine.merge(merge, run).then(() => null, toAppError);
    expect(error?.code).toBe('engine.cancelled');
    expect(await engine.everything()).toEqual(before);
  }
  expect((await engine.merge(merge)).customers).toBe(2000);
});
