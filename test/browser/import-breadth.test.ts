import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hrefOf } from '../../src/state/route.ts';
import { nativeFile } from '../engine/import/native-file.ts';
import {
  columnsShown,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  until,
  words,
  type OpenApp,
} from './app-page.ts';

let app: OpenApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'breadth-'));
  app = await openApp();
  await sealed(app.page);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const ORDERS = `SELECT 'K' || (range % 7) AS customer_id, TIMESTAMP '2024-01-01' + INTERVAL (range) HOUR AS order_date,
  (range % 4) + 0.5::DOUBLE AS amount FROM range(60)`;

/** Drops a folder of the disk on the page, as the browser does when one lets go of it there. */
async function dropFolder(page: Page, location: string): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [location], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  }
  await devtools.detach();
}

describe('files of many kinds in the browser', () => {
  it('takes the tables of a folder that is dropped, also those in folders inside, and passes over the rest', async () => {
    const { page } = app;
    const dropped = path.join(folder, 'export');
    await mkdir(path.join(dropped, 'inside'), { recursive: true });
    const header = 'customer_id,order_date,amount\n';
    await writeFile(path.join(dropped, 'january.csv'), `${header}C1,2024-01-01,1\nC2,2024-01-02,2\n`);
    await writeFile(
      path.join(dropped, 'inside', 'february.csv'),
      `${header}C1,2024-02-01,4\nC3,2024-02-02,8\n`,
    );
    await writeFile(path.join(dropped, 'photo.png'), 'no table');
    await dropFolder(page, dropped);
    await columnsShown(page);
    const list = page.getByRole('region', { name: words('files.title') });
    await until(async () => (await list.getByText(words('files.state.ready')).count()) === 2, 'both files');
    expect(await list.getByText('photo.png').count()).toBe(0);
    await page.getByRole('button', { name: 'Load all 2 files' }).click();
    await receiptShown(page);
    await page
      .getByText('4 read = 4 loaded')
      .or(page.getByLabel(/^4 read = 4 loaded/u))
      .first()
      .waitFor();
  });

  it('stops one file of several, and loads the others', async () => {
    const { page } = app;
    const rows = Array.from({ length: 80_000 }, (_, at) => `C${at % 900},2024-01-${10 + (at % 18)},1.50`);
    const orders = path.join(folder, 'orders.csv');
    const tickets = path.join(folder, 'tickets.csv');
    await writeFile(orders, `customer_id,order_date,amount\n${rows.join('\n')}\n`);
    const header = 'ticket_id,customer_id,opened_at,closed_at,category,status,priority';
    await writeFile(tickets, `${header}\nT1,C1,2024-01-05,2024-01-06,delivery,closed,high\n`);
    await page.goto(`${app.url}#/`);
    await page.locator('input[type=file]').first().setInputFiles([orders, tickets]);
    await columnsShown(page);
    const list = page.getByRole('region', { name: words('files.title') });
    await until(async () => (await list.getByText(words('files.state.ready')).count()) === 2, 'both files');
    await page.getByRole('button', { name: 'Load all 2 files' }).click();
    await page.getByRole('button', { name: 'Cancel tickets.csv' }).click();
    await list.getByText(words('files.state.stopped'), { exact: true }).waitFor({ timeout: 60_000 });
    await list.getByText(words('files.state.loaded'), { exact: true }).waitFor({ timeout: 60_000 });
    await page.goto(app.url + hrefOf({ name: 'receipt' }));
    await receiptShown(page);
    await page.getByLabel(/^80,?000 read = 80,?000 loaded/u).waitFor();
    expect(await page.getByRole('button', { name: 'Remove the table tickets' }).count()).toBe(0);
    expect(app.errors).toEqual([]);
  });

  it('opens Parquet without the network, though none was opened before', async () => {
    const { page, context } = app;
    const parquet = path.join(folder, 'orders.parquet');
    await writeFile(parquet, await nativeFile(ORDERS, 'FORMAT parquet, COMPRESSION zstd'));
    await context.setOffline(true);
    await page.goto(`${app.url}#/`);
    await page.reload();
    await sealed(page);
    await page.locator('input[type=file]').first().setInputFiles(parquet);
    await columnsShown(page);
    await pressLoad(page);
    await receiptShown(page);
    await page.getByLabel(/^60 read = 60 loaded/u).waitFor();
    await context.setOffline(false);
    expect(app.errors).toEqual([]);
  });

  it('loads days and a share of the customers, and says on the receipt what was left out', async () => {
    const { page } = app;
    const file = path.join(folder, 'hundred.csv');
    const rows = Array.from(
      { length: 100 },
      (_, at) => `C${at % 20},2024-01-${String(1 + (at % 25)).padStart(2, '0')},1`,
    );
    await writeFile(file, `customer_id,order_date,amount\n${rows.join('\n')}\n`);
    await page.goto(`${app.url}#/`);
    await page.locator('input[type=file]').first().setInputFiles(file);
    await columnsShown(page);
    await page.getByText(words('part.title'), { exact: true }).first().click();
    await page.getByLabel(words('part.from'), { exact: true }).fill('2024-01-06');
    await page.getByLabel(words('part.from'), { exact: true }).blur();
    await pressLoad(page);
    await receiptShown(page);
    await page.getByLabel(/^100 read = 80 loaded .* \+ 20 left out$/u).waitFor();
    await page.getByRole('heading', { name: words('receipt.part') }).waitFor();
    expect(app.errors).toEqual([]);
  });
});
