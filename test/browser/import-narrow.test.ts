import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefOf } from '../../src/state/route.ts';
import { columnsShown, openApp, receiptShown, sealed, until, words, type OpenApp } from './app-page.ts';

function given(name: string, lines: readonly string[]) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

const ORDERS = given('orders.csv', [
  'customer_id,order_date,amount',
  ...Array.from({ length: 40 }, (_, at) => `C${at % 9},${10 + (at % 15)}/03/2024,${at}.50`),
]);
const COPY = { ...ORDERS, name: 'orders-again.csv' };
const CUSTOMERS = ['shop', 'till'].map((place) =>
  given(`${place}-customers.csv`, [
    'customer_id,name,city',
    ...Array.from({ length: 12 }, (_, at) => `${place}-${at},Ann Ash,Bath`),
  ]),
);

/** Tables of the page whose rows reach out of view sideways, by their headings. */
function outOfView(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main table.stacks')].flatMap((table) => {
      const box = table.parentElement;
      const { right } = table.getBoundingClientRect();
      const wide = right > innerWidth || (box !== null && box.scrollWidth > box.clientWidth);
      return wide ? [table.textContent.trim().slice(0, 40)] : [];
    }),
  );
}

/** How many rows of a table assistive technology is told of. */
async function rowsTold(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter(({ role }) => role?.value === 'row').length;
}

describe('import on a narrow screen', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
    await app.page.setViewportSize({ width: 390, height: 844 });
    await app.page.locator('input[type=file]').setInputFiles([ORDERS, COPY, ...CUSTOMERS]);
    await columnsShown(app.page);
    const list = app.page.getByRole('region', { name: words('files.title') });
    await until(async () => (await list.getByText(words('files.state.ready')).count()) === 4, 'all files');
  });
  afterAll(() => app.close());

  it('shows roles, types and values of columns without moving sideways, and they are still rows of a table', async () => {
    const { page } = app;
    const role = page.getByRole('combobox', { name: 'How order_date is read' });
    const box = await role.boundingBox();
    expect((box?.x ?? 999) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    const tick = await page.getByRole('checkbox', { name: 'Load order_date' }).boundingBox();
    const name = await page.getByRole('rowheader', { name: 'order_date' }).boundingBox();
    expect(Math.abs((tick?.y ?? 0) - (name?.y ?? 99))).toBeLessThan(8);
    expect(await outOfView(page)).toEqual([]);
    expect(await page.getByText('Proven: 13/03/2024 can be read in no other order.').count()).toBe(1);
    // A heading and three columns, a heading and at least three first rows.
    expect(await rowsTold(page)).toBeGreaterThanOrEqual(8);
  });

  it('says on the list which file is a copy, and which becomes one table with another', async () => {
    const list = app.page.getByRole('region', { name: words('files.title') });
    const text = (await list.innerText()).replaceAll(/\s+/gu, ' ');
    expect(text).toContain('This file has the same content as orders.csv. Load one of the two');
    expect(text).toContain('Its rows follow those of shop-customers.csv.');
    expect(await list.getByRole('checkbox', { name: words('files.apart') }).count()).toBe(1);
    await app.page.getByRole('button', { name: 'Look at orders-again.csv' }).click();
    const found = app.page.getByRole('region', { name: words('doctor.title') });
    await found.getByText(words('doctor.name.duplicateFile')).waitFor();
    await app.page.getByRole('button', { name: 'Take orders.csv off the list' }).click();
    await found.waitFor({ state: 'detached' });
    expect(await list.innerText()).not.toContain('same content');
  });

  it('shows rules, ties of tables and the profile of columns without moving sideways', async () => {
    const { page, url } = app;
    await page.getByRole('button', { name: 'Load all 3 files' }).click();
    await receiptShown(page);
    const tables = page.getByRole('region', { name: words('tables.title') });
    await tables.getByText('24 rows are of customers without orders.').waitFor();
    expect(await outOfView(page)).toEqual([]);
    await page.goto(url + hrefOf({ name: 'profile', relation: 'orders' }));
    await page.getByRole('heading', { name: words('profile.columns'), exact: true }).waitFor();
    expect(await outOfView(page)).toEqual([]);
    expect(app.errors).toEqual([]);
  });
});
