import { afterAll, beforeAll, expect, it } from 'vitest';
import { toAppError } from '../../../src/contract/error.ts';
import { newId, type DatasetId, type FileId, type TableId } from '../../../src/contract/ids.ts';
import { fail, ok, type Result } from '../../../src/contract/result.ts';
import { sql } from '../../../src/contract/sql.ts';
import type { SideKind } from '../../../src/contract/tables.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { EngineJournal } from '../../../src/state/engine-journal.ts';
import { replayJournal, type ReplayingEngine } from '../../../src/state/replay-journal.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { sideMapping } from '../tables/tables-in-engine.ts';
import { MergeInEngine } from './merge-in-engine.ts';

const ORDERS = `customer_id,order_date,amount
S-01,2024-01-05,10.1
T-07,2024-01-09,20.2
S-02,2024-02-05,30.3
T-08,2024-02-07,0.7`;
const SHOP = 'customer_id,email\nS-01,ann@example.org\nS-02,ben@example.org';
const TILL = 'customer_id,email\nT-07,ANN@example.org\nT-08,ben@example.org';
const LATER = 'customer_id,email\nS-01,one@example.org\nS-02,one@example.org\nT-08,one@example.org';

/** Calls of the engine on a workbench under Node. */
function remote({ tables, desk }: MergeInEngine): ReplayingEngine {
  const { bench, files } = tables;
  const answer = async <T>(work: () => Promise<T>): Promise<Result<T>> => {
    try {
      return ok(await work());
    } catch (thrown) {
      return fail(toAppError(thrown));
    }
  };
  return {
    setPolicy: (policy) => Promise.resolve(bench.setPolicy(policy)),
    openFile: (_, fileId, file) =>
      answer(async () => bench.open(newRun(), fileId, await files.file(await file.text(), file.name))),
    reopenFile: (_, fileId, wish) => answer(() => bench.reopen(newRun(), fileId, wish)),
    load: (_, request) => answer(() => bench.load(newRun(), request)),
    loadSample: () => Promise.reject(new Error('no sample here')),
    setRules: (_, datasetId, rules) => answer(() => bench.setRules(newRun(), datasetId, rules)),
    loadTable: (_, request) => answer(() => tables.desk.load(newRun(), request)),
    dropTable: (_, tableId) => answer(() => tables.desk.drop(newRun(), tableId)),
    mergeCustomers: (_, datasetId, merge) => answer(() => desk.merge(newRun(), datasetId, merge)),
    analyse: (_, datasetId, id, params) => answer(() => bench.analyse(newRun(), datasetId, id, params)),
  };
}

let [first, second]: MergeInEngine[] = [];
beforeAll(async () => {
  first = await MergeInEngine.start();
  second = await MergeInEngine.start();
}, 60_000);
afterAll(async () => {
  await first?.close();
  await second?.close();
});

it('a new engine merges the same customers, also where tables have come and gone since', async () => {
  if (first === undefined || second === undefined) throw new RangeError('no engines');
  const { tables } = first;
  const engine = remote(first);
  const journal = new EngineJournal();

  async function open(text: string, name: string): Promise<FileId> {
    const fileId = newId<FileId>();
    const file = new File([text], name);
    await engine.openFile(newId(), fileId, file);
    journal.opened(fileId, file);
    return fileId;
  }
  async function table(text: string, kind: SideKind, name: string): Promise<void> {
    const fileId = await open(text, `${name}.csv`);
    const mapping = sideMapping(tables.bench.file(fileId).preview, kind);
    const request = { fileId, tableId: name as TableId, mapping, appendTo: null };
    await engine.loadTable(newId(), request);
    journal.tableLoaded(request);
  }

  const fileId = await open(ORDERS, 'orders.csv');
  const mapping = suggestMapping(tables.bench.file(fileId).preview);
  const request = { fileId, datasetId: newId<DatasetId>(), mapping, rules: {} };
  await engine.load(newId(), request);
  journal.replaceLoaded({ kind: 'file', request });
  await table(SHOP, 'customers', 'shop');
  await table(TILL, 'customers', 'till');
  const asked = await first.suggested();
  await engine.mergeCustomers(newId(), request.datasetId, asked);
  journal.customersMerged(asked);
  await engine.dropTable(newId(), 'till' as TableId);
  journal.tableDropped('till' as TableId);
  // Its file is still needed to find out who is one with whom.
  for (const { fileId: each } of journal.files) journal.closed(each);
  await table(LATER, 'customers', 'later');

  await replayJournal(remote(second), journal, (promise) => promise);

  const seen = async (each: MergeInEngine): Promise<unknown> => [
    await each.everything(),
    await each.merged(),
    each.tables.bench.ground.loaded?.receipt.merged,
    await each.tables.rows(sql`SELECT * FROM customer_details ORDER BY ALL`),
    await each.tables.rows(sql`SELECT * FROM customer_details_2 ORDER BY ALL`),
  ];
  expect(await seen(second)).toEqual(await seen(first));
  expect(await second.merged()).toEqual({ 'T-07': 'S-01', 'T-08': 'S-02' });

  journal.customersMerged(null);
  expect(journal.merged).toBeNull();
});

it('a new engine reads files as they were when they were loaded, and shows them as they were looked at last', async () => {
  if (first === undefined || second === undefined) throw new RangeError('no engines');
  const bench = first.tables.bench;
  const engine = remote(first);
  const journal = new EngineJournal();
  const spelled = ['DE', 'de', 'DE', 'DE'];
  const rows = Array.from(
    { length: 24 },
    (_, at) => `S-${at % 6},2024-01-1${at % 9},${at}.5,${spelled[at % 4]}`,
  );
  const fileId = newId<FileId>();
  const file = new File([['customer_id,order_date,amount,country', ...rows].join('\n')], 'spelled.csv');
  await engine.openFile(newId(), fileId, file);
  journal.opened(fileId, file);

  const asLoaded = { cures: { caseVariants: false } };
  await engine.reopenFile(newId(), fileId, asLoaded);
  journal.reopened(fileId, asLoaded);
  const mapping = { ...suggestMapping(bench.file(fileId).preview), ...asLoaded };
  const request = { fileId, datasetId: newId<DatasetId>(), mapping, rules: {} };
  await engine.load(newId(), request);
  journal.replaceLoaded({ kind: 'file', request });

  // Looked at in another way since: without a header, so that no column has the name it was loaded by.
  const dialect = { delimiter: ',', quote: '"', header: false, skipLines: 0, bom: false } as const;
  await engine.reopenFile(newId(), fileId, { dialect });
  journal.reopened(fileId, { dialect });
  await replayJournal(remote(second), journal, (promise) => promise);

  expect(await second.everything()).toEqual(await first.everything());
  expect(await second.tables.rows(sql`SELECT DISTINCT country FROM orders ORDER BY 1`)).toEqual([
    ['DE'],
    ['de'],
  ]);
  expect(second.tables.bench.file(fileId).preview.columns[0]?.name).toBe('column_1');
});
