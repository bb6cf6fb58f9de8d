import * as v from 'valibot';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clvParams } from '../../src/analyses/clv/params.ts';
import { discountPeriods, rateFor } from '../../src/analyses/clv/time.ts';

describe('parameters of lifetime value', () => {
  test.each([
    [{ horizon: '12 months' }, { horizon: { value: 12, unit: 'month' } }],
    [{ horizon: '1 year' }, { horizon: { value: 1, unit: 'year' } }],
    [{ horizon: 39 }, { horizon: { value: 39, unit: 'week' } }],
    [{ horizon: 30, timeUnit: 'day' }, { horizon: { value: 30, unit: 'day' } }],
    [{ discountRate: '15% per year' }, { discountRate: { rate: 0.15, per: 'year' } }],
    [{ discountRate: '0.01 per month' }, { discountRate: { rate: 0.01, per: 'month' } }],
    [{ discountRate: 0.002 }, { discountRate: { rate: 0.002, per: 'week' } }],
  ])('%j is read as %j', (given, expected) => {
    expect(v.parse(clvParams, given)).toMatchObject(expected);
  });

  test.each([
    { horizon: 0 },
    { horizon: '12' },
    { horizon: '12 fortnights' },
    { horizon: '60 years' },
    { discountRate: -0.1 },
    { discountRate: '15%' },
    { bootstrap: 2001 },
    { timeUnit: 'year' },
    { model: 'bg' },
    { calibrationEnd: '2024-02-30' },
  ])('%j is refused', (given) => {
    expect(v.safeParse(clvParams, given).success).toBe(false);
  });

  test('rates compound, and periods end at months and at the horizon', () => {
    expect(rateFor({ rate: 0.01, per: 'month' }, 'year')).toBeCloseTo(1.01 ** 12 - 1, 12);
    expect(rateFor({ rate: 0.15, per: 'year' }, 'week')).toBeCloseTo(1.15 ** (1 / 52.14) - 1, 12);
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 600, noNaN: true }),
        fc.constantFrom('day', 'week', 'month', 'year'),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (value, unit, rate) => {
          fc.pre(!(unit === 'year' && value > 50));
          const periods = discountPeriods({ value, unit }, { rate, per: 'year' }, 'week');
          const ends = periods.map(({ end }) => end);
          expect(ends).toEqual([...ends].sort((a, b) => a - b));
          expect(periods.every(({ factor }) => factor > 0 && factor <= 1)).toBe(true);
          const length = { day: 1 / 7, week: 1, month: 4.345, year: 52.14 }[unit] * value;
          expect((ends.at(-1) ?? 0) / length).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
