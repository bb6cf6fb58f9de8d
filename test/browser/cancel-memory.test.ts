import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile, { type Row } from 'write-excel-file/universal';
import { nativeFile } from '../engine/import/native-file.ts';
import { serve, type Served } from '../serve.ts';
import { chooseFile, columnsShown, pressLoad, sealed, words } from './app-page.ts';
import { launch } from './chromium.ts';
import { SUBPATH, windowOptions } from './later-visit.ts';
import { whileHeld } from './hold-phase.ts';
import { standing, type Standing } from './left-behind.ts';

/** What DuckDB may keep of its own after a table is gone, bytes: two of its blocks, however often it happens. */
const SLACK = 2 ** 19;

const ROWS = 150_000;
const SHEET_ROWS = 15_000;

function* ordersLines(rows: number): Generator<readonly [string, string, string, string, string]> {
  for (let row = 0; row < rows; row += 1) {
    const day = new Date(Date.UTC(2023, 0, 1 + (row % 700))).toISOString().slice(0, 10);
    const amount = String((row % 90) + 0.5);
    yield [String(100_000 + row), `name ${row % 9973}`, day, amount, row % 2 === 0 ? 'web' : 'app'];
  }
}

const HEADER = ['order_id', 'customer_id', 'order_date', 'amount', 'channel'] as const;

function ordersText(rows: number): string {
  return [HEADER, ...ordersLines(rows)].map((fields) => fields.join(',')).join('\n');
}

async function workbook(rows: number): Promise<Uint8Array> {
  const sheet = [HEADER, ...ordersLines(rows)].map((fields): Row =>
    fields.map((value) => ({ type: String, value })),
  );
  const made = writeXlsxFile([{ data: sheet, sheet: 'orders' }]);
  return new Uint8Array(await (await made.toBlob()).arrayBuffer());
}

function parquet(rows: number): Promise<Uint8Array> {
  return nativeFile(
    `SELECT range AS order_id, 'name ' || range % 9973 AS customer_id,
      TIMESTAMP '2023-01-01' + INTERVAL (range) MINUTE AS order_date, range % 90 + 0.5 AS amount FROM range(${rows})`,
    'FORMAT parquet, ROW_GROUP_SIZE 20480',
  );
}

const UNPACKING = { phase: 'while it is unpacked', shown: new RegExp(words('phase.unpacking'), 'u') };
const READING = {
  phase: 'while rows are read, typed and written',
  shown: new RegExp(words('phase.reading'), 'u'),
  behind: /^CREATE OR REPLACE TABLE/u,
};
const READING_COLUMNS = { ...READING, shown: /Reading rows[^]*[1-9][\d,]* rows/u, behind: /(?:)/u };
const LATER = [
  { phase: 'while customers are numbered', shown: new RegExp(words('phase.customers'), 'u') },
  { phase: 'while duplicates are looked for', shown: new RegExp(words('phase.duplicates'), 'u') },
] as const;

const FORMATS = [
  {
    format: 'CSV',
    ending: 'csv',
    bytes: () => Promise.resolve(ordersText(ROWS)),
    phases: [READING, ...LATER],
  },
  {
    format: 'gzip CSV',
    ending: 'csv.gz',
    bytes: () => Promise.resolve(gzipSync(ordersText(ROWS))),
    phases: [UNPACKING, READING, ...LATER],
  },
  {
    format: 'XLSX',
    ending: 'xlsx',
    bytes: () => workbook(SHEET_ROWS),
    phases: [UNPACKING, READING, ...LATER],
  },
  { format: 'Parquet', ending: 'parquet', bytes: () => parquet(ROWS), phases: [READING_COLUMNS, ...LATER] },
] as const;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

function told({ tables, files, bytes, wasmBytes, blobBytes }: Standing): string {
  return (
    `${tables.length} tables, ${files.length} files, ${megabytes(bytes)} in the engine, ` +
    `${megabytes(blobBytes)} in blobs; WebAssembly has ${megabytes(wasmBytes)}`
  );
}

/** By how much WebAssembly memory may be larger after further imports that were cancelled: it grows by fifths. */
const GROWTH = 1.25;

let server: Served;
let browser: Browser;
let page: Page;
let blobs: Page;
let folder: string;
/** WebAssembly memory after the first import that was cancelled, bytes. */
let firstWasm: number | null = null;
const errors: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cancel-'));
  server = await serve({ base: SUBPATH });
  browser = await launch(['--js-flags=--liftoff-only --expose-gc']);
  const context = await browser.newContext(windowOptions(false));
  blobs = await context.newPage();
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(server.url);
  await sealed(page);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function closeFile(): Promise<void> {
  await page.getByRole('button', { name: words('import.close') }).click();
  await sealed(page);
}

function expectNothingLeft(after: Standing, before: Standing): void {
  // WebAssembly memory never gets smaller; its own bound stands below.
  const { wasmBytes } = after;
  const [bytes, blobBytes] = [expect.any(Number), expect.any(Number)] as unknown as [number, number];
  expect(after).toEqual({ ...before, wasmBytes, bytes, blobBytes });
  expect(after.bytes).toBeLessThanOrEqual(before.bytes + SLACK);
  expect(after.blobBytes).toBeLessThanOrEqual(before.blobBytes);
}

describe.each(FORMATS)('a file of $format in Chromium', ({ format, ending, bytes, phases }) => {
  let file: string;
  let fresh: Standing;
  beforeAll(async () => {
    file = path.join(folder, `orders.${ending}`);
    await writeFile(file, await bytes());
    fresh = await standing(page, blobs);
  });

  it('leaves no table, no file and no memory behind, whichever phase it is cancelled in', async ({
    annotate,
  }) => {
    const note = (when: string, now: Standing): Promise<unknown> =>
      annotate(`${format}, ${when}: ${told(now)}`);
    await note('before it was opened', fresh);
    await page.goto(`${server.url}#/data`);
    await chooseFile(page, file);
    await columnsShown(page);
    const before = await standing(page, blobs);
    await note('before it was loaded', before);
    for (const { phase, ...hold } of phases) {
      await whileHeld(
        page,
        hold,
        () => pressLoad(page),
        async () => {
          const now = await standing(page, blobs);
          await note(phase, now);
          // Else there was nothing that could have been left.
          expect(now.tables.length + now.files.length).toBeGreaterThan(0);
          await page.getByRole('button', { name: words('load.stop'), exact: true }).click();
        },
      );
      await page.getByText(words('load.stopped')).waitFor();
      const after = await standing(page, blobs, before.blobBytes);
      await note(`cancelled ${phase}`, after);
      expectNothingLeft(after, before);
      firstWasm ??= after.wasmBytes;
      expect(after.wasmBytes).toBeLessThanOrEqual(firstWasm * GROWTH);
    }
    await closeFile();
    const closed = await standing(page, blobs, fresh.blobBytes);
    await note('once it was closed', closed);
    expectNothingLeft(closed, fresh);
    expect(errors).toEqual([]);
  });
});
