import { describe, expect, test } from 'vitest';
import type { HistogramSpec } from '../../src/charts/chart-spec.ts';
import {
  axisText,
  figureText,
  insideSentence,
  isDiscrete,
  isLogarithmic,
  labelText,
} from '../../src/charts/labels.ts';
import { readings } from '../../src/charts/marks.ts';
import { summarise } from '../../src/charts/summary.ts';
import { tableTwin } from '../../src/charts/twin.ts';
import type { Language } from '../../src/charts/look.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import type { MessageKey } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { SPECS } from './specs.ts';

const en = { locale: 'en', translate: createTranslate('en', ENGLISH) } as const;
const zh = { locale: 'zh-CN', translate: createTranslate('zh-CN', chinese) } as const;

const small: HistogramSpec = {
  kind: 'histogram',
  title: 'rfm.view.recency',
  unit: 'customers',
  currency: null,
  contributors: null,
  quantity: 'rfm.column.recencyDays',
  quantityUnit: 'days',
  edges: [0, 30, 60, 90],
  counts: [120, null, 41],
  withheld: [false, true, false],
  openEnd: true,
};

describe('a name inside a sentence', () => {
  test('has no capital of ours, and keeps those of the data and of abbreviations', () => {
    const by = { key: 'cellRelease.by', values: { figure: { key: 'customer.column.revenue' } } } as const;
    const heading = (key: MessageKey, language: Language): string =>
      labelText({ ...by, values: { ...by.values, category: insideSentence({ key }) } }, language);
    expect(heading('metric.dimension.cohortMonth', en)).toBe('Revenue by month of the first order');
    expect(heading('rfm.title', en)).toBe('Revenue by RFM segments');
    expect(heading('rfm.column.segment', zh)).toBe('按客群的营收');
    expect(labelText(insideSentence({ text: 'Region' }), en)).toBe('Region');
  });
});

describe('a chart in words', () => {
  test('says total, largest, smallest and what is withheld', () => {
    expect(summarise(small, en)).toBe(
      'Customers by recency: 3 bins. Those shown: 161 customers together. ' +
        'Largest: 0 to under 30, 120 customers. Smallest: 60 or more, 41 customers. ' +
        'One figure is withheld because too few customers stand behind it or its neighbours.',
    );
  });

  test('says a whole total only when nothing is withheld', () => {
    const whole = { ...small, counts: [120, 30, 41], withheld: [false, false, false] };
    expect(summarise(whole, en)).toContain('Together 191 customers.');
  });

  test('adds up nothing that cannot be added', () => {
    expect(summarise({ ...small, unit: 'share', counts: [0.5, null, 0.1] }, en)).not.toMatch(/ogether/u);
  });

  test('with nothing to show says so without figures', () => {
    const empty = { ...small, edges: [0], counts: [], withheld: [] };
    expect(summarise(empty, en)).toBe('Customers by recency: 0 bins.');
  });

  test('reads its marks one by one', () => {
    expect(readings(small, en)).toEqual([
      '0 to under 30: 120 customers',
      '30 to under 60: withheld',
      '60 or more: 41 customers',
    ]);
    expect(readings(small, zh)).toEqual([
      '0 至 30（不含）：120 位客户',
      '30 至 60（不含）：已抑制',
      '60 及以上：41 位客户',
    ]);
  });

  test.each(Object.entries(SPECS))('%s reads one sentence for each mark in both languages', (_, spec) => {
    const twin = tableTwin(spec, en);
    expect(readings(spec, en)).toHaveLength(twin.rows.length);
    expect(readings(spec, zh)).toHaveLength(twin.rows.length);
    expect(`${summarise(spec, en)}${summarise(spec, zh)}`).not.toMatch(/\{\w+\}|undefined|NaN/u);
  });
});

describe('a chart as a table', () => {
  test('has a row for each mark, its figure last', () => {
    expect(tableTwin(small, en)).toEqual({
      caption: 'Customers by recency',
      columns: [
        { title: 'Recency (days)', numeric: false },
        { title: 'customers', numeric: true },
      ],
      rows: [
        [
          { text: '0 to under 30', value: null },
          { text: '120', value: 120 },
        ],
        [
          { text: '30 to under 60', value: null },
          { text: 'withheld', value: null },
        ],
        [
          { text: '60 or more', value: null },
          { text: '41', value: 41 },
        ],
      ],
    });
  });

  test.each(Object.entries(SPECS))('%s has as many cells in a row as columns', (_, spec) => {
    const { columns, rows } = tableTwin(spec, zh);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([columns.length]));
  });
});

describe('figures', () => {
  test('of money lose their cents where they no longer matter', () => {
    expect(figureText(12.5, 'currency', 'GBP', en)).toBe('£12.50');
    expect(figureText(412_345.678, 'currency', 'GBP', en)).toBe('£412,346');
    expect(figureText(412_345.678, 'currency', null, en)).toBe('412,346');
    expect(figureText(-1234.5, 'currency', 'CNY', zh)).toBe('-¥1,235');
  });

  test('on an axis are short', () => {
    expect(axisText(65_536, 'currency', 'GBP', en)).toBe('£65.5K');
    expect(axisText(65_536, 'customers', null, zh)).toBe('6.6万');
    expect(axisText(0.4, 'share', null, en)).toBe('40%');
  });
});

describe('bins', () => {
  test('that grow by a factor are logarithmic, with or without an open end', () => {
    const log = { ...small, edges: [4, 8, 16, 32, 64] };
    expect(isLogarithmic({ ...log, openEnd: false })).toBe(true);
    expect(isLogarithmic({ ...log, edges: [4, 8, 16, 32, 33], openEnd: true })).toBe(true);
    expect(isLogarithmic({ ...log, edges: [0, 8, 16, 24, 32], openEnd: false })).toBe(false);
    expect(isLogarithmic({ ...log, edges: [10, 20, 30, 40], openEnd: false })).toBe(false);
  });

  test('of one whole number each are discrete', () => {
    expect(isDiscrete({ ...small, edges: [1, 2, 3, 4] })).toBe(true);
    expect(isDiscrete({ ...small, edges: [1, 2, 4] })).toBe(false);
    expect(isDiscrete({ ...small, edges: [0.5, 1.5] })).toBe(false);
  });
});
