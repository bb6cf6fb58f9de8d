import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as register from '../../../src/privacy/register/check-release.ts';
import type { Crossing } from '../../../src/privacy/register/released-cells.ts';
import { completed, crossingOf, type Sets } from './overlap-of.ts';

const { SEARCH_LIMITS } = register;

/** A check to its end. */
function checkRelease(...asked: Parameters<typeof register.checkRelease>): register.ReleaseCheck {
  return completed(register.checkRelease(...asked));
}

const set = (from: number, to: number): ReadonlySet<number> =>
  new Set(Array.from({ length: to - from }, (_, index) => from + index));

/** All sums of cells with coefficients -2 to 2 that come out as 1 for a few people and as 0 for all others. */
function isolatedByTrial(people: number, cells: Sets, threshold: number): number | null {
  const coefficients = [-2, -1, 0, 1, 2];
  let least: number | null = null;
  const visit = (index: number, sums: readonly number[]): void => {
    const cell = cells[index];
    if (cell === undefined) {
      const inside = sums.filter((sum) => sum === 1).length;
      const rest = sums.every((sum) => sum === 0 || sum === 1);
      if (rest && inside > 0 && inside < threshold) least = Math.min(least ?? Infinity, inside);
      return;
    }
    for (const factor of coefficients) {
      visit(
        index + 1,
        sums.map((sum, person) => sum + (cell.has(person) ? factor : 0)),
      );
    }
  };
  visit(0, new Array<number>(people).fill(0));
  return least;
}

describe('differences of two releases', () => {
  test('a set inside another tells of the few that are left', () => {
    const { found } = checkRelease(crossingOf(60, [[set(0, 50)]], [set(0, 47), set(47, 60)]), 10);
    expect(found).toEqual([{ customers: 3, releases: [0], rows: [0] }]);
  });

  test('as many as the threshold, or none, do not matter', () => {
    expect(checkRelease(crossingOf(60, [[set(0, 50)]], [set(0, 40)]), 10).found).toEqual([]);
    expect(checkRelease(crossingOf(60, [[set(0, 50)]], [set(0, 50)]), 10).found).toEqual([]);
  });

  test('sets of nearly the same size that overlap tell of nobody', () => {
    expect(checkRelease(crossingOf(60, [[set(0, 40)]], [set(15, 58)]), 10).found).toEqual([]);
  });

  test('totals that were never printed are sums of cells', () => {
    const earlier = [set(0, 25), set(25, 50)];
    const asked = [set(0, 12), set(12, 49)];
    const { found } = checkRelease(crossingOf(50, [earlier], asked), 10);
    expect(found[0]).toMatchObject({ customers: 1, releases: [0], rows: [0, 1] });
  });

  test('part of one table less part of another', () => {
    const earlier = [set(0, 20), set(20, 40), set(40, 80)];
    const asked = [set(0, 38), set(60, 80)];
    const { found } = checkRelease(crossingOf(80, [earlier], asked), 10);
    expect(found).toEqual([{ customers: 2, releases: [0], rows: [0] }]);
  });
});

describe('tables of classes', () => {
  const classes = [set(0, 20), set(20, 40), set(40, 60), set(60, 80)];
  const withUnions = (crossing: Crossing, unions: readonly (readonly number[])[]): Crossing => ({
    ...crossing,
    candidate: { ...crossing.candidate, unions },
  });
  const pairs = [{ place: 0, threshold: 10 }];
  // No work for sums: what is found then are differences of two sets.
  const noSums = { each: 0, together: 0 };

  test('two classes with a value in common hold a figure of all but three of them', () => {
    const crossing = crossingOf(80, [[set(0, 37), set(45, 75)]], classes);
    const alone = completed(register.checkClasses(crossing, pairs, noSums));
    expect(alone).toEqual({ found: [], depth: 'sets' });
    const { found } = completed(register.checkClasses(withUnions(crossing, [[0, 1]]), pairs, noSums));
    expect(found).toEqual([{ customers: 3, releases: [0], rows: [0, 1] }]);
  });

  test('sums find the same without being told of values, where there is work enough', () => {
    const crossing = crossingOf(80, [[set(0, 37), set(45, 75)]], classes);
    const { found, depth } = completed(register.checkClasses(crossing, pairs));
    expect(found[0]).toMatchObject({ customers: 3, releases: [0] });
    expect(depth).toBe('all');
  });

  test('a group as large as the smallest class may be told of', () => {
    const crossing = crossingOf(80, [[set(0, 13)]], classes);
    expect(completed(register.checkClasses(crossing, pairs)).found).toHaveLength(1);
    const lower = [{ place: 0, threshold: 7 }];
    expect(completed(register.checkClasses(crossing, lower))).toEqual({ found: [], depth: 'all' });
  });
});

describe('sums over several releases', () => {
  test('three tables that are clean in pairs', () => {
    const first = [set(0, 20)];
    const second = [set(20, 40)];
    const asked = [set(0, 41)];
    expect(checkRelease(crossingOf(80, [first], asked), 10).found).toEqual([]);
    expect(checkRelease(crossingOf(80, [second], asked), 10).found).toEqual([]);
    const { found, depth } = checkRelease(crossingOf(80, [first, second], asked), 10);
    expect(depth).toBe('all');
    expect(found).toEqual([{ customers: 1, releases: [0, 1], rows: [0] }]);
  });

  test('what the earlier releases tell among themselves is not laid to the new one', () => {
    const { found } = checkRelease(crossingOf(80, [[set(0, 50)], [set(0, 48)]], [set(60, 80)]), 10);
    expect(found).toEqual([]);
  });

  test('without work to know, a release with one other counts as a conflict; with many, the depth is told', () => {
    const first = [set(0, 20), set(20, 45)];
    const asked = [set(10, 35), set(35, 70)];
    const none = { each: 0, together: 0 };
    expect(checkRelease(crossingOf(80, [first], asked), 10, none).found).toEqual([
      { customers: null, releases: [0], rows: [0, 1] },
    ]);
    const pairs = { ...SEARCH_LIMITS, together: 0 };
    expect(checkRelease(crossingOf(80, [first, [set(50, 80)]], asked), 10, pairs)).toEqual({
      found: [],
      depth: 'pairs',
    });
  });
});

test('a sum is found exactly when trying all small coefficients finds one', () => {
  const people = 9;
  const cell = fc.uniqueArray(fc.nat(people - 1), { minLength: 3, maxLength: people });
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 3 }),
      fc.array(cell, { minLength: 1, maxLength: 3 }),
      (first, second) => {
        const [earlier, asked] = [first, second].map((cells) => cells.map((members) => new Set(members)));
        if (earlier === undefined || asked === undefined) return;
        const alone =
          isolatedByTrial(people, earlier, 3) !== null || isolatedByTrial(people, asked, 3) !== null;
        fc.pre(!alone);
        const tried = isolatedByTrial(people, [...earlier, ...asked], 3);
        const { found } = checkRelease(crossingOf(people, [earlier], asked), 3);
        // Coefficients may have to be larger than those tried, so more can be found but never less.
        if (tried !== null) expect(found).not.toEqual([]);
        for (const { customers } of found) expect(customers).toBeLessThan(3);
      },
    ),
  );
});
