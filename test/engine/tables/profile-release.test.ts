import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type DatasetId, type FileId } from '../../../src/contract/ids.ts';
import type { Policy } from '../../../src/contract/privacy.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { computeHere } from '../../../workers/engine/compute-here.ts';
import { Workbench } from '../../../workers/engine/workbench.ts';
import { shareStep } from '../../../workers/tables/profile-report.ts';
import { TablesDesk } from '../../../workers/tables/tables-desk.ts';
import { policyOf } from '../../privacy/tables.ts';
import { startWorkbench, type Workbench as Files } from '../import/workbench.ts';

const AS_OF = Date.UTC(2025, 11, 31);

/** Two orders of each customer; a city of three of them, one of twelve, the others' in turn. */
function orders(customers: number): string {
  const lines = Array.from({ length: customers }, (_, customer) => {
    const city = customer < 3 ? 'Rarity' : customer < 15 ? 'Dozen' : customer % 2 === 0 ? 'Even' : 'Odd';
    const id = `CUST-${String(customer).padStart(4, '0')}`;
    const note = customer < 4 ? '' : 'x';
    return [0, 1].map((order) => {
      const day = new Date(Date.UTC(2025, 0, 1 + customer + order)).toISOString().slice(0, 10);
      return `${id},${day},${10 + customer}.50,${city},${note},person${customer}@example.org`;
    });
  });
  return ['customer_id,order_date,amount,city,note,email', ...lines.flat()].join('\n');
}

let files: Files;
beforeAll(async () => {
  files = await startWorkbench();
}, 60_000);
afterAll(() => files.close());

async function benchOf(customers: number, policy: Partial<Policy> = {}): Promise<Workbench> {
  const bench = new Workbench(
    { db: files.db, compute: computeHere },
    policyOf({ formats: ['csv', 'print'], ...policy }),
  );
  const fileId = newId<FileId>();
  const preview = await bench.open(files.run, fileId, await files.file(orders(customers)));
  const mapping = { ...suggestMapping(preview), extras: ['city', 'note', 'email'] };
  await bench.load(files.run, { fileId, datasetId: newId<DatasetId>(), mapping, rules: {} });
  return bench;
}

async function released(bench: Workbench, format: 'csv' | 'print' = 'csv'): Promise<string> {
  const desk = new TablesDesk({
    db: files.db,
    ground: () => bench.ground,
    file: (fileId) => bench.file(fileId),
  });
  const result = await desk.releaseProfile(files.run, {
    relation: 'orders',
    asOf: AS_OF,
    format,
    locale: 'en',
  });
  return result.ok ? new TextDecoder().decode(result.value.bytes) : result.error.code;
}

describe('a profile at the gate', () => {
  it('names values of ten customers or more, and neither smaller ones nor what tells people apart', async () => {
    const bench = await benchOf(240);
    const csv = await released(bench);
    expect(csv).toContain('Even,112');
    expect(csv).toContain('Dozen,');
    expect(csv).not.toMatch(/Rarity|CUST-|@example/u);
    // The three others could be told from all the rest, so that one more count goes with theirs.
    expect(csv).toMatch(/All other values,withheld/u);
    expect(csv).toMatch(/Dozen,withheld/u);
    // Eight rows without a note are fewer than the threshold.
    expect(csv).toMatch(/note,text,withheld/u);
    // The smallest and the largest amount are somebody's.
    expect(csv).not.toMatch(/249\.5|10\.5\b/u);
    expect([...bench.log]).toMatchObject([
      { kind: 'report', subject: 'profile/orders', outcome: 'released', format: 'csv' },
    ]);
  });

  it('prints the same as a page', async () => {
    const html = await released(await benchOf(240), 'print');
    expect(html).toContain('Data profile: orders');
    expect(html).not.toMatch(/Rarity|CUST-|<script/u);
  });

  it('is refused where there are fewer customers than the threshold, and as a format the policy has not', async () => {
    expect(await released(await benchOf(9))).toBe('gate.allSuppressed');
    expect(await released(await benchOf(240, { formats: ['print'] }))).toBe('gate.kindNotAllowed');
  });

  it('enters the counts of customers in the register', async () => {
    const bench = await benchOf(241);
    await released(bench);
    expect(await bench.releases(files.run)).toMatchObject([
      { subject: 'profile/orders', kind: 'report', description: 'Data profile: orders' },
    ]);
    const [entry] = await bench.releases(files.run);
    expect(entry?.cells).toBeGreaterThan(1);
  });
});

it('rounds shares so that they tell no count below the threshold', () => {
  expect(shareStep(10_000, 10)).toBe(0.01);
  expect(shareStep(1000, 10)).toBe(0.05);
  expect(shareStep(300, 10)).toBe(0.1);
  expect(shareStep(100, 10)).toBeNull();
});
