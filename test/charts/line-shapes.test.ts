import { describe, expect, test } from 'vitest';
import { runs, stepped, stretches } from '../../src/charts/line-shapes.ts';

describe('a line', () => {
  test('breaks at gaps and never bridges them', () => {
    expect(runs([1, 2, null, 0, null, null, 5])).toEqual([[0, 1], [3], [6]]);
    expect(runs([null, null])).toEqual([]);
  });

  test('as steps keeps its height until the next place', () => {
    expect(
      stepped([
        [0, 10],
        [5, 20],
      ]),
    ).toEqual([
      [0, 10],
      [5, 10],
      [5, 20],
    ]);
  });

  test('changes its manner where periods are not over, without a gap', () => {
    expect(stretches([0, 1, 2, 3], [false, false, true, true])).toEqual([
      { places: [0, 1], incomplete: false },
      { places: [1, 2, 3], incomplete: true },
    ]);
    expect(stretches([2], undefined)).toEqual([{ places: [2], incomplete: false }]);
  });
});
