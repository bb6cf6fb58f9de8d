import { unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CellId } from '../../src/contract/ids.ts';
import { newId } from '../../src/contract/ids.ts';
import type { CustomerMerge } from '../../src/contract/merge.ts';
import type { ExportFormat, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { recipeOf } from '../../src/data/recipe.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { toJsonLines } from '../../src/privacy/decision-log.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { MergeDesk } from '../../workers/merge/merge-desk.ts';
import { NotebookDesk } from '../../workers/notebook/notebook-desk.ts';
import { newRun } from '../analyses/orders-in-engine.ts';
import { DashboardInEngine } from '../engine/dashboard/dashboard-in-engine.ts';
import { policyOf } from './tables.ts';

/** Stands in every value that fewer customers have than may be told of, whatever its capitals. */
const CANARY = /qanar/iu;

const FORMATS: readonly ExportFormat[] = [
  'csv',
  'svg',
  'xlsx',
  'parquet',
  'clipboard',
  'print',
  'document',
  'script',
  'snapshot',
];

const CUSTOMERS = 240;

/** Orders with something for each cure: the values that are cured are those of few customers. */
function orders(): string {
  const rows = Array.from({ length: CUSTOMERS * 4 }, (_, at) => {
    const customer = at % CUSTOMERS;
    const few = customer < 4;
    const city = few ? ['Qanarvik', 'QANARVIK', 'qanarvik '][at % 3] : customer % 2 === 0 ? 'Even' : 'Odd';
    const country = few ? ['Qanarland', 'QANARLAND'][at % 2] : customer % 3 === 0 ? 'de' : 'DE';
    const note = few ? ['n/a', 'Qanarnote'][at % 2] : 'plain';
    const status = customer === 5 ? 'Qanarstatus cancelled' : 'paid';
    const day = at % 9 === 0 ? `${13 + (at % 12)}/02/2024` : `02/${13 + (at % 12)}/2024`;
    return `K${customer + 1000},${day},${20 + at}.50,${country},${city},${note},${status}`;
  });
  return [
    'Qanartitle of the export',
    '',
    'customer_id,order_date,amount,country,city,note,status',
    ...rows,
    'Qanartoo,few',
    '----,----,----,----,----,----,----',
    ',,9999,,Total,,',
    '',
  ].join('\n');
}

/** Addresses of customers, of which two have one each. */
function people(): string {
  const rows = Array.from(
    { length: CUSTOMERS },
    (_, at) => `K${at + 1000},qanar${Math.floor(at / 2)}@example.org`,
  );
  return ['customer_id,email', ...rows].join('\n');
}

const MERGE: CustomerMerge = {
  rules: ['email'],
  columns: [{ relation: 'customer_details', column: 'email', use: 'email' }],
  gmail: false,
  country: null,
  mostShared: 10,
};

let shop: DashboardInEngine;
let notebook: NotebookDesk;
beforeAll(async () => {
  shop = await DashboardInEngine.start(orders(), policyOf({ formats: FORMATS, unverified: true }));
  const { bench, files } = shop;
  const preview = await bench.open(newRun(), newId(), await files.file(orders()));
  const mapping = { ...suggestMapping(preview), extras: ['city', 'note'] };
  await bench.load(newRun(), {
    fileId: preview.fileId,
    datasetId: shop.datasetId,
    mapping,
    rules: {},
  });
  notebook = new NotebookDesk(files.db, computeHere, () => bench.ground);
  const cures = ['strayBlanks', 'nullWords', 'caseVariants', 'mixedDateOrders'];
  const lines = ['titleLines', 'separatorRows', 'footerTotals'];
  expect(preview.findings.map(({ code }) => code)).toEqual(expect.arrayContaining([...lines, ...cures]));
}, 60_000);
afterAll(() => shop.close());

/** Everything that can be read in a file: its bytes, those it packs, and the values of a Parquet file. */
async function readable({ bytes, attachments = [] }: ReleasedFile, format: ExportFormat): Promise<string> {
  const decoder = new TextDecoder();
  const packed = format === 'xlsx' ? Object.values(unzipSync(bytes)) : [];
  const rows = format === 'parquet' ? await parquetReadObjects({ file: bytes.buffer }) : [];
  const values = JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const all = [bytes, ...packed, ...attachments.map((each) => each.bytes)];
  return [...all.map((each) => decoder.decode(each)), values].join('\n');
}

async function expectClean(file: Result<ReleasedFile>, what: string): Promise<string> {
  if (!file.ok) throw new Error(`${what}: ${JSON.stringify(file.error)}`);
  const text = await readable(file.value, file.value.decision.format);
  expect(CANARY.exec(text)?.[0] ?? null, what).toBeNull();
  return text;
}

/** Asks for one file of every kind that leaves of these orders. */
async function everything(): Promise<ReadonlyMap<string, string>> {
  const { bench, datasetId, desk, tables } = shop;
  const [locale, theme] = ['en', 'light'] as const;
  const left = new Map<string, string>();
  const take = async (what: string, file: Promise<Result<ReleasedFile>>): Promise<void> => {
    left.set(what, await expectClean(await file, what));
  };
  await bench.analyse(newRun(), datasetId, 'rfm', {});
  for (const format of ['csv', 'xlsx', 'parquet', 'svg', 'clipboard'] as const) {
    const view = format === 'svg' ? { view: 'customers_by_segment' } : {};
    const request = { datasetId, analysisId: 'rfm', table: 'segments', format, locale, theme, ...view };
    await take(format, bench.release(newRun(), request));
  }
  for (const report of ['policy', 'register', 'log'] as const) {
    const request = { report, recordsId: null, format: 'print', locale } as const;
    await take(`report on ${report}`, bench.releaseReport(newRun(), request));
  }
  const asOf = Date.UTC(2025, 0, 1);
  for (const format of ['csv', 'print'] as const) {
    const request = { relation: 'orders', asOf, format, locale };
    await take(`profile as ${format}`, tables.releaseProfile(newRun(), request));
  }
  const cell = 'rfm_cell' as CellId;
  const run = {
    kind: 'analysis',
    cell,
    datasetId,
    name: 'rfm_cell',
    analysisId: 'rfm',
    params: {},
    source: null,
  } as const;
  await notebook.run(newRun(), run);
  const script = {
    form: 'script',
    title: 'Figures',
    datasetId,
    cells: [{ kind: 'run', run }],
    locale,
  } as const;
  await take('script', notebook.releaseDocument(newRun(), script));
  const part = { title: 'Segments', cell, relation: 'rfm_cell.segments', view: null, choice: null };
  const result = { kind: 'result', declaration: null, ...part } as const;
  const page = { form: 'report', title: 'Report', datasetId, parts: [result], locale, theme } as const;
  await take('notebook report', notebook.releaseDocument(newRun(), page));
  const metric = shop.metric({ dimensions: ['orderMonth'], measures: ['revenue'] });
  const tile = { tile: 't', title: 'By month', note: '', run: metric, table: 'cells', view: 'measure' };
  const snapshot = {
    datasetId,
    title: 'Shop',
    purpose: 'board',
    prepare: shop.prepared(),
    selection: [],
    pages: [{ title: 'Page', tiles: [{ kind: 'analysis', ...tile } as const] }],
    locale,
    theme,
    form: 'html',
    signed: false,
  } as const;
  await take('snapshot', desk.releaseSnapshot(newRun(), snapshot));
  return left;
}

it('lets no value out that a cure has changed, in any file', { timeout: 120_000 }, async () => {
  const left = await everything();
  expect(left.get('script')).toContain('most');
  const { loaded } = shop.bench.ground;
  if (loaded === null) throw new RangeError('nothing is loaded');
  // What is kept, handed on as a recipe and written to the logs has none of them either.
  const { reading, mapping, rules, receipt } = loaded;
  const preview = await shop.bench.open(newRun(), newId(), await shop.files.file(orders()));
  const kept = [reading.plan.cures, recipeOf(preview, mapping, rules), receipt];
  expect(JSON.stringify(kept)).not.toMatch(CANARY);
  expect(toJsonLines(shop.bench.log)).not.toMatch(CANARY);
  expect(JSON.stringify([...shop.bench.audit])).not.toMatch(CANARY);
});

it(
  'tells how customers were merged in what leaves, and of nobody who was',
  { timeout: 120_000 },
  async () => {
    const { bench, files, datasetId } = shop;
    await shop.table(people(), 'customers');
    const merging = new MergeDesk({
      db: files.db,
      audit: bench.audit,
      ground: () => bench.ground,
      stand: (loaded) => bench.stand(loaded),
    });
    const { merged } = await merging.merge(newRun(), datasetId, MERGE);
    if (merged === null) throw new RangeError('nobody was merged');
    const { before, after, clusters } = merged;
    expect([before - after, clusters]).toEqual([CUSTOMERS / 2, CUSTOMERS / 2]);
    const left = await everything();
    const manifest = { ...MERGE, customers: { before, after, clusters } };
    const written = JSON.stringify({ merged: manifest }, null, 2).split('\n').slice(1, -1).join('\n');
    expect(left.get('csv')).toContain(written);
    const words = `${before} ids of the orders are ${after} customers`;
    for (const what of ['csv', 'xlsx', 'snapshot'] as const) expect(left.get(what), what).toContain(words);
  },
);
