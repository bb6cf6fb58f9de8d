import { describe, expect, test } from 'vitest';
import { bootstrapWeights, prepareRefit } from '../../src/stats/btyd/bootstrap.ts';
import { collapse } from '../../src/stats/btyd/customer-base.ts';
import { fitModel } from '../../src/stats/btyd/fit.ts';
import { model } from '../../src/stats/btyd/models.ts';
import { Random } from '../../src/stats/random/random.ts';
import { cdnowSample, golden, shared, sumOf } from './btyd-data.ts';

type Interval = readonly [low: number, middle: number, high: number];

const REPLICATES = 500;

function percentiles(values: readonly number[]): Interval {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return [at(0.025), at(0.5), at(0.975)];
}

describe.skipIf(shared === null)('cdnow_bgnbd_bootstrap.json', () => {
  test('intervals of parameters and totals, from 500 refits', () => {
    const expected = golden('cdnow_bgnbd_bootstrap.json') as {
      params: Readonly<Record<string, Interval>>;
      total_expected_purchases_39w: Interval;
      total_p_alive: Interval;
    };
    const base = collapse(cdnowSample().base);
    const fit = fitModel('bgnbd', base);
    const refit = prepareRefit(fit, base);
    const random = new Random().seed(20_261_122, 0, 0);
    const chosen = model('bgnbd');
    const parameters: Float64Array[] = [];
    const purchases: number[] = [];
    const alive: number[] = [];
    const total = (values: Float64Array, weight: Float64Array) =>
      sumOf(values.map((value, i) => value * (weight[i] ?? 0)));
    for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
      const weight = bootstrapWeights(base.weight, random);
      expect(sumOf(weight)).toBe(2357);
      const found = refit(weight);
      expect(found.converged).toBe(true);
      parameters.push(found.parameters);
      purchases.push(total(chosen.conditionalExpectedPurchases(found.parameters, base, 39), weight));
      alive.push(total(chosen.pAlive(found.parameters, base), weight));
    }
    const results: (readonly [Interval, Interval])[] = Object.values(expected.params).map(
      (interval, i) => [interval, percentiles(parameters.map((each) => each[i] ?? NaN))] as const,
    );
    results.push(
      [expected.total_expected_purchases_39w, percentiles(purchases)],
      [expected.total_p_alive, percentiles(alive)],
    );
    // Both sides carry Monte Carlo noise of some 5 % of the width, of which three standard errors are allowed.
    for (const [published, computed] of results) {
      const width = published[2] - published[0];
      published.forEach((value, i) => {
        expect(Math.abs((computed[i] ?? NaN) - value)).toBeLessThan(3 * Math.SQRT2 * 0.05 * width);
      });
    }
  });
});
