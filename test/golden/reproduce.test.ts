import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { reproduceCommand } from '../../workers/cli/reproduce-command.ts';
import { sharedFolder } from '../analyses/orders-in-engine.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

interface Ran {
  readonly code: number;
  readonly stderr: string;
}

/** Does what the command does, in this process, whose engine is there already. */
async function reproduce(...args: readonly string[]): Promise<Ran> {
  const lines: string[] = [];
  const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    return { code: await reproduceCommand(args), stderr: lines.join('\n') };
  } finally {
    error.mockRestore();
    log.mockRestore();
  }
}

/** Runs the command as `npm run reproduce` does, in a process of its own. */
async function reproduceAsCommand(...args: readonly string[]): Promise<Ran> {
  const command = ['--import', 'tsx', 'workers/cli/reproduce.ts', ...args];
  try {
    const { stderr } = await run(process.execPath, command, { cwd: ROOT });
    return { code: 0, stderr };
  } catch (thrown) {
    const { code, stderr } = thrown as { code: number; stderr: string };
    return { code, stderr };
  }
}

interface ResultFile {
  readonly private: boolean;
  readonly analysis: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly tables: Readonly<
    Record<
      string,
      {
        readonly columns: readonly {
          readonly name: string;
          readonly type: string;
          readonly unit: string | null;
        }[];
        readonly rows: readonly (readonly (string | number | null)[])[];
      }
    >
  >;
  readonly facts: Readonly<Record<string, unknown>>;
}

interface Golden {
  readonly customers: readonly (readonly [string, number, number, number])[];
  readonly scores: Readonly<Record<string, readonly string[]>>;
}

interface LogLine {
  readonly subject: string;
  readonly outcome: string;
  readonly reasons: readonly string[];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'reproduce-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function readResult(out: string): Promise<ResultFile> {
  return JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as ResultFile;
}

const shared = sharedFolder();

describe.skipIf(shared === null)('npm run reproduce on the files of ../shared', () => {
  const at = (...parts: readonly string[]): string => path.join(shared ?? '', ...parts);

  test.each([
    {
      data: 'cdnow/CDNOW_sample.txt',
      goldenFile: 'cdnow_sample_rfm.json',
      analysisDate: '1998-07-01',
      ties: 'ntile',
      published: 'ntile',
      // The file has no header and names its customers twice; the golden has the second id.
      recipe: { version: 1, roles: { customerId: 'column_2', orderedAt: 'column_3', amount: 'column_5' } },
    },
    {
      data: 'rfm_r/rfm_data_orders.csv',
      goldenFile: 'rfm_r_orders_rfm.json',
      analysisDate: '2006-12-31',
      ties: 'rfm_r',
      published: 'rfm_r_package',
      recipe: null,
    },
  ])('$data equals $goldenFile', { timeout: 180_000 }, async ({ data, goldenFile, recipe, ...given }) => {
    const { analysisDate, ties, published } = given;
    const golden = JSON.parse(await readFile(at('golden', goldenFile), 'utf8')) as Golden;
    const recipeFile = path.join(folder, 'recipe.json');
    await writeFile(recipeFile, JSON.stringify(recipe));
    const withRecipe = recipe === null ? [] : ['--recipe', recipeFile];
    const out = path.join(folder, ties);
    const params = JSON.stringify({ analysisDate, ties });
    const ran = await reproduce(
      '--data',
      at('data', data),
      ...withRecipe,
      '--analysis',
      'rfm',
      '--params',
      params,
      '--out',
      out,
    );
    expect(ran).toEqual({ code: 0, stderr: '' });

    const result = await readResult(out);
    expect(result).toMatchObject({ private: true, analysis: 'rfm', params: { analysisDate, ties, bins: 5 } });
    expect(result.facts).toMatchObject({ customers: golden.customers.length, analysis_date: analysisDate });
    const customers = result.tables['customers'];
    expect(customers?.columns.map(({ name }) => name)).toEqual([
      'customer',
      'recency_days',
      'frequency',
      'monetary',
      'r',
      'f',
      'm',
      'segment',
    ]);
    const measures = customers?.rows.map(([customer, ...row]) => [
      String(customer).replace(/^0+(?=\d)/u, ''),
      ...row.slice(0, 3),
    ]);
    expect(measures).toEqual(golden.customers);
    expect(customers?.rows.map((row) => row.slice(4, 7).join(''))).toEqual(golden.scores[published]);

    const log = (await readFile(path.join(out, 'log.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as LogLine);
    expect(log.find(({ subject }) => subject === 'rfm/customers')).toMatchObject({
      outcome: 'refused',
      reasons: ['rowLevel'],
    });
    const released = log.filter(({ outcome }) => outcome === 'released');
    const files = await readdir(path.join(out, 'released'));
    expect(files.sort()).toEqual(released.map(({ subject }) => `${subject.slice(4)}.csv`).sort());
    expect(files).toContain('segments.csv');
    const names = new Set(golden.customers.map(([name]) => name).filter((name) => name.length > 4));
    const segments = await readFile(path.join(out, 'released', 'segments.csv'), 'utf8');
    expect([...names].filter((name) => segments.includes(name))).toEqual([]);
    expect(JSON.parse(await readFile(path.join(out, 'receipt.json'), 'utf8'))).toMatchObject({
      malformed: 0,
      customers: golden.customers.length,
    });
  });
});

describe('npm run reproduce', () => {
  const header = 'customer_id,order_date,amount\n';

  test('appends files with the same columns', { timeout: 120_000 }, async () => {
    const [first, second] = [path.join(folder, 'a.csv'), path.join(folder, 'b.csv')];
    await writeFile(first, `${header}anna,2025-01-01,10.50\nbert,2025-01-02,20.25`);
    await writeFile(second, `\uFEFF${header}anna,2025-02-01,30.00\ncara,2025-02-03,5.75\n`);
    const out = path.join(folder, 'appended');
    const ran = await reproduceAsCommand(
      '--data',
      first,
      '--data',
      second,
      '--analysis',
      'rfm',
      '--out',
      out,
    );
    expect(ran).toEqual({ code: 0, stderr: '' });
    expect((await readResult(out)).tables['customers']?.rows.map((row) => row.slice(0, 4))).toEqual([
      ['anna', 3, 2, 40.5],
      ['bert', 33, 1, 20.25],
      ['cara', 1, 1, 5.75],
    ]);
  });

  test('reads a file with the cures and the part of a recipe', { timeout: 120_000 }, async () => {
    const data = path.join(folder, 'wrapped.csv');
    const rows = Array.from({ length: 10 }, (_, at) => `c${at},2025-01-0${1 + (at % 9)},${at + 1}.5`);
    await writeFile(data, `${header}${rows.map((row, at) => (at < 8 ? row : `"${row}"`)).join('\n')}\n`);
    const receiptBy = async (change: object): Promise<unknown> => {
      const recipe = path.join(folder, 'wrapped.json');
      const roles = { customerId: 'customer_id', orderedAt: 'order_date', amount: 'amount' };
      await writeFile(recipe, JSON.stringify({ version: 1, roles, ...change }));
      const out = path.join(folder, 'wrapped');
      const ran = await reproduce('--data', data, '--recipe', recipe, '--analysis', 'rfm', '--out', out);
      expect(ran).toEqual({ code: 0, stderr: '' });
      return JSON.parse(await readFile(path.join(out, 'receipt.json'), 'utf8'));
    };
    expect(await receiptBy({})).toMatchObject({ read: 10, loaded: 10 });
    expect(await receiptBy({ cures: { doublyQuotedRows: false } })).toMatchObject({ read: 10, loaded: 8 });
    const part = { from: '2025-01-03', to: '2025-01-06', sample: null };
    expect(await receiptBy({ part })).toMatchObject({
      read: 10,
      loaded: 4,
      leftOut: 6,
      part: { ...part, outsideRange: 6, notSampled: 0 },
      recipe: { part },
    });
  });

  test('says in words what is wrong', { timeout: 180_000 }, async () => {
    const [good, other] = [path.join(folder, 'good.csv'), path.join(folder, 'other.csv')];
    await writeFile(good, `${header}anna,2025-01-01,10.50\nbert,2025-01-02,20.25\n`);
    await writeFile(other, 'customer_id,order_date,total\nanna,2025-01-01,10.50\n');
    const recipe = path.join(folder, 'shop.json');
    await writeFile(recipe, '{"version":1,"roles":{"customerId":"shop"}}');
    const out = path.join(folder, 'wrong');
    const cases: readonly (readonly [number, RegExp, readonly string[]])[] = [
      [2, /--analysis is missing/u, ['--data', good, '--out', out]],
      [
        2,
        /--params takes JSON/u,
        ['--data', good, '--analysis', 'rfm', '--params', 'ties=ntile', '--out', out],
      ],
      [2, /other columns/u, ['--data', good, '--data', other, '--analysis', 'classify', '--out', out]],
      [
        2,
        /one recipe of its own/u,
        ['--data', good, '--recipe', recipe, '--recipe', recipe, '--analysis', 'rfm', '--out', out],
      ],
      [1, /no analysis “magic”/u, ['--data', good, '--analysis', 'magic', '--out', out]],
      [
        1,
        /parameter ties is not valid/u,
        ['--data', good, '--analysis', 'rfm', '--params', '{"ties":1}', '--out', out],
      ],
      [1, /no column “shop”/u, ['--data', good, '--recipe', recipe, '--analysis', 'rfm', '--out', out]],
      [1, /none\.csv/u, ['--data', path.join(folder, 'none.csv'), '--analysis', 'rfm', '--out', out]],
    ];
    for (const [index, [code, words, args]] of cases.entries()) {
      // One of each code as a process of its own: that the code reaches the shell.
      const ran = await (index === 0 || index === cases.length - 1 ? reproduceAsCommand : reproduce)(...args);
      expect(ran.stderr).toMatch(words);
      expect(ran.code).toBe(code);
      expect(ran.stderr).not.toMatch(/^\s+at /mu);
    }
  });
});
