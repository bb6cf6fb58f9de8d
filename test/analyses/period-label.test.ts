import { describe, expect, test } from 'vitest';
import { cohortLabel, groupLabel } from '../../src/analyses/cohorts/tables.ts';
import { valueLabelIn } from '../../src/analyses/metric/tables.ts';
import { periodLabel } from '../../src/analyses/period-label.ts';
import { labelText } from '../../src/charts/labels.ts';
import { TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { selectionWords } from '../../workers/dashboard/selection-words.ts';

const en = { locale: 'en', translate: createTranslate('en', english) } as const;
const zh = { locale: 'zh-CN', translate: createTranslate('zh-CN', chinese) } as const;

describe('names of periods in results', () => {
  test.each([
    ['2020-01', 'Jan 2020', '2020年1月'],
    ['2020-Q3', 'Q3 2020', '2020 年第 3 季度'],
    ['2020-W01', 'week of Dec 30, 2019', '2019年12月30日 当周'],
  ])('are written as readers write them: %s', (name, english, chinese) => {
    const label = periodLabel(name) ?? { text: '' };
    expect([labelText(label, en), labelText(label, zh)]).toEqual([english, chinese]);
  });

  test('are told from other texts', () => {
    const others = ['2020', '2020-1', '2020-00', '1234-56', '2020-Q5', '2020-W54', 'A-2020-01', '', '(none)'];
    expect(others.map(periodLabel)).toEqual(others.map(() => null));
  });

  test('of cohorts and of groups by time are', () => {
    expect(labelText(cohortLabel('2020-01'), zh)).toBe('2020年1月');
    for (const dimension of ['cohortMonth', 'orderMonth']) {
      const label = valueLabelIn({ dimensions: ['segment', dimension] }, 1, '2020-01');
      expect(labelText(label, en)).toBe('Jan 2020');
    }
    expect(labelText(cohortLabel('2020-01', { cohortBy: null }), en)).toBe('Jan 2020');
    expect(cohortLabel('2020-01', { cohortBy: 'batch' })).toEqual({ text: '2020-01' });
    expect(groupLabel('2020-01')).toEqual({ text: '2020-01' });
    // A column of the data may hold what looks like a month.
    expect(valueLabelIn({ dimensions: ['batch'] }, 0, '2020-01')).toEqual({ text: '2020-01' });
  });

  test('in the conditions of a release are', () => {
    const between = { dimension: TIME_DIMENSION, op: 'between', low: '2020-01', high: '2020-03' } as const;
    const cohorts = { dimension: 'cohortMonth', op: 'in', values: ['2020-02'] } as const;
    expect(selectionWords([between, cohorts], 'month', en)).toEqual([
      'Month of the order: Jan 2020 – Mar 2020',
      'Month of the first order: Feb 2020',
    ]);
    expect(selectionWords([{ ...between, high: '2020-01' }], 'month', en)).toEqual([
      'Month of the order: Jan 2020',
    ]);
    expect(selectionWords([between], 'month', zh)).toEqual(['下单月份: 2020年1月 – 2020年3月']);
  });
});
