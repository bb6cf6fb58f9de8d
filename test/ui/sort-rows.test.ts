import { describe, expect, test } from 'vitest';
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
    expect(sortedPlaces(TABLE, { column: 'figure', descending: false })).toEqual([2, 0, 3, 1]);
    expect(sortedPlaces(TABLE, { column: 'figure', descending: true })).toEqual([3, 0, 2, 1]);
    expect(sortedPlaces(TABLE, { column: 'group', descending: false })).toEqual([1, 0, 3, 2]);
    expect(sortedPlaces(TABLE, { column: 'group', descending: true })).toEqual([0, 3, 1, 2]);
  });

  test('are handed out in slices', () => {
    const slice = sortRows(TABLE, { column: 'figure', descending: true }, 1, 2);
    expect(slice.rowCount).toBe(2);
    expect(slice.columns.map(({ values }) => values)).toEqual([
      ['b', null],
      [2, 1],
    ]);
  });
});
