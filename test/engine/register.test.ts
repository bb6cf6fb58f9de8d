import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, type DatasetId, type FileId, type RunId } from '../../src/contract/ids.ts';
import { CLEANING_RULES, type RuleSwitches } from '../../src/contract/import.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import { texts } from '../../src/contract/result-set.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { type Database, Run } from '../../workers/engine/database.ts';
import { memoryShelf } from '../../workers/engine/register-shelf.ts';
import { Workbench } from '../../workers/engine/workbench.ts';
import { newRun } from '../analyses/orders-in-engine.ts';
import { policyOf } from '../privacy/tables.ts';

const POLICY: Policy = policyOf({ differencing: true });
const shelf = memoryShelf();
let folder: string;
let db: Database;

/** Two hundred customers; 3 of those in Germany have ordered on the last day only. */
function lines(): string[] {
  return Array.from({ length: 200 }, (_, index) => {
    const country = index < 120 ? 'DE' : 'FR';
    const day = index < 3 ? '2025-12-31' : `2025-0${1 + (index % 9)}-15`;
    return `C${1000 + index},${day},${10 + (index % 7)},${country}`;
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'register-'));
  db = await bootNode();
});
afterAll(async () => {
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

interface Desk {
  readonly bench: Workbench;
  readonly datasetId: DatasetId;
  readonly ask: (filters: readonly unknown[]) => Promise<void>;
}

async function startWith(rows: readonly string[], policy = POLICY): Promise<Desk> {
  const location = path.join(folder, `${newId()}.csv`);
  await writeFile(location, ['customer_id,order_date,amount,country', ...rows].join('\n'));
  const bench = new Workbench({ db, compute: computeHere, shelf }, policy);
  const [fileId, datasetId] = [newId<FileId>(), newId<DatasetId>()];
  const preview = await bench.open(newRun(), fileId, await fileOnDisk(location));
  await bench.load(newRun(), { fileId, datasetId, mapping: suggestMapping(preview), rules: {} });
  return {
    bench,
    datasetId,
    async ask(filters) {
      const params = { dimensions: ['country'], measures: ['orders'], filters };
      await bench.analyse(newRun(), datasetId, 'metric', params);
    },
  };
}

const cells = (datasetId: DatasetId) =>
  ({
    datasetId,
    analysisId: 'metric',
    table: 'cells',
    format: 'csv',
    locale: 'en',
    theme: 'light',
  }) as const;

const BEFORE_LAST_DAY = [{ column: 'orderedAt', op: 'atMost', values: ['2025-12-30'] }];

test('rows of one table that differ by three people do not leave together', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => {
    const german = `C${1000 + index},2025-01-15,10,DE`;
    return index < 37 ? [german, `C${1000 + index},2025-02-15,12,FR`] : [german];
  });
  const { bench, datasetId, ask } = await startWith(rows.flat());
  await ask([]);
  const preview = await bench.preview(newRun(), cells(datasetId));
  if (!preview.ok) throw new Error(preview.error.code);
  const { table, decision, withheld } = preview.value;
  expect(decision).toMatchObject({ outcome: 'released', suppressedRows: 1, reasons: ['nested'] });
  expect(texts(table, 'dimension1')[withheld[0]?.row ?? -1]).toBe('FR');
  expect((await bench.release(newRun(), cells(datasetId))).ok).toBe(true);
});

test('the register knows who is in the rows that left, wherever a ranking has put them', async () => {
  // Italy is first by revenue, and withheld with Spain and Portugal.
  const of = (country: string, from: number, count: number, amount: number): string[] =>
    Array.from({ length: count }, (_, index) => `C${from + index},2025-01-15,${amount},${country}`);
  const { bench, datasetId } = await startWith([
    ...of('IT', 1000, 3, 90_000),
    ...of('DE', 2000, 70, 100),
    ...of('FR', 3000, 60, 100),
    ...of('ES', 4000, 4, 10),
    ...of('PT', 5000, 5, 10),
  ]);
  await bench.analyse(newRun(), datasetId, 'kpi', { groupBy: 'country' });
  const released = await bench.release(newRun(), {
    ...cells(datasetId),
    analysisId: 'kpi',
    table: 'groups',
  });
  expect(released.ok).toBe(true);
  expect((await bench.releases(newRun())).at(-1)).toMatchObject({ cells: 2, customers: 130 });
});

test('a second release that differs by three people is refused, and says from what', async () => {
  const { bench, datasetId, ask } = await startWith(lines());
  await ask([]);
  const first = await bench.release(newRun(), cells(datasetId));
  expect(first.ok).toBe(true);
  const [registered] = await bench.releases(newRun());
  expect(registered).toMatchObject({ subject: 'metric/cells', cells: 3, customers: 200, format: 'csv' });

  await ask(BEFORE_LAST_DAY);
  const preview = await bench.preview(newRun(), cells(datasetId));
  if (!preview.ok) throw new Error(preview.error.code);
  expect(preview.value.conflicts[0]).toMatchObject({ with: registered?.id, customers: 3 });
  expect(preview.value.decision).toMatchObject({ outcome: 'refused', reasons: ['differencing'] });
  const second = await bench.release(newRun(), cells(datasetId));
  expect(second).toMatchObject({ ok: false, error: { code: 'gate.differencing', params: { customers: 3 } } });
  expect(await bench.releases(newRun())).toHaveLength(1);
  expect(bench.log.entries().at(-1)).toMatchObject({ outcome: 'refused', reasons: ['differencing'] });
});

test('the same file in another order finds its releases again; another file does not', async () => {
  const again = await startWith(lines().toReversed());
  expect(await again.bench.releases(newRun())).toHaveLength(1);
  await again.ask(BEFORE_LAST_DAY);
  expect(await again.bench.release(newRun(), cells(again.datasetId))).toMatchObject({
    ok: false,
    error: { code: 'gate.differencing' },
  });
  await again.ask([]);
  expect((await again.bench.release(newRun(), cells(again.datasetId))).ok).toBe(true);
  expect(await again.bench.releases(newRun())).toHaveLength(2);

  const other = await startWith(lines().slice(1));
  expect(await other.bench.releases(newRun())).toEqual([]);
});

test('the check and the entry tell how far they are; once stopped, nothing is entered', async () => {
  const { bench, datasetId, ask } = await startWith(lines().slice(6));
  await ask([]);
  const shares: (number | null)[] = [];
  const told = new Run('told' as RunId, ({ share }) => shares.push(share));
  expect((await bench.release(told, cells(datasetId))).ok).toBe(true);
  expect(shares.length).toBeGreaterThan(3);
  expect(shares).toEqual([...shares].sort());

  await ask([{ column: 'orderedAt', op: 'atMost', values: ['2025-05-31'] }]);
  const stopped: Run = new Run('stopped' as RunId, ({ share }) => {
    if (share !== null && share > 0.3) void stopped.cancel();
  });
  await expect(bench.release(stopped, cells(datasetId))).rejects.toMatchObject({
    error: { code: 'engine.cancelled' },
  });
  expect(await bench.releases(newRun())).toHaveLength(1);
});

test('what was released says its conditions in words', async () => {
  const { bench, datasetId, ask } = await startWith(lines().slice(2));
  await ask([{ column: 'country', op: 'in', values: ['DE'] }]);
  await bench.release(newRun(), cells(datasetId));
  const [registered] = await bench.releases(newRun());
  expect(registered?.description).toContain('Only orders where: Country is DE');
});

test('where the policy does not ask, conflicts are told but nothing is refused', async () => {
  const { bench, datasetId, ask } = await startWith(lines().slice(3), policyOf({ differencing: false }));
  await ask([]);
  await bench.release(newRun(), cells(datasetId));
  await ask([{ column: 'amount', op: 'atLeast', values: [11] }]);
  const preview = await bench.preview(newRun(), cells(datasetId));
  expect(preview.ok && preview.value.decision.outcome).toBe('released');
  expect((await bench.release(newRun(), cells(datasetId))).ok).toBe(true);
  expect(await bench.releases(newRun())).toHaveLength(2);
});

test('releases under other cleaning rules are about the same people', async () => {
  const { bench, datasetId, ask } = await startWith([...lines().slice(4), 'C9999,2025-05-05,-5,FR']);
  await ask([]);
  await bench.release(newRun(), cells(datasetId));
  const off = Object.fromEntries(CLEANING_RULES.map((rule) => [rule, false])) as RuleSwitches;
  await bench.setRules(newRun(), datasetId, off);
  await ask([]);
  expect(await bench.release(newRun(), cells(datasetId))).toMatchObject({
    ok: false,
    error: { code: 'gate.differencing', params: { customers: 1 } },
  });
});

/** Everybody has ordered before; three customers once more in December. */
function linesOfMore(): string[] {
  const before = lines().map((line) => line.replace(/2025-\d\d-\d\d/u, '2025-03-15'));
  const again = lines().slice(0, 3);
  return [...before, ...again.map((line) => line.replace(/2025-\d\d-\d\d/u, '2025-12-05'))];
}

test('a release on the same customers is refused where only three of them have added something else', async () => {
  const { bench, datasetId, ask } = await startWith(linesOfMore());
  await ask([]);
  expect(await bench.release(newRun(), cells(datasetId))).toMatchObject({ ok: true });
  expect(await bench.release(newRun(), cells(datasetId))).toMatchObject({ ok: true });

  await ask([{ column: 'orderedAt', op: 'atMost', values: ['2025-11-30'] }]);
  const refused = { ok: false, error: { code: 'gate.differencing', params: { customers: 3 } } };
  expect(await bench.release(newRun(), cells(datasetId))).toMatchObject(refused);

  const again = await startWith(linesOfMore());
  await again.ask([{ column: 'orderedAt', op: 'atMost', values: ['2025-11-30'] }]);
  expect(await again.bench.release(newRun(), cells(again.datasetId))).toMatchObject(refused);
});

/** Orders of March by everybody, and one more in December by some of both countries. */
function linesOfBoth(germans: number, french: number): string[] {
  const before = lines().map((line) => line.replace(/2025-\d\d-\d\d/u, '2025-03-15'));
  const again = [...before.slice(0, germans), ...before.slice(120, 120 + french)];
  return [...before, ...again.map((line) => line.replace('2025-03-15', '2025-12-05'))];
}

test.each([
  [3, 30, { ok: false, error: { code: 'gate.differencing', params: { customers: 3 } } }],
  [30, 3, { ok: false, error: { code: 'gate.differencing', params: { customers: 3 } } }],
  [30, 30, { ok: true }],
])('rows are compared one by one: %i Germans and %i French have added something', async (de, fr, answer) => {
  const { bench, datasetId, ask } = await startWith(linesOfBoth(de, fr));
  await ask([]);
  expect(await bench.release(newRun(), cells(datasetId))).toMatchObject({ ok: true });
  await ask([{ column: 'orderedAt', op: 'atMost', values: ['2025-11-30'] }]);
  expect(await bench.release(newRun(), cells(datasetId))).toMatchObject(answer);
});

/** Two cohorts of a hundred, of whom forty come again, and one of forty with three more on the last day. */
function linesOfCohorts(): string[] {
  const line = (customer: number, day: string): string =>
    `C${2000 + customer},${day},${10 + (customer % 7)},DE`;
  const firsts = Array.from({ length: 200 }, (_, index) =>
    line(index, index < 100 ? '2025-02-15' : '2025-05-15'),
  );
  const again = [...firsts.keys()].filter((index) => index % 100 < 40);
  const last = Array.from({ length: 43 }, (_, index) =>
    line(300 + index, index < 3 ? '2025-12-31' : '2025-10-10'),
  );
  return [...firsts, ...again.map((index) => line(index, '2025-08-10')), ...last];
}

test.each(['cohorts', 'cells'])(
  '%s of cohorts that end a day earlier are refused, a quarter earlier not',
  async (table) => {
    const { bench, datasetId } = await startWith([...linesOfCohorts(), `${table},2025-02-15,5,DE`]);
    const release = async (observationEnd: string | null) => {
      await bench.analyse(newRun(), datasetId, 'cohorts', { period: 'quarter', observationEnd });
      return bench.release(newRun(), { ...cells(datasetId), analysisId: 'cohorts', table });
    };
    expect(await release(null)).toMatchObject({ ok: true });
    expect(await release('2025-12-30')).toMatchObject({
      ok: false,
      error: { code: 'gate.differencing', params: { earlier: `cohorts/${table}`, customers: 3 } },
    });
    expect(await release('2025-09-30')).toMatchObject({ ok: true });
    expect(await release(null)).toMatchObject({ ok: true });
  },
);

test('a list is in the register: groups that differ from it by three people are refused, and it from them', async () => {
  const { bench, datasetId, ask } = await startWith(
    [...lines(), 'C9998,2025-05-15,9,FR'],
    policyOf({ differencing: true, rows: { deidentified: null, lists: { pseudonymised: false } } }),
  );
  const list = {
    datasetId,
    analysisId: 'metric',
    table: 'members',
    columns: ['revenue'],
    where: {},
    purpose: 'a letter',
    pseudonymised: false,
    format: 'csv',
    locale: 'en',
  } as const;
  await ask(BEFORE_LAST_DAY);
  expect(await bench.releaseList(newRun(), list)).toMatchObject({ ok: true });
  expect(await bench.releases(newRun())).toMatchObject([{ kind: 'list', customers: 198 }]);
  await ask([]);
  expect(await bench.releaseList(newRun(), list)).toMatchObject({ ok: true });
  const refused = { ok: false, error: { code: 'gate.differencing', params: { customers: 3 } } };
  expect(await bench.release(newRun(), cells(datasetId))).toMatchObject(refused);
  await ask(BEFORE_LAST_DAY);
  expect(await bench.release(newRun(), cells(datasetId))).toMatchObject(refused);
});

test('flows of the lifecycle that leave three people between them and a state are refused', async () => {
  const months = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
  const orders = (customer: string, month: string): string => `${customer},2025-${month}-10,10,DE`;
  const { bench, datasetId } = await startWith([
    ...Array.from({ length: 40 }, (_, index) => months.map((month) => orders(`B${index}`, month))).flat(),
    // Three have lapsed before the others do, so that those who lapse are three fewer than those who have.
    ...Array.from({ length: 23 }, (_, index) => orders(`L${index}`, index < 3 ? '01' : '03')),
  ]);
  await bench.analyse(newRun(), datasetId, 'lifecycle', { period: 'month' });
  const release = (table: string) =>
    bench.release(newRun(), { ...cells(datasetId), analysisId: 'lifecycle', table });
  expect(await release('states')).toMatchObject({ ok: true });
  expect(await bench.releases(newRun())).toMatchObject([{ customers: 63 }]);
  expect(await release('flows')).toMatchObject({
    ok: false,
    error: { code: 'gate.differencing', params: { earlier: 'lifecycle/states', customers: 3 } },
  });
  expect(await release('states')).toMatchObject({ ok: true });
});

test('the budget is spent by what each release left with, not by what the policy asks for now', async () => {
  const rows = lines().slice(5);
  const noisy = (epsilon: number): Policy => policyOf({ noise: { epsilon, budget: 1 } });
  const first = await startWith(rows, noisy(0.8));
  await first.ask([]);
  expect(await first.bench.release(newRun(), cells(first.datasetId))).toMatchObject({ ok: true });

  const later = await startWith(rows, noisy(0.1));
  await later.ask([]);
  for (const [place, epsilon] of [0.8, 0.1, 0.1].entries()) {
    expect((await later.bench.releases(newRun()))[place]).toMatchObject({ epsilon });
    const released = await later.bench.release(newRun(), cells(later.datasetId));
    expect(released.ok).toBe(place < 2);
    if (!released.ok)
      expect(released.error).toMatchObject({ code: 'gate.budgetSpent', params: { budget: 1 } });
  }
});
