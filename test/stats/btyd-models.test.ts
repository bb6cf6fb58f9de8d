import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collapse, scaleTime } from '../../src/stats/btyd/customer-base.ts';
import { model } from '../../src/stats/btyd/models.ts';
import { ALL, baseOf, CONTINUOUS, parametersFor, relativeError, rowsFor } from './btyd-bases.ts';

describe.each(ALL)('%s', (name) => {
  const chosen = model(name);
  const cases = fc.tuple(parametersFor(name), rowsFor(name));

  test('P(alive) lies in [0, 1], and so does the probability of any purchase, which never is above it', () => {
    fc.assert(
      fc.property(
        parametersFor(name),
        rowsFor(name, 10_000),
        fc.integer({ min: 0, max: 200 }),
        (parameters, rows, t) => {
          const base = baseOf(rows);
          const alive = chosen.pAlive(parameters, base);
          const any = chosen.probabilityOfAny(parameters, base, t);
          alive.forEach((probability, i) => {
            expect(probability).toBeGreaterThanOrEqual(0);
            expect(probability).toBeLessThanOrEqual(1);
            expect(any[i]).toBeGreaterThanOrEqual(0);
            // BG/BB's P(alive) is about the next opportunity, at which the first purchase could be made.
            expect(any[i]).toBeLessThanOrEqual(probability + 1e-12);
          });
        },
      ),
    );
  });

  test('the gradient is the derivative by the logarithms of the parameters', () => {
    fc.assert(
      fc.property(cases, ([parameters, rows]) => {
        const base = baseOf(rows);
        const gradient = chosen.gradient(parameters, base);
        parameters.forEach((value, i) => {
          const step = 1e-5;
          const moved = (sign: number) =>
            chosen.logLikelihood(parameters.with(i, value * Math.exp(sign * step)), base);
          const difference = (moved(1) - moved(-1)) / (2 * step);
          expect(Math.abs((gradient[i] ?? NaN) - difference)).toBeLessThan(
            1e-4 + 1e-6 * Math.abs(difference),
          );
        });
      }),
    );
  });

  test('the log-likelihood of rows is the sum of theirs, times their weights', () => {
    fc.assert(
      fc.property(cases, ([parameters, rows]) => {
        const base = baseOf(rows);
        const each = chosen.logLikelihoods(parameters, base);
        const sum = rows.reduce((total, row, i) => total + row[3] * (each[i] ?? NaN), 0);
        const size = rows.reduce((total, row, i) => total + row[3] * Math.abs(each[i] ?? NaN), 1);
        expect(Math.abs(chosen.logLikelihood(parameters, base) - sum)).toBeLessThan(1e-10 * size);
        for (const [i, row] of rows.entries()) {
          const alone = chosen.logLikelihood(parameters, baseOf([[row[0], row[1], row[2], 1]]));
          expect(Math.abs(alone - (each[i] ?? NaN))).toBeLessThan(1e-10 * (1 + Math.abs(alone)));
        }
      }),
    );
  });

  test('weights are the same as rows written out', () => {
    fc.assert(
      fc.property(cases, ([parameters, rows]) => {
        const written = rows.flatMap(([x, tx, T, weight]) =>
          Array.from({ length: weight }, () => [x, tx, T, 1] as const),
        );
        const collapsed = collapse(baseOf(written));
        expect(collapsed.weight.reduce((sum, weight) => sum + weight, 0)).toBe(written.length);
        const [left, right] = [baseOf(rows), baseOf(written), collapsed].map((base) =>
          chosen.logLikelihood(parameters, base),
        );
        expect(relativeError(left ?? NaN, right ?? NaN)).toBeLessThan(1e-11);
        const third = chosen.logLikelihood(parameters, collapsed);
        expect(relativeError(third, right ?? NaN)).toBeLessThan(1e-11);
      }),
    );
  });

  test('what is asked for many customers is what is asked for each', () => {
    fc.assert(
      fc.property(cases, ([parameters, rows]) => {
        const base = baseOf(rows);
        const horizons = Float64Array.of(3, 26);
        const alive = chosen.pAlive(parameters, base);
        const later = chosen.conditionalExpectedPurchases(parameters, base, 26);
        const ifAlive = chosen.expectedIfAlive(parameters, base.x, base.T, horizons);
        for (const [i, row] of rows.entries()) {
          const alone = baseOf([row]);
          expect(chosen.pAlive(parameters, alone)[0]).toBe(alive[i]);
          expect(chosen.conditionalExpectedPurchases(parameters, alone, 26)[0]).toBe(later[i]);
          const both = (alive[i] ?? NaN) * (ifAlive[1]?.[i] ?? NaN);
          expect(relativeError(later[i] ?? NaN, both)).toBeLessThan(1e-12);
          expect(ifAlive[0]?.[i]).toBeLessThanOrEqual((ifAlive[1]?.[i] ?? NaN) * (1 + 1e-12));
        }
      }),
    );
  });

  test('probabilities of counts sum to 1 and have the expected purchases as their mean', () => {
    const small =
      name === 'bgbb'
        ? parametersFor(name)
        : parametersFor(name).filter(([r = 1, alpha = 1]) => r / alpha < 2);
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 8 }), (parameters, t) => {
        let [sum, mean, n] = [0, 0, 0];
        for (; n < 3000 && sum < 1 - 1e-11; n += 1) {
          const probability = chosen.probabilityOfCount(parameters, t, n);
          expect(probability).toBeGreaterThanOrEqual(0);
          sum += probability;
          mean += n * probability;
        }
        expect(sum).toBeCloseTo(1, 9);
        expect(relativeError(mean, chosen.expectedPurchases(parameters, t))).toBeLessThan(1e-6);
      }),
      { numRuns: 40 },
    );
  });

  test('nothing is expected in no time', () => {
    fc.assert(
      fc.property(cases, ([parameters, rows]) => {
        const base = baseOf(rows);
        expect(chosen.expectedPurchases(parameters, 0)).toBe(0);
        expect(Math.max(...chosen.conditionalExpectedPurchases(parameters, base, 0))).toBe(0);
        expect(Math.max(...chosen.probabilityOfAny(parameters, base, 0))).toBe(0);
        expect(chosen.probabilityOfCount(parameters, 0, 0)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe.each(CONTINUOUS)('%s in continuous time', (name) => {
  const chosen = model(name);

  test('another unit of time changes neither P(alive) nor expectations', () => {
    fc.assert(
      fc.property(
        parametersFor(name),
        rowsFor(name),
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        (parameters, rows, factor) => {
          const base = baseOf(rows);
          const scaled = scaleTime(base, factor);
          const inUnit = parameters.map((value, i) =>
            chosen.timeParameters.includes(i) ? value * factor : value,
          );
          const [alive, other] = [chosen.pAlive(parameters, base), chosen.pAlive(inUnit, scaled)];
          const [later, otherLater] = [
            chosen.conditionalExpectedPurchases(parameters, base, 10),
            chosen.conditionalExpectedPurchases(inUnit, scaled, 10 * factor),
          ];
          alive.forEach((probability, i) => {
            expect(Math.abs(probability - (other[i] ?? NaN))).toBeLessThan(1e-10);
            expect(Math.abs((later[i] ?? NaN) - (otherLater[i] ?? NaN))).toBeLessThan(
              1e-9 * (1 + (later[i] ?? 0)),
            );
          });
        },
      ),
    );
  });
});

test('after a first purchase only, BG/NBD is sure of a customer and MBG/NBD and Pareto/NBD are not', () => {
  fc.assert(
    fc.property(parametersFor('bgnbd'), fc.double({ min: 0.1, max: 100, noNaN: true }), (parameters, T) => {
      const base = baseOf([[0, 0, T, 1]]);
      expect(model('bgnbd').pAlive(parameters, base)[0]).toBe(1);
      expect(model('mbgnbd').pAlive(parameters, base)[0]).toBeLessThan(1);
      expect(model('paretonbd').pAlive(parameters, base)[0]).toBeLessThan(1);
    }),
  );
});

test('without dropout the models are the NBD', () => {
  const base = baseOf([
    [0, 0, 30, 2],
    [4, 12, 40, 3],
    [11, 35, 36, 1],
  ]);
  const nbd = model('nbd').logLikelihood(Float64Array.of(0.7, 9), base);
  expect(model('bgnbd').logLikelihood(Float64Array.of(0.7, 9, 1e-9, 2), base)).toBeCloseTo(nbd, 6);
  expect(model('mbgnbd').logLikelihood(Float64Array.of(0.7, 9, 1e-9, 2), base)).toBeCloseTo(nbd, 6);
  expect(model('paretonbd').logLikelihood(Float64Array.of(0.7, 9, 1e-9, 2), base)).toBeCloseTo(nbd, 6);
});

test('the singular points of the published formulas, a = 1 and s = 1, are none', () => {
  const base = baseOf([[3, 20, 39, 1]]);
  for (const name of ['bgnbd', 'mbgnbd', 'paretonbd'] as const) {
    const at = (third: number) =>
      model(name).conditionalExpectedPurchases(Float64Array.of(0.5, 6, third, 2.5), base, 52)[0] ?? NaN;
    expect(relativeError(at(1), (at(1 - 1e-6) + at(1 + 1e-6)) / 2)).toBeLessThan(1e-10);
  }
});
