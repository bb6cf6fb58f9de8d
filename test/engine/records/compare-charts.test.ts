import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Classification, DisclosureRole } from '../../../src/contract/classification.ts';
import type { ComparedAsk, ComparedRecords } from '../../../src/contract/compared-records.ts';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId, type RecordsId } from '../../../src/contract/ids.ts';
import type { FilePreview } from '../../../src/contract/import.ts';
import type { AnalysisOutcome } from '../../../src/contract/outcome.ts';
import type { DeidentifyRequest, Hierarchy, RecodeRequest } from '../../../src/contract/records.ts';
import { row } from '../../../src/contract/result-set.ts';
import { identifier, sql } from '../../../src/contract/sql.ts';
import { unclassified } from '../../../src/privacy/classify/unclassified.ts';
import { DecisionLog } from '../../../src/privacy/decision-log.ts';
import { readHierarchy } from '../../../src/privacy/hierarchies/hierarchy-file.ts';
import { makeFromRecipe } from '../../../src/privacy/hierarchies/make-hierarchy.ts';
import { fileOnDisk } from '../../../workers/engine/boot-node.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import type { FileSource } from '../../../workers/engine/database.ts';
import { compareCharts } from '../../../workers/records/compare-charts.ts';
import { recodeRecords, type RecodedRecords } from '../../../workers/records/recode-records.ts';
import { readingOf } from '../../../workers/records/records-reading.ts';
import { releaseRecords, starredOf } from '../../../workers/records/release-records.ts';
import { takeRecords, type TakenRecords } from '../../../workers/records/taken-records.ts';
import { asObjects, sharedFolder } from '../../analyses/orders-in-engine.ts';
import { policyOf } from '../../privacy/tables.ts';
import { startWorkbench, type Workbench } from '../import/workbench.ts';

const shared = sharedFolder();
const policy = policyOf({ formats: ['csv'], rows: { deidentified: { k: 5 }, lists: null } });

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
});
afterAll(() => bench.close());

const engine = () => ({ db: bench.db, run: bench.run, compute: computeHere });

type FiguresAsk = Extract<ComparedAsk, { kind: 'figures' }>;

interface Opened {
  readonly source: FileSource;
  readonly preview: FilePreview;
  readonly taken: TakenRecords;
  readonly classification: Classification;
}

async function take(source: FileSource, roles: Readonly<Record<string, DisclosureRole>>): Promise<Opened> {
  const preview = await bench.open(source);
  const origin = { kind: 'file', source, preview } as const;
  const taken = await takeRecords(bench.db, bench.run, newId<RecordsId>(), origin);
  const columns = taken.columns.map(({ name }) => ({
    ...unclassified(name),
    role: roles[name] ?? ('insensitive' as const),
  }));
  return { source, preview, taken, classification: { records: taken.records, complete: true, columns } };
}

function recodeOf(
  { taken }: Opened,
  request: Pick<DeidentifyRequest, 'quasiIdentifiers' | 'hierarchies'> & Partial<DeidentifyRequest>,
  changes: Partial<RecodeRequest>,
): Promise<RecodedRecords> {
  const opened = OPENED.get(taken.recordsId);
  if (opened === undefined) throw new RangeError('not opened');
  const recode: RecodeRequest = {
    request: {
      recordsId: taken.recordsId,
      population: null,
      bounds: {},
      models: [{ model: 'kAnonymity', k: 5 }],
      suppressionLimit: 0.1,
      metric: 'loss',
      aggregate: 'geometric',
      method: 'lattice',
      timeBudgetMs: 20_000,
      ...request,
    },
    levels: null,
    others: {},
    purpose: 'a study',
    ...changes,
  };
  return recodeRecords(engine(), { taken, population: null }, opened.classification, recode);
}

const OPENED = new Map<RecordsId, Opened>();

async function opened(source: FileSource, roles: Readonly<Record<string, DisclosureRole>>): Promise<Opened> {
  const found = await take(source, roles);
  OPENED.set(found.taken.recordsId, found);
  return found;
}

function compare(
  { source, preview, taken }: Opened,
  recoded: RecodedRecords,
  asks: readonly ComparedAsk[] | null,
): Promise<ComparedRecords> {
  const reading = readingOf({ kind: 'file', source, preview });
  const starred = starredOf(recoded, policy);
  return compareCharts(engine(), { taken, recoded, reading, starred }, asks);
}

/** The table as it leaves, as a file that SQL can read. */
async function exported({ taken, classification }: Opened, recoded: RecodedRecords): Promise<string> {
  const asked = { recordsId: taken.recordsId, format: 'csv', purpose: 'a study', locale: 'en' } as const;
  const gate = { policy, log: new DecisionLog() };
  const answer = await releaseRecords(engine(), { taken, classification, recoded }, asked, gate);
  if (!answer.ok) throw new AppFailure(answer.error);
  const file = await bench.file(answer.value.bytes);
  const name = `${taken.recordsId}.csv`;
  await bench.db.attachFile(name, file);
  return `import/${name}`;
}

function sides(run: ComparedRecords['runs'][number] | undefined) {
  if (run === undefined) throw new RangeError('no such run');
  if (!run.sides.ok) throw new AppFailure(run.sides.error);
  return run.sides.value;
}

/** Figures of the groups of an outcome, without the total. */
function groups({ tables }: AnalysisOutcome, measure: string): Record<string, unknown> {
  const { cells } = tables;
  if (cells === undefined) throw new RangeError('no cells');
  const named = asObjects(cells).filter(({ dimension1 }) => dimension1 !== null);
  return Object.fromEntries(named.map((each) => [String(each['dimension1']), each[measure]]));
}

async function query(statement: ReturnType<typeof sql>): Promise<Record<string, unknown>> {
  const found = await bench.db.query(statement, bench.run);
  return Object.fromEntries(
    Array.from({ length: found.rowCount }, (_, place) => {
      const [group, value] = row(found, place);
      return [String(group), value];
    }),
  );
}

/** 240 orders of 40 customers over two years; three customers of a town of their own. */
function orders(): string {
  const lines = Array.from({ length: 240 }, (_, place) => {
    const customer = place % 40;
    const town = customer < 2 ? `Hamlet ${customer}` : ['Bath', 'York', 'Hull'][customer % 3];
    const day = new Date(Date.UTC(2023, 0, 1 + ((place * 37) % 700))).toISOString().slice(0, 10);
    return [`C${String(1000 + customer)}`, day, (10 + ((place * 17) % 90) + 0.25).toFixed(2), town].join(',');
  });
  return ['customer_id,order_date,amount,town', ...lines, ''].join('\n');
}

const TOWNS: Hierarchy = makeFromRecipe(
  'town',
  { kind: 'flat' },
  ['Bath', 'York', 'Hull', 'Hamlet 0', 'Hamlet 1'].map((value) => ({ value, records: 1 })),
);

describe('charts of records before and after', () => {
  let shop: Opened;
  beforeAll(async () => {
    shop = await opened(await bench.file(orders()), { customer_id: 'subjectKey', town: 'quasiIdentifier' });
  });
  const shopRecode = (changes: Partial<RecodeRequest> = {}, request: Partial<DeidentifyRequest> = {}) =>
    recodeOf(
      shop,
      { quasiIdentifiers: ['town'], hierarchies: { town: TOWNS }, ...request },
      {
        levels: { town: 0 },
        others: { customer_id: 'pseudonymise', order_date: 'keep', amount: 'keep' },
        ...changes,
      },
    );
  const models = [{ model: 'kAnonymity', k: 20 }] as const;

  test('figures by group are those of the table that leaves, without the suppressed records that stay', async () => {
    const recoded = await shopRecode({}, { models });
    const figures = (measure: 'customers' | 'revenue', where: FiguresAsk['where'] = []): FiguresAsk => ({
      kind: 'figures',
      measure,
      of: measure === 'revenue' ? 'amount' : null,
      by: 'town',
      where,
    });
    const compared = await compare(shop, recoded, [
      figures('customers'),
      figures('revenue'),
      figures('revenue', [{ column: 'town', values: ['Bath', 'York'] }]),
    ]);
    expect(compared.suppressed).toBe(12);
    expect(compared.before).toEqual({ records: 240, customers: 40, amount: expect.any(Number) as number });
    const [customers, revenue, limited] = compared.runs.map(sides);
    const file = await exported(shop, recoded);
    const rows = sql`read_csv(${file}, header = true, all_varchar = true)`;
    expect(customers === undefined ? {} : groups(customers.after, 'customers')).toEqual(
      await query(sql`SELECT town, count(DISTINCT customer_id)::DOUBLE FROM ${rows} GROUP BY 1`),
    );
    expect(revenue === undefined ? {} : groups(revenue.after, 'revenue')).toEqual(
      await query(sql`SELECT town, round(fsum(amount::DOUBLE), 6) FROM ${rows} GROUP BY 1`),
    );
    expect(Object.keys(limited === undefined ? {} : groups(limited.after, 'revenue'))).toEqual([
      'Bath',
      'York',
    ]);
    const people = shop.taken.relation;
    const town = identifier(shop.taken.columns.find(({ name }) => name === 'town')?.stored ?? '');
    const key = identifier(shop.taken.columns.find(({ name }) => name === 'customer_id')?.stored ?? '');
    expect(customers === undefined ? {} : groups(customers.before, 'customers')).toEqual(
      await query(sql`SELECT ${town}, count(DISTINCT ${key})::DOUBLE FROM ${people} GROUP BY 1`),
    );
  });

  test('analyses run on both sides, and leave those of the loaded orders alone', async () => {
    await bench.db.query(sql`CREATE OR REPLACE TABLE orders AS SELECT 1 AS untouched`, bench.run);
    const recoded = await shopRecode({}, { models });
    const asks = ['rfm', 'cohorts'].map(
      (analysisId) => ({ kind: 'analysis', analysisId, params: {} }) as const,
    );
    const compared = await compare(shop, recoded, asks);
    expect(compared.lost).toEqual([]);
    const [rfm, cohorts] = compared.runs.map(sides);
    // Two customers of hamlets are suppressed, and too few to leave; pseudonyms tell the others apart as ids do.
    expect([rfm?.before.facts['customers'], rfm?.after.facts['customers']]).toEqual([40, 38]);
    expect(cohorts?.after.tables['cells']?.rowCount).toBeGreaterThan(0);
    expect([compared.starred, compared.after.records, compared.after.customers]).toEqual([0, 228, 38]);
    const left = await bench.db.query(sql`SELECT untouched FROM orders`, bench.run);
    expect(row(left, 0)).toEqual([1]);
  });
});

describe('analyses that a de-identified table can no longer be given to', () => {
  test('are named with what they lack', async () => {
    const shop = await opened(await bench.file(orders()), {
      customer_id: 'subjectKey',
      town: 'quasiIdentifier',
    });
    const recoded = await recodeOf(
      shop,
      { quasiIdentifiers: ['town'], hierarchies: { town: TOWNS }, models: [{ model: 'kAnonymity', k: 20 }] },
      { levels: { town: 1 }, others: { customer_id: 'pseudonymise', amount: 'keep' } },
    );
    const compared = await compare(shop, recoded, []);
    expect(compared.analyses).toEqual([]);
    expect(compared.lost.find(({ analysisId }) => analysisId === 'rfm')).toEqual({
      analysisId: 'rfm',
      role: 'orderedAt',
      column: 'order_date',
      reason: 'dropped',
    });
    expect(compared.numbers).toEqual(['amount']);
  });
});

describe.skipIf(shared === null)('charts of Adult (needs /work/shared)', () => {
  test('figures after are those of the exported table, and before those of the records', async () => {
    const folder = path.join(shared ?? '', 'data', 'adult');
    const adult = await opened(await fileOnDisk(path.join(folder, 'adult.csv')), {});
    const quasi = ['age', 'sex', 'race'];
    const hierarchies = Object.fromEntries(
      await Promise.all(
        quasi.map(async (name) => [
          name,
          readHierarchy(await readFile(path.join(folder, `adult_hierarchy_${name}.csv`), 'utf8'), name),
        ]),
      ),
    ) as Record<string, Hierarchy>;
    const recoded = await recodeOf(
      adult,
      { quasiIdentifiers: quasi, hierarchies, suppressionLimit: 0.02 },
      { levels: { age: 1, sex: 0, race: 0 }, others: { education: 'keep' } },
    );
    const asked = ['age', 'education'];
    const asks = asked.map((by): FiguresAsk => ({
      kind: 'figures',
      measure: 'orders',
      of: null,
      by,
      where: [],
    }));
    const compared = await compare(adult, recoded, asks);
    // Enough are suppressed to leave under *.
    expect(compared.starred).toBeGreaterThan(5);
    expect(compared.after.records).toBe(30_162);
    const file = await exported(adult, recoded);
    const rows = sql`read_csv(${file}, header = true, all_varchar = true)`;
    for (const [place, name] of asked.entries()) {
      const { before, after } = sides(compared.runs[place]);
      expect(groups(after, 'orders')).toEqual(
        await query(sql`SELECT ${identifier(name)}, count(*)::DOUBLE FROM ${rows} GROUP BY 1`),
      );
      const whole = Object.values(groups(before, 'orders')).reduce<number>((sum, n) => sum + Number(n), 0);
      expect(whole).toBe(30_162);
    }
    // The published hierarchy calls 26 to 30 so.
    const age = identifier(adult.taken.columns.find(({ name }) => name === 'age')?.stored ?? '');
    const people = adult.taken.relation;
    expect(groups(sides(compared.runs[0]).before, 'orders')).toMatchObject(
      await query(
        sql`SELECT '25-29', count(*)::DOUBLE FROM ${people} WHERE ${age}::INTEGER BETWEEN 26 AND 30`,
      ),
    );
  });
});
