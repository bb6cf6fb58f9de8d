import { describe, expect, it } from 'vitest';
import type { ChartSpec, InferredRange, LineSpec, SeriesBarSpec } from '../../src/charts/chart-spec.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { figureText, withheldCount } from '../../src/charts/labels.ts';
import { runs } from '../../src/charts/line-shapes.ts';
import type { ChartLook } from '../../src/charts/look.ts';
import { tooltips } from '../../src/charts/marks.ts';
import { chartOption } from '../../src/charts/option.ts';
import { holes, rangeSegments, reach } from '../../src/charts/series-bar-segments.ts';
import { summarise } from '../../src/charts/summary.ts';
import { tableTwin } from '../../src/charts/twin.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { grouped, migration, monthly, SERIES_SPECS, stacked } from './series-specs.ts';
import { SPECS } from './specs.ts';

const EN = { locale: 'en', theme: 'light', translate: createTranslate('en', ENGLISH) } as const;
const ZH = { locale: 'zh-CN', theme: 'dark', translate: createTranslate('zh-CN', chinese) } as const;
const CANVAS = { width: 900, height: 420, frame: { title: 'Title', notes: [] } };

/** A figure that stands nowhere else. */
const SECRET = 987_654.321;
const RANGE: InferredRange = { low: 1234, high: 5678 };

interface Marked {
  readonly withheld: boolean;
}

/** Puts something into every mark that is withheld. */
function inMarks<M extends Marked>(marks: readonly M[], put: object): readonly M[] {
  return marks.map((mark) => (mark.withheld ? { ...mark, ...put } : mark));
}

function withRange(spec: ChartSpec, range: InferredRange): ChartSpec {
  const lists = (withheld: readonly boolean[]) => withheld.map((is) => (is ? range : null));
  switch (spec.kind) {
    case 'heatmap':
      return { ...spec, cells: inMarks(spec.cells, { inferred: range }) };
    case 'bar':
    case 'treemap':
    case 'funnel':
      return { ...spec, categories: inMarks(spec.categories, { inferred: range }) };
    case 'histogram':
      return { ...spec, inferred: lists(spec.withheld) };
    case 'line':
      return { ...spec, series: spec.series.map((each) => ({ ...each, inferred: lists(each.withheld) })) };
    case 'grouped':
    case 'stacked':
      return { ...spec, series: spec.series.map((each) => ({ ...each, inferred: lists(each.withheld) })) };
    case 'sankey':
      return { ...spec, links: inMarks(spec.links, { inferred: range }) };
    default:
      return spec;
  }
}

/** A chart whose withheld marks still have their figures, as a careless view might leave them. */
function careless(spec: ChartSpec): ChartSpec {
  const put = { value: SECRET };
  const leak = (values: readonly (number | null)[], withheld: readonly boolean[]) =>
    values.map((value, at) => (withheld[at] === true ? SECRET : value));
  const series = <S extends LineSpec['series'][number] | SeriesBarSpec['series'][number]>(each: S): S => ({
    ...each,
    values: leak(each.values, each.withheld),
    ...('low' in each ? { low: leak(each.low ?? [], each.withheld) } : {}),
  });
  switch (spec.kind) {
    case 'heatmap':
      return {
        ...spec,
        cells: inMarks(spec.cells, { ...put, low: SECRET, high: SECRET, note: { text: String(SECRET) } }),
      };
    case 'bar':
    case 'treemap':
    case 'funnel':
      return { ...spec, categories: inMarks(spec.categories, put) };
    case 'scatter':
      return { ...spec, points: inMarks(spec.points, { ...put, x: SECRET }) };
    case 'box':
      return {
        ...spec,
        boxes: inMarks(spec.boxes, { q1: SECRET, median: SECRET, high: SECRET, rows: SECRET }),
      };
    case 'histogram':
      return { ...spec, counts: leak(spec.counts, spec.withheld) };
    case 'line':
      return { ...spec, series: spec.series.map(series) };
    case 'grouped':
    case 'stacked':
      return { ...spec, series: spec.series.map(series) };
    case 'sankey':
      return { ...spec, links: inMarks(spec.links, put) };
  }
}

const ALL = Object.entries({ ...SPECS, ...SERIES_SPECS }).filter(([, spec]) => withheldCount(spec) > 0);

/** ECharts numbers the classes of its drawings from one to the next. */
const bytes = (spec: ChartSpec, look: ChartLook = EN): string =>
  renderSvg(spec, look, CANVAS).replaceAll(/zr\d+-(?:cls-)?\w+/gu, 'zr');

describe('a withheld figure', () => {
  it('is in the charts of this test, of every kind', () => {
    expect(new Set(ALL.map(([, { kind }]) => kind)).size).toBe(8);
  });

  it.each(ALL)('leaves no trace, even where a view left it in: %s', (_, spec) => {
    const left = careless(spec);
    expect(JSON.stringify(left)).toContain(String(SECRET));
    expect(bytes(left)).toBe(bytes(spec));
    expect(JSON.stringify(chartOption(left, EN, CANVAS))).toBe(JSON.stringify(chartOption(spec, EN, CANVAS)));
    expect(tooltips(left, EN)).toEqual(tooltips(spec, EN));
    expect(summarise(left, EN)).toBe(summarise(spec, EN));
    expect(tableTwin(left, EN)).toEqual(tableTwin(spec, EN));
  });

  it.each(ALL)(
    'has its range drawn, in tooltips, the summary and the table, in both languages: %s',
    (_, spec) => {
      const ranged = withRange(spec, RANGE);
      expect(bytes(ranged)).not.toBe(bytes(spec));
      for (const [look, between] of [
        [EN, ' to '],
        [ZH, ' 至 '],
      ] as const) {
        const ends = [RANGE.low, RANGE.high].map((end) => figureText(end, spec.unit, spec.currency, look));
        const said = ends.join(between);
        const twin = tableTwin(ranged, look).rows.flat();
        expect(tooltips(ranged, look).filter((each) => each.includes(said)).length).toBeGreaterThan(0);
        expect(summarise(ranged, look)).toContain(said);
        expect(twin.filter(({ text }) => text.includes(said))).toHaveLength(withheldCount(spec));
      }
    },
  );

  it.each(ALL)('says only that it is withheld where nothing is known of it: %s', (_, spec) => {
    expect(tooltips(spec, EN).join()).toContain('withheld');
    expect([...tooltips(spec, EN), summarise(spec, EN)].join()).not.toContain('inferred');
    expect(bytes(spec)).not.toContain('inferred');
  });

  it.each(ALL)('of another unit has the customers behind it beside the word: %s', (_, spec) => {
    const behind = withRange(spec, { low: 3, high: 14, of: 'customers' });
    expect(tooltips(behind, EN).join()).toContain('withheld; 3 to 14 customers behind it can be inferred');
    expect(summarise(behind, ZH)).toContain('背后客户数 3 至 14');
  });
});

/** Heights that a chart's axis is told to reach, by data index. */
function reaches(spec: ChartSpec): readonly unknown[] {
  const { series } = chartOption(spec, EN, CANVAS);
  const [first] = Array.isArray(series) ? series : [series];
  const data: unknown = first !== undefined && 'data' in first ? first.data : [];
  return (data as { value: unknown }[]).map(({ value }) => value);
}

describe('a range along an axis', () => {
  it('makes the axis of a histogram reach its most, and nothing of the rest change', () => {
    const { recency } = SPECS;
    if (recency === undefined) throw new RangeError('recency');
    expect(reaches(withRange(recency, RANGE))[6]).toEqual([6, RANGE.high]);
    expect(reaches(withRange(recency, { ...RANGE, of: 'customers' }))).toEqual(reaches(recency));
  });

  it('makes the axis of lines reach both ends, while the line stays broken', () => {
    const ranged = withRange(monthly, { low: 900_000, high: 950_000 });
    expect(reaches(ranged)[5]).toEqual([Date.UTC(2023, 5, 1), expect.any(Number), 950_000]);
    expect(runs(monthly.series[2]?.values ?? [])).toEqual([
      [0, 1, 2, 3, 4],
      [6, 7, 8, 9, 10, 11, 12, 13],
    ]);
  });

  it('stands from its least to its most beside other bars, and on top of a stack as high as its most', () => {
    const beside = withRange(grouped, RANGE);
    const onTop = withRange(stacked, RANGE);
    if (beside.kind !== 'grouped' || onTop.kind !== 'stacked') throw new RangeError('kind');
    expect(rangeSegments(beside, 2)).toMatchObject([{ series: 0, from: 1234, to: 5678 }]);
    const known = (stacked.series[0]?.values[4] ?? 0) + (stacked.series[1]?.values[4] ?? 0);
    expect(rangeSegments(onTop, 4)).toMatchObject([
      { series: 2, from: known, least: known + 1234, to: known + 5678 },
    ]);
    expect(reach(onTop, 4)).toEqual([0, known + 5678]);
    expect([holes(onTop, 4), holes(stacked, 4)]).toEqual([[], [2]]);
  });

  it('is written on a withheld flow, which is as thick as any other', () => {
    const texts = (spec: ChartSpec): string => bytes(spec).replaceAll(/<(desc|title)>[^<]*/gu, '');
    expect(texts(withRange(migration, { low: 0, high: 9 }))).toContain('>0–9<');
    const paths = (range: InferredRange): string =>
      texts(withRange(migration, range)).replaceAll(/<text[^>]*>[^<]*/gu, '');
    expect(paths({ low: 0, high: 9 })).toBe(paths({ low: 5, high: 8 }));
  });
});
