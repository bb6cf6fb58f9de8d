import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppFailure } from '../../src/contract/error.ts';
import type { Hierarchy, HierarchyRecipe } from '../../src/contract/records.ts';
import { codeHierarchy, labelsAt } from '../../src/privacy/hierarchies/code-hierarchy.ts';
import { hierarchyFile, readHierarchy } from '../../src/privacy/hierarchies/hierarchy-file.ts';
import {
  coverageOf,
  extendHierarchy,
  levelNames,
  makeFromRecipe,
} from '../../src/privacy/hierarchies/make-hierarchy.ts';
import { suggestRecipe } from '../../src/privacy/hierarchies/suggest-recipe.ts';
import { readShared, shared } from '../golden/btyd-data.ts';

const counted = (values: readonly string[]): { value: string; records: number }[] =>
  values.map((value, place) => ({ value, records: values.length - place }));

function made(recipe: HierarchyRecipe, values: readonly string[]): readonly (readonly string[])[] {
  return makeFromRecipe('column', recipe, counted(values)).rows;
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof AppFailure) return thrown.error.code;
    throw thrown;
  }
  return 'nothing';
}

describe('a hierarchy made by a rule', () => {
  test('takes dates to months, quarters, years and decades, however they are written', () => {
    const recipe = { kind: 'date', steps: ['month', 'quarter', 'year', 'decade'] } as const;
    const may = ['2024-05', '2024-Q2', '2024', '2020–2029', '*'];
    for (const text of [
      '2024-05-03',
      '2024/5/3',
      '20240503',
      '2024年5月3日',
      '2024-05',
      '2024-05-03 10:11',
    ]) {
      expect(made(recipe, [text])).toEqual([[text, ...may]]);
    }
    expect(made(recipe, ['3.5.2024'])).toEqual([['3.5.2024', ...may]]);
    expect(made(recipe, ['5/3/2024', '5/28/2024'])[0]).toEqual(['5/3/2024', ...may]);
    expect(made(recipe, ['unknown'])).toEqual([['unknown', '(other)', '(other)', '(other)', '(other)', '*']]);
  });

  test('puts numbers into bins that lie in one another, and codes the ends', () => {
    const recipe = { kind: 'bins', origin: 0, widths: [5, 10, 20], bottom: 18, top: 90 } as const;
    expect(made(recipe, ['17', '18', '44', '90', '1,234'])).toEqual([
      ['17', '<18', '<18', '<18', '*'],
      ['18', '18–19', '18–19', '18–19', '*'],
      ['44', '40–44', '40–49', '40–59', '*'],
      ['90', '≥90', '≥90', '≥90', '*'],
      ['1,234', '≥90', '≥90', '≥90', '*'],
    ]);
    const decimals = { kind: 'bins', origin: 0, widths: [0.1, 0.5], bottom: null, top: null } as const;
    expect(made(decimals, ['0.3', '-0.05'])).toEqual([
      ['0.3', '0.3–<0.4', '0–<0.5', '*'],
      ['-0.05', '-0.1–<0', '-0.5–<0', '*'],
    ]);
  });

  test('keeps the beginning of codes, the most common categories, or nothing', () => {
    expect(made({ kind: 'prefix', kept: [3, 1], mask: '*' }, ['47677', 'SW'])).toEqual([
      ['47677', '476*', '4*', '*'],
      ['SW', 'SW', 'S*', '*'],
    ]);
    expect(made({ kind: 'top', kept: [2, 1], other: 'rest' }, ['a', 'b', 'c'])).toEqual([
      ['a', 'a', 'a', '*'],
      ['b', 'b', 'rest', '*'],
      ['c', 'rest', 'rest', '*'],
    ]);
    expect(made({ kind: 'flat' }, ['a'])).toEqual([['a', '*']]);
  });

  test('knows the parts of Chinese administrative codes and the names of provinces', () => {
    expect(made({ kind: 'chineseRegion' }, ['110105', '440106001000', '四川省', '999999'])).toEqual([
      ['110105', '110100', '北京 Beijing', '华北 North', '*'],
      ['440106001000', '440100', '广东 Guangdong', '中南 Central South', '*'],
      ['四川省', '四川 Sichuan', '四川 Sichuan', '西南 Southwest', '*'],
      ['999999', '(other)', '(other)', '(other)', '*'],
    ]);
  });

  test('refuses recipes that do not get coarser', () => {
    const bins = { kind: 'bins', origin: 0, bottom: null, top: null } as const;
    for (const recipe of [
      { ...bins, widths: [5, 12] },
      { ...bins, widths: [0] },
      { ...bins, widths: [5], bottom: 9, top: 9 },
      { kind: 'prefix', kept: [2, 3], mask: '*' },
      { kind: 'date', steps: ['year', 'month'] },
    ] satisfies HierarchyRecipe[]) {
      expect(codeOf(() => made(recipe, ['1']))).toBe('hierarchy.invalid');
    }
  });

  test('is consistent and covers every value, whatever the values are', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer({ min: -1e6, max: 1e6 }).map(String),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }).map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    );
    fc.assert(
      fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 40 }), (values) => {
        const recipes: HierarchyRecipe[] = [
          suggestRecipe('x', counted(values)),
          { kind: 'bins', origin: 0.3, widths: [0.7, 1.4, 7], bottom: -3.3, top: 5 },
          { kind: 'prefix', kept: [4, 2], mask: '…' },
          { kind: 'top', kept: [3, 1], other: 'rest' },
          { kind: 'date', steps: ['month', 'decade'] },
        ];
        for (const recipe of recipes) {
          const hierarchy = makeFromRecipe('x', recipe, counted(values));
          const coverage = coverageOf(hierarchy, counted(values));
          expect(coverage).toMatchObject({ missingValues: 0, missingRecords: 0, inconsistent: 0 });
          expect(coverage.groups.at(-1)).toBe(1);
          expect(levelNames(hierarchy)).toHaveLength(hierarchy.levels.length);
        }
      }),
    );
  });
});

describe('the rule that suits a column', () => {
  const range = (from: number, to: number): string[] =>
    Array.from({ length: to - from }, (_, place) => String(from + place));

  test.each<[string, string[], HierarchyRecipe]>([
    ['sex', ['m', 'f'], { kind: 'flat' }],
    [
      'signed up',
      ['2024-01-02', '2024-02-03', '2023-07-08', '2022-01-01', '2021-09-09'],
      { kind: 'date', steps: ['month', 'quarter', 'year', 'decade'] },
    ],
    ['age', range(18, 91), { kind: 'bins', origin: 0, widths: [5, 10, 20, 40], bottom: null, top: null }],
    ['zip', ['02139', '10001', '94105', '60601', '73301'], { kind: 'prefix', kept: [4, 3, 2, 1], mask: '*' }],
    ['区划代码', ['110101', '310104', '440106', '510105', '610112'], { kind: 'chineseRegion' }],
    [
      'city',
      range(0, 30).map((each) => `city ${each}`),
      { kind: 'top', kept: [20, 10, 5], other: '(other)' },
    ],
  ])('is found for %s', (column, values, recipe) => {
    expect(suggestRecipe(column, counted(values))).toEqual(recipe);
  });

  test('puts a long tail together', () => {
    const spend = [...range(1, 200), '90000'].map((value) => ({ value, records: 10 }));
    expect(suggestRecipe('spend', spend)).toMatchObject({ kind: 'bins', widths: [10, 20, 40, 80], top: 200 });
  });
});

describe('a hierarchy from last month', () => {
  test('covers new values by its rule and leaves old rows as they are', () => {
    const recipe = { kind: 'bins', origin: 0, widths: [10], bottom: null, top: null } as const;
    const before = makeFromRecipe('age', recipe, counted(['23', '35']));
    const edited: Hierarchy = { ...before, rows: [['23', 'young', '*'], ...before.rows.slice(1)] };
    expect(extendHierarchy(edited, counted(['23', '41'])).rows).toEqual([
      ['23', 'young', '*'],
      ['35', '30–39', '*'],
      ['41', '40–49', '*'],
    ]);
    const top = makeFromRecipe('city', { kind: 'top', kept: [1], other: 'rest' }, counted(['a', 'b']));
    expect(extendHierarchy(top, counted(['new'])).rows.at(-1)).toEqual(['new', 'rest', '*']);
  });

  test('says which values a table lacks', () => {
    const table = readHierarchy('a;x;*\nb;x;*', 'c');
    const values = [
      { value: 'a', records: 3 },
      { value: 'z', records: 4 },
    ];
    expect(coverageOf(extendHierarchy(table, values), values)).toMatchObject({
      missingValues: 1,
      missingRecords: 4,
      groups: [2, 1, 1],
    });
  });
});

describe('a hierarchy file', () => {
  test('is read with semicolons, tabs or commas, quotes, and gets a last level where it has none', () => {
    for (const text of ['a;x\nb;y', 'a\tx\r\nb\ty\r\n', '\uFEFFa,x\n"b",y\n']) {
      expect(readHierarchy(text, 'c')).toEqual({
        column: 'c',
        recipe: { kind: 'table' },
        levels: ['value', 'level 1', '*'],
        rows: [
          ['a', 'x', '*'],
          ['b', 'y', '*'],
        ],
      });
    }
    expect(readHierarchy('29;[20,30[;*\n43;">=""40""";*', 'c').rows).toEqual([
      ['29', '[20,30[', '*'],
      ['43', '>="40"', '*'],
    ]);
  });

  test('is refused when it is none', () => {
    const code = (text: string): string => codeOf(() => readHierarchy(text, 'c'));
    expect(code('')).toBe('hierarchy.empty');
    expect(code('a;x;*\nb;*')).toBe('hierarchy.ragged');
    expect(code('a;x;*\na;y;*')).toBe('hierarchy.repeated');
    expect(code('a;x;p;*\nb;x;q;*')).toBe('hierarchy.split');
    expect(code('{"version":1}')).toBe('hierarchy.invalid');
    expect(code('{')).toBe('hierarchy.invalid');
  });

  test('comes back as it was saved', () => {
    const recipe = { kind: 'prefix', kept: [2, 1], mask: '*' } as const;
    const hierarchy = makeFromRecipe('zip', recipe, counted(['123', '456']));
    expect(readHierarchy(hierarchyFile(hierarchy), 'zip')).toEqual(hierarchy);
    expect(readHierarchy(hierarchyFile(hierarchy), 'postcode').column).toBe('postcode');
  });

  test.skipIf(shared === null)('of ARX is read (skipped without the shared data)', () => {
    const read = (column: string): Hierarchy =>
      readHierarchy(readShared('data', 'adult', `adult_hierarchy_${column}.csv`), column);
    expect(coverageOf(read('age'), []).groups).toEqual([100, 20, 10, 5, 1]);
    expect(coverageOf(read('education'), []).groups).toHaveLength(4);
    expect(coverageOf(read('native-country'), []).inconsistent).toBe(0);
  });
});

describe('a hierarchy on codes', () => {
  const hierarchy = readHierarchy('1;low;*\n2;low;*\n3;high;*\n4;high;*', 'n');

  test('numbers groups as they occur and counts leaves over all rows; an empty value stands alone', () => {
    const coded = codeHierarchy(hierarchy, ['3', '1', null]);
    expect(coded.groups.map((each) => [...each])).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0, 0, 0],
    ]);
    expect(coded.sizes).toEqual([3, 3, 1]);
    expect(coded.leaves.map((each) => [...each])).toEqual([[1, 1, 1], [2, 2, 1], [5]]);
    expect(labelsAt(hierarchy, ['3', null], 1)).toEqual(['high', null]);
    expect(labelsAt(hierarchy, ['3', null], 2)).toEqual(['*', '*']);
  });

  test('is refused for values it lacks', () => {
    expect(codeOf(() => codeHierarchy(hierarchy, ['5']))).toBe('hierarchy.lacksValues');
  });
});
