import { describe, expect, it } from 'vitest';
import type { KeptData } from '../../src/contract/kept.ts';
import { figuresOf, sameFigures, sameFiles, sameLoad } from '../../src/data/kept-comparison.ts';
import { isExpired, keptUntil } from '../../src/data/kept-days.ts';
import { readManifest, writeManifest } from '../../src/data/kept-manifest.ts';

const KEPT: KeptData = {
  cloister: 'kept',
  version: 1,
  id: '3f0c2a4e-8d5b-4c1a-9e7f-0a1b2c3d4e5f',
  keptAt: '2026-11-22T09:30:00.000Z',
  until: '2026-12-22',
  files: [
    { name: 'orders.csv', size: 1_600_000_000, modifiedAt: 1_763_800_000_000, sha256: 'ab'.repeat(32) },
    { name: '客户.zip', size: 12, modifiedAt: 0, sha256: '01'.repeat(32) },
  ],
  load: {
    orders: {
      uses: [{ file: 0, wish: { encoding: 'gb18030', cures: { strayBlanks: true } } }],
      mapping: {
        roles: { customerId: 'customer', orderedAt: 'date', amount: 'sum' },
        extras: ['note'],
        formats: { date: { kind: 'date', order: 'dmy', time: false } },
        currency: 'EUR',
        utcOffset: 60,
        cancellations: 'net',
        part: { from: '2024-01-01', to: null, sample: { percent: 10, seed: 7 } },
        pseudonymise: { columns: ['customer'], purpose: 'churn' },
      },
      rules: { zeroAmount: false },
      merge: {
        rules: ['email'],
        columns: [{ relation: 'customers', column: 'mail', use: 'email' }],
        gmail: true,
        country: null,
        mostShared: 10,
      },
    },
    tables: [
      {
        file: 1,
        wish: { entry: 'folder/客户.csv' },
        mapping: {
          kind: 'customers',
          roles: { customerId: 'id', email: 'mail' },
          extras: [],
          formats: {},
          currency: null,
          utcOffset: null,
        },
        apart: true,
      },
    ],
  },
  figures: { read: 10, loaded: 9, customers: 4, orders: 8, revenue: 12.5 },
};

/** The manifest with another value at a path. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const copy = JSON.parse(writeManifest(KEPT)) as Record<string | number, unknown>;
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[path.at(-1) ?? ''] = value;
  return JSON.stringify(copy);
}

describe('the manifest of kept data', () => {
  it('is read as it was written', () => {
    expect(readManifest(writeManifest(KEPT))).toEqual(KEPT);
  });

  it.each([
    ['a day that is none', ['until'], 'soon'],
    ['a sum that is none', ['files', 0, 'sha256'], 'abc'],
    ['a version it does not know', ['version'], 2],
    ['a file that is not in its list', ['load', 'tables', 0, 'file'], 2],
    ['no files', ['files'], []],
    ['a role there is not', ['load', 'orders', 'mapping', 'roles'], { shoeSize: 'x' }],
    ['a field there is not', ['load', 'orders', 'mapping', 'sql'], 'drop'],
  ])('is none with %s', (_, path, value) => {
    expect(readManifest(changed(path, value))).toBeNull();
  });

  it('is none where it is cut off', () => {
    expect(readManifest(writeManifest(KEPT).slice(0, -20))).toBeNull();
  });
});

describe('the last day', () => {
  it('is counted in days of the device, over ends of months and changes of the clock', () => {
    expect(keptUntil(30, new Date(2026, 10, 22, 23, 59))).toBe('2026-12-22');
    expect(keptUntil(1, new Date(2026, 11, 31, 0, 1))).toBe('2027-01-01');
    expect(keptUntil(7, new Date(2026, 2, 26, 2, 30))).toBe('2026-04-02');
  });

  it('is over with its end', () => {
    expect(isExpired('2026-12-22', new Date(2026, 11, 22, 23, 59))).toBe(false);
    expect(isExpired('2026-12-22', new Date(2026, 11, 23, 0, 0))).toBe(true);
  });
});

describe('what is kept and what is loaded', () => {
  const marks = KEPT.files.map(({ name, size, modifiedAt }) => ({ name, size, modifiedAt }));

  it('are the same files by name, size and time', () => {
    expect(sameFiles(KEPT.files, marks)).toBe(true);
    expect(sameFiles(KEPT.files, marks.slice(0, 1))).toBe(false);
    expect(sameFiles(KEPT.files, marks.toReversed())).toBe(false);
    expect(
      sameFiles(KEPT.files, [{ ...KEPT.files[0], modifiedAt: 1 }, ...marks.slice(1)] as typeof marks),
    ).toBe(false);
  });

  it('are loaded in the same way whatever order its words stand in', () => {
    const { orders, tables } = KEPT.load;
    expect(sameLoad(KEPT, { tables, orders })).toBe(true);
    expect(sameLoad(KEPT, { tables: [], orders })).toBe(false);
    const other = orders === null ? null : { ...orders, rules: { zeroAmount: true } };
    expect(sameLoad(KEPT, { orders: other, tables })).toBe(false);
  });

  it('have the same figures, but for the last digits of sums', () => {
    const { figures } = KEPT;
    if (figures === null) throw new Error('has figures');
    expect(sameFigures(figures, { ...figures, revenue: 12.5 + 1e-12 })).toBe(true);
    expect(sameFigures(figures, { ...figures, revenue: 12.51 })).toBe(false);
    expect(sameFigures(figures, { ...figures, customers: 5 })).toBe(false);
    expect(figuresOf({ ...figures, fileName: 'x' } as unknown as Parameters<typeof figuresOf>[0])).toEqual(
      figures,
    );
  });
});
