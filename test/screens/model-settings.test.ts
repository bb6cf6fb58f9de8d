import { describe, expect, test } from 'vitest';
import { kMapOf, kOf, modelsFrom, NOT_ASKED } from '../../src/screens/privacy/deidentify/model-settings.ts';

describe('conditions of the form', () => {
  test('ask for k-map only when it is given, beside k-anonymity', () => {
    const plain = modelsFrom(5, null, {});
    expect([kOf(plain), kMapOf(plain)]).toEqual([5, null]);
    const mapped = modelsFrom(5, 20, { illness: { ...NOT_ASKED, distinctL: 3 } });
    expect([kOf(mapped), kMapOf(mapped)]).toEqual([5, 20]);
    expect(mapped.map(({ model }) => model)).toEqual(['kAnonymity', 'kMap', 'distinctLDiversity']);
  });
});
