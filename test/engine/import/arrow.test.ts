import {
  Decimal,
  Dictionary,
  Int32,
  LargeUtf8,
  makeData,
  makeVector,
  Table,
  tableToIPC,
  TimestampMicrosecond,
  TimestampMillisecond,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { FlatView } from '../../../workers/import/sources/flat-view.ts';
import { COMPRESSED_ARROW } from '../../fixtures/compressed-arrow.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

const ROWS = 1000;
const START = Date.UTC(2024, 0, 1);

function each<T>(value: (row: number) => T): T[] {
  return Array.from({ length: ROWS }, (_, row) => value(row));
}

/** Amounts of 0.00 to 9.99 and again, as unscaled integers of 128 bits. */
function decimals(): Vector<Decimal> {
  const data = new Uint32Array(ROWS * 4);
  for (let row = 0; row < ROWS; row += 1) data[row * 4] = (row % 1000) + 1;
  return new Vector([makeData({ type: new Decimal(2, 10), length: ROWS, nullCount: 0, data })]);
}

function orders(): Table {
  const at = BigInt64Array.from(each((row) => BigInt(START + row * 60_000) * 1000n));
  return new Table({
    customer_id: vectorFromArray(
      each((row) => `K${row % 40}`),
      new Dictionary(new Utf8(), new Int32()),
    ),
    ordered_at: new Vector([
      makeData({ type: new TimestampMicrosecond('Asia/Shanghai'), length: ROWS, nullCount: 0, data: at }),
    ]),
    amount: decimals(),
    quantity: makeVector(Int32Array.from(each((row) => (row % 3) + 1))),
    product: vectorFromArray(
      each((row) => `茶 ${row % 5}`),
      new LargeUtf8(),
    ),
  });
}

function tableColumns(table: Table): Record<string, Vector> {
  const names = table.schema.fields.map(({ name }) => name);
  return Object.fromEntries(
    names.flatMap((name) => {
      const column = table.getChild(name);
      return column === null ? [] : [[name, column]];
    }),
  );
}

/** 0.01 to 10.00 by cents. */
const REVENUE = (0.01 + 10) * (ROWS / 2);

describe('orders in Arrow', () => {
  it.each(['file', 'stream'] as const)('are loaded from a %s', async (form) => {
    const source = await bench.file(tableToIPC(orders(), form), `orders-${form}.arrow`);
    const preview = await bench.open(source);
    expect(preview).toMatchObject({ reading: { format: 'arrow' }, sampleRows: ROWS, complete: true });
    expect(preview.columns.map(({ stored }) => stored)).toEqual([
      'text',
      'timestamp',
      'number',
      'number',
      'text',
    ]);
    const { receipt } = await bench.load(source);
    expect(receipt).toMatchObject({
      read: ROWS,
      loaded: ROWS,
      customers: 40,
      firstOrderAt: START,
      lastOrderAt: START + (ROWS - 1) * 60_000,
    });
    expect(receipt.revenue).toBeCloseTo(REVENUE, 6);
  });

  it('are loaded from several batches', async () => {
    const one = orders();
    const batches = [...one.batches, ...one.batches, ...one.batches];
    const source = await bench.file(tableToIPC(new Table(one.schema, batches), 'stream'), 'three.arrow');
    expect((await bench.load(source)).receipt).toMatchObject({ read: 3 * ROWS, customers: 40 });
  });

  it.each(['lz4', 'zstd'] as const)('are loaded where buffers are compressed by %s', async (codec) => {
    const bytes = Buffer.from(COMPRESSED_ARROW[codec], 'base64');
    const { receipt } = await bench.load(await bench.file(bytes, `${codec}.feather`));
    expect(receipt).toMatchObject({ read: 60, loaded: 60, customers: 7, revenue: 120, firstOrderAt: START });
  });
});

/** The head of a message that stands at a place of a stream, and where the next message begins. */
function headAt(stream: Uint8Array, at: number): { readonly flat: FlatView; readonly next: number } {
  const length = new DataView(stream.buffer, stream.byteOffset).getInt32(at + 4, true);
  return { flat: new FlatView(stream.subarray(at + 8, at + 8 + length)), next: at + 8 + length };
}

function longList(bytes: Uint8Array): Uint8Array {
  const stream = Uint8Array.from(bytes);
  const { flat } = headAt(stream, 0);
  const schema = flat.table(flat.root(), 2) ?? expect.fail('it has a schema');
  flat.view.setUint32(flat.table(schema, 1) ?? expect.fail('it has fields'), 0x7fffffff, true);
  return stream;
}

function shortBody(bytes: Uint8Array): Uint8Array {
  const stream = Uint8Array.from(bytes);
  const { flat } = headAt(stream, headAt(stream, 0).next);
  const length = flat.field(flat.root(), 3) ?? expect.fail('it has a body');
  flat.view.setBigInt64(length, -8n, true);
  return stream;
}

describe('a moment in Arrow that no calendar reaches', () => {
  it('is a date that cannot be read, and costs no other row', async () => {
    const times = BigInt64Array.from(each((row) => BigInt(row === 7 ? '9000000000000000000' : START + row)));
    const data = makeData({ type: new TimestampMillisecond(), length: ROWS, nullCount: 0, data: times });
    const one = orders();
    const table = new Table({ ...tableColumns(one), ordered_at: new Vector([data]) });
    const { receipt } = await bench.load(await bench.file(tableToIPC(table, 'file'), 'far.arrow'));
    expect(receipt).toMatchObject({ read: ROWS, loaded: ROWS - 1 });
  });
});

describe('Arrow files that cannot be read', () => {
  it.each([0.3, 0.6])('say that they are damaged where they are cut off at %d', async (share) => {
    const bytes = tableToIPC(orders(), 'file');
    const source = await bench.file(
      bytes.subarray(0, Math.floor(bytes.length * share)),
      `cut-${share}.arrow`,
    );
    const thrown: unknown = await bench.load(source).catch((error: unknown) => error);
    expect(thrown instanceof AppFailure && thrown.error.code).toBe('file.damaged');
  });

  it.each([
    ['a list that claims more columns than memory holds', longList],
    ['a batch that is shorter than nothing', shortBody],
  ])('say so of %s, instead of reading without end', async (name, broken) => {
    const source = await bench.file(broken(tableToIPC(orders(), 'stream')), `${name}.arrows`);
    const thrown: unknown = await bench.load(source).catch((error: unknown) => error);
    expect(thrown instanceof AppFailure && thrown.error.code).toBe('file.damaged');
  });
});
