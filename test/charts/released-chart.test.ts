import { describe, expect, it } from 'vitest';
import { chartNamesOf } from '../../src/analyses/chart-names.ts';
import { chartWithInferred } from '../../src/analyses/inferred-marks.ts';
import { metricViews } from '../../src/analyses/metric/views.ts';
import { rfmTables } from '../../src/analyses/rfm/tables.ts';
import type { ChartNames } from '../../src/charts/builder/chart-names.ts';
import { chartOf } from '../../src/charts/builder/chart-of.ts';
import { releasedData } from '../../src/charts/builder/released-data.ts';
import type { ChartSpec } from '../../src/charts/chart-spec.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import type { ChartChoice, ReleasedDrawing } from '../../src/contract/notebook.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { chinese } from '../../src/i18n/zh-cn/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';

const ZH = { locale: 'zh-CN', theme: 'light', translate: createTranslate('zh-CN', chinese) } as const;
const TITLE = { text: 'Segments' };
const PICTURE = { width: 680, height: 400, frame: { title: 'Segments', notes: [] } };

const CHOICE: ChartChoice = {
  kind: 'bar',
  x: 'segment',
  y: 'customers',
  aggregate: 'none',
  series: null,
  grain: null,
  order: 'y',
  most: 20,
};
const DRAWING: ReleasedDrawing = {
  choice: CHOICE,
  columns: { x: 'segment', y: 'customers', series: null },
  contributors: 'customers',
  arranged: false,
  relation: 'rfm.segments',
  others: 0,
  currency: null,
};
const RELEASED: ResultSet = {
  rowCount: 3,
  columns: [
    { name: 'segment', type: 'text', values: ['At Risk', 'Champions', 'Our own'] },
    { name: 'customers', type: 'integer', values: [null, 40, 55], unit: 'customers' },
  ],
};
const WITHHELD = [{ row: 0, column: 'customers', reason: 'belowThreshold', low: 1, high: 9 }] as const;

function segments(): ChartNames {
  const { segments: shape } = rfmTables;
  if (shape === undefined) throw new RangeError('RFM declares segments');
  return chartNamesOf(shape, {}, CHOICE);
}

function preview(names: ChartNames, drawing: ReleasedDrawing = DRAWING): ChartSpec {
  const chart = (table: ResultSet): ChartSpec => chartOf({ ...releasedData(table, drawing), names }, TITLE);
  return chartWithInferred({ chart }, RELEASED, { params: {}, currency: null }, WITHHELD);
}

describe('a chart of a released table', () => {
  it('marks what is withheld and says what can be inferred of it', () => {
    const spec = preview({});
    expect(spec.kind === 'bar' && spec.categories).toMatchObject([
      { label: { text: 'Our own' }, value: 55, withheld: false },
      { label: { text: 'Champions' }, value: 40, withheld: false },
      { label: { text: 'At Risk' }, value: null, withheld: true, inferred: { low: 1, high: 9 } },
    ]);
    expect(renderSvg(spec, ZH, PICTURE)).toContain('1–9');
    const funnel = preview({}, { ...DRAWING, choice: { ...CHOICE, kind: 'funnel' } });
    expect(JSON.stringify(funnel)).toContain('"inferred":{"low":1,"high":9}');
  });

  it('keeps the order that its rows have been put in, and all of them', () => {
    const spec = preview({}, { ...DRAWING, arranged: true, choice: { ...CHOICE, most: 1 } });
    expect(spec.kind === 'bar' && spec.categories.map(({ value }) => value)).toEqual([null, 40, 55]);
  });
});

describe('a chart of a declared table', () => {
  it('calls columns and values as its analysis does, in its colours', () => {
    const spec = preview(segments());
    expect(spec).toMatchObject({
      figure: { key: 'rfm.column.customers' },
      categories: [
        { label: { text: 'Our own' }, colour: 'other' },
        { label: { key: 'rfm.segment.champions' }, colour: 'champions' },
        { label: { key: 'rfm.segment.risk' }, colour: 'risk' },
      ],
    });
    const drawn = renderSvg(spec, ZH, PICTURE);
    expect(drawn).toContain(chinese['rfm.segment.champions']);
    expect(drawn).not.toContain('Champions');
  });

  it('has the same colour for a value in every place', () => {
    const choice: ChartChoice = { ...CHOICE, kind: 'stacked', series: 'segment' };
    const drawing = { ...DRAWING, choice, columns: { ...DRAWING.columns, series: 'segment' } };
    const { x } = segments();
    const spec = preview(x === undefined ? {} : { x, series: x }, drawing);
    expect(spec.kind === 'stacked' && new Set(spec.series.map(({ colour }) => colour))).toEqual(
      new Set(['champions', 'other', 'risk']),
    );
  });
});

it('a metric by two columns is drawn with their names on its axes', () => {
  const table: ResultSet = {
    rowCount: 1,
    columns: [
      { name: 'dimension1', type: 'text', values: ['DE'] },
      { name: 'dimension2', type: 'text', values: ['web'] },
      { name: 'customers', type: 'integer', values: [12] },
      { name: 'revenue', type: 'number', values: [100] },
    ],
  };
  const params = { dimensions: ['country', 'plan'], measures: ['revenue'] };
  const view = metricViews.find(({ id }) => id === 'cross');
  expect(view?.chart(table, { params, currency: null })).toMatchObject({
    x: { title: { text: 'plan' } },
    y: { title: { key: 'role.country' } },
  });
});
