import { tableFromArrays, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadPart } from '../../../src/contract/import.ts';
import { texts } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { failure } from './read-table.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

const ALL: LoadPart = { from: null, to: null, sample: null };

/** Orders of forty customers over a hundred days, an amount of one each. */
const ORDERS = Array.from({ length: 4000 }, (_, at) => ({
  customer: `K${100 + ((at * 7) % 40)}`,
  day: new Date(Date.UTC(2024, 0, 1 + (at % 100))).toISOString().slice(0, 10),
}));

function csvOf(orders: readonly { readonly customer: string; readonly day: string }[]): string {
  return `customer,date,amount\n${orders.map(({ customer, day }) => `${customer},${day},1\n`).join('')}`;
}

async function drawn(): Promise<readonly string[]> {
  const found = await bench.db.query(sql`SELECT DISTINCT customer_id FROM customers ORDER BY 1`, bench.run);
  return texts(found, 'customer_id');
}

describe('a range of days', () => {
  it('lets both of its days in, counts the rest, and stores nothing of it', async () => {
    const part = { ...ALL, from: '2024-01-10', to: '2024-01-19' };
    const { receipt } = await bench.loadText(csvOf(ORDERS), { part });
    const within = ORDERS.filter(({ day }) => day >= '2024-01-10' && day <= '2024-01-19').length;
    expect(receipt).toMatchObject({
      read: 4000,
      loaded: within,
      setAside: 0,
      leftOut: 4000 - within,
      part: { ...part, outsideRange: 4000 - within, notSampled: 0 },
      firstOrderAt: Date.UTC(2024, 0, 10),
      lastOrderAt: Date.UTC(2024, 0, 19),
    });
    const stored = await bench.db.query(
      sql`SELECT count(*)::DOUBLE AS n FROM data.main.order_rows`,
      bench.run,
    );
    expect(stored.columns[0]?.values[0]).toBe(within);
  });

  it('is open at an end that has no day, and takes a whole day with its hours', async () => {
    const text =
      'customer,date,amount\na,2024-01-01 00:00:00,1\na,2024-01-02 23:59:59,2\na,2024-01-03 00:00:00,4\n';
    expect((await bench.loadText(text, { part: { ...ALL, to: '2024-01-02' } })).receipt.revenue).toBe(3);
    expect((await bench.loadText(text, { part: { ...ALL, from: '2024-01-02' } })).receipt.revenue).toBe(6);
  });

  it('leaves rows to the receipt whose date cannot be read, or that cannot be cut', async () => {
    const rows = ['a,2024-01-01,1', 'b,soon,2', 'c,2024-02-01,4', 'd,2024-02-02,8,9,9', 'e,2024-02-03,16'];
    const { receipt } = await bench.loadText(`customer,date,amount\n${rows.join('\n')}\n`, {
      part: { ...ALL, from: '2024-02-01' },
    });
    expect(receipt).toMatchObject({ read: 5, loaded: 2, setAside: 1, malformed: 1, leftOut: 1, revenue: 20 });
  });

  it('says of a range without orders that no row is left', async () => {
    const load = bench.loadText(csvOf(ORDERS), { part: { ...ALL, from: '2030-01-01' } });
    expect(await failure(load)).toMatchObject({ code: 'mapping.noRowsLeft', params: { read: 4000 } });
  });

  it('still finds a quote that is never closed, whether or not the last row is wanted', async () => {
    const good = Array.from({ length: 20_000 }, (_, at) => `c${at % 50},2024-01-01,1`);
    const after = Array.from({ length: 400_000 }, () => 'c1,2024-01-01,1');
    for (const last of ['2024-01-01', '2024-01-02']) {
      const rows = [...good, '"oops,2024-01-01,1', ...after, `c2,${last},1`];
      const load = bench.loadText(`customer,date,amount\n${rows.join('\n')}`, {
        part: { ...ALL, to: '2024-01-01' },
      });
      expect(await failure(load)).toMatchObject({ code: 'file.openQuote' });
    }
  });
});

describe('a sample of customers', () => {
  const sampled = (percent: number, seed = 1): LoadPart => ({ ...ALL, sample: { percent, seed } });

  it('has all orders of those who are drawn, and none of the others', async () => {
    const { receipt } = await bench.loadText(csvOf(ORDERS), { part: sampled(50) });
    const chosen = await drawn();
    expect(chosen.length).toBeGreaterThan(10);
    expect(chosen.length).toBeLessThan(30);
    const theirs = ORDERS.filter(({ customer }) => chosen.includes(customer)).length;
    expect(receipt).toMatchObject({ loaded: theirs, leftOut: 4000 - theirs, customers: chosen.length });
    expect(receipt.part).toMatchObject({ outsideRange: 0, notSampled: 4000 - theirs });
  });

  it('is the same again, grows with the share, and is another with another seed', async () => {
    const of = async (part: LoadPart, text = csvOf(ORDERS)): Promise<readonly string[]> => {
      await bench.loadText(text, { part });
      return drawn();
    };
    const half = await of(sampled(50));
    expect(await of(sampled(50), csvOf(ORDERS.toReversed()))).toEqual(half);
    const most = await of(sampled(80));
    expect(half.filter((id) => !most.includes(id))).toEqual([]);
    expect(await of(sampled(100))).toHaveLength(40);
    expect(await of(sampled(50, 2))).not.toEqual(half);
  });

  it('draws the same customers from text, from Arrow, and where ids are numbers or not', async () => {
    const numbered = ORDERS.map(({ customer, day }) => ({ customer: customer.slice(1), day }));
    const { receipt } = await bench.loadText(csvOf(numbered), { part: sampled(40) });
    const chosen = await drawn();
    const arrow = tableFromArrays({
      customer: Int32Array.from(numbered, ({ customer }) => Number(customer)),
      date: numbered.map(({ day }) => new Date(day)),
      amount: Float64Array.from(numbered, () => 1),
    });
    const source = await bench.file(tableToIPC(arrow, 'file'), 'orders.arrow');
    const typed = await bench.load(source, { part: sampled(40) });
    expect(await drawn()).toEqual(chosen);
    expect(typed.receipt.part).toEqual(receipt.part);
    // One id of another shape makes all of them text.
    await bench.loadText(csvOf([...numbered, { customer: 'guest', day: '2024-01-01' }]), {
      part: sampled(40),
    });
    expect((await drawn()).filter((id) => id !== 'guest')).toEqual(chosen);
  });

  it('leaves rows out that name nobody', async () => {
    const text = `${csvOf(ORDERS.slice(0, 200))},2024-01-01,5\n,2024-01-01,5\n`;
    const { receipt } = await bench.loadText(text, { part: sampled(99) });
    const rule = receipt.rules.find(({ rule: name }) => name === 'noCustomer');
    expect(rule?.rows).toBe(0);
    expect(receipt.read).toBe(202);
  });

  it('accounts for every row, whatever the part', async () => {
    const day = fc.integer({ min: 1, max: 28 }).map((date) => `2024-02-${String(date).padStart(2, '0')}`);
    const row = fc.record({
      customer: fc.constantFrom('1', '2', '03', 'x9', '', 'n/a'),
      day: fc.oneof(day, fc.constant('?')),
    });
    const part = fc.record({
      from: fc.option(day),
      to: fc.option(day),
      sample: fc.option(fc.record({ percent: fc.integer({ min: 1, max: 100 }), seed: fc.nat(9) })),
    });
    const wanted = (one: { readonly day: string }, { from, to }: LoadPart): boolean =>
      one.day === '?' || ((from === null || one.day >= from) && (to === null || one.day <= to));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 3, maxLength: 30 }), part, async (rows, chosen) => {
        const text = csvOf([...rows, { customer: '1', day: '2024-02-14' }]);
        const loaded = await bench.loadText(text, { part: chosen }).catch(() => null);
        if (loaded === null) return;
        const { read, loaded: kept, setAside, malformed, leftOut, part: told } = loaded.receipt;
        expect(read).toBe(rows.length + 1);
        expect(kept + setAside + malformed + leftOut).toBe(read);
        const all = [...rows, { customer: '1', day: '2024-02-14' }];
        expect(told?.outsideRange).toBe(all.filter((one) => !wanted(one, chosen)).length);
      }),
      { numRuns: 25, seed: 5 },
    );
  });
});

describe('a time zone', () => {
  it('turns times of orders into UTC, and leaves days as they are', async () => {
    const timed = 'customer,date,amount\na,2024-01-01 02:00:00,1\nb,2024-01-05 12:30:00,1\n';
    const { receipt } = await bench.loadText(timed, { utcOffset: 480 });
    expect(receipt.firstOrderAt).toBe(Date.UTC(2023, 11, 31, 18));
    const days = await bench.loadText('customer,date,amount\na,2024-01-01,1\nb,2024-01-05,1\n', {
      utcOffset: 480,
    });
    expect(days.receipt.firstOrderAt).toBe(Date.UTC(2024, 0, 1));
  });
});
