import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefOf } from '../../src/state/route.ts';
import { openApp, receiptShown, sealed, until, words, type OpenApp } from './app-page.ts';
import { killWorker } from './kill-worker.ts';

function given(name: string, lines: readonly string[]) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

const SHOP = Array.from({ length: 40 }, (_, n) => `S-${100 + n}`);
/** The first twenty of the shop, as the till knows them. */
const TILL = SHOP.slice(0, 20).map((_, n) => `T-${900 + n}`);

const FILES = [
  given('orders.csv', [
    'customer_id,order_date,amount',
    ...SHOP.map((id, n) => `${id},2024-0${1 + (n % 6)}-11,${10 + n}.50`),
    ...TILL.map((id, n) => `${id},2024-0${3 + (n % 6)}-21,${20 + n}.25`),
  ]),
  given('shop-customers.csv', [
    'customer_id,name,email',
    ...SHOP.map((id, n) => `${id},Ann Ash,person${n}@example.org`),
  ]),
  given('till-customers.csv', [
    'customer_id,name,email',
    ...TILL.map((id, n) => `${id},A Ash, PERSON${n}@Example.org`),
  ]),
];

/** Goes to a place of the app, and stays in the page. */
async function go(app: OpenApp, route: Parameters<typeof hrefOf>[0]): Promise<void> {
  await app.page.goto(app.url + hrefOf(route));
}

/** What the key figures say once they stand. */
async function keyFigures(app: OpenApp): Promise<string> {
  await go(app, { name: 'analysis', id: 'kpi' });
  const { page } = app;
  await page.getByRole('heading', { level: 1, name: words('kpi.title') }).waitFor();
  await until(
    async () => (await page.locator('.result').getAttribute('aria-busy', { timeout: 200 })) === 'false',
    'the key figures',
  );
  // Charts beside them are drawn later.
  const figures = await page.locator('.result section.card .main b').allInnerTexts();
  expect(figures.length).toBeGreaterThan(3);
  return figures.join('\n');
}

/** How many customers the profile of the orders counts; it is measured anew each time. */
async function customersCounted(app: OpenApp): Promise<string> {
  await go(app, { name: 'receipt' });
  await go(app, { name: 'profile', relation: 'orders' });
  const fact = app.page.locator('dl > div').filter({ hasText: words('profile.customers') });
  return fact.locator('dd').first().innerText();
}

async function toMerge(app: OpenApp): Promise<Page> {
  await go(app, { name: 'merge' });
  await app.page.getByRole('heading', { level: 1, name: words('merge.title') }).waitFor();
  return app.page;
}

describe('customers of two systems', () => {
  let app: OpenApp;
  let before = '';
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
    await app.page.locator('input[type=file]').setInputFiles(FILES);
    await app.page.getByRole('button', { name: 'Load all 3 files' }).click();
    await receiptShown(app.page);
    before = await keyFigures(app);
  });
  afterAll(() => app.close());

  it('are found by their addresses, and nobody is named until that is asked for', async () => {
    await go(app, { name: 'receipt' });
    await app.page.getByRole('link', { name: words('merge.receipt.open') }).click();
    const { page } = app;
    const preview = page.getByRole('region', { name: words('merge.preview') });
    await until(async () => (await preview.innerText()).includes(words('merge.largest')), 'the preview');
    const text = (await preview.innerText()).replaceAll(/\s+/gu, ' ');
    expect(text).toContain('Customers with orders 60 After merging 40 Clusters 20 Ids in clusters 40');
    expect(text).not.toMatch(/person|T-9\d\d/iu);
    await page.getByRole('button', { name: words('merge.reveal') }).click();
    await page.getByRole('textbox', { name: words('masking.reason') }).fill('to look at clusters');
    await page.getByRole('button', { name: words('masking.show'), exact: true }).click();
    await until(async () => (await preview.innerText()).includes('person0@example.org'), 'the values');
  });

  it('are one once they are merged, in every figure and on the receipt', async () => {
    const page = await toMerge(app);
    await page.getByRole('button', { name: words('merge.apply'), exact: true }).click();
    await page.getByRole('button', { name: words('merge.undo') }).waitFor();
    expect(await keyFigures(app)).not.toBe(before);
    await go(app, { name: 'receipt' });
    const receipt = page.getByRole('region', { name: words('receipt.summary') });
    await until(
      async () => (await receipt.innerText()).includes('60 customers with orders are counted as 40.'),
      'the receipt',
    );
  });

  it('stay merged in an engine that was started again', async () => {
    const { page } = app;
    await killWorker(page, 'duckdb');
    await page.getByText(words('app.restarting')).first().waitFor();
    await until(
      async () => (await page.getByText(words('app.restarting')).count()) === 0,
      'the restart',
      60_000,
    );
    expect(await customersCounted(app)).toBe('40');
  });

  it('are themselves again when the merge is taken back, and the keyboard stays in the screen', async () => {
    const page = await toMerge(app);
    const back = page.getByRole('button', { name: words('merge.undo') });
    await until(async () => (await back.getAttribute('aria-disabled')) === 'false', 'the way back');
    await back.focus();
    await page.keyboard.press('Enter');
    await until(
      async () => (await page.getByRole('button', { name: words('merge.undo') }).count()) === 0,
      'the merge to be taken back',
    );
    expect(await page.getByRole('main').locator(':focus').count()).toBe(1);
    expect(await keyFigures(app)).toBe(before);
    expect(await customersCounted(app)).toBe('60');
    expect(app.errors).toEqual([]);
  });
});
