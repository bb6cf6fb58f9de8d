import { describe, expect, it } from 'vitest';
import { asPrivate } from '../../src/contract/privacy.ts';
import type { FilePreview } from '../../src/contract/import.ts';
import { newId } from '../../src/contract/ids.ts';
import { defaultRules } from '../../src/data/cleaning-rules.ts';
import { missingRoles } from '../../src/data/readiness.ts';
import { unclassified } from '../../src/privacy/classify/unclassified.ts';
import { parseRecipe } from '../../src/data/load-recipe.ts';
import { mappingFromRecipe, recipeOf } from '../../src/data/recipe.ts';

function previewOf(...names: string[]): FilePreview {
  return {
    fileId: newId(),
    name: 'orders.csv',
    size: 10,
    reading: {
      gzip: false,
      entry: null,
      format: 'text',
      encoding: 'utf-8',
      sheet: null,
      headerRow: null,
      unroll: null,
    },
    choices: { entries: [], sheets: [], unrolls: [], encodings: ['utf-8'] },
    dialect: { delimiter: ',', quote: '"', header: true, skipLines: 0, bom: false },
    kinds: [{ kind: 'orders', confidence: 1, roles: {} }],
    findings: [],
    valueCures: asPrivate([]),
    columns: names.map((name) => ({
      name,
      sourceName: name,
      format: { kind: 'text' },
      stored: 'text',
      nullShare: 0,
      unreadableShare: 0,
      distinct: 1,
      ambiguousDate: false,
      dateProof: null,
      histogram: asPrivate({ kind: 'text', top: [], other: 0 }),
      latest: null,
      suggestion: null,
      classification: unclassified(name),
    })),
    rows: asPrivate([names.map(() => '$1')]),
    sampleRows: 1,
    complete: true,
    estimatedRows: 1,
    notices: [],
  };
}

describe('recipes', () => {
  it('come back as they were kept', () => {
    const preview = previewOf('c', 'd', 'a', 'x');
    const mapping = {
      roles: { customerId: 'c', orderedAt: 'd', amount: 'a' },
      extras: ['x'],
      formats: { d: { kind: 'date', order: 'mdy', time: false } },
      currency: 'EUR',
      cures: { nullWords: false, separatorRows: true },
      cancellations: 'net',
      utcOffset: 480,
      part: { from: '2024-01-01', to: null, sample: { percent: 12.5, seed: 3 } },
    } as const;
    const recipe = recipeOf(preview, mapping, defaultRules(mapping, false));
    const parsed = parseRecipe(JSON.stringify(recipe));
    expect(parsed).toEqual({ ok: true, value: recipe });
    expect(mappingFromRecipe(preview, recipe)).toEqual(mapping);
  });

  it('need no more than roles, and take the currency from the file', () => {
    const parsed = parseRecipe({ version: 1, roles: { customerId: 'c', orderedAt: 'd', amount: 'a' } });
    expect(parsed.ok && mappingFromRecipe(previewOf('c', 'd', 'a'), parsed.value)).toMatchObject({
      roles: { customerId: 'c' },
      extras: [],
      currency: 'USD',
    });
  });

  it.each([
    ['not JSON', '{', '$'],
    ['another version', { version: 2, roles: {} }, '$.version'],
    ['a role there is not', { version: 1, roles: { buyer: 'x' } }, '$.roles.buyer'],
    ['a rule there is not', { version: 1, roles: {}, rules: { all: true } }, '$.rules.all'],
    [
      'a format there is not',
      { version: 1, roles: {}, formats: { d: { kind: 'date', order: 'dym' } } },
      '$.formats.d.order',
    ],
    ['a currency there is not', { version: 1, roles: {}, currency: 'euro' }, '$.currency'],
  ])('with %s are refused by the path', (_, json, path) => {
    expect(parseRecipe(json)).toMatchObject({
      ok: false,
      error: { code: 'recipe.invalid', params: { path } },
    });
  });

  it('name the column a file has not got', () => {
    const recipe = { version: 1, roles: { customerId: 'gone' } } as const;
    expect(() => mappingFromRecipe(previewOf('c'), recipe)).toThrow('mapping.unknownColumn');
  });
});

describe('missingRoles', () => {
  const required = [['customerId'], ['orderedAt'], ['amount', ['quantity', 'unitPrice']]] as const;

  it('is empty when every entry has an alternative that is there', () => {
    expect(missingRoles(['customerId', 'orderedAt', 'amount'], required)).toEqual([]);
    expect(missingRoles(['customerId', 'orderedAt', 'quantity', 'unitPrice'], required)).toEqual([]);
  });

  it('names what the nearest alternative lacks', () => {
    expect(missingRoles(['customerId', 'quantity'], required)).toEqual([['orderedAt'], ['amount']]);
  });
});
