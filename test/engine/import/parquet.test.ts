import { gzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId } from '../../../src/contract/ids.ts';
import { numbers, row } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { Run } from '../../../workers/engine/database.ts';
import { fileAsRecords } from '../../../workers/records/file-as-records.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import { nativeFile } from './native-file.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

const ROWS = 300_000;
const ORDERS = `SELECT range AS order_id, 'C' || lpad((range % 5000)::VARCHAR, 5, '0') AS customer_id,
  TIMESTAMP '2023-01-01 08:00:00' + INTERVAL (range * 60) SECOND AS ordered_at,
  ((range % 100) / 4)::DECIMAL(10, 2) + 1 AS amount,
  ['web', 'app', 'shop'][range % 3 + 1] AS channel FROM range(${ROWS})`;
/** What the orders add up to, worked out by hand: a hundred amounts of 1 to 25.75. */
const REVENUE = (ROWS / 100) * (100 + (99 * 50) / 4);

async function code(work: Promise<unknown>): Promise<unknown> {
  const thrown: unknown = await work.catch((error: unknown) => error);
  return thrown instanceof AppFailure ? thrown.error.code : thrown;
}

const TABLES = sql`SELECT count(*)::DOUBLE AS n FROM duckdb_tables()`;

describe('orders in Parquet', () => {
  it.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'lz4_raw'])(
    'are loaded whole, compressed by %s, over several row groups',
    async (codec) => {
      const bytes = await nativeFile(ORDERS, `FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE 100000`);
      const source = await bench.file(bytes, `orders-${codec}.parquet`);
      const preview = await bench.open(source);
      expect(preview).toMatchObject({ reading: { format: 'parquet' }, estimatedRows: ROWS });
      expect(preview.columns.map(({ name, stored }) => [name, stored])).toEqual([
        ['order_id', 'number'],
        ['customer_id', 'text'],
        ['ordered_at', 'timestamp'],
        ['amount', 'number'],
        ['channel', 'text'],
      ]);
      const { receipt } = await bench.load(source);
      expect(receipt).toMatchObject({ read: ROWS, loaded: ROWS, customers: 5000, orders: ROWS });
      expect(receipt.revenue).toBeCloseTo(REVENUE, 4);
      expect(receipt.lastOrderAt).toBe(Date.UTC(2023, 0, 1, 8) + (ROWS - 1) * 60_000);
    },
  );
});

/** One row of every kind of value, and one of nulls. */
const KINDS = `SELECT 7 AS customer, TIMESTAMP '2024-02-03 04:05:06' AS at, 1.25::DECIMAL(18, 3) AS price, 3::BIGINT AS big,
  TIMESTAMPTZ '2024-02-03 04:05:06+00' AS zoned, TIMESTAMP_NS '2024-02-03 04:05:06.123456789' AS fine,
  DATE '2024-02-03' AS day, TRUE AS yes, ['a', 'b'] AS tags, {'city': 'Köln', 'zip': 50667} AS home, 'x' AS word
  UNION ALL SELECT 8, TIMESTAMP '2024-02-04', 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL`;

describe('columns of Parquet', () => {
  it('keep their types; structures are laid out flat, lists stand in one cell', async () => {
    const source = await bench.file(await nativeFile(KINDS, 'FORMAT parquet'), 'kinds.parquet');
    const preview = await bench.open(source);
    expect(preview.columns.map(({ name, stored }) => `${name}: ${stored}`)).toEqual([
      'customer: number',
      'at: timestamp',
      'price: number',
      'big: number',
      'zoned: timestamp',
      'fine: timestamp',
      'day: timestamp',
      'yes: boolean',
      'tags: text',
      'home.city: text',
      'home.zip: number',
      'word: text',
    ]);
    const relation = sql`kinds_as_records`;
    await fileAsRecords(bench.db, bench.run, relation, { source, preview });
    const rows = await bench.db.query(sql`SELECT * FROM ${relation} ORDER BY c1`, bench.run);
    await bench.db.query(sql`DROP TABLE ${relation}`, bench.run);
    expect(row(rows, 0)).toEqual([
      '7',
      '2024-02-03 04:05:06',
      '1.25',
      '3',
      '2024-02-03 04:05:06',
      '2024-02-03 04:05:06.123456',
      '2024-02-03 00:00:00',
      'true',
      'a; b',
      'Köln',
      '50667',
      'x',
    ]);
    expect(row(rows, 1)).toEqual([
      '8',
      '2024-02-04 00:00:00',
      '2.0',
      ...Array.from({ length: 9 }, () => null),
    ]);
  });

  it('are read alone where others stand between them', async () => {
    const source = await bench.file(await nativeFile(ORDERS, 'FORMAT parquet'), 'some.parquet');
    const roles = { customerId: 'customer_id', orderedAt: 'ordered_at', amount: 'amount' };
    const { receipt } = await bench.load(source, { roles, formats: {}, extras: [] });
    expect(receipt).toMatchObject({ read: ROWS, loaded: ROWS, customers: 5000 });
    expect(receipt.revenue).toBeCloseTo(REVENUE, 4);
  });

  it('are read as text where the user chooses another format', async () => {
    const days = `SELECT 'K' || (range % 9) AS customer_id, 20240100 + range % 28 + 1 AS ordered_at,
      range + 0.5 AS amount FROM range(100)`;
    const source = await bench.file(await nativeFile(days, 'FORMAT parquet'), 'days.parquet');
    const preview = await bench.open(source);
    expect(preview.columns[1]?.stored).toBe('number');
    const roles = { customerId: 'customer_id', orderedAt: 'ordered_at', amount: 'amount' };
    const formats = { ordered_at: { kind: 'date', order: 'compact', time: false } } as const;
    const { receipt } = await bench.load(source, { roles, formats, extras: [] });
    expect(receipt).toMatchObject({ loaded: 100, firstOrderAt: Date.UTC(2024, 0, 1) });
    expect(receipt.revenue).toBeCloseTo(5000, 6);
  });
});

describe('files of Parquet that are packed, broken or locked', () => {
  const few = `SELECT * FROM (${ORDERS}) LIMIT 500`;

  it('are loaded out of gzip and zip', async () => {
    const bytes = await nativeFile(few, 'FORMAT parquet');
    const gz = await bench.file(gzipSync(bytes), 'orders.parquet.gz');
    const zip = await bench.file(zipSync({ 'orders.parquet': bytes }), 'orders.zip');
    for (const source of [gz, zip]) expect((await bench.load(source)).receipt.loaded).toBe(500);
  });

  it('say what is wrong with them', async () => {
    const bytes = await nativeFile(few, 'FORMAT parquet');
    const cut = await bench.file(bytes.subarray(0, bytes.length - 40), 'cut.parquet');
    expect(await code(bench.open(cut))).toBe('file.damaged');
    const locked = new Uint8Array(bytes);
    locked.set(new TextEncoder().encode('PARE'));
    expect(await code(bench.open(await bench.file(locked, 'locked.parquet')))).toBe('file.locked');
    const none = await nativeFile(`${few} OFFSET 300000`, 'FORMAT parquet');
    expect(await code(bench.open(await bench.file(none, 'none.parquet')))).toBe('file.headerOnly');
  });

  it('leave no table and no memory behind where loading is cancelled after the first batch', async () => {
    const many = `SELECT range AS order_id, range % 999 AS customer_id, TIMESTAMP '2024-01-01' AS ordered_at,
      1.5 AS amount FROM range(1200000)`;
    const source = await bench.file(await nativeFile(many, 'FORMAT parquet'), 'many.parquet');
    const preview = await bench.open(source);
    const before = await bench.db.query(TABLES, bench.run);
    const bytes = await bench.db.memoryBytes();
    const told: number[] = [];
    const run: Run = new Run(newId(), (progress) => {
      if (progress.phase !== 'reading' || (progress.rows ?? 0) === 0) return;
      told.push(progress.rows ?? 0);
      void run.cancel();
    });
    const request = { source, preview, mapping: suggestMapping(preview), datasetId: newId<never>() };
    expect(await code(loadOrders(bench.db, run, request))).toBe('engine.cancelled');
    expect(told).toHaveLength(1);
    expect(told[0]).toBeLessThan(1_200_000);
    expect(numbers(await bench.db.query(TABLES, bench.run), 'n')).toEqual(numbers(before, 'n'));
    expect(await bench.db.memoryBytes()).toBeLessThanOrEqual(bytes + 2 ** 20);
  });
});
