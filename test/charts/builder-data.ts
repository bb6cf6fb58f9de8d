import type { CatalogColumn, ChartChoice, ChartData, ChartKind } from '../../src/contract/notebook.ts';
import type { ColumnType, ResultColumn, Unit, Value } from '../../src/contract/result-set.ts';
import type { Role } from '../../src/contract/import.ts';

/** A column of a relation. */
export function catalogColumn(
  name: string,
  type: ColumnType,
  more: { readonly unit?: Unit; readonly role?: Role; readonly identifier?: boolean } = {},
): CatalogColumn {
  const { unit, role = null, identifier = false } = more;
  return { name, type, sqlType: type, role, identifier, ...(unit === undefined ? {} : { unit }) };
}

/** A column of the figures of a chart. */
export function figures(name: string, type: ColumnType, values: readonly Value[], unit?: Unit): ResultColumn {
  return { name, type, values, ...(unit === undefined ? {} : { unit }) };
}

/** A choice with everything filled in. */
export function chosen(kind: ChartKind, more: Partial<ChartChoice> = {}): ChartChoice {
  const choice = { kind, x: 'group', y: 'amount', aggregate: 'sum', series: null, grain: null } as const;
  return { ...choice, order: 'x', most: 20, ...more };
}

/** Figures of a chart as the engine hands them over. */
export function chartData(
  choice: ChartChoice,
  columns: readonly ResultColumn[],
  more: Partial<ChartData> = {},
): ChartData {
  const rowCount = columns[0]?.values.length ?? 0;
  return {
    choice,
    relation: 'orders',
    result: { columns, rowCount },
    others: 0,
    rows: rowCount,
    drawn: rowCount,
    currency: 'GBP',
    ...more,
  };
}

const NAMES = ['Books', '家居与厨房用品', 'Toys & games <"small">', 'Garden', 'Others'] as const;
const MONTHS = Array.from({ length: 14 }, (_, at) => Date.UTC(2023, at, 1));
const pairs = <A, B>(as: readonly A[], bs: readonly B[]): readonly (readonly [A, B])[] =>
  as.flatMap((a) => bs.map((b) => [a, b] as const));
const wobble = (at: number): number => Math.sin(at * 12.9898) * Math.cos(at * 4.1414);

const one = (kind: ChartKind): ChartData =>
  chartData(
    chosen(kind, { x: 'category', order: 'y' }),
    [
      figures('x', 'text', NAMES),
      figures('y', 'number', [41_234.5, 22_100, 9_820.25, null, 3_100], 'currency'),
      figures('others', 'boolean', [false, false, false, false, true]),
      figures('withheld', 'boolean', [false, false, false, true, false]),
    ],
    { others: 37 },
  );

const two = (kind: ChartKind): ChartData => {
  const rows = pairs(NAMES.slice(0, 4), ['online', 'shop', null]);
  return chartData(chosen(kind, { x: 'category', series: 'channel', y: null, aggregate: 'count' }), [
    figures(
      'x',
      'text',
      rows.map(([name]) => name),
    ),
    figures(
      'series',
      'text',
      rows.map(([, channel]) => channel),
    ),
    figures(
      'y',
      'integer',
      rows.map((_, at) => (at === 4 ? null : 40 + 23 * at)),
      'rows',
    ),
    figures(
      'withheld',
      'boolean',
      rows.map((_, at) => at === 4),
    ),
  ]);
};

const overTime = (kind: ChartKind): ChartData => {
  const rows = pairs(
    MONTHS.filter((_, at) => at !== 5),
    ['GB', 'FR'],
  );
  return chartData(chosen(kind, { x: 'ordered_at', grain: 'month', series: 'country' }), [
    figures(
      'x',
      'date',
      rows.map(([month]) => month),
    ),
    figures(
      'series',
      'text',
      rows.map(([, country]) => country),
    ),
    figures(
      'y',
      'number',
      rows.map(([, country], at) => (country === 'GB' ? 42_000 : 17_500) * (1 + at / 40 + 0.15 * wobble(at))),
      'currency',
    ),
    figures(
      'incomplete',
      'boolean',
      rows.map(([month]) => month === MONTHS.at(-1)),
    ),
  ]);
};

/** Points of two groups that go up together. */
export function points(count: number): ChartData {
  const at = Array.from({ length: count }, (_, index) => index);
  const orders = at.map((index) => 1 + ((index * 7919) % 60) + 0.5 * wobble(index));
  return chartData(
    chosen('scatter', { x: 'orders', y: 'revenue', series: 'tier', aggregate: 'none' }),
    [
      figures('x', 'number', orders, 'orders'),
      figures(
        'series',
        'text',
        at.map((index) => (index % 3 === 0 ? '金牌' : 'Silver')),
      ),
      figures(
        'y',
        'number',
        orders.map((x, index) => 80 * x * (1.2 + wobble(index)) - 300),
        'currency',
      ),
    ],
    { rows: 4 * count },
  );
}

/** One chart of each kind: figures that are withheld, incomplete, empty, put together as others, in two scripts. */
export const BUILT: Readonly<Record<ChartKind, ChartData>> = {
  bar: one('bar'),
  treemap: one('treemap'),
  region: chartData(
    chosen('region', { x: 'province', y: 'customer_id', aggregate: 'distinct', order: 'y' }),
    [
      figures('x', 'text', ['广东', '上海', '内蒙古', null]),
      figures('y', 'integer', [5120, 2313, 640, 88], 'customers'),
    ],
    { currency: 'CNY' },
  ),
  funnel: chartData(chosen('funnel', { x: 'stage', y: 'visitors', order: 'table' }), [
    figures('x', 'text', ['Visited', 'Put in basket', 'Paid', 'Came back']),
    figures('y', 'integer', [12_400, 3_720, 1_860, 93], 'customers'),
  ]),
  grouped: two('grouped'),
  stacked: two('stacked'),
  heatmap: two('heatmap'),
  line: overTime('line'),
  area: overTime('area'),
  scatter: points(300),
  histogram: chartData(chosen('histogram', { x: 'amount', y: null, aggregate: 'count' }), [
    figures('low', 'number', [0, 25, 50, 75, 100], 'currency'),
    figures('high', 'number', [25, 50, 75, 100, 125], 'currency'),
    figures('y', 'integer', [120, 340, 210, 48, 12], 'rows'),
  ]),
  box: chartData(chosen('box', { x: 'category', y: 'amount', aggregate: 'none' }), [
    figures('x', 'text', NAMES.slice(0, 4)),
    figures('low', 'number', [2, 5, 1, null], 'currency'),
    figures('q1', 'number', [12, 22, 8, null], 'currency'),
    figures('median', 'number', [18.5, 41, 14, null], 'currency'),
    figures('q3', 'number', [31, 77, 22, null], 'currency'),
    figures('high', 'number', [58, 150, 43, null], 'currency'),
    figures('n', 'integer', [1204, 388, 97, null], 'rows'),
    figures('withheld', 'boolean', [false, false, false, true]),
  ]),
  sankey: chartData(chosen('sankey', { x: 'from_tier', series: 'to_tier', y: 'customers' }), [
    figures('x', 'text', ['Gold', 'Gold', 'Silver', 'Silver']),
    figures('series', 'text', ['Gold', 'Silver', 'Gold', 'Silver']),
    figures('y', 'integer', [410, 120, 88, 1320], 'customers'),
  ]),
};
