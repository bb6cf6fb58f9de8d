import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gini, lorenz } from '../../src/stats/inequality.ts';

const held = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('inequality', () => {
  it('is none where all hold the same, and nearly all where one holds everything', () => {
    expect(gini(Float64Array.of(3, 3, 3, 3))).toBeCloseTo(0, 12);
    expect(gini(Float64Array.of(0, 0, 0, 8))).toBeCloseTo(0.75, 12);
    expect(gini(Float64Array.of(1, 2, 3, 4))).toBeCloseTo(0.25, 12);
    expect(gini(Float64Array.of(0, 0))).toBeNaN();
  });

  it('is half the relative mean absolute difference', () => {
    fc.assert(
      fc.property(held, (list) => {
        const values = Float64Array.from(list);
        const total = values.reduce((sum, value) => sum + value, 0);
        fc.pre(total > 1e-3);
        const differences = list.flatMap((a) => list.map((b) => Math.abs(a - b)));
        const mean = differences.reduce((sum, each) => sum + each, 0) / (2 * list.length * total);
        expect(gini(values)).toBeCloseTo(mean, 9);
      }),
    );
  });

  it('takes weights for so many equal holders', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 5 })), { minLength: 1 }),
        (pairs) => {
          fc.pre(pairs.some(([value]) => value > 0));
          const written = Float64Array.from(
            pairs.flatMap(([value, count]) => Array<number>(count).fill(value)),
          );
          const values = Float64Array.from(pairs, ([value]) => value);
          const weights = Float64Array.from(pairs, ([, count]) => count);
          expect(gini(values, weights)).toBeCloseTo(gini(written), 10);
        },
      ),
    );
  });

  it('has a curve that rises from 0 to 1 below the line of equality', () => {
    fc.assert(
      fc.property(held, (list) => {
        const curve = lorenz(Float64Array.from(list));
        expect([curve.holders[0], curve.held[0]]).toEqual([0, 0]);
        expect(curve.held.at(-1)).toBeCloseTo(1, 12);
        for (const [place, share] of curve.held.entries()) {
          expect(share).toBeLessThanOrEqual((curve.holders[place] ?? 0) + 1e-12);
          expect(share).toBeGreaterThanOrEqual((curve.held[place - 1] ?? 0) - 1e-15);
        }
      }),
    );
  });
});
