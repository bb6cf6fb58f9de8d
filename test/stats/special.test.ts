import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digamma, lnBeta, lnGamma, trigamma } from '../../src/stats/special/gamma.ts';
import { expm1Share, logAddExp, logisticOfMinus } from '../../src/stats/special/log-space.ts';
import { PowerIntegral } from '../../src/stats/special/power-integral.ts';
import { gaussLegendre } from '../../src/stats/special/quadrature.ts';
import { lnTricomi } from '../../src/stats/special/tricomi.ts';
import { relativeError } from './btyd-bases.ts';

// Reference values in this file: mpmath with 40 digits.

describe('gamma functions', () => {
  test.each([
    [0.001, 6.907178885383853, -1000.5755719318103, 1000001.642533196],
    [0.3, 1.0957979948180756, -3.502524222200133, 12.24536454610773],
    [1, 0, -0.5772156649015329, 1.6449340668482264],
    [1.5, -0.12078223763524522, 0.03648997397857652, 0.9348022005446793],
    [2, 0, 0.42278433509846713, 0.6449340668482264],
    [4.4, 2.3161034914248573, 1.3636854834260883, 0.2550362074744146],
    [9.1, 10.819252325110433, 2.1523242472040383, 0.11614866754915647],
    [37.25, 96.6198845882781, 3.604169073005627, 0.027209205803955576],
    [1000, 5905.220423209181, 6.907255195648812, 0.0010005001666666333],
    [100000, 1051287.708973657, 11.512920464961896, 1.0000050000166667e-5],
  ])('at %f', (x, log, slope, curvature) => {
    expect(Math.abs(lnGamma(x) - log)).toBeLessThan(2e-14 * Math.max(1, Math.abs(log)));
    expect(Math.abs(digamma(x) - slope)).toBeLessThan(2e-14 * Math.max(1, Math.abs(slope)));
    expect(relativeError(trigamma(x), curvature)).toBeLessThan(1e-13);
  });

  test('obey their recurrences', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) => {
        expect(relativeError(lnGamma(x + 1) - lnGamma(x) + 1e3, Math.log(x) + 1e3)).toBeLessThan(1e-13);
        expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(1e-13 * (1 + 1 / x));
        expect(Math.abs(trigamma(x) - trigamma(x + 1) - 1 / (x * x))).toBeLessThan(1e-13 * (1 + 1 / (x * x)));
        expect(Math.abs(lnBeta(x, 1) + Math.log(x))).toBeLessThan(1e-10);
      }),
    );
  });

  test('are not numbers outside their domain', () => {
    expect([lnGamma(0), lnGamma(-3), digamma(0), trigamma(-1e9), lnGamma(NaN)]).toEqual([
      Infinity,
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });
});

test('sums of logarithms and odds neither overflow nor lose an absent term', () => {
  expect(logAddExp(-Infinity, -Infinity)).toBe(-Infinity);
  expect(logAddExp(-Infinity, 3)).toBe(3);
  expect(logAddExp(5000, 5000)).toBeCloseTo(5000 + Math.LN2, 12);
  expect([logisticOfMinus(-Infinity), logisticOfMinus(0), logisticOfMinus(5000)]).toEqual([1, 0.5, 0]);
  expect(expm1Share(0)).toBe(1);
  expect(expm1Share(-2)).toBeCloseTo((Math.exp(2) - 1) / 2, 14);
});

test('Gauss–Legendre rules integrate polynomials up to degree 2n − 1', () => {
  for (const n of [1, 2, 8, 24, 36]) {
    const { nodes, weights } = gaussLegendre(n);
    for (const degree of [0, 1, 2 * n - 1]) {
      const sum = nodes.reduce((total, node, i) => total + (weights[i] ?? NaN) * node ** degree, 0);
      expect(sum).toBeCloseTo(1 / (degree + 1), 14);
    }
  }
});

describe('ln U(a, b, z)', () => {
  test.each([
    [0.6, 0.6, 0.1359, 0.2625119158095356],
    [0.6, 0.6, 5, -1.0640787405883352],
    [3.0516, 3.0516, 0.01, 8.720142555985307],
    [0.05, 0.05, 0.001, 0.030526917890513754],
    [1, 1, 1, -0.5169319590020456],
    [12, 12, 0.3, 10.816339720441214],
    [2.5, 0.7, 40, -9.38505316439995],
    [0.2856, 0.2856, 0.4, -0.021996659407604768],
  ])('a %f, b %f, z %f', (a, b, z, expected) => {
    expect(Math.abs(lnTricomi(a, b, z) - expected)).toBeLessThan(1e-11);
  });
});

describe('∫ (α+u)^−P (β+u)^−Q du', () => {
  test.each([
    [
      [0.55, 10.58, 1.6, 11.67, 0, 38.9],
      [-3.136683763294456, 2.92762296038053, 2.988613987788688, 0.05793028090101491, 0.05407591384419633],
    ],
    [
      [26, 0.008, 4, 2.8, 1, 31],
      [-8.80081518628705, 0.04624972865713448, 1.345446066644722, 0.95548444733386, 0.2604383950180393],
    ],
    [
      [1000.5, 10, 3.5, 10, 99.9, 100],
      [-4721.09386480622, 4.699957413939169, 4.699957413939169, 0.009095664742830205, 0.009095664742830205],
    ],
    [
      [0.05, 120, 0.1, 0.2, 0, 300],
      [4.962755029189641, 5.501241294912536, 4.585561996789249, 0.00436257718468648, 0.03325145634952184],
    ],
    [
      [6, 3, 2, 900, 2, 5],
      [-23.3679751190704, 1.759696319021924, 6.805559954769105, 0.1732872537161942, 0.001107600155598298],
    ],
  ] as const)('%j', ([p, alpha, q, beta, from, to], expected) => {
    const found = new PowerIntegral().compute(p, alpha, q, beta, [from, to]);
    [found.log, found.logAlpha, found.logBeta, found.rateAlpha, found.rateBeta].forEach((value, i) => {
      expect(relativeError(value, expected[i] ?? NaN)).toBeLessThan(1e-12);
    });
  });

  test('an empty span gives nothing', () => {
    const found = new PowerIntegral().compute(3, 2, 1, 5, [4, 4]);
    expect(found.log).toBe(-Infinity);
    expect(found.logAlpha).toBeCloseTo(Math.log(6), 14);
    expect(found.rateBeta).toBeCloseTo(1 / 9, 14);
  });
});
