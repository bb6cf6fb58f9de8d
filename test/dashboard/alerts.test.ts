import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadMessages } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { nameOfPeriod, periodOfName } from '../../src/analyses/calendar-periods.ts';
import type { DashboardGrain } from '../../src/contract/dashboard.ts';
import type { AlertRule } from '../../src/dashboard/dashboard.ts';
import { alertSentence, judgeAlerts, type FigureWords } from '../../src/dashboard/alerts.ts';
import { changeOf, statusOf } from '../../src/dashboard/figure-change.ts';
import { completePeriods, type PeriodSeries } from '../../src/dashboard/period-series.ts';
import { judgeNewest } from '../../src/dashboard/seasonal-baseline.ts';

function months(values: readonly (number | null)[], first = '2023-01'): PeriodSeries {
  const from = periodOfName('month', first) ?? 0;
  return {
    grain: 'month',
    periods: values.map((_, at) => nameOfPeriod('month', from + at)),
    values,
  };
}

function rule(when: AlertRule['when']): AlertRule {
  return { id: 'r', measure: 'revenue', when };
}

function outcome(when: AlertRule['when'], values: readonly (number | null)[]): string | undefined {
  return judgeAlerts([rule(when)], () => months(values))[0]?.outcome;
}

const WORDS: FigureWords = {
  measure: (measure) => measure,
  figure: (_, value) => value.toFixed(0),
  share: (value) => `${(value * 100).toFixed(0)} %`,
  period: (name) => name,
  score: (value) => value.toFixed(1),
};

describe('change and target', () => {
  it('tells a change in the unit and as a share, whatever the sign, and none of nothing', () => {
    expect(changeOf(120, 100)).toEqual({ now: 120, before: 100, by: 20, share: 0.2 });
    expect(changeOf(-50, -100)).toEqual({ now: -50, before: -100, by: 50, share: 0.5 });
    expect(changeOf(5, 0)).toEqual({ now: 5, before: 0, by: 5, share: null });
    expect(changeOf(null, 1)).toBeNull();
    expect(changeOf(1, undefined)).toBeNull();
    expect(changeOf(NaN, 1)).toBeNull();
  });

  it('is reached, close or missed, by what is better', () => {
    const more = { value: 200, better: 'more', tolerance: 0.1 } as const;
    expect([200, 199, 180, 179, null].map((now) => statusOf(now, more))).toEqual([
      'good',
      'caution',
      'caution',
      'bad',
      null,
    ]);
    const less = { ...more, better: 'less' } as const;
    expect([200, 201, 220, 221].map((now) => statusOf(now, less))).toEqual([
      'good',
      'caution',
      'caution',
      'bad',
    ]);
  });
});

describe('complete periods', () => {
  const table = {
    rowCount: 2,
    columns: [
      { name: 'period', type: 'text', values: ['2026-01', '2026-04'] },
      { name: 'revenue', type: 'number', values: [10, 30] },
      { name: 'average_order_value', type: 'number', values: [5, null] },
    ],
  } as const;

  it('fills periods without orders and leaves out those the data do not cover', () => {
    const days = { firstDay: '2026-01-01', lastDay: '2026-05-12', lastIsIncomplete: true };
    const revenue = completePeriods(table, 'revenue', 'month', days);
    expect(revenue.periods).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
    expect(revenue.values).toEqual([10, 0, 0, 30]);
    expect(completePeriods(table, 'average_order_value', 'month', days).values).toEqual([
      5,
      null,
      null,
      null,
    ]);
    const later = completePeriods(table, 'revenue', 'month', { ...days, firstDay: '2026-01-02' });
    expect(later.periods[0]).toBe('2026-02');
    const whole = completePeriods(table, 'revenue', 'month', { ...days, lastIsIncomplete: false });
    expect(whole.values).toEqual([10, 0, 0, 30, 0]);
    expect(completePeriods(table, 'revenue', 'month', { ...days, firstDay: null }).periods).toEqual([]);
  });

  it('follows each other without a gap over years, whatever the grain', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<DashboardGrain>('week', 'month', 'quarter'),
        fc.integer({ min: 0, max: 1500 }),
        (grain, length) => {
          const lastDay = new Date(Date.UTC(2020, 0, 1 + length)).toISOString().slice(0, 10);
          const days = { firstDay: '2020-01-01', lastDay, lastIsIncomplete: false };
          const { periods } = completePeriods(table, 'revenue', grain, days);
          const numbers = periods.map((name) => periodOfName(grain, name) ?? NaN);
          expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
        },
      ),
    );
  });
});

describe('rules of alerts', () => {
  it('warns of a limit that is passed, not of one that is met', () => {
    expect(outcome({ kind: 'below', value: 100 }, [100])).toBe('quiet');
    expect(outcome({ kind: 'below', value: 100 }, [99])).toBe('fired');
    expect(outcome({ kind: 'above', value: 100 }, [100])).toBe('quiet');
    expect(outcome({ kind: 'above', value: 100 }, [101])).toBe('fired');
    expect(outcome({ kind: 'above', value: 100 }, [1, null])).toBe('unknown');
    expect(outcome({ kind: 'above', value: 100 }, [])).toBe('unknown');
  });

  it('warns of a change from the period before that is reached', () => {
    expect(outcome({ kind: 'fall', share: -0.1 }, [100, 90])).toBe('fired');
    expect(outcome({ kind: 'fall', share: -0.1 }, [100, 91])).toBe('quiet');
    expect(outcome({ kind: 'rise', share: 0.1 }, [100, 110])).toBe('fired');
    expect(outcome({ kind: 'rise', share: 0.1 }, [100, 109])).toBe('quiet');
    expect(outcome({ kind: 'fall', share: -0.1 }, [0, -5])).toBe('unknown');
    expect(outcome({ kind: 'fall', share: -0.1 }, [90])).toBe('unknown');
    expect(outcome({ kind: 'fall', share: -0.1 }, [100, null, 50])).toBe('unknown');
  });

  it('warns of nothing that is a few per cent off, however steady a figure has been', () => {
    const steady = Array.from({ length: 14 }, (_, at) => 300 + (at % 2));
    const judged = judgeAlerts([rule({ kind: 'unusual', score: 3.5 })], () => months([...steady, 320]));
    expect(judged[0]?.finding).toMatchObject({ kind: 'unusual' });
    expect(judged[0]?.finding?.kind === 'unusual' && judged[0].finding.baseline.score).toBeGreaterThan(3.5);
    expect(judged[0]?.outcome).toBe('quiet');
    expect(outcome({ kind: 'unusual', score: 3.5 }, [...steady, 340])).toBe('fired');
  });

  it('warns of what is unusual, above and below', () => {
    const steady = Array.from({ length: 15 }, (_, at) => 100 + (at % 3));
    expect(outcome({ kind: 'unusual', score: 3.5 }, [...steady, 101])).toBe('quiet');
    expect(outcome({ kind: 'unusual', score: 3.5 }, [...steady, 130])).toBe('fired');
    expect(outcome({ kind: 'unusual', score: 3.5 }, [...steady, 70])).toBe('fired');
    expect(outcome({ kind: 'unusual', score: 3.5 }, steady.slice(0, 8))).toBe('unknown');
  });

  it('is a sentence with figures in both languages', async () => {
    const en = createTranslate('en', await loadMessages('en'));
    const zh = createTranslate('zh-CN', await loadMessages('zh-CN'));
    const steady = Array.from({ length: 15 }, (_, at) => 100 + (at % 3));
    const judged = judgeAlerts(
      [
        rule({ kind: 'below', value: 100 }),
        rule({ kind: 'fall', share: -0.1 }),
        rule({ kind: 'unusual', score: 3.5 }),
        rule({ kind: 'above', value: 100 }),
      ],
      () => months([...steady, 50]),
    );
    expect(judged.map((each) => alertSentence(each, en, WORDS))).toEqual([
      'revenue was 50 in 2024-04, below the limit of 100.',
      'revenue fell by 51 % in 2024-04: 50 after 102.',
      expect.stringMatching(/^revenue was 50 in 2024-04, unusually low after the periods before: 10[0-2] /u),
      null,
    ]);
    for (const each of judged.slice(0, 3)) {
      expect(alertSentence(each, zh, WORDS)).toMatch(/revenue为 50|revenue下降了/u);
      expect(alertSentence(each, zh, WORDS)).not.toMatch(/[{}]/u);
    }
  });
});

describe('what is usual for a period', () => {
  it('is the median of the same month of earlier years', () => {
    // Januaries 100, 110, 300: the median is 110. Decembers of 50 do not come into it.
    const year = (january: number): number[] => [january, ...new Array<number>(11).fill(50)];
    const judged = judgeNewest(months([...year(100), ...year(110), ...year(300), 112]));
    expect(judged).toMatchObject({ period: '2026-01', by: 'season', judgedBy: 24, expected: 110 });
  });

  it('takes growth that goes on for usual', () => {
    // 5 a month more is 60 a year more: every month is what a year before and 60 make, and what a month before and 5.
    const trend = Array.from({ length: 36 }, (_, at) => 100 + 5 * at);
    expect(judgeNewest(months(trend))).toMatchObject({ by: 'season', expected: 275, value: 275, score: 0 });
    expect(judgeNewest(months(trend.slice(0, 14)))).toMatchObject({
      by: 'trailing',
      expected: 165,
      score: 0,
    });
  });

  it('is the median of the periods before, where there is no year to go by', () => {
    // 12 months: 1 to 4 have no baseline, 5 to 12 have: eight differences of 0, one of them 2.
    const values = [10, 10, 10, 10, 10, 10, 12, 10, 10, 10, 10, 10];
    expect(judgeNewest(months(values))).toBeNull();
    const judged = judgeNewest(months([...values, 13]));
    // Eight differences 0 0 2 0 0 0 0 0: MAD is 0, their mean absolute deviation 0.25.
    expect(judged).toMatchObject({ by: 'trailing', expected: 10, judgedBy: 8 });
    expect(judged?.score).toBeCloseTo(3 / (1.253314 * 0.25), 9);
  });

  it('does not depend on the unit or on where it begins', () => {
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 13, maxLength: 40 }),
        fc.constantFrom(2, 4, 0.5),
        value,
        (values, times, plus) => {
          const plain = judgeNewest(months(values));
          const other = judgeNewest(months(values.map((each) => each * times + plus)));
          expect(other?.score).toBeCloseTo(plain?.score ?? NaN, 6);
          expect(other?.expected).toBeCloseTo((plain?.expected ?? NaN) * times + plus, 6);
          expect(other?.by).toBe(plain?.by);
        },
      ),
    );
  });

  it('is not moved far by one odd period', () => {
    const season = Array.from({ length: 37 }, (_, at) => 100 + 10 * (at % 12));
    const odd = season.with(12, 100_000);
    expect(judgeNewest(months(odd))?.expected).toBe(judgeNewest(months(season))?.expected);
  });
});
