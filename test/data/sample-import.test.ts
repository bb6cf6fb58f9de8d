import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type DatasetId, type FileId, type RunId } from '../../src/contract/ids.ts';
import type { FindingCode } from '../../src/contract/doctor.ts';
import type { CleaningReceipt, CleaningRule, Mapping } from '../../src/contract/import.ts';
import type { SampleCounts } from '../../src/data/sample/generate-orders.ts';
import { SAMPLE_OPTIONS } from '../../src/data/sample/options.ts';
import { suggestMapping } from '../../src/data/suggest-mapping.ts';
import { writeOrders } from '../../workers/cli/generate-files.ts';
import { bootNode, fileOnDisk } from '../../workers/engine/boot-node.ts';
import { Run, type Database } from '../../workers/engine/database.ts';
import { loadOrders } from '../../workers/import/load-orders.ts';
import { openFile } from '../../workers/import/open-file.ts';

describe('the sample in the app', () => {
  let folder = '';
  let database: Database;
  let counts: SampleCounts;
  let mapping: Mapping;
  let receipt: CleaningReceipt;
  let findings: readonly FindingCode[];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sample-'));
    const file = path.join(folder, 'orders.csv');
    counts = await writeOrders(SAMPLE_OPTIONS, file);
    database = await bootNode();
    const run = new Run(newId<RunId>());
    const source = await fileOnDisk(file);
    const preview = await openFile(database, run, source, newId<FileId>());
    mapping = suggestMapping(preview);
    findings = preview.findings.map(({ code }) => code);
    // Kept by default, since a free order is an order; the theory has none.
    const rules = { zeroAmount: true };
    const request = { source, preview, mapping, rules, datasetId: newId<DatasetId>() };
    ({ receipt } = await loadOrders(database, run, request));
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('alarms the doctor by nothing but the faults that were put in: “n/a” for an amount, and cancellations', () => {
    expect(findings).toEqual(['nullWords', 'cancellations']);
  });

  it('is given the roles its columns have', () => {
    expect(mapping.roles).toEqual({
      customerId: 'customer_id',
      orderId: 'order_id',
      orderedAt: 'ordered_at',
      quantity: 'quantity',
      unitPrice: 'unit_price',
      amount: 'amount',
      product: 'product',
      category: 'category',
      channel: 'channel',
      country: 'country',
      orderStatus: 'status',
    });
  });

  it('has a cleaning receipt that finds what was put in, rule by rule', () => {
    const rows = (rule: CleaningRule): number =>
      receipt.rules.find((effect) => effect.rule === rule)?.rows ?? Number.NaN;
    expect(receipt.read).toBe(counts.rows);
    expect(receipt.malformed).toBe(0);
    expect(receipt.orderLines).toBe(true);
    expect(rows('noCustomer')).toBe(counts.mess.noCustomer);
    expect(rows('unreadableDate')).toBe(counts.mess.unreadableDate);
    expect(rows('unreadableNumber')).toBe(counts.mess.unreadableNumber);
    expect(rows('negativeAmount')).toBe(counts.mess.negativeAmount);
    expect(rows('zeroAmount')).toBe(counts.mess.zeroAmount);
    expect(rows('exactDuplicate')).toBe(counts.mess.exactDuplicate);
    // Lines, while the generator counts orders.
    expect(rows('cancelledOrder')).toBeGreaterThanOrEqual(counts.cancelledOrders);
  });

  it('leaves exactly the completed orders once it is cleaned', () => {
    expect(receipt.orders).toBe(counts.orders - counts.cancelledOrders);
    expect(receipt.customers).toBe(counts.customers);
    expect(receipt.revenue).toBeCloseTo(counts.revenue, 2);
  });
});
