import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier, survivalQuantile } from '../../src/stats/survival/kaplan-meier.ts';
import type { Lifetimes } from '../../src/stats/survival/lifetimes.ts';
import { logRank } from '../../src/stats/survival/log-rank.ts';
import {
  fitSbg,
  sbgExpectedTenure,
  sbgResidualLifetime,
  sbgRetention,
  sbgSurvival,
} from '../../src/stats/survival/shifted-beta-geometric.ts';

/** Lifetimes of single subjects: the time, and whether it ended. */
function lifetimes(subjects: readonly (readonly [number, boolean])[]): Lifetimes {
  return {
    time: Float64Array.from(subjects, ([time]) => time),
    events: Float64Array.from(subjects, ([, ended]) => (ended ? 1 : 0)),
    censored: Float64Array.from(subjects, ([, ended]) => (ended ? 0 : 1)),
  };
}

const subjects = fc.array(fc.tuple(fc.nat(30), fc.boolean()), { minLength: 1, maxLength: 60 });

// Weeks of remission of 42 children with leukaemia (Freireich et al. 1963), as in Cox (1972); + is censored.
const TREATED = lifetimes([
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((time) => [time, true] as const),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => [time, false] as const),
]);
const PLACEBO = lifetimes(
  [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(
    (time) => [time, true] as const,
  ),
);

describe('Kaplan–Meier', () => {
  it('gives the published curve of the remission data', () => {
    const curve = kaplanMeier(TREATED, 0.95);
    const at = (time: number): number => curve.time.indexOf(time);
    expect(curve.survival[at(6)]).toBeCloseTo(0.857, 3);
    expect(curve.survival[at(10)]).toBeCloseTo(0.753, 3);
    expect(curve.survival[at(23)]).toBeCloseTo(0.448, 3);
    expect(Math.sqrt(curve.variance[at(10)] ?? 0)).toBeCloseTo(0.0963, 4);
    expect(survivalQuantile(curve).time).toBe(23);
    expect(survivalQuantile(kaplanMeier(PLACEBO, 0.95)).time).toBe(8);
  });

  it('never rises, stays within 0 and 1, and lies in its interval', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const { survival, low, high } = kaplanMeier(lifetimes(list), 0.95);
        for (const [place, share] of survival.entries()) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(survival[place - 1] ?? 1);
          const [from = Number.NaN, to = Number.NaN] = [low[place], high[place]];
          expect(Number.isNaN(from) || (from >= 0 && from <= share && share <= to && to <= 1)).toBe(true);
        }
      }),
    );
  });

  it('is the share that lives longer where nobody is censored', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (times) => {
        const curve = kaplanMeier(lifetimes(times.map((time) => [time, true])), 0.95);
        for (const [place, time] of curve.time.entries()) {
          const longer = times.filter((each) => each > time).length / times.length;
          expect(curve.survival[place]).toBeCloseTo(longer, 12);
          if (longer > 0)
            expect(curve.variance[place]).toBeCloseTo((longer * (1 - longer)) / times.length, 12);
        }
      }),
    );
  });

  it('takes counts for so many equal subjects, in any order', () => {
    fc.assert(
      fc.property(subjects, (list) => {
        const twice = lifetimes(list);
        const doubled = {
          ...twice,
          events: twice.events.map((n) => 2 * n),
          censored: twice.censored.map((n) => 2 * n),
        };
        expect(kaplanMeier(doubled, 0.95)).toEqual(
          kaplanMeier(lifetimes([...list, ...list].reverse()), 0.95),
        );
      }),
    );
  });

  it('has no median where the curve stays above one half', () => {
    expect(
      survivalQuantile(
        kaplanMeier(
          lifetimes([
            [1, true],
            [2, false],
            [3, false],
          ]),
          0.95,
        ),
      ).time,
    ).toBeNaN();
  });
});

describe('log-rank', () => {
  it('gives the published statistic of the remission data', () => {
    const found = logRank([TREATED, PLACEBO]);
    expect(found.statistic).toBeCloseTo(16.79, 2);
    expect(found.degrees).toBe(1);
    expect(found.p).toBeCloseTo(4.17e-5, 6);
    expect(found.expected[0]).toBeCloseTo(19.25, 2);
    expect(found.observed[0]).toBe(9);
  });

  it('does not depend on the order of the groups, and expects as many events as there were', () => {
    fc.assert(
      fc.property(fc.array(subjects, { minLength: 2, maxLength: 5 }), fc.nat(), (lists, turn) => {
        const groups = lists.map(lifetimes);
        const turned = groups.map((_, index) => groups[(index + turn) % groups.length] ?? groups[0]);
        const one = logRank(groups);
        const other = logRank(turned.filter((group) => group !== undefined));
        expect(other.degrees).toBe(one.degrees);
        if (one.degrees === 0) return;
        expect(other.statistic).toBeCloseTo(one.statistic, 8);
        const sum = (values: Float64Array): number => values.reduce((total, each) => total + each, 0);
        expect(sum(one.expected)).toBeCloseTo(sum(one.observed), 9);
      }),
    );
  });

  it('finds no difference between copies, and nothing without events', () => {
    expect(logRank([TREATED, TREATED]).statistic).toBeCloseTo(0, 12);
    expect(logRank([lifetimes([[3, false]]), lifetimes([[4, false]])])).toMatchObject({
      degrees: 0,
      p: Number.NaN,
    });
  });
});

/** Lifetimes from the percentages of a cohort that are left after each year. */
function cohort(percent: readonly number[]): Lifetimes {
  const lost = percent.slice(1).map((left, year) => 10 * ((percent[year] ?? 0) - left));
  const last = percent.length - 1;
  return {
    time: Float64Array.from(lost, (_, year) => year + 1),
    events: Float64Array.from(lost),
    censored: Float64Array.from(lost, (_, year) => (year + 1 === last ? 10 * (percent[last] ?? 0) : 0)),
  };
}

describe('the shifted-beta-geometric model', () => {
  // Fader and Hardie (2007), table 1: per cent of two segments left after each year. The fit is to seven years.
  const HIGH_END = [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4];
  const REGULAR = [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3];

  it.each([
    ['High End', HIGH_END, 0.668, 3.806],
    ['Regular', REGULAR, 0.704, 1.182],
  ])('has the published parameters of %s, and projects its five years to come', (_, percent, alpha, beta) => {
    const fit = fitSbg(cohort(percent.slice(0, 8)));
    expect(fit.converged).toBe(true);
    expect(fit.boundary).toBe(false);
    expect(fit.alpha).toBeCloseTo(alpha, 3);
    expect(fit.beta).toBeCloseTo(beta, 3);
    expect(100 * sbgSurvival(fit, 12)).toBeGreaterThan((percent[12] ?? 0) - 2);
    expect(100 * sbgSurvival(fit, 12)).toBeLessThan((percent[12] ?? 0) + 2);
  });

  it('has retention rates that rise and multiply to survival', () => {
    const parameters = fc.record({
      alpha: fc.double({ min: 0.05, max: 20, noNaN: true }),
      beta: fc.double({ min: 0.05, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(parameters, (each) => {
        let product = 1;
        for (let t = 1; t <= 20; t += 1) {
          product *= sbgRetention(each, t);
          expect(sbgSurvival(each, t)).toBeCloseTo(product, 10);
          expect(sbgRetention(each, t + 1)).toBeGreaterThan(sbgRetention(each, t));
        }
      }),
    );
  });

  it('has the tenure that its survival adds up to', () => {
    const parameters = { alpha: 4, beta: 3 };
    const sum = Array.from({ length: 20_000 }, (_, t) => sbgSurvival(parameters, t)).reduce(
      (a, b) => a + b,
      0,
    );
    expect(sbgExpectedTenure(parameters)).toBeCloseTo(sum, 4);
    expect(sbgExpectedTenure({ alpha: 0.9, beta: 3 })).toBe(Number.POSITIVE_INFINITY);
  });

  it('has the residual lifetime that discounted survival adds up to, smaller at higher rates', () => {
    const parameters = { alpha: 3.8, beta: 15.2 };
    for (const n of [1, 2, 5]) {
      const sum = Array.from(
        { length: 2000 },
        (_, t) => sbgSurvival(parameters, n + t) / sbgSurvival(parameters, n - 1) / 1.1 ** t,
      ).reduce((a, b) => a + b, 0);
      expect(sbgResidualLifetime(parameters, n, 0.1)).toBeCloseTo(sum, 8);
      expect(sbgResidualLifetime(parameters, n, 0.2)).toBeLessThan(sum);
    }
  });

  it('says so where customers do not differ', () => {
    const counts = Array.from({ length: 8 }, (_, t) => 1000 * 0.8 ** t);
    const fit = fitSbg({
      time: Float64Array.from({ length: 8 }, (_, t) => t + 1),
      events: Float64Array.from(counts, (n) => n * 0.2),
      censored: Float64Array.from(counts, (n, t) => (t === 7 ? n * 0.8 : 0)),
    });
    expect(fit.boundary).toBe(true);
    expect(fitSbg(lifetimes([[3, false]])).alpha).toBeNaN();
  });
});
