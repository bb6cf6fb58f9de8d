import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { numbers } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { setAsideRows } from '../../../workers/import/set-aside-rows.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

async function failure(work: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof AppFailure ? thrown.error : thrown;
}

async function ordersLeft(): Promise<number | undefined> {
  const found = await bench.db.query(sql`SELECT count(*)::INTEGER AS n FROM orders`, bench.run);
  return numbers(found, 'n')[0];
}

describe('rows that cannot be cut', () => {
  it('pads short rows, counts long ones and shows them', async () => {
    const loaded = await bench.loadText(
      'customer,date,amount\na,2024-01-01,1\nb,2024-01-02\nc,2024-01-03,3,4,5\nd,2024-01-04,4\n',
    );
    expect(loaded.receipt).toMatchObject({ read: 4, malformed: 1, loaded: 2, setAside: 1 });
    const shown = await setAsideRows(bench.db, bench.run, loaded, 'malformed', { offset: 0, limit: 9 });
    expect(shown.columns.find((column) => column.name === 'text')?.values).toEqual(['c,2024-01-03,3,4,5']);
  });

  it('counts a line with a broken character once, and only where it is read', async () => {
    const bytes = Buffer.concat([
      Buffer.from('customer,date,amount,note\n' + 'a,2024-01-01,1,x\n'.repeat(90_000)),
      Buffer.from([0x62, 0xe9, 0x62]),
      Buffer.from(',2024-01-02,2,x\nc,2024-01-03,3,'),
      Buffer.from([0xe9, 0x0a]),
    ]);
    const loaded = await bench.load(await bench.file(bytes));
    expect(loaded.receipt).toMatchObject({ read: 90_002, malformed: 1, loaded: 90_001 });
  });

  it('reads files whose line ends are mixed', async () => {
    const loaded = await bench.loadText(
      'customer,date,amount\r\na,2024-01-01,1\nb,2024-01-02,2\r\nc,2024-01-03,3,9\n',
    );
    expect(loaded.receipt).toMatchObject({ read: 3, loaded: 2, malformed: 1 });
  });

  it('says where a quote is never closed instead of losing the rest', async () => {
    const good = Array.from({ length: 20_000 }, (_, index) => `c${index % 50},2024-01-01,1`);
    const after = Array.from({ length: 400_000 }, () => 'c1,2024-01-01,1');
    const text = ['customer,date,amount', ...good, '"oops,2024-01-01,1', ...after].join('\n');
    expect(await failure(bench.loadText(text))).toMatchObject({
      code: 'file.openQuote',
      params: { row: 20_001 },
    });
  });

  it('keeps NUL characters far down a file, also in its last row', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `c${at % 50},2024-01-01,1,note ${at}`);
    rows[40_000] = 'c1,2024-01-01,1,no\0te';
    rows[59_999] = 'c1,2024-01-01,1,no\0te';
    const { receipt } = await bench.loadText(`customer,date,amount,note\n${rows.join('\n')}`, {
      extras: ['note'],
    });
    expect(receipt).toMatchObject({ read: 60_000, loaded: 60_000, malformed: 0, customers: 50 });
  });

  it('keeps line breaks inside quotes, to the last row', async () => {
    const loaded = await bench.loadText(
      'customer,date,note,amount\na,2024-01-01,"x\ny",1\nb,2024-01-02,"p\nq,r",2\n',
    );
    expect(loaded.receipt).toMatchObject({ read: 2, loaded: 2, malformed: 0 });
  });

  it.each(["k1,2024-01-02,2,paid,'", "k1,2024-01-02,2,';x,n"])(
    'takes a lone apostrophe for text: %s',
    async (line) => {
      const sound = Array.from({ length: 9 }, () => 'k0,2024-01-01,1,paid,n');
      const text = [
        'customer,date,amount,status,note',
        ...sound,
        line,
        'k2,2024-01-03,3,paid,n',
        ...sound,
      ].join('\n');
      const loaded = await bench.loadText(text);
      expect(loaded.receipt).toMatchObject({ read: 20, customers: 3, malformed: 0 });
    },
  );

  it('takes apostrophes for text that open a field on one line and close one on the next', async () => {
    const sound = Array.from({ length: 5 }, () => 'k0,2024-01-01,1,paid,n');
    const text = ['customer,date,amount,status,note', ...sound, "k0,',", "k1,#',"].join('\n');
    expect((await bench.loadText(text)).receipt).toMatchObject({ read: 7, malformed: 0 });
  });

  it('accounts for every row of any file', async () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '',
        '1',
        '2.5',
        '-3',
        '0',
        'x',
        '2024-01-05',
        '5/6/2024',
        'null',
        'a b',
        '"q,r"',
        'cancelled',
      ),
      fc.string({ maxLength: 5 }).map((text) => text.replaceAll(/[",\r\n\0]/gu, '')),
    );
    const surplus = fc.array(fc.constantFrom('1', 'x'), { maxLength: 2 });
    const line = fc
      .tuple(fc.array(cell, { minLength: 2, maxLength: 4 }), surplus)
      .map(([fields, more]) => (fields.length < 4 ? fields : [...fields, ...more]));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), async (cells) => {
        const filled = cells.map((fields, index) => [`k${index % 5}`, ...fields].join(','));
        // Enough sound rows that the file is still a table.
        const sound = Array.from({ length: cells.length + 3 }, () => 'k0,2024-01-01,1,paid,n');
        // The last line has its end: a short one without would be taken to be cut.
        const text = `${['customer,date,amount,status,note', ...sound, ...filled].join('\n')}\n`;
        const roles = { customerId: 'customer', orderedAt: 'date', amount: 'amount', orderStatus: 'status' };
        const loaded = await bench.loadText(text, { roles });
        const { read, loaded: kept, setAside, malformed } = loaded.receipt;
        expect(read).toBe(cells.length + sound.length);
        expect(kept + setAside + malformed).toBe(read);
        expect(malformed).toBe(cells.filter((fields) => fields.length > 4).length);
        expect(await ordersLeft()).toBe(kept);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 20) },
    );
  }, 900_000);
});
