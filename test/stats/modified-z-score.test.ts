import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, modifiedZScore } from '../../src/stats/modified-z-score.ts';

describe('modified z-score', () => {
  it('is 0.6745 (x − median) / MAD, worked out by hand', () => {
    // Median 2.45; deviations .05 .05 .15 .15 .15 .15 .35 .35 5.75 5.85, median .15.
    const sample = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3];
    expect(median(sample)).toBeCloseTo(2.45, 12);
    expect(modifiedZScore(8.2, sample)).toBeCloseTo((0.6745 * 5.75) / 0.15, 9);
    expect(modifiedZScore(2.6, sample)).toBeCloseTo(0.6745, 9);
  });

  it('goes by the mean deviation where more than half of the sample is one value', () => {
    // Deviations 0 0 0 1 2, mean 0.6.
    expect(modifiedZScore(7, [4, 4, 4, 5, 6])).toBeCloseTo(3 / (1.253314 * 0.6), 12);
    expect(modifiedZScore(4, [4, 4, 4])).toBe(0);
    expect(modifiedZScore(5, [4, 4, 4])).toBe(Infinity);
    expect(modifiedZScore(3, [4, 4, 4])).toBe(-Infinity);
  });

  it('has a median in the middle, and none of nothing', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
    const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 });
    fc.assert(
      fc.property(values, (sample) => {
        const middle = median(sample);
        const below = sample.filter((each) => each < middle).length;
        const above = sample.filter((each) => each > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(sample.length / 2);
      }),
    );
  });
});
