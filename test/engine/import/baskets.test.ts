import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId } from '../../../src/contract/ids.ts';
import { fileOnDisk } from '../../../workers/engine/boot-node.ts';
import type { FileSource } from '../../../workers/engine/database.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import { splitRecords } from '../../../workers/import/split-records.ts';
import { wholeTable } from './read-table.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

async function rowsOf(source: FileSource): Promise<readonly (readonly string[])[]> {
  return (await wholeTable(bench, source)).rows;
}

const BASKETS = [
  'bread,milk',
  'milk',
  '"cheese, hard",bread,milk',
  'apples',
  'bread,apples,milk,"cheese, hard"',
  'milk,bread',
  'apples,bread,milk',
].join('\n');
const ROWS = [
  ['1', 'bread'],
  ['1', 'milk'],
  ['2', 'milk'],
  ['3', 'cheese, hard'],
  ['3', 'bread'],
  ['3', 'milk'],
  ['4', 'apples'],
  ['5', 'bread'],
  ['5', 'apples'],
  ['5', 'milk'],
  ['5', 'cheese, hard'],
  ['6', 'milk'],
  ['6', 'bread'],
  ['7', 'apples'],
  ['7', 'bread'],
  ['7', 'milk'],
];

const shared = path.resolve(import.meta.dirname, '../../../../shared/data');

describe('a text with a basket on each line', () => {
  it('becomes a row for each item, under the number of its line', async () => {
    const source = await bench.file(`${BASKETS}\n`, 'baskets.csv');
    const preview = await bench.open(source);
    expect(preview).toMatchObject({
      reading: { format: 'baskets' },
      complete: true,
      notices: [{ code: 'baskets' }],
    });
    expect(preview.kinds[0]).toEqual({
      kind: 'purchases',
      confidence: expect.closeTo(0.45, 0) as number,
      roles: { orderId: 'order_id', product: 'product' },
    });
    expect(await rowsOf(source)).toEqual([['order_id', 'product'], ...ROWS]);
  });

  it.each([
    ['semicolons', BASKETS.replaceAll(/,(?! )/gu, ';')],
    ['tabs, lines ended by CR LF', BASKETS.replaceAll(/,(?! )/gu, '\t').replaceAll('\n', '\r\n')],
    ['pipes, with blank lines', BASKETS.replaceAll(/,(?! )/gu, '|').replaceAll('\n', '\n\n')],
  ])('is known by any mark between items: %s', async (_name, text) => {
    const rows = await rowsOf(await bench.file(text));
    expect(rows.slice(1)).toEqual(ROWS);
  });

  it('keeps the numbers of baskets over the pieces a large file is read in', async () => {
    const lines = Array.from({ length: 200_000 }, (_, at) =>
      Array.from({ length: 1 + ((at * 7) % 5) }, (__, place) => `item ${(at * 3 + place * 11) % 97}`).join(
        ',',
      ),
    );
    const rows = await rowsOf(await bench.file(lines.join('\n'), 'large.csv'));
    expect(rows).toHaveLength(1 + 600_000);
    const [last = ''] = lines.at(-1)?.split(',').slice(-1) ?? [];
    expect(rows.at(-1)).toEqual(['200000', last]);
  });

  it.each([
    [
      'a table whose last fields are left out',
      'customer,date,amount,note\na,2024-01-01,1\nb,2024-01-02,2,x\nc,2024-01-03,3\na,2024-01-04,4,y\nb,2024-01-05,5,x\n',
    ],
    ['ragged rows of values', '1,2\n3\n4,5,6\n7,8\n9\n1,2,3\n4\n'],
    [
      'prose',
      'Dear all,\nplease, find, below\nwhat we have\nagreed upon, on Monday\nand on, well, other days\nof course\n',
    ],
  ])('is not seen in %s', async (_name, text) => {
    const opened = bench.open(await bench.file(text)).then(
      ({ reading }) => reading.format,
      (thrown: unknown) => (thrown instanceof AppFailure ? thrown.error.code : thrown),
    );
    expect(await opened).not.toBe('baskets');
  });

  it('is read so, or as rows, where the user says so', async () => {
    const numbers = await bench.file('39 48\n41 48 39\n39\n12 39 48 41\n', 'retail.dat');
    const preview = await openFile(bench.db, bench.run, numbers, newId(), { format: 'baskets' });
    expect(preview.reading.format).toBe('baskets');
    expect(preview.rows.slice(0, 3)).toEqual([
      ['1', '39'],
      ['1', '48'],
      ['2', '41'],
    ]);
    const rows = await bench.file(BASKETS, 'rows.csv');
    const dialect = { delimiter: ',', quote: '"', header: false, skipLines: 0, bom: false } as const;
    const asRows = await openFile(bench.db, bench.run, rows, newId(), { format: 'text', dialect });
    expect(asRows.reading.format).toBe('text');
  });

  it.skipIf(!existsSync(shared))('gives the same as the list of its items (shared groceries)', async () => {
    const ofBaskets = await rowsOf(await fileOnDisk(path.join(shared, 'groceries/groceries.csv')));
    const list = splitRecords(
      await readFile(path.join(shared, 'groceries/groceries_long.csv'), 'utf8'),
      { delimiter: ',', quote: '"' },
      Number.POSITIVE_INFINITY,
    );
    const plain = (rows: readonly (readonly string[])[]): string[] =>
      rows.slice(1).map((row) => row.map((text) => text.trim()).join(' '));
    expect(ofBaskets).toHaveLength(1 + 43_367);
    expect(plain(ofBaskets)).toEqual(plain(list.map(({ fields }) => fields)));
  });
});
