import { gzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile, { type Row } from 'write-excel-file/universal';
import type { Progress } from '../../../src/contract/engine-api.ts';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId } from '../../../src/contract/ids.ts';
import type { Mapping } from '../../../src/contract/import.ts';
import { numbers, texts } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { Run, type Database, type FileSource } from '../../../workers/engine/database.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import { nativeFile } from './native-file.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

/** What DuckDB may keep of its own after a table is gone, bytes: two of its blocks, however often it happens. */
const SLACK = 2 ** 19;

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

/** Orders of customers with names, so that they are given keys; some stand twice. */
function ordersText(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const order = row % 50 === 1 ? row - 1 : row;
    const day = new Date(Date.UTC(2023, 0, 1 + (order % 700))).toISOString().slice(0, 10);
    return `${100_000 + order},name ${order % 997},${day},${(order % 90) + 0.5},${['web', 'app'][order % 2] ?? ''}`;
  });
  return ['order_id,customer_id,order_date,amount,channel', ...lines].join('\n');
}

async function workbook(rows: number): Promise<Uint8Array> {
  const [header = '', ...lines] = ordersText(rows).split('\n');
  const sheet: Row[] = [
    header.split(',').map((value) => ({ type: String, value })),
    ...lines.map((line): Row => {
      const [order = '', customer = '', day = '', amount = '', channel = ''] = line.split(',');
      return [
        { type: Number, value: Number(order) },
        { type: String, value: customer },
        { type: Date, value: new Date(`${day}T00:00:00Z`), format: 'yyyy-mm-dd' },
        { type: Number, value: Number(amount) },
        { type: String, value: channel },
      ];
    }),
  ];
  const made = writeXlsxFile([{ data: sheet, sheet: 'orders' }]);
  return new Uint8Array(await (await made.toBlob()).arrayBuffer());
}

function parquet(rows: number): Promise<Uint8Array> {
  return nativeFile(
    `SELECT range AS order_id, 'name ' || range % 997 AS customer_id,
      TIMESTAMP '2023-01-01' + INTERVAL (range) MINUTE AS order_date, range % 90 + 0.5 AS amount FROM range(${rows})`,
    'FORMAT parquet, ROW_GROUP_SIZE 2048',
  );
}

/** Most statements that put the new tables in the place of the old; from there on nothing is given up. */
const SWAP = 16;

/** Everything an import could leave behind. */
async function standing(): Promise<{
  readonly tables: readonly string[];
  readonly files: readonly string[];
  readonly bytes: number;
}> {
  const named = async (statement: Parameters<Database['query']>[0]): Promise<readonly string[]> =>
    texts(await bench.db.query(statement, bench.run), 'name').map(String);
  return {
    tables: await named(
      sql`SELECT database_name || '.' || table_name || ': ' || estimated_size AS name FROM duckdb_tables() ORDER BY 1`,
    ),
    files: await named(sql`SELECT file AS name FROM glob('import/*') ORDER BY 1`),
    bytes: await bench.db.memoryBytes(),
  };
}

interface Stop {
  /** Cancels the run before its statement of this number, from 1. */
  readonly statement?: number;
  /** Cancels the run when it first reports this phase. */
  readonly phase?: Progress['phase'];
}

interface Ended {
  readonly code: string;
  readonly statements: number;
  /** Slices that were read after the first. */
  readonly slices: number;
  readonly phases: ReadonlySet<Progress['phase']>;
}

/** Opens and loads a file, and stops somewhere. */
async function loadUntil(
  source: FileSource,
  stop: Stop,
  {
    sliceBytes,
    change = {},
  }: { sliceBytes?: number | undefined; change?: Partial<Mapping> | undefined } = {},
): Promise<Ended> {
  const phases = new Set<Progress['phase']>();
  const run: Run = new Run(newId(), ({ phase }) => {
    phases.add(phase);
    if (phase === stop.phase) void run.cancel();
  });
  let statements = 0;
  let slices = 0;
  const step = async (): Promise<void> => {
    statements += 1;
    if (statements === stop.statement) await run.cancel();
  };
  const db: Database = {
    ...bench.db,
    ...(sliceBytes === undefined ? {} : { sliceBytes }),
    async query(statement, of, onShare) {
      if (/^INSERT INTO .*read_csv/su.test(statement.text)) slices += 1;
      await step();
      return bench.db.query(statement, of, onShare);
    },
    async insert(name, columns) {
      await step();
      return bench.db.insert(name, columns);
    },
    async insertStream(name, stream, create) {
      await step();
      return bench.db.insertStream(name, stream, create);
    },
  };
  try {
    const preview = await openFile(db, run, source, newId());
    const mapping = { ...suggestMapping(preview), ...change };
    await loadOrders(db, run, { source, preview, mapping, datasetId: newId() });
    return { code: 'loaded', statements, slices, phases };
  } catch (thrown) {
    return {
      code: thrown instanceof AppFailure ? thrown.error.code : String(thrown),
      statements,
      slices,
      phases,
    };
  }
}

const FORMATS = [
  { format: 'CSV', ending: 'csv', bytes: () => Promise.resolve(new TextEncoder().encode(ordersText(4000))) },
  {
    format: 'CSV in slices',
    ending: 'csv',
    slice: 50_000,
    bytes: () => Promise.resolve(new TextEncoder().encode(ordersText(4000))),
  },
  {
    format: 'CSV under pseudonyms',
    ending: 'csv',
    // Names with signs whose canonical form SQL cannot tell are worked out beside it.
    bytes: () => Promise.resolve(new TextEncoder().encode(ordersText(4000).replaceAll(',name 1', ',Näme 1'))),
    change: { pseudonymise: { columns: ['customer_id', 'channel'], purpose: 'study' }, extras: ['channel'] },
  },
  {
    format: 'gzip CSV',
    ending: 'csv.gz',
    // More than the head of a packed text, so that the rest is unpacked later.
    bytes: () => Promise.resolve(gzipSync(new TextEncoder().encode(ordersText(30_000)))),
  },
  { format: 'XLSX', ending: 'xlsx', bytes: () => workbook(12_000) },
  { format: 'Parquet', ending: 'parquet', bytes: () => parquet(8000) },
] as const;

describe.each(FORMATS)('an import of $format that is cancelled', ({ format, ending, bytes, ...reading }) => {
  const sliceBytes = 'slice' in reading ? reading.slice : undefined;
  const change = 'change' in reading ? reading.change : undefined;
  let source: FileSource;
  let whole: Ended;
  let before: Awaited<ReturnType<typeof standing>>;
  beforeAll(async () => {
    source = await bench.file(await bytes(), `cancelled.${ending}`);
    whole = await loadUntil(source, {}, { sliceBytes, change });
    before = await standing();
  }, 120_000);

  async function expectNothingLeft(stop: Stop): Promise<number> {
    const { code } = await loadUntil(source, stop, { sliceBytes, change });
    expect(code, JSON.stringify(stop)).toBe('engine.cancelled');
    const { tables, files, bytes: after } = await standing();
    expect({ tables, files }, JSON.stringify(stop)).toEqual({ tables: before.tables, files: before.files });
    expect(after, JSON.stringify(stop)).toBeLessThanOrEqual(before.bytes + SLACK);
    return after;
  }

  it('leaves tables, files and memory as they were, whichever phase it was in', async ({ annotate }) => {
    expect(whole.code).toBe('loaded');
    expect(whole.slices > 0).toBe(sliceBytes !== undefined);
    const packed = ['gzip CSV', 'XLSX'].includes(format);
    const phases = [...(packed ? ['unpacking' as const] : []), 'reading', 'customers', 'duplicates'] as const;
    expect([...whole.phases]).toEqual(expect.arrayContaining([...phases, 'receipt']));
    const after: string[] = [];
    for (const phase of whole.phases) after.push(`${phase} ${await expectNothingLeft({ phase })}`);
    await annotate(`${format}: ${before.bytes} bytes before, afterwards ${after.join(', ')}`);
  }, 120_000);

  it('does so before each of its statements', async () => {
    expect(whole.statements).toBeGreaterThan(15);
    // Those of long files are tried here and there: the statements are the same.
    const every = format.startsWith('CSV') || format === 'Parquet' ? 1 : 6;
    let largest = 0;
    for (let statement = 1; statement <= whole.statements - SWAP; statement += every) {
      largest = Math.max(largest, await expectNothingLeft({ statement }));
    }
    expect(largest).toBeGreaterThan(0);
  }, 300_000);
});

it('a load that was cancelled can be begun again', async () => {
  const source = await bench.file(ordersText(4000), 'again.csv');
  const stopped = await loadUntil(source, { phase: 'customers' });
  expect(stopped.code).toBe('engine.cancelled');
  expect((await loadUntil(source, {})).code).toBe('loaded');
  const rows = await bench.db.query(sql`SELECT count(*)::DOUBLE AS n FROM orders`, bench.run);
  expect(numbers(rows, 'n')[0]).toBeGreaterThan(3000);
});
