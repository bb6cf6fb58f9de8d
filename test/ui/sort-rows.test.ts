import { describe, expect, test } from 'vitest';
import { leastWidth } from '../../src/ui/grid/grid-column.ts';
import { sortedPlaces, sortRows } from '../../src/ui/grid/sort-rows.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';

const TABLE: ResultSet = {
  columns: [
    { name: 'group', type: 'text', values: ['b', 'a', null, 'b'] },
    { name: 'figure', type: 'number', values: [2, null, 1, 10] },
  ],
  rowCount: 4,
};

describe('sorted rows', () => {
  test('have those without a value last either way, and equal ones in their order', () => {
    expect(sortedPlaces(TABLE, { by: 'figure', descending: false })).toEqual([2, 0, 3, 1]);
    expect(sortedPlaces(TABLE, { by: 'figure', descending: true })).toEqual([3, 0, 2, 1]);
    expect(sortedPlaces(TABLE, { by: 'group', descending: false })).toEqual([1, 0, 3, 2]);
    expect(sortedPlaces(TABLE, { by: 'group', descending: true })).toEqual([0, 3, 1, 2]);
  });

  test('are handed out in slices', () => {
    const slice = sortRows(TABLE, { by: 'figure', descending: true }, 1, 2);
    expect(slice.rowCount).toBe(2);
    expect(slice.columns.map(({ values }) => values)).toEqual([
      ['b', null],
      [2, 1],
    ]);
  });
});

test('a row is at least as wide as its columns together', () => {
  expect(leastWidth([{ width: 'minmax(120px, 1fr)' }, { width: 'minmax(56px, 0.4fr)' }])).toBe(176);
});
