import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Selection, TileRun } from '../../src/contract/dashboard.ts';
import type { CellId, DatasetId } from '../../src/contract/ids.ts';
import type { SqlDeclaration } from '../../src/contract/notebook.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import type { ShownCell, SnapshotRequest, SnapshotTile } from '../../src/contract/snapshot.ts';
import { RegisterDesk } from '../../workers/engine/register-desk.ts';
import { memoryShelf } from '../../workers/engine/register-shelf.ts';
import { newRun } from '../analyses/orders-in-engine.ts';
import { DashboardInEngine } from '../engine/dashboard/dashboard-in-engine.ts';
import { idOf, seeded, shop } from '../engine/notebook/shop.ts';
import { policyOf } from './tables.ts';

type CellTile = Extract<SnapshotTile, { kind: 'cell' }>;

const SNAPSHOTS = 200;
const PEOPLE = 110;
/** A register is begun anew after so many, so that the search is for values and not for conflicts. */
const EACH = 8;

const next = seeded(Number(process.env['FUZZ_SEED'] ?? 20_261_122));

function oneOf<T>(values: readonly T[]): T {
  const value = values[Math.floor(next() * values.length)];
  if (value === undefined) throw new RangeError('there is nothing to choose from');
  return value;
}

/** Orders of a shop in which one channel has the id of a customer for a name. */
function orders(): string {
  const [head = '', ...lines] = shop(PEOPLE).split('\n');
  const named = lines.map((line, place) =>
    place % 9 === 4 ? line.replace(/,[^,]*$/u, `,${idOf(5)}`) : line,
  );
  return [head, ...named].join('\n');
}

function randomPolicy(): Policy {
  return policyOf({
    threshold: 3 + Math.floor(next() * 20),
    unverified: next() < 0.5,
    formats: ['snapshot', 'csv', 'svg', ...(next() < 0.2 ? (['xlsx'] as const) : [])],
    dominance: next() < 0.5 ? { n: 2, k: 40 + next() * 40 } : null,
    groupDisclosure: next() < 0.5,
    differencing: next() < 0.7,
    rounding: next() < 0.2 ? { base: 5 } : null,
  });
}

let dashboard: DashboardInEngine;
let tiles: readonly SnapshotTile[];

const SELECTIONS: readonly Selection[] = [
  [],
  [{ dimension: 'country', op: 'in', values: ['DE', 'IT'] }],
  [{ dimension: 'period', op: 'between', low: '2023-08', high: '2024-03' }],
  [{ dimension: 'segment', op: 'in', values: ['Champions', 'Loyal Customers', 'At Risk'] }],
  [{ dimension: 'country', op: 'in', values: ['MT'] }],
];

const DIVISIONS: readonly (readonly [readonly string[], string])[] = [
  [['country'], 'measure'],
  [['segment'], 'measure'],
  [['period'], 'measure'],
  [['channel'], 'customers'],
  [['lifecycleState'], 'measure'],
  [['country', 'frequencyBand'], 'cross'],
];

const ANALYSES: readonly (readonly [string, string, string])[] = [
  ['rfm', 'segments', 'segments'],
  ['rfm', 'customers', 'segments'],
  ['kpi', 'periods', 'none'],
  ['kpi', 'summary', 'none'],
  ['tiers', 'tiers', 'none'],
];

/** Free SQL with what its writer declares of it: true, untrue, or nothing. */
const CELLS: readonly (readonly [string, SqlDeclaration | null])[] = [
  [
    'SELECT country, channel, count(DISTINCT customer_key) AS customers, sum(amount) AS revenue FROM orders GROUP BY ALL',
    { contributors: 'customers', groups: ['country', 'channel'] },
  ],
  ['SELECT country, sum(amount) AS revenue FROM orders GROUP BY ALL', null],
  [
    'SELECT customer_id, count(*) AS customers, sum(amount) AS revenue FROM orders JOIN customers USING (customer_key) GROUP BY ALL',
    { contributors: 'customers', groups: ['customer_id'] },
  ],
];

/** Cells of notebooks: tables of analyses on all orders, free SQL, and a chart of orders. */
function cellTiles(datasetId: DatasetId): readonly SnapshotTile[] {
  const drawn: ShownCell = {
    kind: 'chart',
    relation: 'orders',
    choice: {
      kind: 'bar',
      x: 'country',
      y: 'amount',
      aggregate: 'sum',
      series: null,
      grain: null,
      order: 'y',
      most: 20,
    },
  };
  const plain = (name: string, runs: CellTile['runs'], shown: ShownCell): CellTile => ({
    kind: 'cell',
    tile: name,
    title: name,
    note: '',
    runs,
    shown,
    called: name,
  });
  const sqls = CELLS.map(([sql, declaration], place): CellTile => {
    const name = `cell_${place}`;
    const run = { kind: 'sql', cell: name as CellId, datasetId, name, sql, inputs: {} } as const;
    return plain(name, [run], { kind: 'rows', relation: name, declaration });
  });
  const analysed = (['rfm', 'metric'] as const).map((analysisId): CellTile => {
    const name = `cell_${analysisId}`;
    const params = analysisId === 'rfm' ? {} : { dimensions: ['channel', 'country'], measures: ['revenue'] };
    const run = { kind: 'analysis', cell: name as CellId, datasetId, name, analysisId, params, source: null };
    return plain(name, [run as CellTile['runs'][number]], { kind: 'analysis', name, view: null });
  });
  return [...sqls, ...analysed, plain('orders', [], drawn)];
}

/** Tiles that snapshots are put together from; each runs once. */
function poolOf({ metric, prepared }: DashboardInEngine): readonly SnapshotTile[] {
  const drawn = DIVISIONS.flatMap(([dimensions, view], place) =>
    [0, 1, 2].map((shift): SnapshotTile => {
      const selection = SELECTIONS[(place + shift * 2) % SELECTIONS.length] ?? [];
      const tile = `d${place}-${shift}`;
      const measures = ['revenue', 'average_order_value', 'new_customers'];
      const run = metric.call(dashboard, { dimensions, measures }, { tile, selection });
      return {
        kind: 'analysis',
        tile,
        title: `By ${dimensions.join()}`,
        note: '',
        run,
        table: 'cells',
        view,
      };
    }),
  );
  const analysed = ANALYSES.map(([analysisId, table, view], place): SnapshotTile => {
    const [tile, selection] = [`a${place}`, SELECTIONS[place % 3] ?? []];
    const prepare = prepared.call(dashboard);
    const run = { datasetId: dashboard.datasetId, prepare, tile, selection, analysisId, params: {} };
    return { kind: 'analysis', tile, title: table, note: '', run, table, view };
  });
  return [...drawn, ...analysed, ...cellTiles(dashboard.datasetId)];
}

beforeAll(async () => {
  dashboard = await DashboardInEngine.start(orders());
  tiles = poolOf(dashboard);
}, 60_000);
afterAll(() => dashboard.close());

const CENTS = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 });
const SHORT = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

function written(value: number): string[] {
  const exact = String(Number(value.toPrecision(15)));
  return [exact, value.toFixed(2), CENTS.format(value), SHORT.format(value), WHOLE.format(value)];
}

/** Large figures with cents: they cannot be a coordinate, a year or a count. */
function figuresOf(values: readonly unknown[]): ReadonlySet<string> {
  const telling = (value: unknown): value is number =>
    typeof value === 'number' && Math.abs(value) > 2000 && Math.abs(value) < 1e9 && !Number.isInteger(value);
  return new Set(values.filter(telling).flatMap(written));
}

/** Figures of single customers behind sums: they are in no table that leaves. */
const CONTRIBUTION = /_largest$|_second$/u;

/** Figures of rows that fewer customers than the threshold stand behind, by their own count, and of contributions. */
function figuresOfFew(table: ResultSet, threshold: number): readonly unknown[] {
  const counts = table.columns.find(({ unit }) => unit === 'customers')?.values ?? [];
  return table.columns.flatMap(({ name, values }) =>
    values.filter((_, row) => CONTRIBUTION.test(name) || Number(counts[row] ?? 0) < threshold),
  );
}

/** What all ids look like, and nothing else does. */
const ID = /QZ[0-9A-Z]+XK/u;
const NUMBER = /-?\d[\d,]*(?:\.\d+)?/gu;

/** The text, with everything that is written in it in another way: entities, escapes, base64. */
function decoded(text: string): string {
  const plain = text
    .replaceAll(/&#x([0-9a-f]+);/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\\u([0-9a-f]{4})/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
  const encoded = [...plain.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/gu)].map(([match]) =>
    Buffer.from(match, 'base64').toString('latin1'),
  );
  return [text, plain, ...encoded].join('\n');
}

function contentOf(bytes: Uint8Array, form: SnapshotRequest['form']): string {
  const text = (part: Uint8Array): string => new TextDecoder().decode(part);
  if (form === 'html') return decoded(text(bytes));
  return Object.entries(unzipSync(bytes))
    .map(([name, part]) =>
      name.endsWith('.xlsx')
        ? Object.values(unzipSync(part)).map(text).join('\n')
        : `${name}\n${decoded(text(part))}`,
    )
    .join('\n');
}

/** Tables as they stand in the data of a page. */
function tablesIn(value: unknown): readonly { readonly columns: readonly Record<string, unknown>[] }[] {
  if (Array.isArray(value)) return value.flatMap(tablesIn);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(tablesIn);
  return 'columns' in value && Array.isArray(value.columns) ? [value as never, ...inside] : inside;
}

/** Rows of a page's tables whose count of customers is below the threshold, or which have figures without a count. */
function rowsOfFew(html: string, threshold: number): number {
  const data = [...html.matchAll(/<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/gu)];
  return data
    .flatMap(([, json = '']) => tablesIn(JSON.parse(json)))
    .flatMap(({ columns }) => {
      const counts = columns.find(({ name }) => name === 'customers')?.['values'];
      return Array.isArray(counts) ? counts : [];
    })
    .filter((count) => typeof count === 'number' && count > 0 && count < threshold).length;
}

/** A figure under the conditions of the snapshot. */
function figureUnder(selection: Selection): SnapshotTile {
  const tile = `f${SELECTIONS.indexOf(selection)}`;
  const question = { kind: 'figure', tile, measures: ['revenue', 'customers'], window: null } as const;
  return { kind: 'figure', tile, title: '', note: '', target: null, question };
}

function randomRequest(): { readonly request: SnapshotRequest; readonly named: boolean } {
  const selection = oneOf(SELECTIONS);
  const chosen = Array.from({ length: next() < 0.4 ? 2 : 1 }, () =>
    next() < 0.15 ? figureUnder(selection) : oneOf(tiles),
  );
  const named = next() < 0.06;
  const words: SnapshotTile = {
    kind: 'text',
    tile: 'w',
    title: '',
    markdown: `About **${named ? idOf(Math.floor(next() * PEOPLE)) : 'nobody'}** & others`,
  };
  const request: SnapshotRequest = {
    datasetId: dashboard.datasetId,
    title: 'Shop',
    purpose: 'board',
    prepare: dashboard.prepared(),
    selection,
    pages: [
      { title: 'One', tiles: [...new Set(chosen)] },
      { title: 'Two', tiles: [words] },
    ],
    locale: oneOf(['en', 'zh-CN']),
    theme: oneOf(['light', 'dark']),
    form: next() < 0.25 ? 'pack' : 'html',
    signed: false,
  };
  return { request, named };
}

/** What a tile is computed by; a figure by its series. */
function ranBy(tile: SnapshotTile): readonly { readonly run: TileRun; readonly table: string }[] {
  if (tile.kind === 'analysis') return [tile];
  if (tile.kind !== 'figure') return [];
  const selection = (SELECTIONS[Number(tile.tile.slice(1))] ?? []).filter(
    ({ dimension }) => dimension !== 'period',
  );
  const params = { dimensions: ['period'], measures: tile.question.measures };
  return [{ run: dashboard.metric(params, { tile: `${tile.tile}/series`, selection }), table: 'cells' }];
}

/** Tables as they are computed, by tile: they are the same under every policy. */
const computed = new Map<string, ResultSet | undefined>();

async function tablesOf(asked: readonly SnapshotTile[]): Promise<readonly ResultSet[]> {
  const all: ResultSet[] = [];
  for (const [tile, { run, table: name }] of asked.flatMap((each) =>
    ranBy(each).map((ran) => [each, ran] as const),
  )) {
    if (!computed.has(tile.tile)) {
      const { outcome } = await dashboard.desk.runTile(newRun(), run);
      computed.set(tile.tile, outcome.tables[name]);
    }
    const table = computed.get(tile.tile);
    if (table !== undefined) all.push(table);
  }
  return all;
}

interface Told {
  released: number;
  refused: number;
  hidden: number;
}

async function trySnapshot(told: Told, place: number): Promise<void> {
  const { request, named } = randomRequest();
  const { desk, policy } = dashboard;
  const threshold = policy?.threshold ?? 10;
  const shown = new Set<string>();
  const hidden = new Set<string>();
  for (const table of await tablesOf(request.pages.flatMap((page) => page.tiles))) {
    for (const each of figuresOf(figuresOfFew(table, threshold))) hidden.add(each);
    // What rests on enough customers may stand in another tile; the rules of the gate say which of it is withheld.
    const counts = table.columns.find(({ unit }) => unit === 'customers')?.values ?? [];
    const many = table.columns
      .filter(({ name: column }) => !CONTRIBUTION.test(column))
      .flatMap(({ values }) => values.filter((_, row) => Number(counts[row] ?? 0) >= threshold));
    for (const each of figuresOf(many)) shown.add(each);
  }
  const file = await desk.releaseSnapshot(newRun(), request);
  if (!file.ok) {
    told.refused += 1;
    expect(JSON.stringify(file.error)).not.toMatch(ID);
    return;
  }
  expect(named).toBe(false);
  told.released += 1;
  const what = `${place}: ${JSON.stringify(request.pages.map((page) => page.tiles.map(({ tile }) => tile)))}`;
  const content = contentOf(file.value.bytes, request.form);
  expect(ID.exec(content), `${what} names a customer`).toBeNull();
  const found = new Set(content.match(NUMBER));
  const secret = [...hidden].filter((each) => !shown.has(each));
  told.hidden += secret.length;
  expect(
    secret.filter((each) => found.has(each)),
    what,
  ).toEqual([]);
  // A count that is rounded may be told as less than it is.
  const least = threshold - (policy?.rounding?.base ?? 0);
  if (request.form === 'html') expect(rowsOfFew(content, least), what).toBe(0);
}

test('no snapshot has a withheld figure or a customer in its bytes', { timeout: 240_000 }, async () => {
  const told: Told = { released: 0, refused: 0, hidden: 0 };
  for (let place = 0; place < SNAPSHOTS; place += 1) {
    if (place % EACH === 0) dashboard.register = new RegisterDesk(dashboard.files.db, memoryShelf());
    dashboard.policy = randomPolicy();
    await trySnapshot(told, place);
  }
  // Enough has left, and enough was withheld of it, for the search to mean something.
  expect(told.released).toBeGreaterThan(SNAPSHOTS / 3);
  expect(told.refused).toBeGreaterThan(SNAPSHOTS / 20);
  expect(told.hidden).toBeGreaterThan(SNAPSHOTS);
});
