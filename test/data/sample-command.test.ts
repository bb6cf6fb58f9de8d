import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateOrders } from '../../src/data/sample/generate-orders.ts';
import { SAMPLE_DEFAULTS } from '../../src/data/sample/options.ts';
import { readArguments } from '../../workers/cli/generate-arguments.ts';
import { writeOrders } from '../../workers/cli/generate-files.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sample-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('npm run generate', () => {
  it('reads its arguments', () => {
    const request = readArguments([
      '--orders',
      '10_000',
      '--seed',
      '7',
      '--out',
      'a.csv',
      '--clean',
      '--single-line',
    ]);
    expect(request).toEqual({
      kind: 'generate',
      out: 'a.csv',
      options: { ...SAMPLE_DEFAULTS, orders: 10_000, seed: 7, mess: null, baskets: false },
    });
    expect(readArguments(['--help'])).toEqual({ kind: 'help' });
  });

  it.each([
    [['--orders', 'many'], /--orders takes a whole number, not “many”/u],
    [['--orders', '-5'], /--orders/u],
    [['--rows', '5'], /--rows/u],
    [['5'], /5/u],
    [[], /how many orders or how many customers/u],
    [['--orders', '5', '--start', 'yesterday'], /yesterday is not a date/u],
  ])('says what is wrong with %j', (args, reason) => {
    expect(() => readArguments(args)).toThrow(reason);
  });

  it('writes the orders, and the truth beside them', async () => {
    const out = path.join(folder, 'orders.csv');
    const options = { ...SAMPLE_DEFAULTS, orders: 3000 };
    const sizes: number[] = [];
    const counts = await writeOrders(options, out, ({ phase, bytes }) => {
      if (phase === 'orders') sizes.push(bytes);
    });
    const written = await readFile(out, 'utf8');
    expect(written).toBe([...generateOrders(options)].join(''));
    expect(sizes.at(-1)).toBe(Buffer.byteLength(written));

    const truth = JSON.parse(await readFile(`${out}.truth.json`, 'utf8')) as Record<string, unknown>;
    expect(truth).toMatchObject({ synthetic: true, options, counts });
    const customers = (await readFile(`${out}.truth.customers.csv`, 'utf8')).trimEnd().split('\n').slice(1);
    expect(customers.length).toBe(counts.customers);
    expect((await readdir(folder)).toSorted()).toEqual([
      'orders.csv',
      'orders.csv.truth.customers.csv',
      'orders.csv.truth.json',
    ]);
  });

  it('leaves nothing half written behind', async () => {
    const out = path.join(folder, 'nowhere', 'orders.csv');
    await expect(writeOrders({ ...SAMPLE_DEFAULTS, orders: 100 }, out)).rejects.toThrow(/ENOENT/u);
    const stopped = path.join(folder, 'stopped.csv');
    const stop = writeOrders({ ...SAMPLE_DEFAULTS, orders: 20_000 }, stopped, ({ bytes }) => {
      if (bytes > 1_000_000) throw new Error('disk full');
    });
    await expect(stop).rejects.toThrow('disk full');
    expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });
});
