import { Table, tableToIPC, TimestampMillisecond, vectorFromArray } from 'apache-arrow';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId } from '../../../src/contract/ids.ts';
import { sql } from '../../../src/contract/sql.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { appendFiles } from '../../../workers/import/append-files.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import { nativeFile } from './native-file.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

async function opened(text: string | Uint8Array, name: string) {
  const source = await bench.file(text, name);
  return { source, preview: await bench.open(source) };
}

async function joined(...files: readonly (readonly [string | Uint8Array, string])[]) {
  const all = [];
  for (const [text, name] of files) all.push(await opened(text, name));
  const [first, ...further] = all;
  if (first === undefined) throw new Error('no file');
  const mapping = suggestMapping(first.preview);
  const whole = await appendFiles(bench.db, bench.run, first, further, mapping);
  return loadOrders(bench.db, bench.run, { ...whole, mapping, datasetId: newId() });
}

/** The same orders in three formats: thirty of six customers, an hour between them, of 0.25 and more. */
const SAME = Array.from({ length: 30 }, (_, at) => ({
  customer: 100 + (at % 6),
  at: new Date(Date.UTC(2024, 0, 28, at)),
  amount: 0.25 + at / 8,
}));

function written(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', ' ');
}

async function formats(): Promise<
  Readonly<Record<'csv' | 'parquet' | 'arrow', readonly [string | Uint8Array, string]>>
> {
  const lines = SAME.map(({ customer, at, amount }) => `${customer},${written(at)},${amount}\n`);
  const values = SAME.map(
    ({ customer, at, amount }) => `(${customer}, TIMESTAMP '${written(at)}', ${amount}::DOUBLE)`,
  );
  const select = `SELECT * FROM (VALUES ${values.join(', ')}) AS orders(customer, date, amount)`;
  const arrow = new Table({
    amount: vectorFromArray(Float64Array.from(SAME, ({ amount }) => amount)),
    customer: vectorFromArray(Int32Array.from(SAME, ({ customer }) => customer)),
    date: vectorFromArray(
      SAME.map(({ at }) => at),
      new TimestampMillisecond(),
    ),
  });
  return {
    csv: [`customer,date,amount\n${lines.join('')}`, 'orders.csv'],
    parquet: [await nativeFile(select, 'FORMAT parquet, ROW_GROUP_SIZE 2048'), 'orders.parquet'],
    arrow: [tableToIPC(arrow, 'file'), 'orders.arrow'],
  };
}

const REVENUE = SAME.reduce((sum, { amount }) => sum + amount, 0);

describe('orders of files whose columns have types', () => {
  it.each([
    ['csv', 'parquet', 'arrow'],
    ['parquet', 'arrow', 'csv'],
    ['arrow', 'csv', 'parquet'],
  ] as const)('follow one another: %s, then %s, then %s', async (one, two, three) => {
    const files = await formats();
    const { receipt } = await joined(files[one], files[two], files[three]);
    expect(receipt).toMatchObject({
      read: 90,
      loaded: 90,
      customers: 6,
      firstOrderAt: Date.UTC(2024, 0, 28),
      lastOrderAt: Date.UTC(2024, 0, 29, 5),
      joined: [
        { file: files[two][1], differences: [] },
        { file: files[three][1], differences: [] },
      ],
    });
    expect(receipt.revenue).toBeCloseTo(3 * REVENUE, 6);
    const rows = await bench.db.query(
      sql`SELECT count(*)::DOUBLE AS n FROM orders GROUP BY customer_key, ordered_at, amount`,
      bench.run,
    );
    expect(new Set(rows.columns[0]?.values)).toEqual(new Set([3]));
  });

  it('are read alike where the first file writes numbers and dates in its own way', async () => {
    const { parquet } = await formats();
    const german = 'customer;date;amount\n100;13.01.2024;1.000,50\n101;31.01.2024;2,25\n';
    const { receipt } = await joined([german, 'german.csv'], parquet);
    expect(receipt).toMatchObject({ read: 32, loaded: 32, lastOrderAt: Date.UTC(2024, 0, 31) });
    expect(receipt.revenue).toBeCloseTo(1002.75 + REVENUE, 6);
    const seconds = SAME.map(({ customer, at, amount }) => `${customer},${at.getTime() / 1000},${amount}\n`);
    const epoch = await joined([`customer,date,amount\n${seconds.join('')}`, 'epoch.csv'], parquet);
    expect(epoch.receipt).toMatchObject({ loaded: 60, firstOrderAt: Date.UTC(2024, 0, 28) });
  });

  it('tell what is missing, added, renamed and of another type', async () => {
    const select = `SELECT 7 AS buyer_id, TIMESTAMP '2024-02-01 00:00:00' AS date, 'many' AS amount, 1.5 AS weight FROM range(3)`;
    const { receipt } = await joined(
      ['customer,date,amount,note\n7,2024-01-01,1,x\n8,2024-01-02,2,y\n', 'first.csv'],
      [await nativeFile(select, 'FORMAT parquet'), 'second.parquet'],
    );
    expect(receipt.joined).toEqual([
      {
        file: 'second.parquet',
        differences: [
          { code: 'missing', column: 'note' },
          { code: 'added', column: 'weight' },
          { code: 'retyped', column: 'amount', from: 'number', to: 'text' },
          { code: 'renamed', column: 'customer', to: 'buyer_id' },
        ],
      },
    ]);
    expect(receipt).toMatchObject({ read: 5, loaded: 2, setAside: 3, customers: 2 });
  });
});

describe('orders of several files', () => {
  it('follow one another by the names of their columns, however each file is cut', async () => {
    const { receipt } = await joined(
      ['customer,date,amount\na,2024-01-01,1\nb,2024-01-02,"2"\n', 'january.csv'],
      ['amount;Customer;note;date\n4;a;"x;\ny";2024-02-01\n8;c;z;2024-02-02\n', 'february.csv'],
      [Buffer.from('\ufeffdate\tcustomer\tamount\r\n2024-03-01\td\t16\r\n', 'utf16le'), 'march.txt'],
    );
    expect(receipt).toMatchObject({ read: 5, loaded: 5, malformed: 0, customers: 4, revenue: 31 });
    expect(receipt.fileName).toBe('january.csv + february.csv + march.txt');
  });

  it('are called by their tables where they are of one archive', async () => {
    const orders = (day: number): Uint8Array => strToU8(`customer,date,amount\nc1,2024-01-0${day},4\n`);
    const source = await bench.file(zipSync({ 'may.csv': orders(1), 'june.csv': orders(2) }), 'export.zip');
    const table = async (entry: string) => ({
      source,
      preview: await openFile(bench.db, bench.run, source, newId(), { entry }),
    });
    const [may, june] = [await table('may.csv'), await table('june.csv')];
    const whole = await appendFiles(bench.db, bench.run, may, [june], suggestMapping(may.preview));
    expect(whole.preview.name).toBe('export.zip › may.csv + export.zip › june.csv');
    expect(whole.joined?.map(({ file }) => file)).toEqual(['export.zip › june.csv']);
  });

  it('leave a column empty that a further file has not got, and keep account of rows that cannot be cut', async () => {
    const { receipt } = await joined(
      ['customer,date,amount,status\na,2024-01-01,1,paid\nb,2024-01-02,2,paid\n', 'one.csv'],
      ['customer,date,amount\nc,2024-02-01,4\nd,2024-02-02,8,9,9,9\ne,2024-02-03,16\n', 'two.csv'],
    );
    expect(receipt).toMatchObject({ read: 5, loaded: 4, malformed: 1, revenue: 23 });
  });

  it('are read alike where the files write numbers and dates otherwise', async () => {
    const { receipt } = await joined(
      ['customer;date;amount\na;31.01.2024;1.000,50\nb;13.01.2024;2,25\n', 'german.csv'],
      ['customer,date,amount\nc,02/13/2024,"1,000.25"\nd,02/28/2024,4\n', 'american.csv'],
      ['customer,date,amount\ne,2024-03-01,8.5\nf,2024-03-02,16\n', 'iso.csv'],
    );
    expect(receipt).toMatchObject({ read: 6, loaded: 6, revenue: 2031.5 });
    expect(new Date(receipt.lastOrderAt ?? 0).toISOString().slice(0, 10)).toBe('2024-03-02');
  });

  it('are cured each of what was found in it, also where nothing was found in the first', async () => {
    const clean = ['17850,2024-01-01,1,Shop', '17851,2024-01-02,2,Shop', '17852,2024-01-03,4,Shop'];
    const messy = [
      '17850.0,2024-02-01,8,shop',
      "17851.0,2024-02-02,'16,Shop",
      '-----,-----,-----,-----',
      '17852.0,2024-02-03,32,\u00a0Shop',
      ',2024-02-04,n/a,Shop',
      'Total,,56,',
    ];
    const header = 'customer,date,amount,channel';
    const { receipt } = await joined(
      [[header, ...clean].join('\n'), 'clean.csv'],
      [[header, ...messy].join('\n'), 'messy.csv'],
    );
    expect(receipt).toMatchObject({ read: 9, loaded: 6, customers: 3, revenue: 63 });
    const rows = Object.fromEntries(receipt.rules.map(({ rule, rows: count }) => [rule, count]));
    expect(rows).toMatchObject({ separatorRow: 1, footerTotal: 1 });
    const channels = await bench.db.query(sql`SELECT DISTINCT channel FROM orders`, bench.run);
    expect(channels.columns[0]?.values).toEqual(['Shop']);
  });

  it('are the same rows however the pieces of a large file fall', async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, index) => `c${index % 700},2024-01-01,1,"line\n${index}"`,
    );
    const text = `customer,date,amount,note\n${rows.join('\n')}\n`;
    const { receipt } = await joined([text, 'large-1.csv'], [text, 'large-2.csv']);
    expect(receipt).toMatchObject({ read: 120_000, malformed: 0, customers: 700 });
  });

  it('are not joined with a file that names no customers', async () => {
    const work = joined(
      ['customer,date,amount\na,2024-01-01,1\n', 'first.csv'],
      ['colour,shape\nred,round\nblue,flat\n', 'other.csv'],
    );
    const thrown: unknown = await work.catch((error: unknown) => error);
    expect(thrown instanceof AppFailure && thrown.error).toMatchObject({
      code: 'file.otherColumns',
      params: { name: 'other.csv' },
    });
  });
});
