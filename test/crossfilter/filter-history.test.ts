import { describe, expect, test } from 'vitest';
import type { Selection } from '../../src/contract/dashboard.ts';
import {
  goToFilters,
  redoFilters,
  startFilters,
  stepFilters,
  undoFilters,
  type FilterHistory,
} from '../../src/crossfilter/filter-history.ts';

const on = (value: string): Selection => [{ dimension: 'segment', op: 'in', values: [value] }];
const [A, B, C, D] = ['A', 'B', 'C', 'D'].map(on) as [Selection, Selection, Selection, Selection];

function after(...steps: readonly Selection[]): FilterHistory {
  return steps.reduce((history, each) => stepFilters(history, each), startFilters([]));
}

describe('going to a selection of an address', () => {
  test('takes the newest step back when it was in force before it, so that it can be made again', () => {
    const back = goToFilters(after(A, B), A);
    expect(back).toEqual(undoFilters(after(A, B)));
    expect(goToFilters(back, B)).toEqual(redoFilters(back));
    expect(goToFilters(back, B)).toEqual(after(A, B));
  });

  test('takes several steps at once when the browser jumps', () => {
    const back = goToFilters(after(A, B, C), []);
    expect(back).toMatchObject({ now: [], past: [], future: [C, B, A] });
    expect(goToFilters(back, C)).toEqual(after(A, B, C));
  });

  test('goes the shorter way to one that was in force more than once', () => {
    expect(goToFilters(after(A, B, A, C), A).past).toEqual([[], A, B]);
    const between = goToFilters(after(A, B, C, D, A), B);
    expect(between.past).toEqual([[], A]);
    expect(goToFilters(between, A).past).toEqual([[]]);
  });

  test('is a step of its own where it was never in force, and none where it is in force', () => {
    const back = goToFilters(after(A, B), A);
    expect(goToFilters(back, D)).toMatchObject({ now: D, past: [[], A], future: [] });
    expect(goToFilters(back, A)).toEqual(back);
  });

  test('ends a brush', () => {
    const brushed = stepFilters(after(A), B, 'brush 1');
    expect(goToFilters(brushed, B).gesture).toBeNull();
    expect(stepFilters(goToFilters(brushed, B), C, 'brush 1').past).toEqual([[], A, B]);
  });
});
