import { describe, expect, test } from 'vitest';
import { pAliveHistory } from '../../src/stats/btyd/alive-history.ts';
import { bootstrapWeights, prepareRefit } from '../../src/stats/btyd/bootstrap.ts';
import { collapse, scaleTime, thin } from '../../src/stats/btyd/customer-base.ts';
import { fitModel } from '../../src/stats/btyd/fit.ts';
import { fitGammaGamma } from '../../src/stats/btyd/gamma-gamma.ts';
import { model } from '../../src/stats/btyd/models.ts';
import { simulate, simulateSpend } from '../../src/stats/btyd/simulate.ts';
import { Random } from '../../src/stats/random/random.ts';
import { baseOf, relativeError } from './btyd-bases.ts';

const random = (stream: number) => new Random().seed(7, stream, 0);

function observed(customers: number, stream: number, shortest = 20, longest = 80): Float64Array {
  const source = random(stream);
  return new Float64Array(customers).map(() => shortest + source.below(longest - shortest));
}

const TRUTHS = {
  bgnbd: [0.7, 6, 0.8, 2.5],
  mbgnbd: [0.7, 6, 0.8, 2.5],
  paretonbd: [0.8, 8, 0.7, 12],
  nbd: [0.6, 9],
  bgbb: [1.2, 0.8, 0.7, 3],
} as const;

describe('fits', () => {
  test.each(['bgnbd', 'mbgnbd', 'paretonbd', 'nbd', 'bgbb'] as const)(
    '%s finds the parameters that made the data',
    (name) => {
      const truth = Float64Array.from(TRUTHS[name]);
      const T = name === 'bgbb' ? new Float64Array(6000).fill(8) : observed(6000, 1);
      const fit = fitModel(name, simulate(name, truth, T, random(2)));
      expect(fit.converged).toBe(true);
      expect(fit.boundary).toBe(false);
      expect(fit.customers).toBe(6000);
      expect(fit.gradientNorm).toBeLessThan(1e-4);
      truth.forEach((value, i) => {
        expect(Math.abs((fit.parameters[i] ?? NaN) - value)).toBeLessThan(
          3.5 * (fit.standardErrors[i] ?? NaN),
        );
      });
    },
  );

  test('a large base, fitted on a part first, ends at the same maximum as from the truth', () => {
    const truth = Float64Array.of(0.9, 60, 0.8, 3);
    const base = simulate('bgnbd', truth, observed(60_000, 3, 30, 700), random(4));
    const shares: number[] = [];
    const fit = fitModel('bgnbd', base, { tell: (share) => shares.push(share) });
    const direct = fitModel('bgnbd', base, { starts: [truth] });
    expect(relativeError(fit.logLikelihood, direct.logLikelihood)).toBeLessThan(1e-12);
    fit.parameters.forEach((value, i) => {
      expect(relativeError(value, direct.parameters[i] ?? NaN)).toBeLessThan(1e-6);
    });
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares.at(-1)).toBe(1);
  });

  test('another unit of time scales the times among the parameters and nothing else', () => {
    const base = simulate('paretonbd', Float64Array.of(0.8, 8, 0.7, 12), observed(1500, 5), random(6));
    const weeks = fitModel('paretonbd', base);
    const days = fitModel('paretonbd', scaleTime(base, 7));
    [1, 7, 1, 7].forEach((factor, i) => {
      expect(relativeError(days.parameters[i] ?? NaN, factor * (weeks.parameters[i] ?? NaN))).toBeLessThan(
        1e-5,
      );
      expect(
        relativeError(days.standardErrors[i] ?? NaN, factor * (weeks.standardErrors[i] ?? NaN)),
      ).toBeLessThan(1e-4);
    });
    expect(model('paretonbd').logLikelihood(weeks.parameters, base)).toBeCloseTo(weeks.logLikelihood, 6);
  });

  test('statistics that cannot be are refused', () => {
    expect(() => fitModel('bgnbd', baseOf([]))).toThrow(RangeError);
    expect(() => fitModel('bgnbd', baseOf([[1, 5, 4, 1]]))).toThrow('t_x 5');
    expect(() => fitModel('bgnbd', baseOf([[0, 2, 4, 1]]))).toThrow(RangeError);
    expect(() => fitModel('nbd', baseOf([[1.5, 2, 4, 1]]))).toThrow(RangeError);
    expect(() => fitModel('bgbb', baseOf([[3, 2, 4, 1]]))).toThrow(RangeError);
    expect(() => fitModel('bgbb', baseOf([[1, 1.5, 4, 1]]))).toThrow(RangeError);
  });

  test('a handful of customers gives an answer, whatever it is worth', () => {
    for (const name of ['bgnbd', 'mbgnbd', 'paretonbd', 'nbd'] as const) {
      for (const base of [
        baseOf([[0, 0, 5, 3]]),
        baseOf([
          [2, 4, 37, 1],
          [0, 0, 37, 2],
          [1, 36, 37, 1],
        ]),
        baseOf([[0, 0, 0, 1]]),
      ]) {
        const fit = fitModel(name, base);
        expect(fit.parameters.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
        if (name !== 'nbd') expect(fit.boundary).toBe(true);
      }
    }
  });
});

describe('no dropout', () => {
  test.each([1, 2, 3, 4, 5, 6])('is told as the boundary, set %i', (set) => {
    const base = simulate(
      'nbd',
      Float64Array.of(0.8, 40),
      observed(2000, 10 + set, 100, 365),
      random(20 + set),
    );
    const plain = fitModel('nbd', base);
    for (const name of ['bgnbd', 'mbgnbd', 'paretonbd'] as const) {
      const fit = fitModel(name, base);
      expect(fit.boundary).toBe(true);
      expect(fit.nbdLogLikelihood).toBeCloseTo(plain.logLikelihood, 5);
      expect(fit.logLikelihood).toBeGreaterThan(plain.logLikelihood - 1e-3);
    }
  });

  test('in opportunities is told for BG/BB', () => {
    const source = random(30);
    const x = new Float64Array(3000);
    const tx = new Float64Array(3000);
    for (let i = 0; i < 3000; i += 1) {
      const p = source.beta(1.5, 2);
      for (let k = 1; k <= 8; k += 1) {
        if (source.uniform() < p) [x[i], tx[i]] = [(x[i] ?? 0) + 1, k];
      }
    }
    const base = { x, tx, T: x.map(() => 8), weight: x.map(() => 1) };
    expect(fitModel('bgbb', base).boundary).toBe(true);
  });
});

describe('bases', () => {
  test('collapsing adds the weights of equal entries, and leaves out those without', () => {
    const collapsed = collapse(
      baseOf([
        [1, 2, 9, 1],
        [0, 0, 9, 2],
        [1, 2, 9, 3],
        [4, 2, 9, 0],
      ]),
    );
    const entries = Array.from(collapsed.x, (x, i) => [
      x,
      collapsed.tx[i],
      collapsed.T[i],
      collapsed.weight[i],
    ]);
    expect(entries.toSorted()).toEqual([
      [0, 0, 9, 2],
      [1, 2, 9, 4],
    ]);
  });

  test('thinning keeps every n-th entry', () => {
    const base = baseOf(Array.from({ length: 10 }, (_, i) => [i, i, 20, 1] as const));
    expect([...thin(base, 5).x]).toEqual([0, 2, 4, 6, 8]);
  });
});

describe('bootstrap', () => {
  test('a sample has as many customers as the base, and a refit of the base itself is its fit', () => {
    const base = collapse(simulate('bgnbd', Float64Array.from(TRUTHS.bgnbd), observed(800, 40), random(41)));
    const fit = fitModel('bgnbd', base);
    const refit = prepareRefit(fit, base);
    const same = refit(base.weight);
    expect(same.logLikelihood).toBeCloseTo(fit.logLikelihood, 6);
    const weight = bootstrapWeights(base.weight, random(42));
    expect(weight.reduce((sum, value) => sum + value, 0)).toBe(800);
    const again = fitModel('bgnbd', { ...base, weight });
    const found = refit(weight);
    expect(found.converged).toBe(true);
    expect(found.logLikelihood).toBeCloseTo(again.logLikelihood, 5);
    found.parameters.forEach((value, i) => {
      expect(relativeError(value, again.parameters[i] ?? NaN)).toBeLessThan(1e-3);
    });
  });
});

test('gamma-gamma finds the parameters that made the amounts, in any currency', () => {
  const truth = Float64Array.of(4, 3.5, 60);
  const { x } = simulate('nbd', Float64Array.of(1, 10), observed(5000, 50), random(51));
  const m = simulateSpend(truth, x, random(52));
  const weight = x.map(() => 1);
  const fit = fitGammaGamma(x, m, weight);
  expect(fit.converged).toBe(true);
  expect(fit.customers).toBe(x.filter((value) => value > 0).length);
  truth.forEach((value, i) => {
    expect(Math.abs((fit.parameters[i] ?? NaN) - value)).toBeLessThan(3.5 * (fit.standardErrors[i] ?? NaN));
  });
  const yuan = fitGammaGamma(
    x,
    m.map((value) => value * 7.2),
    weight,
    fit.parameters,
  );
  [1, 1, 7.2].forEach((factor, i) => {
    expect(relativeError(yuan.parameters[i] ?? NaN, factor * (fit.parameters[i] ?? NaN))).toBeLessThan(1e-6);
  });
  expect(() => fitGammaGamma(Float64Array.of(0, 3), Float64Array.of(5, 0), Float64Array.of(1, 1))).toThrow(
    RangeError,
  );
});

test('the history of P(alive) uses what was known at each time', () => {
  const parameters = Float64Array.from(TRUTHS.bgnbd);
  const history = pAliveHistory(
    model('bgnbd'),
    parameters,
    Float64Array.of(0, 4, 11, 12),
    Float64Array.of(0, 3, 4, 10, 12, 40),
  );
  const known = baseOf([
    [0, 0, 0, 1],
    [0, 0, 3, 1],
    [1, 4, 4, 1],
    [1, 4, 10, 1],
    [3, 12, 12, 1],
    [3, 12, 40, 1],
  ]);
  expect(history).toEqual(model('bgnbd').pAlive(parameters, known));
});
