import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellFilter, CellWindow } from '../../../src/contract/notebook.ts';
import { asObjects, newRun } from '../../analyses/orders-in-engine.ts';
import '../../fixtures/property-seed.ts';
import { NotebookInEngine } from './notebook-in-engine.ts';

let notebook: NotebookInEngine;
beforeAll(async () => {
  notebook = await NotebookInEngine.start();
  await notebook.run(
    'many',
    `SELECT i::INTEGER AS i, (i * 7919) % 1000 AS k, CASE WHEN i % 5 <> 0 THEN 'c' || (i % 7) END AS t,
      DATE '2024-01-01' + (i % 90)::INTEGER AS day, (i % 11) / 4.0 AS x
    FROM range(3000) AS r(i)`,
  );
});
afterAll(() => notebook.close());

async function read(
  window: Partial<CellWindow>,
): Promise<{ rows: Record<string, unknown>[]; total: number }> {
  const whole = { relation: 'many', order: [], filters: [], offset: 0, limit: 10_000, ...window };
  const { rows, total } = await notebook.desk.rows(newRun(), whole);
  return { rows: asObjects(rows), total };
}

describe('rows of a cell', () => {
  it('come in slices, in the order they were made', async () => {
    const { rows, total } = await read({ offset: 2990, limit: 200 });
    expect(total).toBe(3000);
    expect(rows.map(({ i }) => i)).toEqual([2990, 2991, 2992, 2993, 2994, 2995, 2996, 2997, 2998, 2999]);
  });

  it('are sorted, empty ones last, slices fitting together', async () => {
    const column = fc.constantFrom('k', 't', 'day', 'x');
    const order = fc.array(fc.record({ column, descending: fc.boolean() }), { minLength: 1, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(order, fc.integer({ min: 400, max: 1500 }), async (by, limit) => {
        const slices = [];
        for (let offset = 0; offset < 3000; offset += limit) {
          slices.push(...(await read({ order: by, offset, limit })).rows);
        }
        const all = (await read({})).rows;
        const compare = (a: Record<string, unknown>, b: Record<string, unknown>): number => {
          for (const { column: name, descending } of by) {
            const [left, right] = [a[name] ?? null, b[name] ?? null] as (string | number | null)[];
            if (left === right) continue;
            if (left === null || left === undefined) return 1;
            if (right === null || right === undefined) return -1;
            return (left < right ? -1 : 1) * (descending ? -1 : 1);
          }
          return 0;
        };
        // Sorting is stable in both.
        expect(slices).toEqual([...all].sort(compare));
      }),
      { numRuns: 8 },
    );
  });

  const JANUARY = Date.UTC(2024, 0, 31);
  const FILTERS: readonly (readonly [CellFilter, (row: Record<string, unknown>) => boolean])[] = [
    [{ column: 't', op: 'contains', text: 'C3' }, ({ t }) => t === 'c3'],
    [{ column: 'k', op: 'contains', text: '99' }, ({ k }) => String(k).includes('99')],
    [{ column: 't', op: 'in', values: ['c1', null, "o'x"] }, ({ t }) => t === 'c1' || t === null],
    [{ column: 'day', op: 'in', values: [JANUARY] }, ({ day }) => day === JANUARY],
    [{ column: 'day', op: 'between', low: null, high: JANUARY }, ({ day }) => Number(day) <= JANUARY],
    [{ column: 'x', op: 'between', low: 0.5, high: 1 }, ({ x }) => Number(x) >= 0.5 && Number(x) <= 1],
    [{ column: 't', op: 'empty' }, ({ t }) => t === null],
    [{ column: 'x', op: 'notEmpty' }, () => true],
    [{ column: 't', op: 'in', values: [] }, () => false],
  ];

  it.each(FILTERS)('are filtered by %j', async (filter, holds) => {
    const all = (await read({})).rows.filter(holds);
    for (const limit of [100, 5000]) {
      const found = await read({ filters: [filter], limit });
      expect(found.total).toBe(all.length);
      expect(found.rows).toEqual(all.slice(0, limit));
    }
  });

  it('are those of the last run', async () => {
    const order = [{ column: 'v', descending: true }];
    await notebook.run('again', 'SELECT 1 AS v FROM range(2000)');
    await notebook.desk.rows(newRun(), { relation: 'again', order, filters: [], offset: 1900, limit: 10 });
    await notebook.run('again', 'SELECT 2 AS v FROM range(2000)');
    const window = { relation: 'again', order, filters: [], offset: 1999, limit: 10 };
    expect(asObjects((await notebook.desk.rows(newRun(), window)).rows)).toEqual([{ v: 2 }]);
  });

  it('are read of loaded data, and of a column called rowid, all the same', async () => {
    const order = [{ column: 'amount', descending: true }];
    const loaded = await read({ relation: 'orders', order, offset: 1, limit: 2 });
    expect(loaded.rows.map(({ amount }) => amount)).toEqual([20, 10.5]);
    await notebook.run('odd', 'SELECT 7 - i AS rowid FROM range(3) AS r(i)');
    expect((await read({ relation: 'odd' })).rows).toEqual([{ rowid: 7 }, { rowid: 6 }, { rowid: 5 }]);
  });

  it('are not there before the cell has run, nor more than 10,000 at a time', async () => {
    await expect(read({ relation: 'never' })).rejects.toMatchObject({ error: { code: 'cell.notRun' } });
    await expect(read({ limit: 10_001 })).rejects.toThrow(RangeError);
    await expect(read({ order: [{ column: 'no', descending: false }] })).rejects.toThrow(RangeError);
  });
});

describe('the profile of a column', () => {
  const profile = (column: string, relation = 'many'): ReturnType<typeof notebook.desk.profile> =>
    notebook.desk.profile(newRun(), relation, column);

  it('has ends, middle and bins of numbers', async () => {
    const found = await profile('i');
    expect(found).toMatchObject({
      rows: 3000,
      nulls: 0,
      distinct: 3000,
      min: 0,
      max: 2999,
      mean: 1499.5,
      median: 1499.5,
    });
    expect(found.bins).toHaveLength(20);
    expect(found.bins.reduce((sum, n) => sum + n, 0)).toBe(3000);
    expect(Math.max(...found.bins)).toBe(150);
  });

  it('has days as milliseconds', async () => {
    const found = await profile('day');
    expect(found).toMatchObject({
      min: Date.UTC(2024, 0, 1),
      max: Date.UTC(2024, 0, 90),
      mean: null,
      distinct: 90,
    });
  });

  it('has the most frequent texts, but none of customers', async () => {
    const found = await profile('t');
    expect(found).toMatchObject({ nulls: 600, distinct: 7, min: null, bins: [] });
    expect(found.top).toHaveLength(7);
    expect(found.top[0]?.rows).toBeGreaterThanOrEqual(found.top[6]?.rows ?? 0);
    expect(await profile('customer_id', 'customers')).toMatchObject({ rows: 3, distinct: 3, top: [] });
  });

  it('leaves out what is no number, and stands for a column of nothing', async () => {
    await notebook.run(
      'odd_numbers',
      `SELECT unnest([1.0, 1.0, 'nan'::DOUBLE, 'inf'::DOUBLE, NULL]) AS v, NULL::INTEGER AS nothing`,
    );
    expect(await profile('v', 'odd_numbers')).toMatchObject({
      rows: 5,
      nulls: 1,
      min: 1,
      max: 1,
      mean: 1,
      bins: [2],
    });
    expect(await profile('nothing', 'odd_numbers')).toMatchObject({ rows: 5, nulls: 5, min: null, bins: [] });
  });
});
