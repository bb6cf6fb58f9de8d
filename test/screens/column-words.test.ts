import { describe, expect, it } from 'vitest';
import { unnamedRows } from '../../src/screens/import/column-words.ts';

describe('values of a column in words', () => {
  it('count every row whose value is not named, also those the picture shows', () => {
    const counts = [9, 8, 7, 6, 5];
    const top = counts.map((count) => ({ value: `v${count}`, count }));
    expect(unnamedRows({ kind: 'text', top, other: 100 })).toBe(111);
    expect(unnamedRows({ kind: 'text', top: top.slice(0, 3), other: 0 })).toBe(0);
    expect(unnamedRows({ kind: 'number', from: 0, to: 1, counts })).toBe(0);
  });
});
