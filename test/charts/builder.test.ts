import { describe, expect, test } from 'vitest';
import { chartOf } from '../../src/charts/builder/chart-of.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { summarise } from '../../src/charts/summary.ts';
import { tableTwin } from '../../src/charts/twin.ts';
import { readings } from '../../src/charts/marks.ts';
import type { ChartData, ChartKind } from '../../src/contract/notebook.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { BUILT, chartData, chosen, figures, points } from './builder-data.ts';
import { malformed } from './well-formed.ts';

const EN = { locale: 'en', translate: createTranslate('en', english), theme: 'light' } as const;
const ZH = { locale: 'zh-CN', translate: createTranslate('zh-CN', chinese), theme: 'dark' } as const;
const TITLE = { text: 'Orders & <amounts>' };
const PICTURE = { width: 680, height: 400, frame: { title: 'Picture', notes: ['A note.'] } };

const draw = (data: ChartData, look: typeof EN | typeof ZH = EN): string =>
  renderSvg(chartOf(data, TITLE), look, PICTURE);

const kinds = Object.entries(BUILT) as [ChartKind, ChartData][];

describe('a chart of a relation', () => {
  test.each(kinds)('of the kind %s is drawn, read and stands in a table, in both languages', (_, data) => {
    const spec = chartOf(data, TITLE);
    for (const look of [EN, ZH]) {
      const svg = draw(data, look);
      expect(malformed(svg)).toBeNull();
      expect(svg).toContain('<title>Orders &amp; &lt;amounts&gt;</title>');
      expect(svg).not.toMatch(/undefined|NaN|Infinity/u);
      const { columns, rows } = tableTwin(spec, look);
      expect(new Set(rows.map((row) => row.length))).toEqual(new Set([columns.length]));
      expect(readings(spec, look)).toHaveLength(rows.length);
      expect(`${summarise(spec, look)}${readings(spec, look).join()}`).not.toMatch(/\{\w+\}|undefined|NaN/u);
    }
  });

  const words: Readonly<Record<ChartKind, readonly string[]>> = {
    bar: ['Books', '家居与厨房用品', '£41,235', 'Others (37)', 'withheld', 'amount, total (GBP)'],
    treemap: ['Books\n', 'Garden'],
    region: ['广东', '5,120', 'customers', '(empty)'],
    funnel: ['Visited', '3,720 (30%)', '93 (0.8%)', '↓ 50%', 'visitors, total'],
    grouped: ['online', 'shop', '(empty)', 'withheld', 'rows', 'category'],
    stacked: ['online', 'shop', '(empty)', 'withheld', 'rows'],
    heatmap: ['channel', 'category', '40', 'withheld'],
    line: ['GB', 'FR', 'Jan 2023', 'incomplete', 'amount, total (GBP)'],
    area: ['GB', 'FR', 'incomplete'],
    scatter: ['金牌', 'Silver', 'orders', 'revenue (GBP)'],
    histogram: ['amount', '£25', 'rows'],
    box: ['Books', 'n = 1,204', 'withheld', 'amount (GBP)'],
    sankey: ['from_tier', 'to_tier', 'Gold  530'],
  };

  test.each(Object.entries(words) as [ChartKind, readonly string[]][])('%s says %j', (kind, said) => {
    const written = draw(BUILT[kind]).replaceAll(/<\/?tspan[^>]*>/gu, '');
    for (const word of said) {
      const [first = ''] = word.split('\n');
      expect(written).toContain(`>${first}`);
    }
  });

  test('tells where a period has no rows, and that the last is not over', () => {
    const spec = chartOf(BUILT.line, TITLE);
    if (spec.kind !== 'line') throw new RangeError(spec.kind);
    expect(spec.x).toMatchObject({ kind: 'date', grain: 'month' });
    expect(spec.x.values).toHaveLength(14);
    expect(spec.series.map(({ values }) => values[5])).toEqual([null, null]);
    expect(spec.series[0]?.incomplete?.at(-1)).toBe(true);
    expect(spec.zeroBased).toBe(true);
  });

  test('puts numbers along x in their order, and says what has no place there', () => {
    const data = chartData(chosen('line', { x: 'week', y: 'rate', aggregate: 'mean' }), [
      figures('x', 'integer', [3, 1, null, 2], 'weeks'),
      figures('y', 'number', [0.52, 0.5, 0.9, 0.51], 'score'),
    ]);
    const spec = chartOf(data, TITLE);
    if (spec.kind !== 'line') throw new RangeError(spec.kind);
    expect(spec.x.values).toEqual([1, 2, 3]);
    expect(spec.series[0]?.values).toEqual([0.5, 0.51, 0.52]);
    expect(spec.zeroBased).toBe(false);
    expect(spec.definition).toEqual({ key: 'chart.built.withoutPlace', values: { column: 'week' } });
  });

  test('shows shares of a funnel, and none beside a withheld step', () => {
    const { choice, result } = BUILT.funnel;
    expect(readings(chartOf(BUILT.funnel, TITLE), EN)).toEqual([
      'Visited: 12,400 customers',
      'Put in basket: 3,720 customers, 30% of the first step',
      'Paid: 1,860 customers, 15% of the first step, 50% of the step before',
      'Came back: 93 customers, 0.8% of the first step, 5% of the step before',
    ]);
    const hidden = figures('withheld', 'boolean', [false, true, false, false]);
    const released = chartData(choice, [...result.columns, hidden]);
    expect(readings(chartOf(released, TITLE), EN)[2]).toBe('Paid: 1,860 customers, 15% of the first step');
    expect(summarise(chartOf(released, TITLE), EN)).not.toContain('ogether');
  });

  test('of points says how many, from where to where, and whether they go together', () => {
    const said = summarise(chartOf(points(1200), TITLE), EN);
    expect(said).toMatch(/^Orders & <amounts>: 1,200 points\. orders: from /u);
    expect(said).toMatch(/Correlation of the two: 0\.\d+\.$/u);
    const even = chartData(chosen('scatter', { x: 'a', y: 'b', aggregate: 'none' }), [
      figures('x', 'number', [1, 2, 3]),
      figures('y', 'number', [10, 20, 30]),
    ]);
    expect(summarise(chartOf(even, TITLE), EN)).toContain('Correlation of the two: 1.');
  });

  test.each(kinds)('of the kind %s never shows a figure that is withheld', (_, data) => {
    const SECRET = 918_273;
    const { result } = data;
    const careless = {
      ...data,
      result: {
        rowCount: result.rowCount,
        columns: [
          ...result.columns
            .filter(({ name }) => name !== 'withheld')
            .map((column) =>
              ['x', 'series', 'low', 'high', 'others', 'incomplete'].includes(column.name) &&
              data.choice.kind !== 'box'
                ? column
                : column.name === 'x'
                  ? column
                  : { ...column, values: column.values.map((value, row) => (row === 1 ? SECRET : value)) },
            ),
          figures(
            'withheld',
            'boolean',
            Array.from({ length: result.rowCount }, (__, row) => row === 1),
          ),
        ],
      },
    };
    const spec = chartOf(careless, TITLE);
    const all = [JSON.stringify(spec), draw(careless), summarise(spec, EN), ...readings(spec, EN)].join();
    expect(all).not.toMatch(/918,?273|918273/u);
    expect(
      tableTwin(spec, EN)
        .rows.flat()
        .map(({ text }) => text),
    ).toContain('withheld');
  });
});
