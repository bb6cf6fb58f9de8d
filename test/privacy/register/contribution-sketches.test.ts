import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BUCKETS,
  contributionDifferences,
  type ContributionSketch,
  SKETCH_LENGTH,
  WAYS,
} from '../../../src/privacy/register/contribution-sketches.ts';

const THRESHOLD = 10;

/** A hash of whole numbers of 32 bits (murmur3's last step). */
function hashed(...values: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const value of values) {
    hash = Math.imul(hash ^ Math.imul(value + 0x7f4a7c15, 0x85ebca6b), 0xc2b2ae35);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

/** Sketches rows of (customer, what they add). */
function sketchOf(rows: readonly ReadonlyMap<number, number>[], figure = 'revenue'): ContributionSketch {
  const mixed = new Uint16Array(rows.length * SKETCH_LENGTH);
  for (const [row, people] of rows.entries()) {
    for (const [customer, added] of people) {
      for (let way = 0; way < WAYS; way += 1) {
        const place = row * SKETCH_LENGTH + way * BUCKETS + (hashed(customer, way) % BUCKETS);
        mixed[place] = (mixed[place] ?? 0) ^ (hashed(customer, added, 100 + way) & 0xffff);
      }
    }
  }
  return { figures: [figure], rows: rows.map((people, row) => ({ row, customers: people.size })), mixed };
}

const row = (from: number, to: number, changed = 0): Map<number, number> =>
  new Map(Array.from({ length: to - from }, (_, index) => [from + index, index < changed ? 2 : 1]));

const found = (asked: ContributionSketch, earlier: ContributionSketch): unknown =>
  contributionDifferences(asked, new Map([[4, earlier]]), THRESHOLD);

test('a row in which few have changed is found beside one in which many have', () => {
  const earlier = sketchOf([row(0, 400), row(400, 900)]);
  expect(found(sketchOf([row(0, 400, 3), row(400, 900, 60)]), earlier)).toEqual([
    { customers: 3, releases: [4], rows: [0] },
  ]);
  expect(found(sketchOf([row(0, 400, 40), row(400, 900, 60)]), earlier)).toEqual([]);
  expect(found(earlier, earlier)).toEqual([]);
});

test('rows are compared whatever they are called, and whoever has come or gone counts', () => {
  const earlier = sketchOf([row(400, 900), row(0, 400)]);
  expect(found(sketchOf([row(2, 403)]), earlier)).toEqual([{ customers: 5, releases: [4], rows: [0] }]);
});

test('figures of other names are not compared', () => {
  expect(found(sketchOf([row(0, 400, 3)]), sketchOf([row(0, 400)], 'orders'))).toEqual([]);
});

test('no difference below the threshold is missed; one of twice the threshold never counts as one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 60, max: 3000 }), (changed, size) => {
      const isFound = contributionDifferences(
        sketchOf([row(0, size, changed)]),
        new Map([[0, sketchOf([row(0, size)])]]),
        THRESHOLD,
      );
      if (changed === 0 || changed >= 2 * THRESHOLD) expect(isFound).toEqual([]);
      if (changed > 0 && changed < THRESHOLD) {
        expect(isFound).toHaveLength(1);
        expect(isFound[0]?.customers).toBeLessThanOrEqual(changed);
      }
    }),
  );
});
