import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppFailure } from '../../../src/contract/error.ts';
import { newId } from '../../../src/contract/ids.ts';
import type { Mapping } from '../../../src/contract/import.ts';
import { texts } from '../../../src/contract/result-set.ts';
import { sql } from '../../../src/contract/sql.ts';
import { suggestMapping } from '../../../src/data/suggest-mapping.ts';
import type { Database } from '../../../workers/engine/database.ts';
import { loadOrders } from '../../../workers/import/load-orders.ts';
import { TABLES, table } from '../../../workers/import/loaded-orders.ts';
import { openFile } from '../../../workers/import/open-file.ts';
import { startWorkbench, type Workbench } from './workbench.ts';

const WHOLE = Number.MAX_SAFE_INTEGER;
/** Slices of files that a test can make. */
const SMALL = 3000;

let bench: Workbench;
beforeAll(async () => {
  bench = await startWorkbench();
}, 60_000);
afterAll(() => bench.close());

interface Loaded {
  /** The receipt, or the code of the error. */
  readonly ended: unknown;
  /** Every row of every table, by the table. */
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
  /** Slices that were read, also in vain. */
  readonly slices: number;
  /** Statements that read the file. */
  readonly reads: readonly string[];
}

/** Everything that an import leaves behind. */
async function load(text: string, bytes: number, changes: Partial<Mapping> = {}): Promise<Loaded> {
  const attached: string[] = [];
  const reads: string[] = [];
  const db: Database = {
    ...bench.db,
    sliceBytes: bytes,
    attachFile(name, source) {
      attached.push(name);
      return bench.db.attachFile(name, source);
    },
    query(statement, run, onShare) {
      if (/order_rows_next.*read_csv/su.test(statement.text)) reads.push(statement.text);
      return bench.db.query(statement, run, onShare);
    },
  };
  const source = await bench.file(text);
  try {
    const preview = await openFile(db, bench.run, source, newId());
    const mapping = { ...suggestMapping(preview), ...changes };
    const loaded = await loadOrders(db, bench.run, { source, preview, mapping, datasetId: newId() });
    const { receipt, marksMalformed, numbered, plan } = { ...loaded, plan: loaded.reading.plan };
    const rows: Record<string, readonly unknown[]> = {};
    for (const name of TABLES) {
      const found = await bench.db.query(
        sql`SELECT (rowid || ' ' || t::VARCHAR) AS r FROM ${table(name)} AS t ORDER BY rowid`,
        bench.run,
      );
      const values = texts(found, 'r');
      // Those of customers come out of a grouping in any order.
      rows[name] = name.startsWith('customer')
        ? values.map((row) => row?.replace(/^\d+ /u, '')).toSorted()
        : values;
    }
    const figures = { ...receipt, elapsedMs: 0, datasetId: '', fileName: '' };
    const ended = { ...figures, marksMalformed, numbered, shapes: [plan.customerShape, plan.orderShape] };
    return { ended, rows, reads, slices: slicesOf(attached) };
  } catch (thrown) {
    if (!(thrown instanceof AppFailure)) throw thrown;
    return { ended: thrown.error.code, rows: {}, reads, slices: slicesOf(attached) };
  } finally {
    const left = await bench.db.query(sql`SELECT file FROM glob('import/*')`, bench.run);
    expect(left.rowCount).toBe(0);
  }
}

function slicesOf(attached: readonly string[]): number {
  return attached.filter((name) => /^orders-\d+-\d+$/u.test(name)).length;
}

const HEADER = ['order_id', 'customer_id', 'order_date', 'amount', 'note'] as const;

interface Row {
  readonly customer: number;
  readonly cents: number;
  readonly note: string;
}

function line(row: Row, place: number): string {
  const day = new Date(Date.UTC(2024, 0, 1 + (place % 300))).toISOString().slice(0, 10);
  return `${70_000 + place},C${1000 + row.customer},${day},${(row.cents / 100).toFixed(2)},${row.note}`;
}

/** Notes as they stand in files: plain, quoted with line ends inside, and such that the row cannot be cut. */
const note = (lineEnd: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom('', 'ok', 'naïve 礼盒', 'x'.repeat(60)) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        `"two${lineEnd}lines"`,
        `"like a row${lineEnd}70001,C1001,2024-01-02,5.00,ok${lineEnd}70002,C1002,2024-01-03,5.00,"`,
        '"a ""word"""',
        '"a, b"',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'one,too,many',
        '"closed"badly',
        'a " alone',
        `ok${lineEnd}`,
        `ok${lineEnd}short`,
      ),
    },
  );

interface TextFile {
  readonly text: string;
}

const file: fc.Arbitrary<TextFile> = fc
  .record({
    lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
    mark: fc.constantFrom('', '', '\u{FEFF}'),
    header: fc.boolean(),
    closed: fc.boolean(),
  })
  .chain(({ lineEnd, mark, header, closed }) => {
    const row = fc.record({
      customer: fc.nat(40),
      cents: fc.integer({ min: -50, max: 90_000 }),
      note: note(lineEnd),
    });
    return fc.array(row, { minLength: 150, maxLength: 400 }).map((rows) => {
      const lines = rows.map(line);
      const all = header ? [HEADER.join(','), ...lines] : lines;
      return { text: mark + all.join(lineEnd) + (closed ? lineEnd : '') };
    });
  });

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 20);
const SEED = Number(process.env['FUZZ_SEED'] ?? 11);

describe('a large file that is read in slices', () => {
  it('becomes the same tables and the same receipt as one that is read as a whole', async ({ annotate }) => {
    let sliced = 0;
    let given = 0;
    await fc.assert(
      fc.asyncProperty(file, async ({ text }) => {
        const whole = await load(text, WHOLE);
        const inSlices = await load(text, SMALL);
        expect(whole.slices).toBe(0);
        expect(inSlices.ended).toEqual(whole.ended);
        expect(inSlices.rows).toEqual(whole.rows);
        if (inSlices.slices > 1 && inSlices.reads.length === inSlices.slices) sliced += 1;
        else given += 1;
      }),
      { seed: SEED, numRuns: RUNS },
    );
    await annotate(`${sliced} files were read in slices, ${given} as a whole after all`);
    expect(sliced).toBeGreaterThan(given);
  }, 600_000);
});

function rowsOf(count: number, change: (text: string, place: number) => string): string {
  const lines = Array.from({ length: count }, (_, place) =>
    change(line({ customer: place % 37, cents: 100 + place, note: 'ok' }, place), place),
  );
  return `${[HEADER.join(','), ...lines].join('\n')}\n`;
}

const same = (text: string): string => text;

describe('what stands late in a large file', () => {
  it.each([
    { what: 'nothing of note', change: same, slices: 'all' },
    {
      what: 'rows that cannot be cut',
      change: (t: string, at: number) => (at % 90 === 80 ? `${t},more` : t),
      slices: 'all',
    },
    {
      what: 'copies of rows far apart',
      change: (t: string, at: number) => (at > 380 ? (rowsOf(9, same).split('\n')[at - 380] ?? t) : t),
      slices: 'all',
    },
    { what: 'other line ends', change: (t: string, at: number) => (at > 200 ? `${t}\r` : t), slices: 'none' },
    {
      what: 'a quote that is never closed',
      change: (t: string, at: number) => (at === 390 ? t.replace('ok', '"ok') : t),
      slices: 'any',
    },
  ])('is read as by one statement: $what', async ({ change, slices }) => {
    const text = rowsOf(400, change);
    const whole = await load(text, WHOLE);
    const inSlices = await load(text, SMALL);
    expect(inSlices.ended).toEqual(whole.ended);
    expect(inSlices.rows).toEqual(whole.rows);
    const count = Math.floor(text.length / SMALL);
    if (slices === 'all') expect(inSlices.reads).toHaveLength(count);
    if (slices === 'none') expect(inSlices.slices).toBe(0);
  });

  it('is left out where only a part is wanted, and counted', async () => {
    const text = rowsOf(400, same);
    const part = { from: '2024-02-01', to: '2024-10-05', sample: { percent: 40, seed: 7 } };
    const whole = await load(text, WHOLE, { part });
    const inSlices = await load(text, SMALL, { part });
    expect(inSlices.ended).toEqual(whole.ended);
    expect(inSlices.rows).toEqual(whole.rows);
    expect(inSlices.reads.length).toBeGreaterThan(2);
  });

  it('is read once more where an id has another shape than those that were looked at', async () => {
    // Between the pieces that are read beforehand, which are the first rows and two pieces further down.
    const text = rowsOf(9000, (row, at) => (at === 6200 ? row.replace(',C10', ',X-10') : row));
    const whole = await load(text, WHOLE);
    const inSlices = await load(text, 60_000);
    expect(whole.reads).toHaveLength(2);
    expect(inSlices.ended).toEqual(whole.ended);
    expect(inSlices.rows).toEqual(whole.rows);
    expect(inSlices.reads).toHaveLength(2 * Math.floor(text.length / 60_000));
  });

  it('is read by one statement after all where a slice has ended inside quotes', async () => {
    const inside = rowsOf(4000, same).trimEnd();
    const text = rowsOf(9000, (row, at) => (at === 4500 ? row.replace(',ok', `,"${inside}"`) : row));
    const whole = await load(text, WHOLE);
    const inSlices = await load(text, 190_000);
    expect(inSlices.ended).toEqual(whole.ended);
    expect(inSlices.rows).toEqual(whole.rows);
    expect(inSlices.slices).toBeGreaterThan(0);
    expect(inSlices.reads.length).toBeGreaterThan(1);
    expect(inSlices.reads.at(-1)).toMatch(/^CREATE OR REPLACE/u);
  });
});
