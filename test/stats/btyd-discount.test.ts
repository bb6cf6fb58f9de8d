import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discountedExpectedPurchases } from '../../src/stats/btyd/discount.ts';
import { model } from '../../src/stats/btyd/models.ts';
import { dert } from '../../src/stats/btyd/pareto-nbd.ts';
import { ALL, baseOf, parametersFor, relativeError, rowsFor } from './btyd-bases.ts';

const rate = fc.double({ min: 0.001, max: 0.5, noNaN: true });

describe.each(ALL)('discounted purchases of %s', (name) => {
  const chosen = model(name);

  test('are the sum of discounted increments', () => {
    fc.assert(
      fc.property(parametersFor(name), rowsFor(name), rate, (parameters, rows, discount) => {
        const base = baseOf(rows);
        const found = discountedExpectedPurchases(chosen, parameters, base, {
          periods: 6,
          periodLength: 2,
          rate: discount,
        });
        const until = [0, 1, 2, 3, 4, 5, 6].map((k) =>
          chosen.conditionalExpectedPurchases(parameters, base, 2 * k),
        );
        found.forEach((value, i) => {
          let sum = 0;
          for (let k = 1; k <= 6; k += 1) {
            sum += ((until[k]?.[i] ?? NaN) - (until[k - 1]?.[i] ?? NaN)) / (1 + discount) ** k;
          }
          expect(Math.abs(value - sum)).toBeLessThan(1e-9 * (1 + Math.abs(sum)));
        });
      }),
    );
  });

  test('are fewer at a higher rate, and all of them at none', () => {
    fc.assert(
      fc.property(parametersFor(name), rowsFor(name), rate, rate, (parameters, rows, one, other) => {
        const base = baseOf(rows);
        const at = (discount: number) =>
          discountedExpectedPurchases(chosen, parameters, base, {
            periods: 4,
            periodLength: 3,
            rate: discount,
          });
        const [low, high] = [at(Math.min(one, other)), at(Math.max(one, other))];
        const all = chosen.conditionalExpectedPurchases(parameters, base, 12);
        at(0).forEach((value, i) => {
          expect(relativeError(value, all[i] ?? NaN)).toBeLessThan(1e-10);
          expect(high[i]).toBeLessThanOrEqual((low[i] ?? NaN) * (1 + 1e-12));
        });
      }),
    );
  });
});

describe('DERT', () => {
  test('is smaller at a higher discount rate', () => {
    fc.assert(
      fc.property(
        parametersFor('paretonbd'),
        rowsFor('paretonbd'),
        rate,
        rate,
        (parameters, rows, one, other) => {
          const base = baseOf(rows);
          const low = dert(parameters, base, Math.min(one, other));
          const high = dert(parameters, base, Math.max(one, other));
          low.forEach((value, i) => {
            expect(value).toBeGreaterThanOrEqual((high[i] ?? NaN) * (1 - 1e-10));
          });
        },
      ),
    );
  });

  test('is what many short discounted periods come to', () => {
    const parameters = Float64Array.of(0.5533, 10.5777, 0.6062, 11.6687);
    const base = baseOf([
      [2, 30.43, 38.86, 1],
      [0, 0, 20, 1],
    ]);
    const delta = 0.05;
    const found = dert(parameters, base, delta);
    const step = 0.05;
    const summed = discountedExpectedPurchases(model('paretonbd'), parameters, base, {
      periods: 12_000,
      periodLength: step,
      rate: Math.expm1(delta * step),
    });
    // End-of-period discounting falls short by half a period.
    found.forEach((value, i) => {
      expect(relativeError((summed[i] ?? NaN) * Math.exp((delta * step) / 2), value)).toBeLessThan(1e-5);
    });
  });

  test('and plans that make no sense are refused', () => {
    const base = baseOf([[2, 30.43, 38.86, 1]]);
    expect(() => dert(Float64Array.of(1, 1, 1, 1), base, 0)).toThrow(RangeError);
    const plan = { periods: 0, periodLength: 1, rate: 0.01 };
    expect(() => discountedExpectedPurchases(model('nbd'), Float64Array.of(1, 1), base, plan)).toThrow(
      RangeError,
    );
  });
});
