import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../src/contract/ids.ts';
import { sql } from '../../../src/contract/sql.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { newRun } from '../../analyses/orders-in-engine.ts';
import { MergeInEngine, RULES } from './merge-in-engine.ts';

const ORDERS = `customer_id,order_date,amount
S-01,2024-01-05,10.1
T-07,2024-01-09,20.2
S-02,2024-02-05,30.3
T-08,2024-02-07,0.7
S-03,2024-03-01,5.5`;
const PEOPLE = `customer_id,email,phone
S-01,ann@example.org,030 901820
T-07, ANN@Example.org ,
S-02,ben@example.org,+4930901821
T-08,other@example.org,+4930901821
S-03,cleo@example.org,030 901822
U-01,Cleo@example.org,`;
const MERGE = {
  ...RULES,
  columns: [
    { relation: 'customer_details', column: 'email', use: 'email' },
    { relation: 'customer_details', column: 'phone', use: 'phone' },
  ],
} as const;

let engine: MergeInEngine;
beforeAll(async () => {
  engine = await MergeInEngine.start();
}, 60_000);
afterAll(() => engine.close());

/** Loads orders and a table, under pseudonyms of a purpose each where one is said. */
async function begin(ofOrders: string | null, ofTable: string | null): Promise<void> {
  await engine.begin(ORDERS);
  const { bench } = engine.tables;
  const preview = await engine.tables.open(ORDERS);
  const under = (purpose: string | null, columns: readonly string[]) =>
    purpose === null ? {} : { pseudonymise: { columns, purpose } };
  const mapping = { ...suggestMapping(preview), ...under(ofOrders, ['customer_id']) };
  await bench.load(newRun(), { fileId: preview.fileId, datasetId: newId(), mapping, rules: {} });
  const change = under(ofTable, ['customer_id', 'email', 'phone']);
  await engine.tables.table(PEOPLE, 'customers', { change });
}

it('customers under pseudonyms of one purpose are merged as by their values, and no value is left to see', async () => {
  await begin(null, null);
  const { before, after, ordering, clusters, merged, byRule } = await engine.preview(MERGE, false);
  const figures = { before, after, ordering, clusters, merged, byRule };
  expect(figures).toMatchObject({ clusters: 3, ordering: { before: 5, after: 3 } });
  await begin('study', 'study');
  const preview = await engine.preview(MERGE);
  expect(preview).toMatchObject({ ...figures, revealed: true });
  expect(JSON.stringify(preview)).not.toMatch(/@|S-0\d|T-0\d/u);
  const receipt = await engine.merge(MERGE);
  expect(receipt).toMatchObject({ customers: 3, merged: { before: 5, after: 3 } });
  const ids = (await engine.tables.rows(sql`SELECT customer_id FROM customers`)).flat();
  expect(ids.every((id) => /^[0-9a-f]{32}$/u.test(String(id)))).toBe(true);
  expect((await engine.merge(null)).customers).toBe(5);
});

it('pseudonyms of different purposes tie nobody', async () => {
  await begin('study', 'campaign');
  expect((await engine.preview(MERGE)).ordering).toEqual({ before: 5, after: 5 });
});
