import { afterAll, beforeAll, expect, it } from 'vitest';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { MergeInEngine, RULES } from './merge-in-engine.ts';

let engine: MergeInEngine;
beforeAll(async () => {
  engine = await MergeInEngine.start();
}, 60_000);
afterAll(() => engine.close());

const SHOP = `customer_id,email
S-01,ann@example.org
S-02,ben@example.org`;
const GHOSTS = `customer_id,order_date,amount
S-01,2024-01-05,10.1
T-07,2024-01-09,20.2
------,----------,----
S-02,2024-02-05,-30.3
------,----------,----
Total,,60.6`;

it('ids in rows that are of nobody are no customers before a merge, nor tied to anybody, as long as the rules set these rows aside', async () => {
  const receipt = await engine.begin(GHOSTS);
  expect(receipt.rules).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ rule: 'separatorRow', on: true, rows: 2 }),
      expect.objectContaining({ rule: 'footerTotal', on: true, rows: 1 }),
    ]),
  );
  await engine.tables.table(SHOP, 'customers');
  const email = { relation: 'customer_details', column: 'email', use: 'email' } as const;
  const rules = { ...RULES, columns: [email] };
  // The customer whose only row is a negative amount is one.
  expect((await engine.preview(rules)).ordering).toEqual({ before: 3, after: 3 });
  expect((await engine.merge(rules)).merged).toMatchObject({ before: 3, after: 3 });
  await engine.merge(null);

  const { loaded } = engine.tables.bench.ground;
  if (loaded === null) throw new RangeError('nothing is loaded');
  const off = { ...loaded.rules, separatorRow: false, footerTotal: false };
  await engine.tables.bench.setRules(newRun(), loaded.datasetId, off);
  expect((await engine.preview(rules)).ordering).toEqual({ before: 5, after: 5 });
});
