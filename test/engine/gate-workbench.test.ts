import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListRequest, ReleaseRequest } from '../../src/contract/engine-api.ts';
import { newId, type DatasetId, type FileId } from '../../src/contract/ids.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { computeHere } from '../../workers/engine/compute-here.ts';
import { Workbench } from '../../workers/engine/workbench.ts';
import { policyOf } from '../privacy/tables.ts';
import { startWorkbench, type Workbench as Files } from './import/workbench.ts';

/** Customers in the shop. */
const CUSTOMERS = 240;
const DAY = 86_400_000;

/** Orders of customers who buy more often and for more the higher their number. */
function orders(): string {
  const lines = Array.from({ length: CUSTOMERS }, (_, customer) =>
    Array.from({ length: 1 + (customer % 6) }, (_unused, order) => {
      const day = new Date(Date.UTC(2025, 0, 1) + (customer + 37 * order) * DAY).toISOString().slice(0, 10);
      return `CUST-${String(customer).padStart(4, '0')},${day},${10 + customer}.50`;
    }),
  );
  return ['customer_id,order_date,amount', ...lines.flat()].join('\n');
}

let files: Files;
const datasetId = newId<DatasetId>();
const fileId = newId<FileId>();

async function benchUnder(policy: Policy): Promise<Workbench> {
  const bench = new Workbench({ db: files.db, compute: computeHere }, policy);
  const preview = await bench.open(files.run, fileId, await files.file(orders()));
  const mapping = suggestMapping(preview);
  await bench.load(files.run, { fileId, datasetId, mapping, rules: {} });
  await bench.analyse(files.run, datasetId, 'rfm', {});
  return bench;
}

beforeAll(async () => {
  files = await startWorkbench();
});
afterAll(() => files.close());

const asked: ListRequest = {
  datasetId,
  analysisId: 'rfm',
  table: 'customers',
  where: { r: 5 },
  columns: ['segment', 'frequency'],
  purpose: 'win back',
  pseudonymised: false,
  format: 'csv',
  locale: 'en',
};

async function listed(bench: Workbench, change: Partial<ListRequest> = {}): Promise<string> {
  const result = await bench.releaseList(files.run, { ...asked, ...change });
  return result.ok ? new TextDecoder().decode(result.value.bytes) : result.error.code;
}

describe('lists of customers', () => {
  test('do not leave unless the policy lets them, and then only for a purpose', async () => {
    const shut = await benchUnder(policyOf({}));
    expect(await listed(shut)).toBe('gate.kindNotAllowed');
    expect([...shut.log]).toMatchObject([
      { kind: 'list', outcome: 'refused', purpose: 'win back', digest: null },
    ]);
    const open = await benchUnder(
      policyOf({ rows: { deidentified: null, lists: { pseudonymised: false } } }),
    );
    expect(await listed(open, { purpose: '  ' })).toBe('gate.purposeMissing');
    expect(await listed(open, { columns: ['customer'] })).toBe('gate.directIdentifier');
    expect(await listed(open, { format: 'xlsx' })).toBe('gate.kindNotAllowed');
  });

  test('leave with ids only where that is asked for and allowed, and are logged with their purpose', async () => {
    const bench = await benchUnder(
      policyOf({ rows: { deidentified: null, lists: { pseudonymised: false } } }),
    );
    const [head, first = ''] = (await listed(bench)).split('\r\n');
    expect(head).toMatch(/^Customer,Segment,Frequency/u);
    expect(first).toMatch(/^CUST-\d{4},/u);
    expect([...bench.log]).toMatchObject([
      { kind: 'list', outcome: 'released', subject: 'rfm/customers', purpose: 'win back' },
    ]);
    expect(await listed(bench, { pseudonymised: true })).not.toContain('CUST-');
  });

  test('leave under pseudonyms of their purpose, in an order of their own, where the policy asks for it', async () => {
    const bench = await benchUnder(
      policyOf({ rows: { deidentified: null, lists: { pseudonymised: true } } }),
    );
    const rowsOf = (file: string): string[] => file.trim().split('\r\n').slice(1);
    const [one, again, other] = [
      await listed(bench),
      await listed(bench),
      await listed(bench, { purpose: 'survey' }),
    ];
    expect(one).not.toContain('CUST-');
    expect(rowsOf(one).every((line) => /^[0-9a-f]{32},/u.test(line))).toBe(true);
    expect(rowsOf(one)).toEqual(rowsOf(one).toSorted());
    expect(again).toBe(one);
    expect(rowsOf(other)).toHaveLength(rowsOf(one).length);
    expect(rowsOf(other).filter((line) => one.includes(line.slice(0, 32)))).toEqual([]);
  });
});

describe('a preview', () => {
  test('says what can be inferred of every withheld count', async () => {
    const bench = await benchUnder(policyOf({ threshold: 20 }));
    const request: ReleaseRequest = {
      datasetId,
      analysisId: 'rfm',
      table: 'segments',
      format: 'csv',
      locale: 'en',
      theme: 'light',
    };
    const preview = await bench.preview(files.run, request);
    if (!preview.ok) throw new Error(preview.error.code);
    const { decision, withheld, table } = preview.value;
    expect(withheld).toHaveLength(decision.suppressedRows);
    const counts = table.columns.find(({ name }) => name === 'customers')?.values ?? [];
    expect(withheld.map(({ row }) => counts[row])).toEqual(withheld.map(() => null));
    for (const { low, high } of withheld) expect(high).toBeGreaterThanOrEqual(Math.max(20, low ?? 0));
  });
});

describe('another policy', () => {
  test('says what it would make of every table that stands, and changes nothing', async () => {
    const bench = await benchUnder(policyOf({}));
    const effects = await bench.policyEffects(files.run, policyOf({ threshold: 200 }));
    const segments = effects.find(({ subject }) => subject === 'rfm/segments');
    expect(segments).toMatchObject({ refusedNow: null, refusedThen: 'allSuppressed' });
    expect(effects.every(({ withheldThen, withheldNow }) => withheldThen >= withheldNow)).toBe(true);
    expect(effects.map(({ subject }) => subject)).not.toContain('rfm/customers');
    expect([...bench.log]).toEqual([]);
  });
});
