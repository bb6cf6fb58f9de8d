import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId } from '../../../src/contract/ids.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { appendFiles } from '../../../workers/import/append-files.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
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
  const { source, preview } = await appendFiles(bench.run, first, further, mapping);
  return loadOrders(bench.db, bench.run, { source, preview, mapping, datasetId: newId() });
}

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
