import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binomial, multinomial, poisson } from '../../src/stats/random/counts.ts';
import { Random } from '../../src/stats/random/random.ts';

const DRAWS = 40_000;

function momentsOf(draw: () => number): { mean: number; variance: number } {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < DRAWS; i += 1) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  const mean = sum / DRAWS;
  return { mean, variance: squares / DRAWS - mean * mean };
}

/** Mean within five standard errors; variance within 6 %, some eight of its own. */
function expectMoments(draw: () => number, mean: number, variance: number): void {
  const found = momentsOf(draw);
  expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
  expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.06);
}

describe('counts', () => {
  test.each([
    [10, 0.3],
    [1, 0.5],
    [1000, 0.4],
    [100_000, 0.00005],
    [5000, 0.999],
    [30, 0.97],
  ])('binomial: %d trials of %f', (n, p) => {
    const random = new Random().seed(1, n, 0);
    expectMoments(() => binomial(random, n, p), n * p, n * p * (1 - p));
  });

  test.each([0.02, 3, 11.9, 12.1, 400])('Poisson with mean %f', (mean) => {
    const random = new Random().seed(2, Math.round(mean * 100), 0);
    expectMoments(() => poisson(random, mean), mean, mean);
  });

  test('the whole distribution of a split binomial, by its chi-squared', () => {
    const random = new Random().seed(3, 0, 0);
    const [n, p] = [40, 0.5];
    const seen = new Float64Array(n + 1);
    for (let i = 0; i < DRAWS; i += 1) {
      const count = binomial(random, n, p);
      seen[count] = (seen[count] ?? 0) + 1;
    }
    let chance = 0.5 ** n;
    let chiSquared = 0;
    for (let k = 0; k <= n; k += 1) {
      const expected = DRAWS * chance;
      if (expected >= 5) chiSquared += ((seen[k] ?? 0) - expected) ** 2 / expected;
      chance *= (n - k) / (k + 1);
    }
    // Some 22 classes expect five or more; 99.99 % point of χ² with 21 degrees of freedom.
    expect(chiSquared).toBeLessThan(56);
  });

  test('certain and impossible events', () => {
    const random = new Random().seed(4, 0, 0);
    expect([
      binomial(random, 7, 1),
      binomial(random, 7, 0),
      binomial(random, 0, 0.5),
      poisson(random, 0),
    ]).toEqual([7, 0, 0, 0]);
  });

  test('multinomial counts sum to the trials, and none falls where there is no weight', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc
          .array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 })
          .filter((weights) => weights.some((w) => w > 0)),
        fc.integer({ min: 0, max: 1000 }),
        (trials, weights, stream) => {
          const counts = multinomial(new Random().seed(5, stream, 0), trials, Float64Array.from(weights));
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(trials);
          counts.forEach((count, i) => {
            if (weights[i] === 0) expect(count).toBe(0);
          });
        },
      ),
    );
    const random = new Random().seed(6, 0, 0);
    const weights = Float64Array.of(5, 0, 3, 2);
    expectMoments(() => multinomial(random, 20, weights)[2] ?? NaN, 6, 20 * 0.3 * 0.7);
  });
});
