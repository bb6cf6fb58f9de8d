import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartOf } from '../../src/charts/builder/chart-of.ts';
import { checkChoice } from '../../src/charts/builder/check-choice.ts';
import { choiceOfKind, defaultChoice } from '../../src/charts/builder/default-choice.ts';
import { aggregatesFor, choicesFor } from '../../src/charts/builder/offers.ts';
import { renderSvg } from '../../src/charts/draw.ts';
import { readings } from '../../src/charts/marks.ts';
import { summarise } from '../../src/charts/summary.ts';
import { tableTwin } from '../../src/charts/twin.ts';
import {
  CHART_KINDS,
  type CatalogColumn,
  type ChartChoice,
  type ChartData,
  type ChartKind,
} from '../../src/contract/notebook.ts';
import type { ColumnType, ResultColumn, Value } from '../../src/contract/result-set.ts';
import { english } from '../../src/i18n/en/index.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import '../fixtures/property-seed.ts';
import { catalogColumn, chartData, chosen } from './builder-data.ts';
import { malformed } from './well-formed.ts';

const EN = { locale: 'en', translate: createTranslate('en', english), theme: 'light' } as const;

const id = catalogColumn('customer_id', 'text', { role: 'customerId', identifier: true });
const order = catalogColumn('order_id', 'integer', { role: 'orderId' });
const day = catalogColumn('ordered_at', 'timestamp', { role: 'orderedAt' });
const amount = catalogColumn('amount', 'number', { role: 'amount', unit: 'currency' });
const country = catalogColumn('country', 'text', { role: 'country' });
const category = catalogColumn('category', 'text', { role: 'category' });
const customers = catalogColumn('customers', 'integer', { unit: 'customers' });
const text = (name: string): CatalogColumn => catalogColumn(name, 'text');
const number = (name: string): CatalogColumn => catalogColumn(name, 'number');
const score = (name: string): CatalogColumn => catalogColumn(name, 'integer', { unit: 'score' });

/** Columns, rows, and what is to be drawn of them: kind, x, figure, series, and what differs from the usual. */
type Fact = readonly [
  string,
  readonly CatalogColumn[],
  number,
  readonly [ChartKind, string | null, string, string | null],
  Partial<ChartChoice>?,
];

const FACTS: readonly Fact[] = [
  [
    'orders',
    [id, order, day, amount, country],
    90_000,
    ['line', 'ordered_at', 'sum amount', null],
    { grain: 'month' },
  ],
  [
    'few dates',
    [catalogColumn('day', 'date'), number('n')],
    30,
    ['line', 'day', 'sum n', null],
    { grain: null },
  ],
  [
    'months',
    [catalogColumn('month', 'date'), amount],
    24,
    ['line', 'month', 'sum amount', null],
    { grain: 'month' },
  ],
  [
    'dates alone',
    [id, catalogColumn('day', 'date')],
    500,
    ['line', 'day', 'count -', null],
    { grain: 'month' },
  ],
  [
    'weeks since',
    [catalogColumn('age', 'integer', { unit: 'weeks' }), customers],
    40,
    ['line', 'age', 'sum customers', null],
  ],
  ['category', [category, amount], 500, ['bar', 'category', 'sum amount', null], { order: 'y', most: 20 }],
  [
    'a rate',
    [category, number('churn_rate')],
    8,
    ['bar', 'category', 'mean churn_rate', null],
    { order: 'y' },
  ],
  ['segments', [text('segment'), number('rank'), customers], 10, ['bar', 'segment', 'sum customers', null]],
  ['category alone', [id, category], 9000, ['bar', 'category', 'count -', null], { order: 'y' }],
  ['country', [country, amount], 40, ['region', 'country', 'sum amount', null], { order: 'y' }],
  ['province', [text('收货省份'), customers], 34, ['region', '收货省份', 'sum customers', null]],
  ['two, few', [category, text('channel'), amount], 12, ['grouped', 'category', 'sum amount', 'channel']],
  ['two, many', [category, text('channel'), amount], 5000, ['heatmap', 'category', 'sum amount', 'channel']],
  ['scores', [score('r'), score('f'), customers], 125, ['heatmap', 'r', 'sum customers', 'f']],
  [
    'flows',
    [text('from_tier'), text('to_tier'), customers],
    16,
    ['sankey', 'from_tier', 'sum customers', 'to_tier'],
  ],
  ['stages', [text('stage'), customers], 5, ['funnel', 'stage', 'sum customers', null], { order: 'table' }],
  ['two numbers', [number('orders'), number('revenue')], 4000, ['scatter', 'orders', 'none revenue', null]],
  ['one number', [number('revenue')], 4000, ['histogram', 'revenue', 'count -', null]],
  [
    'a number of orders by id',
    [id, order, number('revenue')],
    4000,
    ['histogram', 'revenue', 'count -', null],
  ],
  ['an order id alone', [id, order], 4000, ['bar', 'order_id', 'count -', null]],
  ['a customer id alone', [id], 4000, ['bar', null, 'count -', null]],
  ['nothing', [], 0, ['bar', null, 'count -', null]],
];

describe('the chart that suits a relation', () => {
  test.each(FACTS.map((fact) => [fact[0], fact] as const))('of %s', (_, fact) => {
    const [, columns, rows, [kind, x, figure, series], more = {}] = fact;
    const choice = defaultChoice(columns, rows);
    const [aggregate, y] = figure.split(' ');
    expect(choice).toMatchObject({ kind, x, aggregate, y: y === '-' ? null : y, series, most: 20, ...more });
    expect(checkChoice(choice, columns) === null).toBe(x !== null);
  });

  test('keeps columns when another kind is chosen', () => {
    const columns = [day, category, country, amount];
    const bar = chosen('bar', { x: 'category', aggregate: 'mean', most: 8 });
    expect(choiceOfKind('treemap', bar, columns, 900)).toMatchObject({
      x: 'category',
      y: 'amount',
      aggregate: 'mean',
      most: 8,
    });
    expect(choiceOfKind('stacked', bar, columns, 900)).toMatchObject({ x: 'category', series: 'country' });
    expect(choiceOfKind('histogram', bar, columns, 900)).toMatchObject({
      x: 'amount',
      y: null,
      aggregate: 'count',
    });
    expect(choiceOfKind('line', chosen('line', { x: 'ordered_at', grain: 'week' }), columns, 900).grain).toBe(
      'week',
    );
  });
});

describe('a choice', () => {
  const columns = [id, day, category, amount];
  test.each([
    ['of a column that is gone', chosen('bar', { x: 'colour' }), 'x'],
    ['without a column that is needed', chosen('stacked', { x: 'category' }), 'series'],
    ['of the same column twice', chosen('stacked', { x: 'category', series: 'category' }), 'series'],
    ['of customers as categories', chosen('bar', { x: 'customer_id' }), 'x'],
    ['of customers added up', chosen('bar', { x: 'category', y: 'customer_id' }), 'y'],
    ['of words as numbers', chosen('histogram', { x: 'category', y: null, aggregate: 'count' }), 'x'],
    ['of a mean of words', chosen('bar', { x: 'category', y: 'category', aggregate: 'mean' }), 'y'],
  ] as const)('%s is refused at its place', (_, choice, place) => {
    expect(checkChoice(choice, columns)).toEqual({
      code: 'cell.chartColumn',
      params: { kind: choice.kind, place },
    });
  });

  test('may count the customers of a category, and nothing else of them', () => {
    expect(
      checkChoice(chosen('bar', { x: 'category', y: 'customer_id', aggregate: 'distinct' }), columns),
    ).toBeNull();
    expect(aggregatesFor('bar', id)).toEqual(['distinct']);
    for (const offer of choicesFor([...columns, order])) {
      expect([...offer.columns.x, ...offer.columns.series]).not.toContain('customer_id');
    }
  });

  test('is offered for every kind of chart where the columns allow it, and for none without columns', () => {
    expect(choicesFor([day, category, country, amount]).map(({ kind }) => kind)).toEqual([...CHART_KINDS]);
    expect(choicesFor([category]).map(({ kind }) => kind)).toEqual([
      'bar',
      'line',
      'area',
      'funnel',
      'treemap',
      'region',
    ]);
    expect(choicesFor([])).toEqual([]);
    expect(choicesFor([id])).toEqual([]);
  });
});

const TYPES: readonly ColumnType[] = ['text', 'integer', 'number', 'boolean', 'date', 'timestamp'];
const NAMES = [
  'segment',
  'country',
  'month',
  'revenue',
  'share',
  'order_id',
  'from',
  'to',
  '金额',
  'stage',
] as const;
const columns = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...NAMES),
      type: fc.constantFrom(...TYPES),
      unit: fc.constantFrom(undefined, 'customers', 'currency', 'share', 'days', 'score'),
      identifier: fc.oneof(
        { weight: 6, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
    }),
    { selector: ({ name }) => name, maxLength: 5 },
  )
  .map((list) =>
    list.map(({ name, type, unit, identifier }) =>
      catalogColumn(name, type, { identifier, ...(unit === undefined ? {} : { unit }) }),
    ),
  );

const LONG = 'Ω very long name <of> "something" & more '.repeat(3);
const VALUES: Readonly<Record<ColumnType, fc.Arbitrary<Value>>> = {
  text: fc.constantFrom<Value>('a', '', LONG, '内蒙古自治区呼和浩特市赛罕区'.repeat(2), '<b>&"', '🙂', null),
  integer: fc.oneof(fc.integer({ min: -5, max: 9 }), fc.integer(), fc.constant(null)),
  number: fc.oneof(
    fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
    fc.constantFrom(0, -0.5, 1e-9),
    fc.constant(null),
  ),
  boolean: fc.constantFrom(true, false, null),
  date: fc.oneof(
    fc.integer({ min: 0, max: 900 }).map((days) => Date.UTC(2022, 0, 1) + days * 86_400_000),
    fc.constant(null),
  ),
  timestamp: fc.oneof(fc.integer({ min: 0, max: 9e11 }), fc.constant(null)),
};

/** Every choice the form can make of an offer: each column in each place, with each way to make the figure. */
function choicesOf(relation: readonly CatalogColumn[]): readonly ChartChoice[] {
  return choicesFor(relation).flatMap(({ kind, needs, columns: names }) => {
    const at = (place: 'x' | 'y' | 'series'): readonly (string | null)[] => [
      ...(needs[place] === 'required' ? [] : [null]),
      ...names[place],
    ];
    return at('x').flatMap((x) =>
      at('y').flatMap((y) =>
        at('series')
          .filter((series) => needs.series !== 'required' || series !== x)
          .flatMap((series) =>
            aggregatesFor(kind, relation.find(({ name }) => name === y) ?? null).map((aggregate) =>
              chosen(kind, { x, y, series, aggregate }),
            ),
          ),
      ),
    );
  });
}

/** Random figures for a choice, in the columns its kind has. */
function figuresFor(choice: ChartChoice, relation: readonly CatalogColumn[]): fc.Arbitrary<ChartData> {
  const of = (name: string | null): CatalogColumn | undefined => relation.find((each) => each.name === name);
  const x = of(choice.x) ?? catalogColumn('x', 'text');
  const y = of(choice.y) ?? catalogColumn('y', 'integer');
  const figure: ColumnType = 'number';
  const shape: readonly (readonly [string, ColumnType])[] =
    choice.kind === 'histogram'
      ? [['y', 'integer']]
      : choice.kind === 'box'
        ? [
            ['x', x.type],
            ...['low', 'q1', 'median', 'q3', 'high', 'n'].map((name) => [name, figure] as const),
          ]
        : [
            ['x', x.type],
            ...(choice.series === null ? [] : [['series', of(choice.series)?.type ?? 'text'] as const]),
            ['y', figure],
          ];
  const marks = ['withheld', 'incomplete', 'others'].map((name) => [name, 'boolean'] as const);
  return fc.integer({ min: 0, max: 7 }).chain((count) =>
    fc
      .tuple(
        ...[...shape, ...marks].map(([name, type]) =>
          fc.array(VALUES[type], { minLength: count, maxLength: count }).map((values): ResultColumn => ({
            name,
            type,
            values,
            ...(name === 'y' && y.unit !== undefined ? { unit: y.unit } : {}),
          })),
        ),
      )
      .map((made) => {
        const bins = (shift: number): ResultColumn => ({
          name: shift === 0 ? 'low' : 'high',
          type: 'number',
          values: Array.from({ length: count }, (_, at) => at + shift),
        });
        const all = choice.kind === 'histogram' ? [bins(0), bins(1), ...made] : made;
        return chartData(choice, all, { others: 3, rows: 100, drawn: count });
      }),
  );
}

const drawnChoice = columns
  .filter((list) => choicesOf(list).length > 0)
  .chain((list) =>
    fc.constantFrom(...choicesOf(list)).chain((choice) =>
      fc.record({
        relation: fc.constant(list),
        choice: fc.constant(choice),
        data: figuresFor(choice, list),
      }),
    ),
  );

describe('any relation', () => {
  test('has a chart that passes, wherever any is offered', () => {
    fc.assert(
      fc.property(columns, fc.integer({ min: 0, max: 1e6 }), (relation, rows) => {
        const choice = defaultChoice(relation, rows);
        const offered = choicesFor(relation).length > 0;
        expect(checkChoice(choice, relation) === null).toBe(offered);
        for (const { kind } of choicesFor(relation)) {
          expect(checkChoice(choiceOfKind(kind, choice, relation, rows), relation)).toBeNull();
        }
      }),
      { numRuns: 150 },
    );
  });

  test('can be drawn by every choice that is offered, whatever is in it', () => {
    fc.assert(
      fc.property(drawnChoice, fc.constantFrom(200, 640), ({ relation, choice, data }, width) => {
        expect(checkChoice(choice, relation)).toBeNull();
        const spec = chartOf(data, { text: 'A title' });
        const svg = renderSvg(spec, EN, { width, height: 260, frame: { title: 'Title', notes: [] } });
        expect(malformed(svg)).toBeNull();
        expect(svg).not.toMatch(/undefined|NaN/u);
        const { columns: titles, rows } = tableTwin(spec, EN);
        expect(rows.every((row) => row.length === titles.length)).toBe(true);
        expect(readings(spec, EN)).toHaveLength(rows.length);
        expect(summarise(spec, EN)).not.toMatch(/undefined|NaN|\{\w+\}/u);
      }),
      { numRuns: 40 },
    );
  });
});
