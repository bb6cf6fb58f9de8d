import fc from 'fast-check';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../../src/contract/ids.ts';
import type { ReadingWish } from '../../../src/contract/reading.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { Run, type FileSource } from '../../../workers/engine/database.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import { openTable } from '../../../workers/import/sources/open-table.ts';
import { failure, heldTables, wholeTable } from './read-table.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

let files = 0;
async function fileOf(content: string | Uint8Array, ending = 'json'): Promise<FileSource> {
  files += 1;
  return bench.file(content, `table-${files}.${ending}`);
}

async function table(content: string | Uint8Array, ending?: string, wish?: ReadingWish) {
  return wholeTable(bench, await fileOf(content, ending), wish);
}

const ORDERS = [
  { customer: 'a', date: '2024-01-31', amount: 10.5 },
  { customer: 'b', date: '2024-02-01', amount: 20 },
  { customer: 'a', date: '2024-03-01', amount: 5 },
];
const ROWS = [
  ['customer', 'date', 'amount'],
  ['a', '2024-01-31', '10.5'],
  ['b', '2024-02-01', '20'],
  ['a', '2024-03-01', '5'],
];

describe('where records stand', () => {
  it.each([
    ['a list', JSON.stringify(ORDERS), 'json', 'json'],
    ['a list over many lines', JSON.stringify(ORDERS, null, 2), 'json', 'json'],
    ['a list with a byte order mark', `\ufeff ${JSON.stringify(ORDERS)}`, 'json', 'json'],
    [
      'the first list of an object',
      JSON.stringify({ count: 3, errors: [], orders: ORDERS, next: null }),
      'json',
      'json',
    ],
    [
      'a list deep in an object',
      JSON.stringify({ data: { shop: { orders: ORDERS } }, x: [{ y: 1 }] }),
      'json',
      'json',
    ],
    ['lines', ORDERS.map((order) => JSON.stringify(order)).join('\n'), 'ndjson', 'ndjson'],
    [
      'lines ended by CR LF, with blank ones',
      ORDERS.map((order) => JSON.stringify(order)).join('\r\n\r\n'),
      'jsonl',
      'ndjson',
    ],
    [
      'objects one behind the other',
      ORDERS.map((order) => JSON.stringify(order, null, 1)).join('\n'),
      'json',
      'ndjson',
    ],
    [
      'two lists',
      `${JSON.stringify(ORDERS.slice(0, 2))}\n${JSON.stringify(ORDERS.slice(2))}`,
      'json',
      'json',
    ],
    ['a list of lists', JSON.stringify(ROWS), 'json', 'json'],
    ['lists on lines', ROWS.map((row) => JSON.stringify(row)).join('\n'), 'ndjson', 'ndjson'],
    ['a file that says it is text', JSON.stringify(ORDERS), 'txt', 'json'],
  ])('reads %s', async (_, content, ending, format) => {
    const { rows, reading } = await table(content, ending);
    expect(rows).toEqual(ROWS);
    expect(reading.format).toBe(format);
  });

  it('leaves text alone that only begins as JSON does', async () => {
    const csv = '[id],[date],[amount]\n1,2024-01-01,3\n2,2024-01-02,4\n';
    const { reading } = await openTable(bench.run, await fileOf(csv, 'csv'), {});
    expect(reading.format).toBe('text');
  });

  it('reads lists of values without names', async () => {
    const preview = await bench.open(await fileOf('[[1,"2024-01-01",3],[2,"2024-01-02",4.5]]'));
    expect(preview.dialect.header).toBe(false);
    expect(preview.columns).toHaveLength(3);
    expect(preview.sampleRows).toBe(2);
  });

  it('reads UTF-16 and GBK, gzip and zip', async () => {
    const chinese = '[{"客户":"张三","日期":"2024-01-31"},{"客户":"李四","日期":"2024-02-01"}]';
    const expected = [
      ['客户', '日期'],
      ['张三', '2024-01-31'],
      ['李四', '2024-02-01'],
    ];
    const gbk = Buffer.from(
      '5b7b22bfcdbba7223a22d5c5c8fd222c22c8d5c6da223a22323032342d30312d3331227d2c7b22bfcdbba7223a22c0eecbc4222c22c8d5c6da223a22323032342d30322d3031227d5d',
      'hex',
    );
    expect((await table(Buffer.from(`\ufeff${chinese}`, 'utf16le'))).rows).toEqual(expected);
    expect((await table(gbk)).rows).toEqual(expected);
    const packed = gzipSync(strToU8(chinese));
    expect((await table(packed, 'json.gz')).rows).toEqual(expected);
    const archive = zipSync({ 'export/orders.ndjson.gz': packed });
    const inside = await table(archive, 'zip');
    expect(inside.rows).toEqual(expected);
    expect(inside.reading).toMatchObject({ entry: 'export/orders.ndjson.gz', gzip: true, format: 'json' });
  });
});

describe('the rule by which records become rows', () => {
  const record = {
    id: 1,
    customer: { name: 'Ana', address: { city: 'Bonn' } },
    tags: ['new', 'vip', null],
    line_items: [
      { sku: 'x', price: 2 },
      { sku: 'y', price: 3.5 },
    ],
    note: null,
    gift: true,
    empty: {},
  };
  const other = { ...record, id: 2, line_items: [], coupon: 'SPRING' };

  it('flattens objects, joins lists of values, keeps lists of objects as JSON', async () => {
    const { rows } = await table(JSON.stringify([record, other]), 'json', { unroll: null });
    expect(rows).toEqual([
      [
        'id',
        'customer.name',
        'customer.address.city',
        'tags',
        'line_items',
        'note',
        'gift',
        'empty',
        'coupon',
      ],
      ['1', 'Ana', 'Bonn', 'new; vip; ', JSON.stringify(record.line_items), '', 'true', '', ''],
      ['2', 'Ana', 'Bonn', 'new; vip; ', '', '', 'true', '', 'SPRING'],
    ]);
  });

  it('makes rows of the entries of the list that is chosen; an empty list leaves one row', async () => {
    const { rows, choices } = await table(JSON.stringify([record, other]), 'json', { unroll: 'line_items' });
    expect(choices.unrolls).toEqual(['line_items']);
    const place = (name: string): number => rows[0]?.indexOf(name) ?? -1;
    const named = rows
      .slice(1)
      .map((row) => ['id', 'line_items.sku', 'line_items.price'].map((name) => row[place(name)]));
    expect(named).toEqual([
      ['1', 'x', '2'],
      ['1', 'y', '3.5'],
      ['2', '', ''],
    ]);
  });

  it('suggests the list in which alone the money stands, and not where the record has an amount too', async () => {
    const lines = [{ sku: 'x', price: 2 }];
    const inside = [
      { order: 1, at: { date: '2024-01-01' }, items: lines },
      { order: 2, items: lines },
    ];
    expect((await table(JSON.stringify(inside))).reading.unroll).toBe('items');
    const both = inside.map((one) => ({ ...one, total: 2 }));
    expect((await table(JSON.stringify(both))).reading.unroll).toBeNull();
    const sometimes = [...inside, { order: 3 }];
    expect((await table(JSON.stringify(sometimes))).reading.unroll).toBeNull();
  });

  it('keeps every digit of long numbers and writes none with an exponent', async () => {
    const { rows } = await table(
      '[{"id":12345678901234567890,"small":1e-7,"large":1.5E+21,"text":"1e5 12345678901234567"}]\n',
    );
    expect(rows[1]).toEqual([
      '12345678901234567890',
      '0.0000001',
      '1500000000000000000000',
      '1e5 12345678901234567',
    ]);
  });

  it('keeps what first appears behind the head in one more column, and says so', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) => ({
      customer: `c${index}`,
      date: '2024-01-01',
      amount: index,
    }));
    const late = { customer: 'z', date: '2024-01-02', amount: 1, coupon: 'X', more: { a: [1, 2] } };
    const source = await fileOf([...many, late].map((one) => JSON.stringify(one)).join('\n'), 'ndjson');
    const preview = await bench.open(source);
    expect(preview.notices).toContainEqual({ code: 'laterFields', column: 'other fields' });
    expect(preview.complete).toBe(false);
    expect(Math.abs(preview.estimatedRows - 30_001)).toBeLessThan(7500);
    const { rows } = await wholeTable(bench, source);
    expect(rows).toHaveLength(30_002);
    expect(rows[0]).toEqual(['customer', 'date', 'amount', 'other fields']);
    expect(rows.at(-1)).toEqual(['z', '2024-01-02', '1', JSON.stringify({ coupon: 'X', 'more.a': [1, 2] })]);
  });
});

describe('JSON that is broken', () => {
  const lines = ORDERS.map((order) => JSON.stringify(order));

  it('names the line', async () => {
    const badLine = [lines[0], '{"customer": b}', lines[2]].join('\n');
    expect(await failure(table(badLine, 'ndjson'))).toMatchObject({
      code: 'file.brokenJson',
      params: { line: 2 },
    });
    const badEntry = `[\n${lines[0]},\n${lines[1]},\n{"customer": },\n${lines[2]}]`;
    expect(await failure(table(badEntry))).toMatchObject({ code: 'file.brokenJson', params: { line: 4 } });
    const notClosed = `[\n${lines[0]},\n{"customer": "b",\n${lines[2]}\n]`;
    expect(await failure(table(notClosed))).toMatchObject({ code: 'file.brokenJson', params: { line: 3 } });
    const noRecord = `[\n${lines[0]},\n17]`;
    expect(await failure(table(noRecord))).toMatchObject({ code: 'file.brokenJson', params: { line: 3 } });
  });

  it('says of JSON without records that it has none', async () => {
    for (const content of ['[]', '[1, 2, 3]', '{"orders": []']) {
      expect((await failure(table(content))).code).toMatch(/^file\.(?:noRecords|brokenJson)$/u);
    }
    expect((await failure(table('[1, 2, 3]'))).code).toBe('file.noRecords');
  });

  it('loads a file that was cut off up to its last whole record, and says so', async () => {
    const list = JSON.stringify(ORDERS, null, 1);
    for (const [content, ending] of [
      [list.slice(0, list.length - 20), 'json'],
      [`${lines[0]}\n${lines[1]}\n${lines[2]?.slice(0, 20)}`, 'ndjson'],
    ] as const) {
      const { rows, table: found } = await table(content, ending);
      expect(rows).toEqual(ROWS.slice(0, 3));
      expect(found.findings).toMatchObject([{ code: 'truncatedLastRow', cured: null }]);
    }
    const preview = await bench.open(await fileOf(list.slice(0, list.length - 20)));
    expect(preview.findings.map(({ code }) => code)).toContain('truncatedLastRow');
  });

  it('finds at the end of a large file that it was cut off, and shows what is left of the last record', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) =>
      JSON.stringify({ customer: `c${index}`, amount: index }),
    );
    const { rows, table: found } = await table(`[${many.join(',\n')},\n{"customer": "z", "am`);
    expect(found.findings).toMatchObject([{ code: 'truncatedLastRow' }]);
    expect(rows).toHaveLength(30_002);
    expect(rows.at(-1)).toEqual(['', '', '{"customer": "z", "am']);
  });
});

describe('loading', () => {
  it('loads orders and lines of orders by suggestion alone', async () => {
    const orders = Array.from({ length: 40 }, (_, index) => ({
      order_id: 1000 + index,
      customer: { id: `C${index % 9}` },
      created_at: `2024-0${1 + (index % 9)}-15T10:00:00Z`,
      line_items: [
        { sku: 'x', quantity: 1, price: 2.5 },
        { sku: 'y', quantity: 2, price: 3 },
      ],
    }));
    const source = await fileOf(JSON.stringify({ orders }));
    const preview = await openFile(bench.db, bench.run, source, newId());
    expect(preview.reading).toMatchObject({ format: 'json', unroll: 'line_items' });
    expect(preview.sampleRows).toBe(80);
    const mapping = suggestMapping(preview);
    expect(mapping.roles).toMatchObject({
      customerId: 'customer.id',
      orderedAt: 'created_at',
      quantity: 'line_items.quantity',
      unitPrice: 'line_items.price',
    });
    const { receipt } = await loadOrders(bench.db, bench.run, {
      source,
      preview,
      mapping,
      datasetId: newId(),
    });
    expect(receipt).toMatchObject({ read: 80, loaded: 80, customers: 9, revenue: 340 });
  });

  it('comes back as it went out, whatever stands in the records', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\0'));
    const value = fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const records = fc.array(fc.record({ a: text, 'b "x"': value, c: value, d: fc.record({ e: value }) }), {
      minLength: 1,
      maxLength: 20,
    });
    const expected = (one: unknown): string =>
      typeof one === 'number'
        ? String(one)
        : one === null || one === undefined
          ? ''
          : String(one as string | boolean);
    const sameField = (found: string | undefined, wanted: unknown): boolean =>
      typeof wanted === 'number'
        ? Number(found) === wanted && !/e/iu.test(found ?? 'e')
        : found === expected(wanted);
    await fc.assert(
      fc.asyncProperty(records, fc.boolean(), async (all, lines) => {
        const content = lines ? all.map((one) => JSON.stringify(one)).join('\n') : JSON.stringify(all);
        const { rows } = await table(content, lines ? 'ndjson' : 'json');
        expect(rows[0]).toEqual(['a', 'b "x"', 'c', 'd.e']);
        expect(rows).toHaveLength(all.length + 1);
        for (const [index, one] of all.entries()) {
          const row = rows[index + 1] ?? [];
          const wanted = [one.a, one['b "x"'], one.c, one.d.e];
          expect(
            wanted
              .map((field, place) => [row[place], field, sameField(row[place], field)])
              .filter(([, , same]) => same !== true),
          ).toEqual([]);
        }
      }),
      { numRuns: 60, seed: 20260 },
    );
  });

  it('gives the same rows however the file is cut into pieces', async () => {
    const content = `{"next": "a\\"[{", "orders": ${JSON.stringify([...ORDERS, { customer: 'q\\"}]', date: '客', amount: 1 }], null, 1)}}`;
    const bytes = strToU8(content);
    const whole = (await table(content)).rows;
    for (const size of [1, 2, 3, 7]) {
      const source = await fileOf(content);
      const slow: FileSource = {
        ...source,
        read: (start, end) => Promise.resolve(bytes.slice(start, Math.min(end, start + size))),
      };
      expect((await wholeTable(bench, slow)).rows).toEqual(whole);
    }
  });

  it('stops when it is cancelled, and leaves nothing behind', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) =>
      JSON.stringify({ customer: `c${index}`, date: '2024-01-01', amount: index }),
    );
    const source = await fileOf(many.join('\n'), 'ndjson');
    const preview = await bench.open(source);
    const mapping = suggestMapping(preview);
    const before = await heldTables(bench);
    let shares = 0;
    const run: Run = new Run(newId(), ({ phase }) => {
      if (phase === 'unpacking') shares += 1;
      if (shares === 2) void run.cancel();
    });
    const work = loadOrders(bench.db, run, { source, preview, mapping, datasetId: newId() });
    expect((await failure(work)).code).toBe('engine.cancelled');
    expect(await heldTables(bench)).toEqual(before);
  });
});
