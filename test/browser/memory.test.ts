import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chooseFile,
  columnsShown,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  words,
  type OpenApp,
} from './app-page.ts';

/** Rows of the file: two years of orders in the order of time, with a text that is no other's. */
const ROWS = 400_000;
const DAYS = 730;
/** Less than the whole file with the text takes, and more than any part of it that is offered. */
const LIMIT = '122MB';

/** The engine's worker with less memory, as the sandbox sets it up; nothing else of the product is another. */
function withLittleMemory(name: string, body: Buffer): Buffer | null {
  if (!name.endsWith('.js')) return null;
  const text = body.toString();
  const setting = 'SET preserve_insertion_order = true';
  return text.includes(setting) ? Buffer.from(text.replace(setting, `SET memory_limit = '${LIMIT}'`)) : null;
}

let app: OpenApp;
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'memory-'));
  file = path.join(folder, 'large.csv');
  const text = (at: number): string => createHash('sha512').update(String(at)).digest('hex');
  const lines = Array.from({ length: ROWS }, (_, at) => {
    const day = new Date(Date.UTC(2022, 0, 1 + Math.floor((at * DAYS) / ROWS))).toISOString().slice(0, 10);
    return `${at},${at % 5000},${day},${(at % 90) + 1}.50,${text(at)}`;
  });
  await writeFile(file, `order_id,customer_id,order_date,amount,remark\n${lines.join('\n')}\n`);
  app = await openApp({ rewrite: withLittleMemory });
  await sealed(app.page);
}, 60_000);
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** Loads the file with the text, and waits until the app says that it does not fit. */
async function refused(page: Page): Promise<void> {
  await page.goto(`${app.url}#/`);
  await chooseFile(page, file);
  await columnsShown(page);
  await page
    .getByRole('row', { name: /remark/u })
    .getByRole('checkbox')
    .first()
    .check();
  await pressLoad(page);
  await page
    .getByRole('alert')
    .filter({ hasText: /This needs more than the [\d.]+ MB a browser tab can give the engine/u })
    .waitFor({ timeout: 60_000 });
}

describe('a file that does not fit into memory', () => {
  // What was loaded before stays until the next has come in, so the smallest comes first.
  it.each([
    {
      button: 'Load 10 % of the customers',
      receipt: /^400,000 read = 41,280 loaded .* \+ 358,720 left out/u,
    },
    { button: words('memory.dropExtras'), receipt: /^400,000 read = 400,000 loaded/u },
    {
      button: 'Load only orders since Dec 31, 2022',
      receipt: /^400,000 read = 200,547 loaded .* \+ 199,453 left out/u,
    },
  ])(
    'is refused, and loads once "$button" is pressed',
    async ({ button, receipt }) => {
      const { page } = app;
      await refused(page);
      await page.getByRole('button', { name: button }).click();
      await receiptShown(page);
      await page.getByLabel(receipt).waitFor();
      expect(app.errors).toEqual([]);
    },
    120_000,
  );
});
