import { gzipSync, strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId } from '../../../src/contract/ids.ts';
import type { TextEncoding } from '../../../src/contract/reading.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

const ROWS = [
  ['张三', '2024-01-31', '10.5'],
  ['李四', '2024-02-01', '20'],
  ['张三', '2024-03-01', '5'],
] as const;
const CSV = `客户编号,下单时间,金额\n${ROWS.map((row) => row.join(',')).join('\n')}\n`;

const ASCII = CSV.replace('客户编号,下单时间,金额', 'customer,date,amount').replaceAll(/张三|李四/gu, 'c');

/** The same text in encodings that no encoder of the platform writes; bytes as other systems write them. */
const IN_GBK =
  'bfcdbba7b1e0bac52ccfc2b5a5cab1bce42cbdf0b6ee0ad5c5c8fd2c323032342d30312d33312c31302e350ac0eecbc42c323032342d30322d30312c32300ad5c5c8fd2c323032342d30332d30312c350a';

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
}

async function loaded(
  content: Uint8Array,
  name: string,
  wish: { encoding?: TextEncoding; entry?: string } = {},
) {
  const source = await bench.file(content, name);
  const preview = await openFile(bench.db, bench.run, source, newId(), wish);
  const request = { source, preview, mapping: suggestMapping(preview), datasetId: newId<never>() };
  const { receipt } = await loadOrders(bench.db, bench.run, request);
  return { preview, receipt };
}

async function code(work: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof AppFailure ? thrown.error.code : thrown;
}

const EXPECTED = { loaded: 3, customers: 2, revenue: 35.5 };

describe('encodings', () => {
  it('reads GBK as it reads UTF-8, and says so', async () => {
    const { preview, receipt } = await loaded(bytesOf(IN_GBK), 'gbk.csv');
    expect(preview.reading.encoding).toBe('gb18030');
    expect(preview.columns.map(({ name }) => name)).toEqual(['客户编号', '下单时间', '金额']);
    expect(receipt).toMatchObject(EXPECTED);
  });

  it('reads UTF-16 of both orders, with a mark and without', async () => {
    const little = Buffer.from(CSV, 'utf16le');
    const big = Buffer.from(little).swap16();
    const marked = Buffer.from(`\ufeff${CSV}`, 'utf16le');
    for (const [name, bytes, encoding] of [
      ['le.csv', Buffer.from(ASCII, 'utf16le'), 'utf-16le'],
      ['marked.csv', marked, 'utf-16le'],
      ['be.csv', Buffer.concat([Buffer.from([0xfe, 0xff]), big]), 'utf-16be'],
    ] as const) {
      const { preview, receipt } = await loaded(bytes, name);
      expect(preview.reading.encoding).toBe(encoding);
      expect(receipt.loaded).toBe(3);
    }
  });

  it('reads UTF-16 with NUL characters in it as if they were not there', async () => {
    const holed = `\ufeff${ASCII.replaceAll('c,', 'c\0,')}`;
    const { receipt } = await loaded(Buffer.from(holed, 'utf16le'), 'nul.csv');
    expect(receipt).toMatchObject({ loaded: 3, customers: 1, malformed: 0 });
  });

  it('takes the encoding the user chooses', async () => {
    const latin = await bench.file(Buffer.from('ciudad,fecha,monto\nM\xe1laga,2024-01-01,1\n', 'latin1'));
    const preview = await bench.open(latin);
    expect(preview.reading.encoding).toBe('windows-1252');
    expect(preview.choices.encodings).toContain('windows-1252');
    const source = await bench.file(bytesOf(IN_GBK), 'asked.csv');
    const wrong = await openFile(bench.db, bench.run, source, newId(), { encoding: 'windows-1252' });
    expect(wrong.columns[2]?.name).toBe('½ð¶î');
  });
});

describe('packed files', () => {
  it('reads gzip, also of several members', async () => {
    const one = gzipSync(strToU8(CSV));
    const [first, second] = [CSV.slice(0, 40), CSV.slice(40)].map((part) => gzipSync(strToU8(part)));
    const several = Buffer.concat([first ?? one, second ?? one]);
    for (const [name, bytes] of [
      ['orders.csv.gz', one],
      ['members.csv.gz', several],
    ] as const) {
      const { preview, receipt } = await loaded(bytes, name);
      expect(preview.reading).toMatchObject({ gzip: true, entry: null, encoding: 'utf-8' });
      expect(receipt).toMatchObject(EXPECTED);
    }
  });

  it('says of a gzip file that was cut off that it is damaged', async () => {
    const noise = Array.from(
      { length: 5000 },
      (_, index) => `c${index % 977},2024-01-01,${(index * 7919) % 10007}`,
    );
    const packed = gzipSync(strToU8(`customer,date,amount\n${noise.join('\n')}\n`));
    expect(await code(loaded(packed.subarray(0, packed.length - 400), 'cut.csv.gz'))).toBe('file.damaged');
  });

  it('offers the tables of a zip archive, the largest first, and reads the one asked for', async () => {
    const other = 'customer,date,amount\nz,2024-05-05,1\n';
    const archive = zipSync({
      'export/readme.pdf': strToU8('%PDF'),
      '__MACOSX/export/._orders.csv': strToU8('x'.repeat(9000)),
      'export/small.csv': strToU8(other),
      'export/orders.csv.gz': gzipSync(strToU8(CSV.repeat(20))),
      'export/orders.csv': strToU8(CSV),
    });
    const { preview } = await loaded(archive, 'export.zip', { entry: 'export/orders.csv' });
    expect(preview.choices.entries.map(({ path }) => path).toSorted()).toEqual([
      'export/orders.csv',
      'export/orders.csv.gz',
      'export/small.csv',
    ]);
    expect(preview.reading.entry).toBe('export/orders.csv');
    const { receipt } = await loaded(archive, 'again.zip', { entry: 'export/small.csv' });
    expect(receipt).toMatchObject({ loaded: 1, customers: 1 });
  });

  it('begins with the orders of an archive, also where another table is larger, and takes a note for no table', async () => {
    const archive = zipSync({
      'export/page-views.csv': strToU8(CSV.repeat(30)),
      'export/README.txt': strToU8('orders of the shop\n'.repeat(900)),
      'export/orders-2023.csv': strToU8(CSV),
      'export/orders-2024.csv': strToU8(CSV.repeat(3)),
    });
    const { preview } = await loaded(archive, 'export.zip');
    expect(preview.choices.entries.map(({ path }) => path)).toEqual([
      'export/orders-2024.csv',
      'export/orders-2023.csv',
      'export/page-views.csv',
    ]);
    expect(preview.reading.entry).toBe('export/orders-2024.csv');
    const note = await loaded(zipSync({ 'readme.txt': strToU8(CSV) }), 'note.zip');
    expect(note.preview.reading.entry).toBe('readme.txt');
  });

  it('names archives without tables, and broken ones', async () => {
    expect(await code(loaded(zipSync({ 'a.png': strToU8('x') }), 'a.zip'))).toBe('file.noTables');
    const archive = zipSync({ 'orders.csv': strToU8(CSV.repeat(50)) });
    expect(await code(loaded(archive.subarray(0, 90), 'b.zip'))).toBe('file.damaged');
    // The directory at the end is sound; the header of the second file is not.
    const headless = zipSync({ 'first.csv': strToU8(CSV), 'second.csv': strToU8(CSV.repeat(50)) });
    headless.fill(
      0,
      Buffer.from(headless).indexOf('PK\u0003\u0004', 4),
      Buffer.from(headless).indexOf('second.csv'),
    );
    expect(await code(loaded(headless, 'c.zip'))).toBe('file.damaged');
  });
});
