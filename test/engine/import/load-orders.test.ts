import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { CLEANING_RULES, type CleaningRule, type RuleSwitches } from '../../../src/contract/import.ts';
import { row, type Value } from '../../../src/contract/result-set.ts';
import { Sql } from '../../../src/contract/sql.ts';
import { fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { Run } from '../../../workers/engine/database.ts';
import { newId } from '../../../src/contract/ids.ts';
import { applyRules, loadOrders } from '../../../workers/import/load-orders.ts';
import type { LoadedOrders } from '../../../workers/import/loaded-orders.ts';
import { setAsideRows } from '../../../workers/import/set-aside-rows.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared/data');

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

async function rows(query: string): Promise<Value[][]> {
  const found = await bench.db.query(new Sql(query), bench.run);
  return Array.from({ length: found.rowCount }, (_, index) => row(found, index));
}

function rule(
  loaded: LoadedOrders,
  name: CleaningRule,
): { rows: number; customers: number; revenue: number } {
  const effect = loaded.receipt.rules.find((each) => each.rule === name);
  return { rows: effect?.rows ?? -1, customers: effect?.customers ?? -1, revenue: effect?.revenue ?? -1 };
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof AppFailure ? thrown.error : thrown;
}

describe.skipIf(!existsSync(shared))('real files (skipped without the shared data)', () => {
  it('loads all of CDNOW as published: 69,659 transactions of 23,570 customers, $2,500,315.63', async () => {
    const loaded = await bench.load(await fileOnDisk(path.join(shared, 'cdnow/CDNOW_master.txt')));
    expect(loaded.receipt).toMatchObject({
      read: 69_659,
      loaded: 69_659,
      customers: 23_570,
      orders: 69_659,
      currency: 'USD',
      firstOrderAt: Date.UTC(1997, 0, 1),
      lastOrderAt: Date.UTC(1998, 5, 30),
    });
    expect(loaded.receipt.revenue).toBeCloseTo(2_500_315.63, 2);
    expect(await rows('SELECT customer_id FROM customers ORDER BY customer_key LIMIT 2')).toEqual([
      ['00001'],
      ['00002'],
    ]);
  });

  it('gives the customers of the rfm package keys in the order of their names', async () => {
    const loaded = await bench.load(await fileOnDisk(path.join(shared, 'rfm_r/rfm_data_orders.csv')));
    expect(loaded.receipt).toMatchObject({ read: 4906, loaded: 4906, customers: 995, revenue: 464_158 });
    expect(
      await rows(
        "SELECT count(*)::INTEGER, sum(amount) FROM orders JOIN customers USING (customer_key) WHERE customer_id = 'Abbey O''Reilly'",
      ),
    ).toEqual([[6, 472]]);
    const keys = await rows(
      'SELECT bool_and(customer_id > previous) FROM (SELECT customer_id, lag(customer_id) OVER (ORDER BY customer_key) AS previous FROM customers)',
    );
    expect(keys).toEqual([[true]]);
  });
});

describe('values', () => {
  it('reads money in many dresses', async () => {
    await bench.loadText(
      'customer,date,amount\n' +
        [
          ['a', '"$1,234.50"'],
          ['b', '(12.00)'],
          ['c', '7.25-'],
          ['d', '￥99元'],
          ['e', '50%'],
          ['f', 'USD 3'],
          ['g', '-$4.5'],
          ['h', '1e2'],
        ]
          .map(([id, amount]) => `${id ?? ''},2024-01-01,${amount ?? ''}`)
          .join('\n'),
      {},
      { negativeAmount: false },
    );
    const found = await rows(
      'SELECT amount FROM orders JOIN customers USING (customer_key) ORDER BY customer_id',
    );
    expect(found.flat()).toEqual([1234.5, -12, -7.25, 99, 0.5, 3, -4.5, 100]);
  });

  it('reads decimal commas with points between thousands', async () => {
    await bench.loadText(
      'customer;date;amount\na;01.02.2024;1.234,50\nb;13.02.2024;-7,5\nc;14.02.2024;12\n',
      {},
      {
        negativeAmount: false,
      },
    );
    expect((await rows('SELECT amount FROM orders')).flat()).toEqual([1234.5, -7.5, 12]);
  });

  it.each([
    ['2024-01-31', '2024-01-31 00:00:00'],
    ['2024/1/31 8:05', '2024-01-31 08:05:00'],
    ['2024.01.31', '2024-01-31 00:00:00'],
    ['2024-01-31T10:11:12Z', '2024-01-31 10:11:12'],
    ['2024-01-31T23:30:00+08:00', '2024-01-31 23:30:00'],
    ['20240131', '2024-01-31 00:00:00'],
    ['20240131101112', '2024-01-31 10:11:12'],
    ['31/01/2024', '2024-01-31 00:00:00'],
    ['31.1.24 7:08', '2024-01-31 07:08:00'],
    ['01/31/2024 05:06 PM', '2024-01-31 17:06:00'],
    ['1/31/2024 12:06 AM', '2024-01-31 00:06:00'],
    ['31-Jan-2024', '2024-01-31 00:00:00'],
    ['Jan 31, 2024', '2024-01-31 00:00:00'],
    ['2024年1月31日', '2024-01-31 00:00:00'],
    ['2024年01月31日 10:11:12', '2024-01-31 10:11:12'],
    ['1706659200', '2024-01-31 00:00:00'],
    ['1706659200000', '2024-01-31 00:00:00'],
  ])('reads %s', async (text, expected) => {
    const line = text.includes(',') ? `"${text}"` : text;
    await bench.loadText(`customer,order date,amount\na,${line},1\nb,${line},2\n`);
    expect((await rows('SELECT ordered_at::VARCHAR FROM orders')).flat()).toEqual([expected, expected]);
  });

  it('reads dates of several orders in one column where each can mean one day only', async () => {
    const loaded = await bench.loadText(
      'customer,date,amount\na,31/01/2024,1\nb,28/02/2024,1\nc,2024-03-05,1\nd,2024年4月6日,1\ne,20240507,1\nf,05/30/2024,1\n',
    );
    expect((await rows('SELECT ordered_at::DATE::VARCHAR FROM orders')).flat()).toEqual([
      '2024-01-31',
      '2024-02-28',
      '2024-03-05',
      '2024-04-06',
      '2024-05-07',
      '2024-05-30',
    ]);
    expect(rule(loaded, 'unreadableDate').rows).toBe(0);
  });

  it('works the amount out from quantity and unit price', async () => {
    const loaded = await bench.loadText(
      'customer_id,order_date,quantity,unit_price\n1,2024-01-01,3,2.5\n2,2024-01-02,2,10\n',
    );
    expect(loaded.receipt).toMatchObject({
      revenue: 27.5,
      roles: expect.arrayContaining(['amount']) as unknown,
    });
  });
});

describe('ids', () => {
  async function ids(...values: string[]): Promise<Value[]> {
    const lines = values.map((id, index) => `${id},2024-01-${10 + index},5.5`);
    await bench.loadText(['customer_id,date,amount', ...lines].join('\n'));
    const found = await rows(
      'SELECT customer_id FROM orders LEFT JOIN customers USING (customer_key) ORDER BY ordered_at',
    );
    return found.flat();
  }

  it('keeps the text of ids of any shape', async () => {
    expect(await ids('7', '12', '7')).toEqual(['7', '12', '7']);
    expect(await ids('007', '012')).toEqual(['007', '012']);
    expect(await ids('C0001', 'C0234')).toEqual(['C0001', 'C0234']);
    expect(await ids('anna@x.org', 'Bob')).toEqual(['anna@x.org', 'Bob']);
    expect(await ids('客户01', '客户02')).toEqual(['客户01', '客户02']);
  });

  it('reads ids that a spreadsheet has made floats of', async () => {
    expect(await ids('12345.0', '1.2346e4', '7')).toEqual(['12345', '12346', '7']);
  });

  it('reads the file again as text when an id far down breaks the shape of the sample', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) => `${index + 1},2024-01-01,1`);
    many[15_000] = '1e2,2024-01-01,1';
    many[9000] = 'Ann Lee,2024-01-01,1';
    const loaded = await bench.loadText(['customer_id,date,amount', ...many].join('\n'));
    expect(loaded.receipt).toMatchObject({ read: 30_000, loaded: 30_000, customers: 30_000 });
    expect(
      await rows("SELECT count(*)::INTEGER FROM customers WHERE customer_id IN ('1e2', 'Ann Lee', '100')"),
    ).toEqual([[3]]);
  });

  it('sorts number ids by value', async () => {
    await ids('10', '9', '100');
    expect((await rows('SELECT customer_id FROM customers ORDER BY customer_key')).flat()).toEqual([
      '9',
      '10',
      '100',
    ]);
  });
});

const MESSY = `order_id,customer_id,order_date,amount,status
1,A-1,2024-01-01,10,paid
2,,2024-01-02,20,paid
3,B-2,someday,30,paid
4,B-2,2024-01-04,forty,paid
5,C-3,2024-01-05,-50,paid
6,C-3,2024-01-06,0,paid
7,D-4,2024-01-07,70,Cancelled
8,D-4,2024-01-08,80,已退款
1,A-1,2024-01-01,10,paid
9,E-5,2024-01-09,90,partially refunded
`;

describe('cleaning rules', () => {
  it('sets rows aside by rule and says what each takes out', async () => {
    const loaded = await bench.loadText(MESSY);
    expect(loaded.receipt).toMatchObject({
      read: 10,
      loaded: 3,
      setAside: 7,
      malformed: 0,
      customers: 3,
      revenue: 100,
    });
    expect(rule(loaded, 'noCustomer')).toEqual({ rows: 1, customers: 0, revenue: 20 });
    expect(rule(loaded, 'unreadableDate')).toEqual({ rows: 1, customers: 1, revenue: 30 });
    expect(rule(loaded, 'unreadableNumber')).toEqual({ rows: 1, customers: 1, revenue: 0 });
    expect(rule(loaded, 'negativeAmount')).toEqual({ rows: 1, customers: 0, revenue: -50 });
    expect(rule(loaded, 'zeroAmount')).toEqual({ rows: 1, customers: 1, revenue: 0 });
    expect(rule(loaded, 'cancelledOrder')).toEqual({ rows: 2, customers: 1, revenue: 150 });
    expect(rule(loaded, 'exactDuplicate')).toEqual({ rows: 1, customers: 0, revenue: 10 });
  });

  it('shows the rows set aside with the text that could not be read', async () => {
    const loaded = await bench.loadText(MESSY);
    const page = { offset: 0, limit: 10 };
    const dates = await setAsideRows(bench.db, bench.run, loaded, 'unreadableDate', page);
    expect(dates.columns.map((column) => [column.name, column.values[0]])).toEqual([
      ['#', 3],
      ['customer_id', 'B-2'],
      ['order_id', '3'],
      ['order_date', 'someday'],
      ['amount', '30.0'],
      ['status', 'paid'],
    ]);
    const copies = await setAsideRows(bench.db, bench.run, loaded, 'exactDuplicate', page);
    expect(copies.columns[0]?.values).toEqual([9]);
  });

  it('keeps every text of a row that could not be read, and tells rows apart by it', async () => {
    const sound = Array.from({ length: 20 }, (_, at) => `${at},K-${at},2024-01-02,2,5,10`);
    const loaded = await bench.loadText(
      [
        'order_id,customer_id,order_date,quantity,unit_price,amount',
        ...sound,
        '20,A-1,someday,2,,forty',
        '20,A-1,someday,2,,forty',
        '20,A-1,someday,2,,fifty',
        '20,A-1,another,two,5,fifty',
        '21,B-2,2024-01-03,,5,',
      ].join('\n'),
    );
    const page = { offset: 0, limit: 10 };
    const dates = await setAsideRows(bench.db, bench.run, loaded, 'unreadableDate', page);
    const shown = Object.fromEntries(dates.columns.map(({ name, values }) => [name, values]));
    expect(shown).toEqual({
      '#': [21, 22, 23, 24],
      customer_id: ['A-1', 'A-1', 'A-1', 'A-1'],
      order_id: ['20', '20', '20', '20'],
      order_date: ['someday', 'someday', 'someday', 'another'],
      quantity: ['2.0', '2.0', '2.0', 'two'],
      unit_price: [null, null, null, '5.0'],
      amount: ['forty', 'forty', 'fifty', 'fifty'],
    });
    const copies = await setAsideRows(bench.db, bench.run, loaded, 'exactDuplicate', page);
    expect(copies.columns[0]?.values).toEqual([22]);
  });

  it('judges statuses alike whether they are common or stand once', async () => {
    const common = ['paid', 'Cancelled', 'sent', '', 'packed', 'done', 'refunded', 'partially refunded'];
    const lines = Array.from(
      { length: 80 },
      (_, at) => `${at},K-${at},2024-01-05,10,${common[at % 8] ?? ''}`,
    );
    const rare = ['open', '已退款', 'Void', 'refund rejected? no refund', 'returned to sender', '无退款'];
    const others = rare.map((status, at) => `${90 + at},L-${at},2024-01-06,10,${status}`);
    const loaded = await bench.loadText(
      ['order_id,customer_id,order_date,amount,status', ...lines, ...others].join('\n'),
    );
    expect(rule(loaded, 'cancelledOrder').rows).toBe(2 * 10 + 3);
    const shown = await setAsideRows(bench.db, bench.run, loaded, 'cancelledOrder', { offset: 20, limit: 9 });
    expect(shown.columns.at(-1)?.values).toEqual(['已退款', 'Void', 'returned to sender']);
    expect(loaded.receipt.loaded).toBe(80 + rare.length - 23);
  });

  it('takes a C before the order number for a cancellation where other numbers are digits', async () => {
    const lines = Array.from({ length: 20 }, (_, index) => `${536_365 + index},${index % 4},2011-01-05,10`);
    const loaded = await bench.loadText(
      ['InvoiceNo,CustomerID,InvoiceDate,Amount', ...lines, 'C536999,1,2011-01-06,10'].join('\n'),
    );
    expect(rule(loaded, 'cancelledOrder').rows).toBe(1);
    expect(loaded.receipt).toMatchObject({ loaded: 20, orders: 20 });
  });

  it('leaves equal rows in where no order id tells them apart, and counts orders of several lines once', async () => {
    const plain = await bench.loadText(
      'customer,date,amount\na,2024-01-01,5\na,2024-01-01,5\nb,2024-01-02,6\n',
    );
    expect(plain.receipt).toMatchObject({ loaded: 3, orderLines: false });
    expect(rule(plain, 'exactDuplicate')).toMatchObject({ rows: 1, revenue: 5 });
    const lines = await bench.loadText(
      'order_id,customer_id,date,amount\n1,a,2024-01-01,5\n1,a,2024-01-01,5\n1,a,2024-01-01,7\n2,b,2024-01-02,6\n',
    );
    expect(lines.receipt).toMatchObject({ loaded: 4, orders: 2, orderLines: true });
  });

  it('gives the same figures when rules are switched as when the file is loaded with them', async () => {
    const source = await bench.file(MESSY);
    const first = await bench.load(source);
    const all = (on: boolean): RuleSwitches =>
      Object.fromEntries(CLEANING_RULES.map((each) => [each, on])) as RuleSwitches;
    const sets = [all(true), all(false), ...CLEANING_RULES.map((each) => ({ ...all(true), [each]: false }))];
    const summary =
      'SELECT count(*)::INTEGER, sum(amount), count(DISTINCT customer_key)::INTEGER FROM orders';
    for (const rules of sets) {
      const switched = await applyRules(bench.db, bench.run, first, rules);
      const seen = await rows(summary);
      const { elapsedMs, datasetId, ...receipt } = switched.receipt;
      const reloaded = await bench.load(source, {}, rules);
      expect(reloaded.receipt).toMatchObject(receipt);
      expect(await rows(summary)).toEqual(seen);
      expect([elapsedMs >= 0, datasetId]).toEqual([true, first.datasetId]);
    }
  });
});

describe('loading', () => {
  it('names what is missing', async () => {
    const source = await bench.file('customer,date,amount\na,2024-01-01,1\n');
    expect(await failure(bench.load(source, { roles: { amount: 'amount' } }))).toMatchObject({
      code: 'mapping.missingRole',
      params: { roles: 'customerId, orderedAt' },
    });
    expect(await failure(bench.load(source, { extras: ['none'] }))).toMatchObject({
      code: 'mapping.unknownColumn',
    });
  });

  it('leaves what was loaded before when a load fails or is stopped', async () => {
    await bench.loadText('customer,date,amount\na,2024-01-01,1\nb,2024-01-01,1\n');
    const useless = bench.loadText('customer,date,amount\na,never,1\nb,never,2\n', {
      roles: { customerId: 'customer', orderedAt: 'date', amount: 'amount' },
    });
    expect(await failure(useless)).toMatchObject({ code: 'mapping.noRowsLeft', params: { read: 2 } });
    const source = await bench.file('customer,date,amount\na,2024-01-01,1\n');
    const preview = await bench.open(source);
    const run = new Run(newId(), (progress) => {
      if (progress.phase === 'duplicates') void run.cancel();
    });
    const stopped = loadOrders(bench.db, run, {
      source,
      preview,
      mapping: suggestMapping(preview),
      datasetId: newId(),
    });
    expect(await failure(stopped)).toMatchObject({ code: 'engine.cancelled' });
    expect(await rows('SELECT count(*)::INTEGER FROM orders')).toEqual([[2]]);
    expect(
      await rows(
        "SELECT count(*)::INTEGER FROM duckdb_tables() WHERE table_name LIKE '%next' OR table_name LIKE '%staged'",
      ),
    ).toEqual([[0]]);
    expect(await rows("SELECT count(*)::INTEGER FROM glob('import/*')")).toEqual([[0]]);
  });

  it('loads extra columns under their own names, whatever those are', async () => {
    await bench.loadText(
      'customer,date,amount,c1,"a ""b""",Amount\na,2024-01-01,1,x,y,z\nb,2024-01-02,2,x,y,z\n',
      {
        extras: ['c1', 'a "b"', 'Amount_2'],
      },
    );
    expect(await rows('SELECT c1, "a ""b""", "Amount_2", amount FROM orders')).toEqual([
      ['x', 'y', 'z', 1],
      ['x', 'y', 'z', 2],
    ]);
  });
});
