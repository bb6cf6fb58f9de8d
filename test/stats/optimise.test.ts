import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bfgs } from '../../src/stats/optimise/bfgs.ts';
import { hessianOf } from '../../src/stats/optimise/hessian.ts';
import { nelderMead } from '../../src/stats/optimise/nelder-mead.ts';
import type { Objective } from '../../src/stats/optimise/objective.ts';
import { refine } from '../../src/stats/optimise/refine.ts';
import {
  conditionNumber,
  eigenvalues,
  invertPositive,
  solvePositive,
} from '../../src/stats/optimise/symmetric.ts';

/** Rosenbrock's valley (1960), with its minimum 0 at (1, 1). */
const valley: Objective = (point, gradient) => {
  const [x = 0, y = 0] = point;
  gradient[0] = -400 * x * (y - x * x) - 2 * (1 - x);
  gradient[1] = 200 * (y - x * x);
  return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
};

/** ln-like: outside x > 0 there is nothing. */
const walled: Objective = ([x = 0], gradient) => {
  gradient[0] = 1 - 1 / x;
  return x > 0 ? x - Math.log(x) : Infinity;
};

describe('minimisation', () => {
  test.each([
    [-1.2, 1],
    [8, -5],
    [0, 0],
  ])('finds the end of the valley from (%d, %d)', (x, y) => {
    const start = Float64Array.of(x, y);
    const found = bfgs(valley, start, { tolerance: 1e-10, maxIterations: 300 });
    expect(found.converged).toBe(true);
    expect([...start]).toEqual([x, y]);
    const refined = refine(valley, Float64Array.of(0.9, 0.8), 1e-12);
    const simplex = nelderMead(valley, start, { tolerance: 1e-14, maxIterations: 2000 });
    for (const each of [found, refined, simplex]) {
      expect(each.value).toBeLessThan(1e-10);
      expect(each.point[0]).toBeCloseTo(1, 4);
      expect(each.point[1]).toBeCloseTo(1, 4);
    }
  });

  test('steps back from where there is no value', () => {
    const found = bfgs(walled, Float64Array.of(30), {
      tolerance: 1e-9,
      maxIterations: 100,
      longestStep: 1000,
    });
    expect(found.point[0]).toBeCloseTo(1, 8);
    expect(
      nelderMead(walled, Float64Array.of(0.1), { tolerance: 1e-14, maxIterations: 500 }).point[0],
    ).toBeCloseTo(1, 5);
  });

  test('says when it did not converge', () => {
    expect(bfgs(valley, Float64Array.of(-1.2, 1), { tolerance: 1e-10, maxIterations: 3 }).converged).toBe(
      false,
    );
  });

  test('second derivatives by differences of the gradient', () => {
    const found = hessianOf(valley, Float64Array.of(1, 1));
    [802, -400, -400, 200].forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 4);
    });
  });
});

describe('symmetric matrices', () => {
  const matrices = fc
    .tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 16, maxLength: 16 }),
    )
    .map(([k, values]) => {
      const matrix = new Float64Array(k * k);
      for (let i = 0; i < k; i += 1) {
        for (let j = 0; j < k; j += 1) {
          let sum = i === j ? 0.5 : 0;
          for (let m = 0; m < k; m += 1) sum += (values[4 * i + m] ?? 0) * (values[4 * j + m] ?? 0);
          matrix[i * k + j] = sum;
        }
      }
      return { k, matrix };
    });

  test('times its inverse a matrix is the identity', () => {
    fc.assert(
      fc.property(matrices, ({ k, matrix }) => {
        const inverse = invertPositive(matrix);
        for (let i = 0; i < k; i += 1) {
          for (let j = 0; j < k; j += 1) {
            let sum = 0;
            for (let m = 0; m < k; m += 1) sum += (matrix[i * k + m] ?? 0) * (inverse?.[m * k + j] ?? NaN);
            expect(Math.abs(sum - (i === j ? 1 : 0))).toBeLessThan(1e-8);
          }
        }
      }),
    );
  });

  test('eigenvalues have the trace as their sum, and give the condition', () => {
    fc.assert(
      fc.property(matrices, ({ k, matrix }) => {
        const values = eigenvalues(matrix);
        let trace = 0;
        for (let i = 0; i < k; i += 1) trace += matrix[i * k + i] ?? NaN;
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 9);
        expect(conditionNumber(matrix)).toBeCloseTo((values.at(-1) ?? NaN) / (values[0] ?? NaN), 5);
      }),
    );
    expect([...eigenvalues(Float64Array.of(2, 1, 1, 2))].map((value) => value.toFixed(12))).toEqual([
      '1.000000000000',
      '3.000000000000',
    ]);
    expect(conditionNumber(new Float64Array(4))).toBe(Infinity);
  });

  test('what is not positive definite has no solution here', () => {
    expect(invertPositive(Float64Array.of(1, 2, 2, 1))).toBeNull();
    expect(solvePositive(Float64Array.of(0), Float64Array.of(1))).toBeNull();
  });
});
