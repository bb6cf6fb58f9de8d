import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/universal';
import { toAppError, AppFailure } from '../../../src/contract/error.ts';
import { newId } from '../../../src/contract/ids.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import { madeFile } from '../../../workers/import/sources/bytes.ts';
import { seededRandom, mutated, type Random } from './mutations.ts';
import { nativeFile } from './native-file.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

/** Files tried each time; FUZZ_RUNS=2000 looks at all that are asked for, in some minutes. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
const SEED = Number(process.env['FUZZ_SEED'] ?? 7);

let bench: Workbench;
/** Sound files of all formats, by the names they come under. */
let seeds: readonly (readonly [name: string, bytes: Uint8Array])[] = [];
beforeAll(async () => {
  bench = await startWorkbench();
  seeds = [...TEXTS, ...(await binarySeeds())];
}, 60_000);
afterAll(() => bench.close());

const ROWS = Array.from({ length: 12 }, (_, index) => ({
  customer: `K${100 + (index % 5)}`,
  order: `A${index >> 1}`,
  date: `2024-0${1 + (index % 9)}-1${index % 9}`,
  amount: (index * 7.25 + 1).toFixed(2),
  note: index % 4 === 0 ? 'Grüße, "Ümlaut"' : '',
}));
const HEADER = ['customer', 'order', 'date', 'amount', 'note'] as const;

function delimited(mark: string): string {
  const quoted = (value: string): string =>
    /[",;\t|]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const lines = ROWS.map((row) => [row.customer, row.order, row.date, row.amount, row.note].map(quoted));
  return `${[HEADER, ...lines].map((line) => line.join(mark)).join('\n')}\n`;
}

const CSV = delimited(',');
const LATIN = Uint8Array.from(delimited(';'), (char) => char.charCodeAt(0) & 0xff);

const TEXTS: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['orders.csv', strToU8(CSV)],
  ['orders.tsv', strToU8(delimited('\t'))],
  ['orders.psv', strToU8(delimited('|'))],
  ['latin.csv', LATIN],
  ['utf16.csv', new Uint8Array(Buffer.from(`\ufeff${CSV}`, 'utf16le'))],
  ['orders.csv.gz', gzipSync(strToU8(CSV))],
  ['orders.zip', zipSync({ 'a/orders.csv': strToU8(CSV), 'b.tsv': strToU8(delimited('\t')) })],
  ['orders.json', strToU8(JSON.stringify(ROWS))],
  ['orders.ndjson', strToU8(`${ROWS.map((row) => JSON.stringify(row)).join('\n')}\n`)],
];

/** The same rows as a workbook, and in columns that have types. */
async function binarySeeds(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const cell = (value: string) => ({ type: String, value });
  const sheet = [
    HEADER.map(cell),
    ...ROWS.map((row) => [
      ...[row.customer, row.order].map(cell),
      { type: Date, value: new Date(row.date), format: 'yyyy-mm-dd' },
      { type: Number, value: Number(row.amount) },
      cell(row.note),
    ]),
  ];
  const book = await (await writeXlsxFile([{ data: sheet, sheet: 'Orders' }]).toBlob()).arrayBuffer();
  const values = ROWS.map((row) => `('${row.customer}', '${row.order}', DATE '${row.date}', ${row.amount})`);
  const select = `SELECT * FROM (VALUES ${values.join(', ')}) AS orders(customer, "order", date, amount)`;
  const arrow = tableFromArrays({
    customer: ROWS.map((row) => row.customer),
    order: ROWS.map((row) => row.order),
    date: ROWS.map((row) => new Date(row.date)),
    amount: Float64Array.from(ROWS, (row) => Number(row.amount)),
  });
  return [
    ['orders.xlsx', new Uint8Array(book)],
    ['orders.parquet', await nativeFile(select, 'FORMAT parquet, COMPRESSION zstd')],
    ['plain.parquet', await nativeFile(select, 'FORMAT parquet, COMPRESSION uncompressed')],
    ['orders.arrow', tableToIPC(arrow, 'file')],
    ['orders.arrows', tableToIPC(arrow, 'stream')],
  ];
}

/** A file that takes longer than this hangs; sound ones take a tenth of a second. */
const HANGS_MS = 60_000;

/** What became of a file; a word of its own where it keeps everybody waiting. */
async function outcome(name: string, bytes: Uint8Array): Promise<string> {
  let waits: ReturnType<typeof setTimeout> | undefined;
  const hangs = new Promise<string>((resolve) => {
    waits = setTimeout(resolve, HANGS_MS, 'untyped hang');
  });
  try {
    return await Promise.race([ended(name, bytes), hangs]);
  } finally {
    clearTimeout(waits);
  }
}

/** What became of a file: the sums of its receipt, or the code of its error. */
async function ended(name: string, bytes: Uint8Array): Promise<string> {
  const source = madeFile(name, new Blob([new Uint8Array(bytes)]));
  const { db, run } = bench;
  try {
    const preview = await openFile(db, run, source, newId());
    const mapping = suggestMapping(preview);
    const { receipt } = await loadOrders(db, run, { source, preview, mapping, datasetId: newId() });
    const { read, loaded, setAside, malformed } = receipt;
    return read === loaded + setAside + malformed ? 'loaded' : `unbalanced ${JSON.stringify(receipt)}`;
  } catch (thrown) {
    const { code, params } = toAppError(thrown);
    const typed =
      thrown instanceof AppFailure &&
      code !== 'engine.query' &&
      code !== 'app.unexpected' &&
      code !== 'engine.crashed';
    return typed ? code : `untyped ${code} ${JSON.stringify(params)} ${String(thrown)}`;
  }
}

function broken(random: Random): { readonly name: string; readonly bytes: Uint8Array } {
  const [name, bytes] = seeds[random.below(seeds.length)] ?? ['orders.csv', strToU8(CSV)];
  const [, other] = seeds[random.below(seeds.length)] ?? [name, bytes];
  return { name, bytes: mutated(bytes, other, random) };
}

describe('files with mutations', () => {
  it('load as they are, before anything is broken', async () => {
    for (const [name, bytes] of seeds) expect([name, await outcome(name, bytes)]).toEqual([name, 'loaded']);
  });

  it('each end in a load with a receipt that balances, or in an error with words of its own', async () => {
    const random = seededRandom(SEED);
    const ends = new Map<string, number>();
    for (let index = 0; index < RUNS; index += 1) {
      const { name, bytes } = broken(random);
      const end = await outcome(name, bytes);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      const told = `file ${index} of seed ${SEED}, ${name}: ${Buffer.from(bytes).toString('base64')}`;
      expect.soft(/^(?:unbalanced|untyped) /u.test(end) ? `${end} — ${told}` : '').toBe('');
    }
    // A harness in which nothing breaks, or everything, would show nothing.
    expect(ends.get('loaded') ?? 0).toBeGreaterThan(RUNS / 10);
    expect(ends.size).toBeGreaterThan(RUNS < 100 ? 1 : 4);
    if (RUNS > 300) console.log(JSON.stringify([...ends].toSorted((a, b) => b[1] - a[1])));
  }, 900_000);
});
