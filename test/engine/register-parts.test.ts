import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId, type DatasetId, type FileId } from '../../src/contract/ids.ts';
import type { LoadPart, Mapping } from '../../src/contract/import.ts';
import { WHOLE_FILE } from '../../src/data/load-part.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import type { Database } from '../../workers/engine/database.ts';
import { memoryShelf, type RegisterShelf } from '../../workers/engine/register-shelf.ts';
import { Workbench } from '../../workers/engine/workbench.ts';
import { newRun } from '../analyses/orders-in-engine.ts';
import { policyOf } from '../privacy/tables.ts';

const HEAD = 'customer_id,order_date,amount,tax,country,mail';
/** Three of two hundred customers have ordered on the last day only, so a part without it lacks them. */
const ROWS = Array.from({ length: 200 }, (_, index) => {
  const day = index < 3 ? '2025-12-31' : `2025-0${1 + (index % 9)}-15`;
  return `C${1000 + index},${day},${10 + (index % 7)},${index % 5},${index < 120 ? 'DE' : 'FR'},m${index % 150}@example.com`;
});
const BEFORE_LAST_DAY: LoadPart = { ...WHOLE_FILE, to: '2025-12-30' };

let folder: string;
let db: Database;
let shelf: RegisterShelf;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'register-parts-'));
  db = await bootNode();
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  shelf = memoryShelf();
});

interface Wish {
  readonly change?: (mapping: Mapping) => Mapping;
  readonly rows?: readonly string[];
  /** Rows of a second file. */
  readonly further?: readonly string[];
  readonly differencing?: boolean;
}

/** A browser in which the file is opened and loaded. */
async function loaded(
  wish: Wish = {},
): Promise<{ readonly bench: Workbench; readonly datasetId: DatasetId }> {
  const { change = (mapping) => mapping, rows = ROWS, further, differencing = true } = wish;
  const bench = new Workbench({ db, compute: computeHere, shelf }, policyOf({ differencing }));
  const open = async (lines: readonly string[]) => {
    const location = path.join(folder, `${newId()}.csv`);
    await writeFile(location, [HEAD, ...lines].join('\n'));
    return bench.open(newRun(), newId<FileId>(), await fileOnDisk(location));
  };
  const preview = await open(rows);
  const others = further === undefined ? [] : [(await open(further)).fileId];
  const datasetId = newId<DatasetId>();
  const mapping = change(suggestMapping(preview));
  await bench.load(newRun(), { fileId: preview.fileId, further: others, datasetId, mapping, rules: {} });
  return { bench, datasetId };
}

const ofPart =
  (part: LoadPart) =>
  (mapping: Mapping): Mapping => ({ ...mapping, part });

/** Releases the orders by country of what is loaded. */
async function release(wish: Wish = {}, where: readonly unknown[] = []) {
  const { bench, datasetId } = await loaded(wish);
  const params = { dimensions: ['country'], measures: ['orders'], filters: where };
  await bench.analyse(newRun(), datasetId, 'metric', params);
  const request = {
    datasetId,
    analysisId: 'metric',
    table: 'cells',
    format: 'csv',
    locale: 'en',
    theme: 'light',
  } as const;
  const preview = await bench.preview(newRun(), request);
  return { bench, preview, result: await bench.release(newRun(), request) };
}

const REFUSED = { ok: false, error: { code: 'gate.otherPart', params: { earlier: 'metric/cells' } } };

test('once the whole file has left, nothing of a part of it does, and the preview says why', async () => {
  const whole = await release();
  expect(whole.result.ok).toBe(true);
  const [registered] = await whole.bench.releases(newRun());
  const part = await release({ change: ofPart(BEFORE_LAST_DAY) });
  expect(part.result).toMatchObject(REFUSED);
  if (!part.preview.ok) throw new Error(part.preview.error.code);
  expect(part.preview.value).toMatchObject({
    conflicts: [{ with: registered?.id, otherPart: true, customers: null }],
    decision: { outcome: 'refused', reasons: ['differencing'] },
  });
  expect((await release()).result.ok).toBe(true);
});

test('once a part has left, neither the whole nor another part does; the part goes on', async () => {
  expect((await release({ change: ofPart(BEFORE_LAST_DAY) })).result.ok).toBe(true);
  expect((await release()).result).toMatchObject(REFUSED);
  const half = { ...WHOLE_FILE, sample: { percent: 50, seed: 1 } };
  expect((await release({ change: ofPart(half) })).result).toMatchObject(REFUSED);
  expect((await release({ change: ofPart(BEFORE_LAST_DAY) })).result.ok).toBe(true);
});

test('a part of a file that was joined to another is a part of either', async () => {
  const more = ROWS.map((row) => row.replace('C1', 'D1'));
  expect((await release()).result.ok).toBe(true);
  const wish = { further: more, change: ofPart(BEFORE_LAST_DAY) };
  expect((await release(wish)).result).toMatchObject(REFUSED);
  expect((await release({ further: more })).result.ok).toBe(true);
});

test('another file is not compared, nor anything where the policy does not ask', async () => {
  expect((await release()).result.ok).toBe(true);
  const other = await release({ rows: ROWS.slice(1), change: ofPart(BEFORE_LAST_DAY) });
  expect(other.result.ok).toBe(true);
  const unasked = await release({ change: ofPart(BEFORE_LAST_DAY), differencing: false });
  expect(unasked.result.ok).toBe(true);
});

test('under other columns the same customers of a file have the same register', async () => {
  expect((await release()).result.ok).toBe(true);
  const byTax = (mapping: Mapping): Mapping => ({ ...mapping, roles: { ...mapping.roles, amount: 'tax' } });
  const again = await release({ change: byTax }, [
    { column: 'orderedAt', op: 'atMost', values: ['2025-12-30'] },
  ]);
  expect(again.result).toMatchObject({
    ok: false,
    error: { code: 'gate.differencing', params: { customers: 3 } },
  });
  expect((await release({ change: byTax })).result.ok).toBe(true);
  const { bench } = await loaded();
  expect(await bench.releases(newRun())).toHaveLength(2);
});

test('with another column for customers of the same file, nothing leaves', async () => {
  expect((await release()).result.ok).toBe(true);
  const byMail = (mapping: Mapping): Mapping => ({
    ...mapping,
    roles: { ...mapping.roles, customerId: 'mail' },
  });
  expect((await release({ change: byMail })).result).toMatchObject(REFUSED);
});

test('a register that was kept without its file is read, and known by the file from then on', async () => {
  const { bench } = await release();
  const [kept] = await bench.releases(newRun());
  const [known] = await shelf.origins();
  const before = await shelf.get(known?.fingerprint ?? '');
  if (before === null) throw new Error('nothing was kept');
  const { origin, ...without } = before;
  expect(origin).toBeDefined();
  await shelf.put(without);
  expect(await shelf.origins()).toEqual([]);
  const reopened = await loaded();
  expect(await reopened.bench.releases(newRun())).toEqual([kept]);
  expect((await release({ change: ofPart(BEFORE_LAST_DAY) })).result).toMatchObject(REFUSED);
});
