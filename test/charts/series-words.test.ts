import { describe, expect, test } from 'vitest';
import type { Unit } from '../../src/contract/result-set.ts';
import { figureText, figureWithUnit, labelText, shortText } from '../../src/charts/labels.ts';
import { readings, tooltips } from '../../src/charts/marks.ts';
import { periodText } from '../../src/charts/period-text.ts';
import { summarise } from '../../src/charts/summary.ts';
import { tableTwin } from '../../src/charts/twin.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import {
  cohorts,
  EMPTY_SPECS,
  grouped,
  migration,
  monthly,
  SERIES_SPECS,
  stacked,
  tracking,
} from './series-specs.ts';

const en = { locale: 'en', translate: createTranslate('en', ENGLISH) } as const;
const zh = { locale: 'zh-CN', translate: createTranslate('zh-CN', chinese) } as const;

const everything = Object.entries({ ...SERIES_SPECS, ...EMPTY_SPECS });

describe('every chart', () => {
  test.each(everything)(
    '%s has a reading, a tooltip and a row for each mark in both languages',
    (_, spec) => {
      for (const language of [en, zh]) {
        const { columns, rows } = tableTwin(spec, language);
        expect(readings(spec, language)).toHaveLength(rows.length);
        expect(tooltips(spec, language)).toHaveLength(rows.length);
        for (const row of rows) expect(row).toHaveLength(columns.length);
        const words = [summarise(spec, language), ...readings(spec, language)].join(' ');
        expect(words).not.toMatch(/\{\w+\}|undefined|NaN|Infinity/u);
      }
    },
  );
});

describe('lines in words', () => {
  test('are read place by place, all series at once, with their intervals', () => {
    expect(readings(tracking, en)[0]).toMatch(
      /^1 week: Observed [\d.]+ purchases; Expected 62 purchases \(60 to 64\)$/u,
    );
    expect(readings(tracking, zh)[0]).toMatch(/^1 周：Observed .+ 次购买；Expected 62 次购买（60 至 64）$/u);
    expect(tooltips(tracking, en)[0]?.split('\n')).toHaveLength(3);
  });

  test('say what is withheld and what is incomplete', () => {
    expect(readings(monthly, en)[5]).toMatch(/^Jun 2023: .*; Won back withheld$/u);
    expect(readings(monthly, en)[13]).toMatch(/^Feb 2024: New £[\d,]+ \(incomplete\); /u);
    expect(readings(monthly, zh)[13]).toContain('（未满期）');
    expect(summarise(monthly, en)).toContain('3 figures are incomplete');
    expect(summarise(monthly, en)).toContain('One figure is withheld');
  });

  test('are summed up by where they begin, end and turn', () => {
    const summary = summarise(tracking, en);
    expect(summary).toContain('2 lines over weeks, from 1 week to 78 weeks.');
    expect(summary).toMatch(/Expected: from 62 purchases to [\d,]+ purchases\./u);
    expect(summary).toContain('End of calibration: 39 weeks.');
  });

  test('beyond six are left to the table', () => {
    expect(summarise(SERIES_SPECS['curves'] ?? tracking, en)).toContain('2 more lines are in the table.');
  });

  test('become one column each, with columns for the ends of an interval', () => {
    const { columns, rows } = tableTwin(tracking, en);
    expect(columns.map(({ title }) => title)).toEqual([
      'weeks',
      'Observed',
      'Expected',
      'Expected: lower end',
      'Expected: upper end',
    ]);
    expect(rows[0]?.map(({ value }) => value)).toEqual([null, expect.any(Number), 62, 60, 64]);
    expect(rows[0]?.[0]?.text).toBe('1');
  });

  test('do not say the ends of the interval of a withheld figure', () => {
    const [observed, expected] = tracking.series;
    if (observed === undefined || expected === undefined) throw new RangeError('two series');
    const withheld = expected.withheld.map((_, at) => at === 0);
    const spec = { ...tracking, series: [observed, { ...expected, withheld }] };
    expect(
      tableTwin(spec, en)
        .rows[0]?.slice(2)
        .map(({ text }) => text),
    ).toEqual(['withheld', '', '']);
    expect(readings(spec, en)[0]).toMatch(/Expected withheld$/u);
  });
});

describe('bars in words', () => {
  test('have a row for each category and a column for each series', () => {
    const { columns, rows } = tableTwin(stacked, en);
    expect(columns.map(({ title }) => title)).toEqual(['months', 'New', 'Returning', 'Won back']);
    expect(rows[4]?.[3]?.text).toBe('withheld');
    expect(rows[11]?.[1]?.text).toMatch(/^\d+ \(incomplete\)$/u);
    expect(rows[11]?.[1]?.value).toEqual(stacked.series[0]?.values[11]);
  });

  test('add up when stacked, and not when side by side', () => {
    expect(summarise(stacked, en)).toContain('12 groups in 3 series. Those shown: ');
    expect(summarise(grouped, en)).not.toContain('ogether');
    expect(summarise(grouped, en)).toContain('Largest: 2024, New customers, £192,000.');
  });
});

describe('flows in words', () => {
  test('are named by both ends, and their date', () => {
    const { columns, rows } = tableTwin(migration, en);
    expect(columns.map(({ title }) => title)).toEqual(['From', 'To', 'customers']);
    expect(rows[1]?.map(({ text }) => text)).toEqual(['Platinum, Jan 2024', 'Gold, Jul 2024', '45']);
    expect(rows[3]?.[2]?.text).toBe('withheld');
    expect(readings(migration, zh)[1]).toBe('Platinum（Jan 2024） → Gold（Jul 2024）：45 位客户');
  });

  test('count people once: the total is that of the first date', () => {
    const first = migration.links.slice(0, 16).reduce((sum, { value }) => sum + (value ?? 0), 0);
    expect(summarise(migration, en)).toContain(
      `Those shown: ${en.translate('chart.unit.customers', { count: first })} together.`,
    );
  });
});

describe('cells in words', () => {
  test('say interval, note and incompleteness, in the table in columns of their own', () => {
    const index = cohorts.cells.findIndex(({ note }) => note !== undefined);
    expect(readings(cohorts, en)[index]).toMatch(/: [\d.]+% \([\d.]+% to [\d.]+%\), sale in May$/u);
    const { columns, rows } = tableTwin(cohorts, en);
    expect(columns.map(({ title }) => title)).toEqual([
      'Group',
      'months',
      'share',
      'share: lower end',
      'share: upper end',
      'Note',
    ]);
    expect(rows[index]?.at(-1)?.text).toBe('sale in May');
    const open = cohorts.cells.findIndex(({ incomplete }) => incomplete === true);
    expect(rows[open]?.[2]?.text).toMatch(/%\s\(incomplete\)$/u);
  });

  test('without a figure are incomplete, not none and not zero', () => {
    const cell = { x: 0, y: 0, value: null, withheld: false, label: null, incomplete: true };
    expect(readings({ ...cohorts, cells: [cell] }, en)[0]).toMatch(/: incomplete$/u);
  });
});

describe('names', () => {
  test('may be messages with figures and other names in them', () => {
    const label = {
      key: 'chart.cell.named',
      values: { place: { key: 'chart.unitName.share' }, name: { text: 'n' } },
    } as const;
    expect(labelText(label, en)).toBe('share (n)');
    expect(labelText(label, zh)).toBe('占比（n）');
  });

  test('of periods are those of their length', () => {
    const date = Date.UTC(2024, 3, 1);
    const grains = ['day', 'week', 'month', 'quarter', 'year'] as const;
    expect(grains.map((grain) => periodText(date, grain, en))).toEqual([
      'Apr 1, 2024',
      'week of Apr 1, 2024',
      'Apr 2024',
      'Q2 2024',
      '2024',
    ]);
    expect(periodText(date, 'quarter', zh)).toBe('2024 年第 2 季度');
  });
});

describe('figures', () => {
  test.each<[Unit, number, string, string]>([
    ['weeks', 1, '1', '1 week'],
    ['months', 2.26, '2.3', '2.3 months'],
    ['periods', 12, '12', '12 periods'],
    ['purchases', 1.5234, '1.52', '1.52 purchases'],
    ['purchases', 4127.31, '4,127', '4,127 purchases'],
    ['number', 0.24259, '0.2426', '0.2426'],
    ['number', 9594.98, '9,595', '9,595'],
  ])('%s: %d', (unit, value, plain, withUnit) => {
    expect(figureText(value, unit, null, en)).toBe(plain);
    expect(figureWithUnit(value, unit, null, en)).toBe(withUnit);
  });

  test('with little room keep three digits', () => {
    expect(shortText(120_533, 'currency', 'GBP', en)).toBe('£121K');
    expect(shortText(8_412.5, 'currency', 'GBP', en)).toBe('£8,413');
    expect(shortText(0.416, 'share', null, zh)).toBe('42%');
  });
});
