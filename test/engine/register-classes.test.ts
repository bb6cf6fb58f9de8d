import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportRequest } from '../../src/contract/engine-api.ts';
import { newId, type DatasetId, type FileId, type RecordsId } from '../../src/contract/ids.ts';
import type { Policy, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Hierarchy } from '../../src/contract/records.ts';
import type { Result } from '../../src/contract/result.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import type { Database } from '../../workers/engine/database.ts';
import { memoryShelf } from '../../workers/engine/register-shelf.ts';
import { Workbench } from '../../workers/engine/workbench.ts';
import { newRun } from '../analyses/orders-in-engine.ts';
import { policyOf } from '../privacy/tables.ts';

const POLICY: Policy = policyOf({
  differencing: true,
  rows: { deidentified: { k: 5 }, lists: { pseudonymised: false } },
});
let folder: string;
let db: Database;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'classes-'));
  db = await bootNode();
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

/** Two hundred customers of two countries and two channels; 3 of those in Germany have ordered on the last day only. */
const ORDERS = [
  'customer_id,order_date,amount,country,channel',
  ...Array.from({ length: 200 }, (_, index) => {
    const day = index < 3 ? '2025-12-31' : `2025-0${1 + (index % 9)}-15`;
    return `C${1000 + index},${day},${10 + (index % 7)},${index < 120 ? 'DE' : 'FR'},${index % 2 === 0 ? 'web' : 'shop'}`;
  }),
];
/** The same customers, one record each. */
const PEOPLE = [
  'person,country,town',
  ...Array.from(
    { length: 200 },
    (_, index) => `C${1000 + index},${index < 120 ? 'DE' : 'FR'},${index % 2 === 0 ? 'Bath' : 'Hull'}`,
  ),
];

interface Desk {
  readonly bench: Workbench;
  readonly datasetId: DatasetId;
  /** Releases figures by country, of orders up to a day. */
  readonly figures: (until: string | null) => Promise<Result<ReleasedFile>>;
  /** Releases a list of all customers with an order up to a day. */
  readonly list: (until: string | null) => Promise<Result<ReleasedFile>>;
  /** Releases a de-identified table of records, without generalising. */
  readonly table: (recordsId: RecordsId, quasi: readonly string[]) => Promise<Result<ReleasedFile>>;
  /** Releases a report on records, by what it measures of one column. */
  readonly report: (
    report: ReportRequest['report'],
    recordsId: RecordsId | null,
    quasi?: string,
  ) => Promise<Result<ReleasedFile>>;
  readonly customers: () => Promise<RecordsId>;
  readonly people: (rows: readonly string[], key: string | null) => Promise<RecordsId>;
}

async function start(): Promise<Desk> {
  const bench = new Workbench({ db, compute: computeHere, shelf: memoryShelf() }, POLICY);
  const open = async (rows: readonly string[]) => {
    const location = path.join(folder, `${newId<FileId>()}.csv`);
    await writeFile(location, rows.join('\n'));
    const fileId = newId<FileId>();
    return { fileId, preview: await bench.open(newRun(), fileId, await fileOnDisk(location)) };
  };
  const { fileId, preview } = await open(ORDERS);
  const datasetId = newId<DatasetId>();
  await bench.load(newRun(), { fileId, datasetId, mapping: suggestMapping(preview), rules: {} });
  const ask = async (until: string | null) => {
    const filters = until === null ? [] : [{ column: 'orderedAt', op: 'atMost', values: [until] }];
    await bench.analyse(newRun(), datasetId, 'metric', {
      dimensions: ['country'],
      measures: ['orders'],
      filters,
    });
  };
  const common = { datasetId, analysisId: 'metric', format: 'csv', locale: 'en' } as const;
  return {
    bench,
    datasetId,
    async figures(until) {
      await ask(until);
      return bench.release(newRun(), { ...common, table: 'cells', theme: 'light' });
    },
    async list(until) {
      await ask(until);
      const asked = { table: 'members', columns: [], where: {}, purpose: 'a letter', pseudonymised: false };
      return bench.releaseList(newRun(), { ...common, ...asked });
    },
    async table(recordsId, quasi) {
      const desk = await bench.records();
      const hierarchies: Record<string, Hierarchy> = {};
      for (const column of quasi) {
        const made = await desk.makeHierarchy(newRun(), recordsId, column, null);
        hierarchies[column] = made.hierarchy;
      }
      await desk.recode(newRun(), {
        request: {
          recordsId,
          population: null,
          quasiIdentifiers: quasi,
          hierarchies,
          bounds: {},
          models: [{ model: 'kAnonymity', k: 5 }],
          suppressionLimit: 0,
          metric: 'loss',
          aggregate: 'geometric',
          method: 'lattice',
          timeBudgetMs: 1000,
        },
        levels: Object.fromEntries(quasi.map((column) => [column, 0])),
        others: {},
        purpose: 'a study',
      });
      const asked = { recordsId, format: 'csv', purpose: 'a study', locale: 'en' } as const;
      return desk.release(newRun(), asked, bench.ground);
    },
    async report(report, recordsId, quasi) {
      if (recordsId !== null && quasi !== undefined) {
        await (
          await bench.records()
        ).measure(newRun(), {
          recordsId,
          quasiIdentifiers: [quasi],
          sensitive: [],
          hierarchies: {},
          levels: {},
          nulls: 'value',
          samplingFraction: null,
          population: null,
          riskThreshold: 0.2,
        });
      }
      return bench.releaseReport(newRun(), { report, recordsId, format: 'csv', locale: 'en' });
    },
    async customers() {
      const recordsId = newId<RecordsId>();
      await bench.takeRecords(newRun(), recordsId, { kind: 'customers', datasetId });
      return recordsId;
    },
    async people(rows, key) {
      const file = await open(rows);
      const recordsId = newId<RecordsId>();
      await bench.takeRecords(newRun(), recordsId, { kind: 'file', fileId: file.fileId });
      const desk = await bench.records();
      if (key !== null)
        await desk.classify(recordsId, [
          { column: key, identifier: null, legal: [], role: 'subjectKey', reason: 'ids' },
        ]);
      return recordsId;
    },
  };
}

const REFUSED = { ok: false, error: { code: 'gate.differencing', params: { customers: 3 } } };

test('a table of customers whose class holds a figure of all but three is refused, and the figure after the table', async () => {
  const before = await start();
  expect(await before.figures('2025-12-30')).toMatchObject({ ok: true });
  const customers = await before.customers();
  expect(await before.table(customers, ['country'])).toMatchObject(REFUSED);
  // Of two columns neither class comes close, but those of one country together do.
  expect(await before.table(customers, ['country', 'channel'])).toMatchObject(REFUSED);

  const after = await start();
  expect(await after.table(await after.customers(), ['country', 'channel'])).toMatchObject({ ok: true });
  expect(await after.figures('2025-12-30')).toMatchObject(REFUSED);
  expect(await after.figures(null)).toMatchObject({ ok: true });
  expect(await after.bench.releases(newRun())).toMatchObject([
    { kind: 'deidentified', cells: 4, customers: 200, description: 'a study' },
    { subject: 'metric/cells' },
  ]);
});

test('a list of all but three customers conflicts with a table of all of them', async () => {
  const { list, table, customers } = await start();
  expect(await table(await customers(), ['channel'])).toMatchObject({ ok: true });
  expect(await list('2025-12-30')).toMatchObject(REFUSED);
  expect(await list(null)).toMatchObject({ ok: true });
});

test('records of a file are compared where each carries the id of a customer, and listed where not', async () => {
  const desk = await start();
  expect(await desk.figures('2025-12-30')).toMatchObject({ ok: true });
  expect(await desk.table(await desk.people(PEOPLE, 'person'), ['country', 'town'])).toMatchObject(REFUSED);
  const strangers = await desk.people([...PEOPLE, 'X1,DE,Bath'], 'person');
  expect(await desk.table(strangers, ['country', 'town'])).toMatchObject({ ok: true });
  expect(await desk.bench.releases(newRun())).toMatchObject([
    { subject: 'metric/cells' },
    { kind: 'deidentified', cells: 4, customers: 201 },
  ]);
});

test('reports are listed, and their counts of customers compared with figures', async () => {
  const before = await start();
  expect(await before.figures('2025-12-30')).toMatchObject({ ok: true });
  const customers = await before.customers();
  // 120 customers are in the class of one country, 117 in the figure; 200 in all, 197 in all figures.
  expect(await before.report('risk', customers, 'country')).toMatchObject(REFUSED);
  expect(await before.report('classification', customers)).toMatchObject(REFUSED);
  expect(await before.report('policy', null)).toMatchObject({ ok: true });
  expect(await before.report('log', null)).toMatchObject({ ok: true });
  expect(await before.report('register', null)).toMatchObject({ ok: true });
  expect(await before.bench.releases(newRun())).toMatchObject([
    { subject: 'metric/cells' },
    { subject: 'report/policy', kind: 'report', cells: 0 },
    { subject: 'report/log', kind: 'report' },
    { subject: 'report/register', kind: 'report' },
  ]);

  const after = await start();
  expect(await after.report('risk', await after.customers(), 'country')).toMatchObject({ ok: true });
  expect(await after.figures('2025-12-30')).toMatchObject(REFUSED);
  expect(await after.bench.releases(newRun())).toMatchObject([
    { subject: 'report/risk', kind: 'report', customers: 200 },
  ]);
});

test('a report on records of strangers is listed while they are taken up', async () => {
  const { bench, report, people } = await start();
  const strangers = await people([...PEOPLE, 'X1,DE,Bath'], null);
  expect(await report('risk', strangers, 'country')).toMatchObject({ ok: true });
  expect(await bench.releases(newRun())).toMatchObject([{ subject: 'report/risk', customers: 201 }]);
});
