import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId, type DatasetId } from '../../src/contract/ids.ts';
import type { CleaningReceipt, Mapping, RuleSwitches } from '../../src/contract/import.ts';
import type { CustomerMerge } from '../../src/contract/merge.ts';
import type { ReadingWish } from '../../src/contract/reading.ts';
import type { ResultSet } from '../../src/contract/result-set.ts';
import { sql } from '../../src/contract/sql.ts';
import { type KeptRecipe, shapeOf, writeKeptRecipe } from '../../src/data/kept-recipe.ts';
import { reproduceCommand } from '../../workers/cli/reproduce-command.ts';
import { newRun } from '../analyses/orders-in-engine.ts';
import { MergeInEngine } from '../engine/merge/merge-in-engine.ts';
import { sideMapping } from '../engine/tables/tables-in-engine.ts';

const PEOPLE = 40;

function day(at: number): string {
  const month = String(1 + (at % 6)).padStart(2, '0');
  // Days over 12 prove their order; the other order stands in some rows.
  return at % 10 === 0 ? `${month}/${13 + (at % 15)}/2024` : `${13 + (at % 15)}/${month}/2024`;
}

/** Orders of two systems: each customer has an id in the shop and one at the till. */
function shop(): string {
  const rows = Array.from({ length: PEOPLE * 5 }, (_, at) => {
    const place = at % 7 === 0 ? 'BERLIN' : at % 3 === 0 ? 'Berlin' : 'Rome';
    const product = at % 11 === 0 ? 'N/A' : 'mug\u00a0';
    return `S${100 + (at % PEOPLE)};${day(at)};${10 + at},5;${product};${place}`;
  });
  const lines = rows.map((row) => `"${row}"`);
  return [
    'All orders of the shop',
    '',
    'customer;date;amount;product;place',
    ...lines,
    'Total;;9999,0;;',
    '',
  ].join('\n');
}

function till(): string {
  const rows = Array.from(
    { length: PEOPLE * 3 },
    (_, at) => `berlin,T${500 + (at % PEOPLE)},${20 + at}.25,2024-0${1 + (at % 6)}-${10 + (at % 18)},cup`,
  );
  return ['place,customer,amount,date,product', ...rows, ''].join('\n');
}

function people(): string {
  const rows = Array.from({ length: PEOPLE }, (_, at) => [
    `S${100 + at},person${at}@example.org`,
    // The last ten are nobody else's.
    `T${500 + at},${at < PEOPLE - 10 ? `PERSON${at}` : `other${at}`}@example.org`,
  ]);
  return ['customer_id,email', ...rows.flat(), ''].join('\n');
}

const MERGE: CustomerMerge = {
  rules: ['email'],
  columns: [{ relation: 'customer_details', column: 'email', use: 'email' }],
  gmail: false,
  country: null,
  mostShared: 10,
};
const MAPPING: Mapping = {
  roles: { customerId: 'customer', orderedAt: 'date', amount: 'amount', product: 'product' },
  extras: ['place'],
  formats: {},
  currency: 'EUR',
  cures: { nullWords: false },
  part: { from: '2024-01-15', to: '2024-05-20', sample: { percent: 80, seed: 7 } },
};
/** Rules that are switched once the orders stand. */
const RULES_SWITCHED = { exactDuplicate: true, unreadableDate: false };
const WISH: ReadingWish = { cures: { nullWords: false } };

/** What a reader of figures sees. */
interface Figures {
  readonly receipt: CleaningReceipt;
  readonly customers: ResultSet | undefined;
}

let folder: string;
let app: MergeInEngine;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'reproduce-merged-'));
  app = await MergeInEngine.start();
  const files = { 'shop.csv': shop(), 'till.csv': till(), 'people.csv': people() };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}, 60_000);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Loads, merges and analyses by the calls that the page makes. */
async function inApp(): Promise<Figures> {
  const { bench, files } = app.tables;
  const open = async (text: string, name: string, wish: ReadingWish = {}) =>
    bench.open(newRun(), newId(), await files.file(text, name), wish);
  const first = await open(shop(), 'shop.csv', WISH);
  const second = await open(till(), 'till.csv', WISH);
  const datasetId = newId<DatasetId>();
  const request = { fileId: first.fileId, datasetId, mapping: MAPPING, rules: {} };
  const { rules } = await bench.load(newRun(), { ...request, further: [second.fileId] });
  const found = Object.fromEntries(rules.map(({ rule, on }) => [rule, on])) as unknown as RuleSwitches;
  expect(found).not.toMatchObject(RULES_SWITCHED);
  await bench.setRules(newRun(), datasetId, { ...found, ...RULES_SWITCHED });
  await app.tables.table(people(), 'customers', { name: 'people.csv' });
  const receipt = await app.merge(MERGE);
  const { tables } = await bench.analyse(newRun(), datasetId, 'rfm', {});
  return { receipt, customers: tables['segments'] };
}

/** What the page hands on as recipes. */
async function exported(): Promise<readonly string[]> {
  const orders = await app.tables.open(shop(), 'shop.csv');
  const table = await app.tables.open(people(), 'people.csv');
  const common = {
    cloister: 'recipe',
    version: 1,
    name: 'x.csv',
    savedAt: '2026-11-22T10:00:00.000Z',
  } as const;
  const { roles, extras, formats, currency, part } = MAPPING;
  const rest = { formats, currency, utcOffset: null, cancellations: null, pseudonyms: [], purpose: '' };
  const ofOrders: KeptRecipe = {
    ...common,
    ...rest,
    shape: shapeOf(orders.columns),
    kind: 'orders',
    reading: WISH,
    roles: { ...roles },
    extras,
    ...(part === undefined ? {} : { part }),
    rules: RULES_SWITCHED,
    merge: MERGE,
  };
  const side = sideMapping(table, 'customers');
  const ofTable: KeptRecipe = {
    ...common,
    ...rest,
    shape: shapeOf(table.columns),
    kind: 'customers',
    reading: {},
    roles: { ...side.roles },
    extras: side.extras,
    currency: null,
  };
  return [ofOrders, ofTable].map(writeKeptRecipe);
}

interface Written {
  readonly receipt: CleaningReceipt & { readonly recipe: unknown };
  readonly segments: {
    readonly columns: readonly { readonly name: string }[];
    readonly rows: readonly unknown[];
  };
}

async function reproduced(name: string, recipes: readonly string[]): Promise<Written> {
  const given: string[] = [];
  for (const [place, text] of recipes.entries()) {
    const location = path.join(folder, `${name}-${place}.json`);
    await writeFile(location, text);
    given.push('--recipe', location);
  }
  const out = path.join(folder, name);
  const at = (file: string): string => path.join(folder, file);
  const data = ['--data', at('shop.csv'), '--data', at('till.csv'), '--table', at('people.csv')];
  const quiet = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    expect(await reproduceCommand([...data, ...given, '--analysis', 'rfm', '--out', out])).toBe(0);
  } finally {
    quiet.mockRestore();
  }
  const result = JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as {
    readonly tables: { readonly segments: Written['segments'] };
  };
  const receipt = JSON.parse(await readFile(path.join(out, 'receipt.json'), 'utf8')) as Written['receipt'];
  return { receipt, segments: result.tables.segments };
}

/** A receipt without what each load has of its own. */
function lasting(receipt: CleaningReceipt): Partial<CleaningReceipt> {
  const own = ['datasetId', 'elapsedMs'];
  const text = JSON.stringify(receipt, (name, value: unknown) => (own.includes(name) ? undefined : value));
  return JSON.parse(text) as Partial<CleaningReceipt>;
}

test(
  'reproduces the figures of the page from cured files, a part of them, and merged customers',
  { timeout: 240_000 },
  async () => {
    const shown = await inApp();
    const { receipt } = shown;
    // Something of each kind has been done, or the figures would agree by themselves.
    expect(receipt.leftOut).toBeGreaterThan(0);
    expect(receipt.part?.notSampled).toBeGreaterThan(0);
    expect(receipt.joined).toHaveLength(1);
    expect(receipt.merged?.before).toBeGreaterThan(receipt.customers);
    expect(await app.tables.rows(sql`SELECT DISTINCT place FROM orders ORDER BY 1`)).toEqual([
      ['Rome'],
      ['berlin'],
    ]);

    const byPage = await reproduced('page', await exported());
    const { recipe, ...told } = byPage.receipt;
    expect(lasting(told)).toEqual(lasting(receipt));
    const rows = Array.from({ length: shown.customers?.rowCount ?? 0 }, (_, row) =>
      shown.customers?.columns.map(({ values }) => values[row] ?? null),
    );
    expect(byPage.segments.rows).toEqual(rows);

    // The recipe of a receipt does the same again, by itself.
    const again = await reproduced('again', [JSON.stringify(recipe)]);
    expect(lasting(again.receipt)).toEqual({ ...lasting(receipt), recipe });
    expect(again.segments).toEqual(byPage.segments);
  },
);
