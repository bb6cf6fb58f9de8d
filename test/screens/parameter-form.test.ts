import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ANALYSES } from '../../src/analyses/index.ts';
import type { FormField } from '../../src/analyses/form-field.ts';
import {
  attributesOf,
  checkDraft,
  defaultDraft,
  fieldGroups,
  fromPercent,
  readNumbers,
  toPercent,
} from '../../src/screens/analysis/parameter-form.ts';

const schema = v.pipe(
  v.strictObject({
    from: v.optional(v.number(), 1),
    to: v.optional(v.number(), 2),
  }),
  v.check(({ from, to }) => from < to, 'from must be below to'),
);
const analysis = {
  id: 'test',
  params: schema as v.GenericSchema<unknown, Readonly<Record<string, unknown>>>,
};

describe('the form of an analysis', () => {
  test.each(ANALYSES.map((each) => [each.id, each] as const))(
    '%s begins with parameters that hold',
    (_, each) => {
      const draft = defaultDraft(each);
      expect(checkDraft(each, draft)).toMatchObject({ problems: [], together: null });
      for (const { param } of each.form ?? []) expect(draft).toHaveProperty(param);
    },
  );

  test('names the parameter that cannot be used, or says what does not go together', () => {
    expect(checkDraft(analysis, { from: 'a', to: 2 })).toEqual({
      params: null,
      problems: ['from'],
      together: null,
    });
    expect(checkDraft(analysis, { from: 3, to: 2 })).toEqual({
      params: null,
      problems: [],
      together: 'from must be below to',
    });
    expect(checkDraft(analysis, {}).params).toEqual({ from: 1, to: 2 });
  });

  test('shows the fields that mean something, each group once', () => {
    const field = (param: string, group?: FormField['group'], when?: FormField['when']): FormField => ({
      kind: 'switch',
      param,
      label: 'app.name',
      ...(group === undefined ? {} : { group }),
      ...(when === undefined ? {} : { when }),
    });
    const form = [
      field('a', 'rail.data'),
      field('b'),
      field('c', 'rail.data'),
      field('d', undefined, ({ b }) => b === true),
    ];
    const shown = (draft: Readonly<Record<string, unknown>>): unknown =>
      fieldGroups(form, draft).map(({ title, fields }) => [title, fields.map(({ param }) => param)]);
    expect(shown({ b: false })).toEqual([
      [null, ['b']],
      ['rail.data', ['a', 'c']],
    ]);
    expect(shown({ b: true })).toEqual([
      [null, ['b', 'd']],
      ['rail.data', ['a', 'c']],
    ]);
  });

  test('reads increasing numbers however they are parted, and keeps what it cannot read', () => {
    expect(readNumbers('1, 2.5;7')).toEqual([1, 2.5, 7]);
    expect(readNumbers('30、60，90')).toEqual([30, 60, 90]);
    expect(readNumbers('3 2')).toBe('3 2');
    expect(readNumbers('x')).toBe('x');
    expect(readNumbers('')).toBe('');
  });

  test('shows shares as per cent without stray digits', () => {
    expect(toPercent(0.07)).toBe(7);
    expect(toPercent(0.1 + 0.2)).toBe(30);
    expect(fromPercent(7)).toBe(0.07);
  });

  test('offers the attributes that the data have', () => {
    expect(
      attributesOf({
        roles: ['customerId', 'country', 'channel'],
        extraColumns: [
          { name: 'plan', kind: 'text' },
          { name: 'weight', kind: 'number' },
        ],
      }),
    ).toEqual({ roles: ['channel', 'country'], columns: ['plan'] });
  });
});
