import { describe, expect, test } from 'vitest';
import type {
  CategorySpec,
  ChartSpec,
  HistogramSpec,
  LineSpec,
  SeriesBarSpec,
} from '../../src/charts/chart-spec.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { readings } from '../../src/charts/marks.ts';
import { chartOption } from '../../src/charts/option.ts';
import { isAlike } from '../../src/charts/option-shape.ts';
import { axisReach, ghostsAt } from '../../src/charts/series-bar-segments.ts';
import { summarise } from '../../src/charts/summary.ts';
import { tableTwin } from '../../src/charts/twin.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';

const EN = { locale: 'en', translate: createTranslate('en', english), theme: 'light' } as const;
const ZH = { locale: 'zh-CN', translate: createTranslate('zh-CN', chinese), theme: 'dark' } as const;

const base = { title: 'rfm.view.revenueBySegment', unit: 'customers', currency: null } as const;

const BAR: CategorySpec = {
  ...base,
  kind: 'bar',
  categories: [
    { label: { text: 'North' }, value: 40, ghost: 100, withheld: false, colour: 'accent' },
    { label: { text: 'South' }, value: 60, ghost: 50, withheld: false, colour: 'accent' },
    { label: { text: 'East' }, value: null, ghost: 777, withheld: true, colour: 'accent' },
  ],
};

function series(text: string, values: readonly number[], ghosts: readonly number[]) {
  return { label: { text }, colour: 'series1', values, ghosts, withheld: values.map(() => false) } as const;
}

const PLACES = { title: 'rfm.column.f', labels: ['a', 'b', 'c'].map((text) => ({ text })) } as const;
const STACKED: SeriesBarSpec = {
  ...base,
  kind: 'stacked',
  x: PLACES,
  series: [series('One', [1, 2, 3], [10, 20, 30]), series('Two', [4, 5, 6], [40, 50, 60])],
};
const LINE: LineSpec = {
  ...base,
  kind: 'line',
  x: { title: 'rfm.column.f', kind: 'category', values: ['a', 'b', 'c'] },
  series: [{ ...series('One', [1, 2, 3], [11, 12, 13]), style: 'solid' }],
  zeroBased: true,
};
const BINS: HistogramSpec = {
  ...base,
  kind: 'histogram',
  quantity: 'rfm.column.r',
  quantityUnit: 'days',
  edges: [0, 10, 20, 30],
  counts: [1, 2, 3],
  ghosts: [5, 6, 7],
  withheld: [false, false, false],
  openEnd: false,
};

const CANVAS = { width: 400, height: 260, frame: { title: 'Title', notes: [] } };
const draw = (spec: ChartSpec): string => renderSvg(spec, EN, CANVAS);

describe('the same figures without filters', () => {
  test('stand in the table beside those with them', () => {
    const twin = tableTwin(BAR, EN);
    expect(twin.columns.map(({ title }) => title)).toEqual([
      'Group',
      'customers',
      'customers, without filters',
    ]);
    expect(twin.rows.map((row) => row.map(({ text }) => text))).toEqual([
      ['North', '40', '100'],
      ['South', '60', '50'],
      ['East', 'withheld', ''],
    ]);
  });

  test('are read with each mark and said in the summary, in both languages', () => {
    expect(readings(BAR, EN)[0]).toBe('North: 40 customers (100 without filters)');
    expect(readings(BAR, ZH)[0]).toBe('North：40 位客户（不加筛选为 100）');
    expect(summarise(BAR, EN)).toContain('without filters');
    expect(summarise(BAR, ZH)).toContain('不加筛选');
  });

  test.each([BAR, STACKED, LINE, BINS, { ...STACKED, kind: 'grouped' } as const])(
    'are drawn behind, and named in the legend: $kind',
    (spec) => {
      const bare: ChartSpec = JSON.parse(
        JSON.stringify(spec, (key, value: unknown) =>
          key === 'ghost' || key === 'ghosts' ? undefined : value,
        ),
      ) as ChartSpec;
      expect(draw(spec)).toContain('>without filters<');
      expect(draw(bare)).not.toContain('without filters');
      expect(draw(spec).match(/<path/gu)?.length).toBeGreaterThan(draw(bare).match(/<path/gu)?.length ?? 0);
    },
  );

  test('of a stack are one whole, and the axis reaches them', () => {
    expect(ghostsAt(STACKED, 1)).toEqual([{ series: 0, to: 70 }]);
    expect(axisReach(STACKED, 1)).toEqual([0, 70]);
    expect(ghostsAt({ ...STACKED, kind: 'grouped' }, 1)).toEqual([
      { series: 0, to: 20 },
      { series: 1, to: 50 },
    ]);
  });

  test('are not told of a figure that is withheld', () => {
    const other: CategorySpec = {
      ...BAR,
      categories: BAR.categories.map((each) => (each.withheld ? { ...each, ghost: 1 } : each)),
    };
    const plain = (svg: string): string => svg.replaceAll(/zr\d+-(?:cls-)?\w+/gu, 'zr');
    expect(plain(draw(other))).toBe(plain(draw(BAR)));
    expect(JSON.stringify([tableTwin(BAR, EN), readings(BAR, EN), summarise(BAR, EN)])).not.toContain('777');
  });
});

describe('what is chosen', () => {
  const chosen = [true, false, false];

  test('is said with the mark and counted in the summary', () => {
    const spec = { ...BAR, chosen };
    expect(readings(spec, EN)).toEqual([
      'North, chosen: 40 customers (100 without filters)',
      'South: 60 customers (50 without filters)',
      'East: withheld',
    ]);
    expect(summarise(spec, EN)).toContain('1 of 3 is chosen.');
    expect(summarise(spec, ZH)).toContain('3 项中已选中 1 项。');
    expect(summarise(BAR, EN)).not.toContain('chosen');
  });

  test.each([BAR, STACKED, LINE, BINS])('is told apart by more than colour: $kind', (spec) => {
    const strokes = (svg: string): number => svg.match(/stroke="#565e66"/gu)?.length ?? 0;
    expect(strokes(draw({ ...spec, chosen }))).toBeGreaterThan(strokes(draw(spec)));
  });
});

describe('drawing again', () => {
  const size = { width: 400, height: 260 };

  test('lays new figures over a chart that sets the same things', () => {
    const other: CategorySpec = {
      ...BAR,
      categories: BAR.categories.map((each) => ({ ...each, value: each.withheld ? null : 7 })),
    };
    expect(isAlike(chartOption(BAR, EN, size), chartOption(other, EN, size))).toBe(true);
    expect(
      isAlike(chartOption(LINE, EN, size), chartOption({ ...LINE, chosen: [true, false, false] }, EN, size)),
    ).toBe(true);
  });

  test('begins afresh where another chart sets other things', () => {
    expect(isAlike(chartOption(BAR, EN, size), chartOption(STACKED, EN, size))).toBe(false);
    // Nothing to scale by: the axis finds its own ends.
    const nothing: LineSpec = {
      ...LINE,
      series: LINE.series.map((each) => ({
        ...each,
        ghosts: [null, null, null],
        values: [null, null, null],
      })),
    };
    expect(isAlike(chartOption(LINE, EN, size), chartOption(nothing, EN, size))).toBe(false);
  });
});
