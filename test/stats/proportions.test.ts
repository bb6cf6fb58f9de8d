import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareTail, upperGamma } from '../../src/stats/incomplete-gamma.ts';
import { normalCdf, normalQuantile } from '../../src/stats/normal.ts';
import { wilson } from '../../src/stats/proportions.ts';

describe('wilson', () => {
  // Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('has the published ends for %i of %i', (successes, n, low, high) => {
    const found = wilson(successes, n, 0.95);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('holds the share, stays within 0 and 1, and mirrors', () => {
    fc.assert(
      fc.property(
        fc.nat(2000),
        fc.nat(2000),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        (a, b, level) => {
          fc.pre(a + b > 0);
          const { low, high } = wilson(a, a + b, level);
          const share = a / (a + b);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(share + 1e-12);
          expect(high).toBeGreaterThanOrEqual(share - 1e-12);
          expect(wilson(b, a + b, level).low).toBeCloseTo(1 - high, 12);
        },
      ),
    );
  });

  it('knows nothing without trials', () => {
    expect(wilson(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
  });
});

describe('the normal distribution', () => {
  it.each([
    [0.975, 1.959963984540054],
    [0.95, 1.6448536269514722],
    [0.5, 0],
    [1e-10, -6.361340902404056],
  ])('has the quantile of %f', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 10);
  });

  it('has quantiles that its distribution function takes back', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(normalCdf(normalQuantile(p)) / p).toBeCloseTo(1, 9);
      }),
    );
  });

  it('has no quantile of 0', () => {
    expect(() => normalQuantile(0)).toThrow(RangeError);
  });
});

describe('the tail of chi-square', () => {
  // Critical values of the tables of every textbook.
  it.each([
    [3.841458820694124, 1, 0.05],
    [5.991464547107979, 2, 0.05],
    [18.307038053275146, 10, 0.05],
    [6.634896601021213, 1, 0.01],
  ])('of %f with %i degrees', (value, degrees, p) => {
    expect(chiSquareTail(value, degrees)).toBeCloseTo(p, 12);
  });

  it('is that of the exponential distribution with two degrees, also far out', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1000, noNaN: true }), (value) => {
        expect(chiSquareTail(value, 2) / Math.exp(-value / 2)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('is whole at nothing', () => {
    expect(upperGamma(2, 0)).toBe(1);
  });
});
