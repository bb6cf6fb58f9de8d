import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerMerge } from '../../../src/contract/merge.ts';
import { policyOf } from '../../privacy/tables.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { gatheredInPersons, spreadOverIds } from '../../../workers/engine/register-merged.ts';
import { MergeInEngine, RULES } from './merge-in-engine.ts';

const THRESHOLD = 10;
/** Ids of one person, who has ordered on the last day only: more than the threshold. */
const IDS = 12;
const LAST_DAY = '2025-12-31';
/** Day on which three others in Germany have ordered, before all. */
const FIRST_DAY = '2024-12-31';

/** Two hundred ids in two countries; the first twelve have one address. `amount` makes it other data. */
function orders(amount: number): string {
  const lines = Array.from({ length: 200 }, (_, index) => {
    const country = index < 120 ? 'DE' : 'FR';
    const later = index < IDS ? LAST_DAY : `2025-0${1 + (index % 9)}-15`;
    const day = index >= IDS && index < IDS + 3 ? FIRST_DAY : later;
    return `C${1000 + index},${day},${amount + (index % 7)},${country}`;
  });
  return ['customer_id,order_date,amount,country', ...lines].join('\n');
}

const DETAILS = [
  'customer_id,email',
  ...Array.from(
    { length: 200 },
    (_, index) => `C${1000 + index},${index < IDS ? 'one' : `p${index}`}@example.org`,
  ),
].join('\n');

const MERGE: CustomerMerge = {
  ...RULES,
  columns: [{ relation: 'customer_details', column: 'email', use: 'email' }],
  mostShared: 20,
};

let engine: MergeInEngine;
beforeAll(async () => {
  engine = await MergeInEngine.start();
  engine.tables.bench.setPolicy(policyOf({ differencing: true, threshold: THRESHOLD }));
}, 60_000);
afterAll(() => engine.close());

async function begin(amount: number): Promise<void> {
  await engine.begin(orders(amount));
  await engine.tables.table(DETAILS, 'customers');
}

/** What the gate says of orders by country, up to a day and from a day on. */
async function release(upTo: string, from = FIRST_DAY): Promise<string> {
  const { bench } = engine.tables;
  const datasetId = bench.ground.loaded?.datasetId;
  if (datasetId === undefined) throw new RangeError('nothing is loaded');
  const filters = [
    { column: 'orderedAt', op: 'atMost', values: [upTo] },
    { column: 'orderedAt', op: 'atLeast', values: [from] },
  ];
  const params = { dimensions: ['country'], measures: ['orders'], filters };
  await bench.analyse(newRun(), datasetId, 'metric', params);
  const asked = {
    datasetId,
    analysisId: 'metric',
    table: 'cells',
    format: 'csv',
    locale: 'en',
    theme: 'light',
  } as const;
  const result = await bench.release(newRun(), asked);
  return result.ok ? 'released' : result.error.code;
}

describe('the register of releases', () => {
  it('lets two tables leave that differ by twelve customers', async () => {
    await begin(10);
    expect([await release(LAST_DAY), await release('2025-12-30')]).toEqual(['released', 'released']);
  });

  it('goes on where these are merged into one, and sees that the difference is one person', async () => {
    await begin(20);
    expect(await release(LAST_DAY)).toBe('released');
    await engine.merge(MERGE);
    expect(await engine.tables.bench.releases(newRun())).toHaveLength(1);
    expect(await release('2025-12-30')).toBe('gate.differencing');
    // The same people again tell nothing new.
    expect(await release(LAST_DAY)).toBe('released');
    await engine.merge(null);
    expect(await engine.tables.bench.releases(newRun())).toHaveLength(2);
  });

  it('compares with what was released of merged customers once they are ids again', async () => {
    await begin(30);
    await engine.merge(MERGE);
    expect(await release(LAST_DAY)).toBe('released');
    await engine.merge(null);
    expect(await engine.tables.bench.releases(newRun())).toHaveLength(1);
    expect(await release(LAST_DAY, '2025-01-01')).toBe('gate.differencing');
  });
});

describe('ways of seeing customers', () => {
  const personOf = Int32Array.from([0, 1, 0, 2]);

  it('of ids are those of persons, who are wherever one of their ids is', () => {
    const view = {
      cells: [
        { row: 0, customers: 2 },
        { row: 1, customers: 1 },
      ],
      signatures: [[], [0], [1]],
    };
    const seen = gatheredInPersons(
      { view, signatures: Int32Array.from([1, 1, 2, 0]) },
      { ids: 4, persons: 3, personOf },
    );
    expect([...seen.signatures]).toEqual([3, 1, 0]);
    expect(seen.view.signatures).toEqual([[], [0], [1], [0, 1]]);
    expect(seen.view.cells).toEqual([
      { row: 0, customers: 2 },
      { row: 1, customers: 1 },
    ]);
    expect([...seen.counts]).toEqual([1, 1, 0, 1]);
  });

  it('of persons are those of each of their ids', () => {
    const view = { cells: [{ row: 0, customers: 1 }], signatures: [[], [0]] };
    const seen = spreadOverIds(
      { view, signatures: Int32Array.from([1, 0, 0]), counts: Float64Array.from([2, 1]) },
      personOf,
    );
    expect([...seen.signatures]).toEqual([1, 0, 1, 0]);
    expect(seen.view.cells).toEqual([{ row: 0, customers: 2 }]);
  });
});
