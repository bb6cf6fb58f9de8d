import { describe, expect, it } from 'vitest';
import type { PreviewColumn } from '../../src/contract/import.ts';
import { fits, keptReading, type KeptRecipe, shapeOf, writeKeptRecipe } from '../../src/data/kept-recipe.ts';
import { readKeptRecipe } from '../../src/data/read-kept-recipe.ts';

type Column = Pick<PreviewColumn, 'sourceName' | 'name' | 'format' | 'stored'>;

const column = (name: string, kind: 'text' | 'number' | 'date' = 'text'): Column => ({
  name,
  sourceName: name,
  stored: 'text',
  format:
    kind === 'number'
      ? { kind, decimal: '.', group: null }
      : kind === 'date'
        ? { kind, order: 'iso', time: false }
        : { kind },
});

const RECIPE: KeptRecipe = {
  cloister: 'recipe',
  version: 1,
  shape: shapeOf([column('buyer'), column('day', 'date')]),
  name: 'orders.csv',
  savedAt: '2026-11-12T10:00:00.000Z',
  kind: 'orders',
  reading: { cures: { footerTotals: false }, encoding: 'windows-1252' },
  roles: { customerId: 'buyer', orderedAt: 'day' },
  extras: ['note'],
  formats: { day: { kind: 'date', order: 'mdy', time: false } },
  currency: 'EUR',
  utcOffset: 60,
  cancellations: 'net',
  part: { from: '2024-01-01', to: null, sample: { percent: 12.5, seed: 3 } },
  rules: { zeroAmount: true },
  pseudonyms: [],
  purpose: '',
};

describe('the shape of a file', () => {
  it('is the same for columns in another order, and for names that differ in case and blanks', () => {
    const shape = shapeOf([column('Buyer'), column('day', 'date'), column('total', 'number')]);
    expect(shapeOf([column('total', 'number'), column(' buyer'), column('Day', 'date')])).toBe(shape);
  });

  it('is another for another column, or other values in it', () => {
    const shape = shapeOf([column('buyer'), column('total', 'number')]);
    expect(shapeOf([column('buyer'), column('total')])).not.toBe(shape);
    expect(shapeOf([column('buyer'), column('amount', 'number')])).not.toBe(shape);
    expect(shapeOf([column('buyer'), column('total', 'number'), column('note')])).not.toBe(shape);
  });

  it('does not depend on marks between thousands, which a sample may lack', () => {
    const grouped: Column = { ...column('total'), format: { kind: 'number', decimal: '.', group: ',' } };
    expect(shapeOf([grouped])).toBe(shapeOf([column('total', 'number')]));
  });
});

describe('a kept recipe', () => {
  it('reads back as it was written', () => {
    expect(readKeptRecipe(writeKeptRecipe(RECIPE))).toEqual({ ok: true, value: RECIPE });
  });

  it('takes no other words for cleaning rules', () => {
    const read = readKeptRecipe(JSON.stringify({ ...RECIPE, rules: { everything: true } }));
    expect(read).toMatchObject({ ok: false, error: { code: 'recipe.invalid' } });
  });

  it('reads back the rules by which customers were merged, and takes nothing else for rules', () => {
    const merge = {
      rules: ['email'],
      columns: [{ relation: 'customer_details', column: 'email', use: 'email' }],
      gmail: true,
      country: 'CN',
      mostShared: 10,
    } as const;
    expect(readKeptRecipe(writeKeptRecipe({ ...RECIPE, merge }))).toEqual({
      ok: true,
      value: { ...RECIPE, merge },
    });
    for (const wrong of [
      { ...merge, mostShared: 1 },
      { ...merge, country: 'china' },
      { ...merge, ids: ['a'] },
    ]) {
      const read = readKeptRecipe(JSON.stringify({ ...RECIPE, merge: wrong }));
      expect(read).toMatchObject({ ok: false, error: { code: 'recipe.invalid' } });
    }
  });

  it.each([
    ['no JSON', '{', '$'],
    ['another version', JSON.stringify({ ...RECIPE, version: 2 }), '$.version'],
    [
      'a cure nobody knows',
      JSON.stringify({ ...RECIPE, reading: { cures: { magic: true } } }),
      '$.reading.cures.magic',
    ],
    ['a kind nobody knows', JSON.stringify({ ...RECIPE, kind: 'spells' }), '$.kind'],
    ['rows of data', JSON.stringify({ ...RECIPE, rows: [['a', 1]] }), '$.rows'],
  ])('is refused with %s', (_, text, path) => {
    expect(readKeptRecipe(text)).toMatchObject({
      ok: false,
      error: { code: 'recipe.invalid', params: { path } },
    });
  });

  it('fits a file that has every column it names, in whatever order', () => {
    expect(fits(RECIPE, [column('day'), column('note'), column('buyer'), column('more')])).toBe(true);
    expect(fits(RECIPE, [column('day'), column('buyer')])).toBe(false);
  });

  it('keeps how bytes are read, but not a path inside an archive', () => {
    const wish = { encoding: 'big5', entry: 'orders-2024-11.csv', headerRow: null } as const;
    expect(keptReading(wish)).toEqual({ encoding: 'big5', headerRow: null });
  });
});
