import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asPrivate } from '../../src/contract/privacy.ts';
import { column, type Value } from '../../src/contract/result-set.ts';
import { decide } from '../../src/privacy/decide.ts';
import { counts, policy, rowsOf, shape, tableOf, type TestRow } from './tables.ts';

function verdictOn(rows: readonly TestRow[], threshold = policy.threshold) {
  return decide({ table: tableOf(rows), shape, policy: { ...policy, threshold }, format: 'csv' });
}

/** Segments whose figures are shown; null when the whole table is refused. */
async function shown(rows: readonly TestRow[], threshold = policy.threshold): Promise<string[] | null> {
  const verdict = await verdictOn(rows, threshold);
  if (verdict.outcome === 'refused') return null;
  const names = column(verdict.table, 'segment').values;
  return column(verdict.table, 'customers').values.flatMap((count, index) =>
    count === null ? [] : [String(names[index])],
  );
}

const names = (...indexes: number[]) => indexes.map((index) => `segment ${index}`);

describe('examples', () => {
  test.each([
    ['nothing is withheld at the threshold', [10, 20, 30], [0, 1, 2]],
    ['a single small row takes the next smallest with it', [9, 500, 40], [1]],
    ['two small rows that hold too few together take a third', [3, 4, 60, 70], [3]],
    ['two small rows that hold enough together take none', [9, 9, 60], [2]],
    ['rows on nobody stay and protect no one', [0, 4, 60, 70], [0, 3]],
    ['of equal rows the first by name is taken', [4, 60, 60, 60], [2, 3]],
  ])('%s', async (_, sizes, expected) => {
    expect(await shown(rowsOf(sizes))).toEqual(names(...expected));
  });

  test.each([
    ['the only row is small', [4]],
    ['all rows are small', [4, 3, 2]],
    ['the complement leaves nothing', [4, 200]],
    ['only rows on nobody are left', [0, 4, 200]],
  ])('the table is refused when %s', async (_, sizes) => {
    expect(await verdictOn(rowsOf(sizes))).toMatchObject({ outcome: 'refused', reason: 'allSuppressed' });
  });

  test.each<[string, number[]]>([
    ['no rows', []],
    ['only rows on nobody', [0, 0]],
  ])('a table of %s leaves as it is', async (_, sizes) => {
    expect(await verdictOn(rowsOf(sizes))).toMatchObject({ outcome: 'released', suppressedRows: 0 });
  });

  test('names of groups stay, figures go', async () => {
    const verdict = await verdictOn(rowsOf([4, 60, 70]));
    const values = verdict.outcome === 'released' ? verdict.table.columns.map((each) => each.values) : [];
    expect(values).toEqual([names(0, 1, 2), [null, null, 70], [null, null, 1_002_070], [null, null, 0.125]]);
    expect(verdict).toMatchObject({ suppressedRows: 2, reasons: ['belowThreshold', 'complement'] });
  });

  test.each<[string, Value]>([
    ['missing', null],
    ['negative', -20],
    ['broken', 20.5],
    ['not a number', Number.NaN],
    ['text', '20'],
  ])('a customer count that is %s withholds the row', async (_, customers) => {
    const rows = rowsOf([20, 30, 40]).map((row, index) => (index === 1 ? { ...row, customers } : row));
    expect(await shown(rows)).toEqual(names(2));
  });

  test('a figure beside a count of nobody withholds the row', async () => {
    const rows = rowsOf([0, 30, 40]).map((row, index) => (index === 0 ? { ...row, revenue: 99 } : row));
    expect(await shown(rows)).toEqual(names(2));
  });

  test('columns that are not declared do not leave', async () => {
    const table = tableOf(rowsOf([20, 30]));
    const extra = { name: 'email', type: 'text' as const, values: ['a@example.com', 'b@example.com'] };
    const more = asPrivate({ ...table, columns: [...table.columns, extra] });
    const verdict = await decide({ table: more, shape, policy, format: 'csv' });
    expect(JSON.stringify(verdict)).not.toContain('example.com');
  });
});

describe('for any table', () => {
  test('no figure of a row below the threshold is in what leaves', async () => {
    await fc.assert(
      fc.asyncProperty(counts, fc.integer({ min: 2, max: 40 }), async (sizes, threshold) => {
        const rows = rowsOf(sizes);
        const verdict = await verdictOn(rows, threshold);
        if (verdict.outcome === 'refused') return;
        const left = new Set(verdict.table.columns.flatMap((each) => each.values));
        rows
          .filter((row) => Number(row.customers) > 0 && Number(row.customers) < threshold)
          .forEach((row) => {
            expect(left).not.toContain(row.revenue);
            expect(left).not.toContain(row.share);
            expect(column(verdict.table, 'customers').values).not.toContain(row.customers);
          });
      }),
    );
  });

  test('withheld rows are none, or two and more that hold as many customers as the threshold', async () => {
    await fc.assert(
      fc.asyncProperty(counts, fc.integer({ min: 2, max: 40 }), async (sizes, threshold) => {
        const rows = rowsOf(sizes);
        const left = await shown(rows, threshold);
        if (left === null) return;
        const withheld = rows.filter((row) => !left.includes(row.segment));
        if (withheld.length === 0) return;
        expect(withheld.length).toBeGreaterThan(1);
        const customers = withheld.reduce((sum, row) => sum + Number(row.customers), 0);
        expect(customers).toBeGreaterThanOrEqual(threshold);
      }),
    );
  });

  test('no more is withheld than the rule asks for', async () => {
    await fc.assert(
      fc.asyncProperty(counts, async (sizes) => {
        const rows = rowsOf(sizes);
        const left = await shown(rows);
        if (left === null) return;
        const withheld = rows
          .filter((row) => !left.includes(row.segment))
          .map((row) => Number(row.customers));
        const largest = Math.max(...withheld, 0);
        if (largest < policy.threshold) return;
        const others = withheld.filter((_, index) => index !== withheld.indexOf(largest));
        const enough = others.reduce((sum, count) => sum + count, 0) >= policy.threshold;
        expect(others.length < 2 || !enough).toBe(true);
      }),
    );
  });

  test('the order of the rows does not matter', async () => {
    const shuffled = counts.chain((sizes) =>
      fc.tuple(
        fc.constant(rowsOf(sizes)),
        fc.shuffledSubarray(rowsOf(sizes), { minLength: sizes.length, maxLength: sizes.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([rows, mixed]) => {
        expect((await shown(mixed))?.sort() ?? null).toEqual((await shown(rows))?.sort() ?? null);
      }),
    );
  });

  test('a higher threshold never releases more', async () => {
    await fc.assert(
      fc.asyncProperty(
        counts,
        fc.integer({ min: 2, max: 40 }),
        fc.nat(40),
        async (sizes, threshold, more) => {
          const rows = rowsOf(sizes);
          const strict = await shown(rows, threshold + more);
          if (strict === null || strict.length === 0) return;
          expect(await shown(rows, threshold)).toEqual(expect.arrayContaining(strict));
        },
      ),
    );
  });
});
