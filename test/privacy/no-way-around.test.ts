import { parquetReadObjects } from 'hyparquet';
import readXlsxFile from 'read-excel-file/universal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Analysis } from '../../src/analyses/analysis.ts';
import { ANALYSES } from '../../src/analyses/index.ts';
import { releaseShape } from '../../src/analyses/release-shape.ts';
import { shownShape } from '../../src/analyses/shown-shape.ts';
import type { AnalysisOutcome } from '../../src/contract/outcome.ts';
import type { ExportFormat, Policy } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { DecisionLog } from '../../src/privacy/decision-log.ts';
import { ask, openReleased } from '../../src/privacy/gate.ts';
import { releaseFile } from '../../workers/export/release-file.ts';
import { AnalysedOrders } from '../analyses/orders-in-engine.ts';
import { policyOf } from './tables.ts';

const RUNS = 500;
/** Runs of a metric of its own; the others try what earlier runs have computed under other policies and formats. */
const METRICS = 90;

/** Numbers from 0 to 1, the same ones each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const next = seeded(Number(process.env['FUZZ_SEED'] ?? 20_261_122));

function oneOf<T>(values: readonly T[]): T {
  const value = values[Math.floor(next() * values.length)];
  if (value === undefined) throw new RangeError('there is nothing to choose from');
  return value;
}

const some = <T>(values: readonly T[]): T[] => values.filter(() => next() < 0.5);

/** Ids nothing else could be taken for. */
const idOf = (customer: number): string => `QZ${(customer * 7919 + 104_729).toString(36).toUpperCase()}XK`;
const PEOPLE = 160;

/** Orders with cents that make every sum a number of its own. */
function shop(): string[] {
  const rows: string[] = [];
  for (let customer = 0; customer < PEOPLE; customer += 1) {
    const country = oneOf(['DE', 'DE', 'DE', 'FR', 'FR', 'IT', 'MT']);
    for (let order = 0; order <= next() ** 2 * 9; order += 1) {
      const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(next() * 700))).toISOString().slice(0, 10);
      const amount = (2000 + next() * 9000).toFixed(4);
      rows.push([idOf(customer), day, amount, country, oneOf(['web', 'shop', 'fair'])].join());
    }
  }
  return rows;
}

function metricParams(): unknown {
  const filters = [
    { column: 'country', op: oneOf(['in', 'notIn']), values: [oneOf(['DE', 'FR', 'IT', 'MT']), 'FR'] },
    { column: 'channel', op: 'in', values: [oneOf(['web', 'shop', 'fair'])] },
    { column: 'amount', op: oneOf(['atLeast', 'atMost']), values: [Math.round(3000 + next() * 7000)] },
    {
      column: 'orderedAt',
      op: 'between',
      values: [`2024-0${1 + Math.floor(next() * 9)}-01`, `2025-0${1 + Math.floor(next() * 9)}-28`],
    },
  ];
  const dimensions = [
    'country',
    'channel',
    'orderYear',
    'orderQuarter',
    'orderMonth',
    'cohortMonth',
    'frequencyBand',
  ];
  return {
    dimensions: [...new Set([oneOf(dimensions), oneOf(dimensions)])].slice(0, Math.ceil(next() * 2)),
    measures: [
      'revenue',
      ...some(['orders', 'average_order_value', 'revenue_per_customer', 'customer_share']),
    ],
    filters: some(filters),
  };
}

/** Some parameters of every other analysis. */
const OTHERS: readonly (readonly [string, unknown])[] = [
  ['rfm', {}],
  ['rfm', { bins: 3, monetary: 'mean', map: 'cran' }],
  ['rfm', { ties: 'cume_dist', analysisDate: '2026-06-01' }],
  ['clv', { groupBy: 'country' }],
  ['clv', { model: 'nbd', spend: 'mean', groupBy: 'segment', customer: 1 }],
  ['churn', { groupBy: 'country' }],
  ['churn', { multiple: 1.5, groupBy: 'channel' }],
  ['cohorts', { measure: 'revenue' }],
  ['cohorts', { period: 'quarter', mode: 'onOrAfter', compare: 'country' }],
  ['cohorts', { cohortBy: 'channel', measure: 'cumulativeValue' }],
  ['lifecycle', {}],
  ['lifecycle', { period: 'quarter' }],
  ['tiers', { budget: 500 }],
  ['tiers', { window: 6 }],
  ['migration', {}],
  ['migration', { by: 'tier' }],
  ['kpi', { groupBy: 'country' }],
  ['kpi', { grain: 'quarter', groupBy: 'channel' }],
];

function randomPolicy(): Policy {
  return policyOf({
    threshold: 3 + Math.floor(next() * 25),
    formats: ['csv', 'svg', 'xlsx', 'parquet'],
    dominance: next() < 0.5 ? { n: 2, k: 60 + next() * 30 } : null,
    estimation: next() < 0.5 ? { p: 10, q: 100 } : null,
    groupDisclosure: next() < 0.5,
  });
}

/** Every way a figure may be written in a file. */
function written(value: number): string[] {
  return [
    String(Number(value.toPrecision(15))),
    value.toFixed(2),
    new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 }).format(value),
    new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(value),
  ];
}

/** Large figures with cents: they cannot be a coordinate, a year or a count. */
function isTelling(value: unknown): value is number {
  return (
    typeof value === 'number' && Math.abs(value) > 2000 && !Number.isInteger(value) && Math.abs(value) < 1e9
  );
}

function figuresOf(table: ResultSet): ReadonlySet<string> {
  return new Set(table.columns.flatMap(({ values }) => values.filter(isTelling).flatMap(written)));
}

/** What a file says, as text: numbers as they stand in it. */
async function contentOf(bytes: Uint8Array<ArrayBuffer>, format: ExportFormat): Promise<string> {
  if (format === 'xlsx') return JSON.stringify(await readXlsxFile(bytes.buffer));
  if (format === 'parquet') {
    const rows = await parquetReadObjects({ file: bytes.buffer });
    return JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  }
  return new TextDecoder().decode(bytes);
}

const NUMBER = /-?\d[\d,]*(?:\.\d+)?/gu;

let orders: AnalysedOrders;
beforeAll(async () => {
  orders = await AnalysedOrders.boot();
  const values = shop().map((line) => {
    const [customer = '', day = '', amount = '', country = '', channel = ''] = line.split(',');
    return sql`(${customer}, ${day}, ${Number(amount)}, ${country}, ${channel})`;
  });
  await orders.load(
    sql`SELECT * FROM (VALUES ${values}) AS t(customer, ordered_at, amount, country, channel)`,
    { roles: ['country', 'channel'] },
  );
});
afterAll(() => orders.close());

interface Tried {
  readonly analysis: Analysis;
  readonly outcome: AnalysisOutcome;
}

async function tryOut(id: string, params: unknown): Promise<Tried> {
  const analysis = ANALYSES.find((each) => each.id === id);
  if (analysis === undefined) throw new RangeError(`there is no analysis ${id}`);
  return { analysis, outcome: await orders.analyse(id, params) };
}

/** Exports one table in one format, and says how many withheld figures it was searched for. */
async function searched({ analysis, outcome }: Tried): Promise<{ released: boolean; hidden: number }> {
  const name = oneOf(Object.keys(analysis.tables));
  const declared = analysis.tables[name];
  const table = outcome.tables[name];
  if (declared === undefined || table === undefined) return { released: false, hidden: 0 };
  const { params } = outcome;
  const shape = releaseShape(declared, params);
  const views = analysis.views.filter((view) => view.table === name && view.when?.(params) !== false);
  const format = oneOf([
    'csv',
    'csv',
    'xlsx',
    'parquet',
    ...(views.length > 0 ? (['svg'] as const) : []),
  ] as const);
  const question = { table, shape, policy: randomPolicy(), format, subject: `${analysis.id}/${name}` };
  const { result } = await ask(question);
  const file = await releaseFile(question, new DecisionLog(), {
    locale: oneOf(['en', 'zh-CN']),
    theme: oneOf(['light', 'dark']),
    size: null,
    view: format === 'svg' ? oneOf(views) : null,
    shape: shownShape(shape, params),
    context: { params, currency: null },
    synthetic: false,
  });
  expect(file.ok).toBe(result.ok);
  if (!result.ok || !file.ok) return { released: false, hidden: 0 };
  const content = await contentOf(file.value.bytes, format);
  for (let customer = 0; customer < PEOPLE; customer += 1) {
    expect(content.includes(idOf(customer)), `${question.subject} names a customer`).toBe(false);
  }
  const shown = figuresOf(openReleased(result.value).table);
  const hidden = [...figuresOf(table)].filter((figure) => !shown.has(figure));
  const found = new Set(content.match(NUMBER));
  expect(
    hidden.filter((figure) => found.has(figure)),
    `${question.subject} as ${format}`,
  ).toEqual([]);
  return { released: true, hidden: hidden.length };
}

test('no export has a withheld figure or a customer in it', { timeout: 120_000 }, async () => {
  let [released, hidden] = [0, 0];
  const tell = (run: { readonly released: boolean; readonly hidden: number }): void => {
    released += Number(run.released);
    hidden += run.hidden;
  };
  const others: Tried[] = [];
  for (const [id, params] of OTHERS) others.push(await tryOut(id, params));
  expect(new Set([...OTHERS.map(([id]) => id), 'metric'])).toEqual(new Set(ANALYSES.map(({ id }) => id)));
  for (let run = 0; run < METRICS; run += 1) tell(await searched(await tryOut('metric', metricParams())));
  for (let run = METRICS; run < RUNS; run += 1) tell(await searched(oneOf(others)));
  // Enough has left, and enough was withheld of it, for the search to mean something.
  expect(released).toBeGreaterThan(RUNS / 5);
  expect(hidden).toBeGreaterThan(RUNS);
});
