import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEPT_FOLDER, MANIFEST } from '../../src/contract/kept.ts';
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

const NAME = 'november.csv';

function orders(lines: number): string {
  const rows = Array.from({ length: lines }, (_, line) => {
    const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(line / 2))).toISOString().slice(0, 10);
    return `C${line % 40},${day},${line % 13 === 0 ? '0.00' : `${10 + (line % 7)}.50`},note ${line}`;
  });
  return ['customer_id,order_date,amount,note', ...rows].join('\n');
}

let app: OpenApp;
let page: Page;
beforeAll(async () => {
  app = await openApp();
  page = app.page;
  await sealed(page);
});
afterAll(() => app.close());

/** Opens a file, loads what is suggested, and waits for the receipt. */
async function load(text: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: NAME, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await columnsShown(page);
  await pressLoad(page);
  await receiptShown(page);
}

/** Customers, orders, revenue and period, as the receipt has them. */
async function figures(): Promise<string> {
  const text = await page.locator('main').innerText();
  return text.slice(text.indexOf(words('receipt.summary')), text.indexOf(words('tables.title')));
}

const zeroAmounts = (): ReturnType<Page['getByRole']> =>
  page.getByRole('row', { name: /Zero amount/u }).getByRole('switch');

/** Begins a new visit of the start screen. */
async function visitAgain(): Promise<void> {
  await page.goto(`${app.url}#/data`);
  await page.reload();
  await sealed(page);
}

/** Files of the private file system below the folder of kept data, by their paths. */
async function keptPaths(): Promise<readonly string[]> {
  return page.evaluate(async (folderName) => {
    const paths: string[] = [];
    const root = await navigator.storage.getDirectory();
    let folder: FileSystemDirectoryHandle;
    try {
      folder = await root.getDirectoryHandle(folderName);
    } catch {
      return paths;
    }
    for await (const [id, entry] of folder.entries()) {
      if (!(entry instanceof FileSystemDirectoryHandle)) continue;
      for await (const name of entry.keys()) paths.push(`${id}/${name}`);
      paths.push(id);
    }
    return paths;
  }, KEPT_FOLDER);
}

/** Puts a text in the place of another in the manifest. */
async function changeManifest(from: string, to: string): Promise<void> {
  const id = (await keptPaths()).find((each) => !each.includes('/')) ?? '';
  await page.evaluate(
    async ([folderName, of, manifest, before, after]) => {
      const root = await navigator.storage.getDirectory();
      const folder = await (await root.getDirectoryHandle(folderName)).getDirectoryHandle(of);
      const handle = await folder.getFileHandle(manifest);
      const text = await (await handle.getFile()).text();
      const writer = await handle.createWritable();
      await writer.write(text.replace(before, after));
      await writer.close();
    },
    [KEPT_FOLDER, id, MANIFEST, from, to] as const,
  );
}

const panel = (): ReturnType<Page['getByRole']> => page.getByRole('region', { name: words('kept.title') });
const shelf = (): ReturnType<Page['getByRole']> => page.getByRole('region', { name: words('kept.list') });

async function keepNow(): Promise<void> {
  await panel()
    .getByRole('button', { name: /^Keep \d/u })
    .click();
  await panel()
    .getByText(/Kept until .+, verified, /u)
    .waitFor();
}

describe('data kept on this device', () => {
  it('are none unless they are asked for', async () => {
    await load(orders(200));
    expect(await panel().innerText()).toContain('not encrypted');
    expect(await keptPaths()).toEqual([]);
    await visitAgain();
    expect(await shelf().count()).toBe(0);
  });

  it('are opened in a later visit with the figures they had, switches of rules too', async () => {
    await load(orders(200));
    const all = await figures();
    await zeroAmounts().click();
    await until(async () => (await figures()) !== all, 'the rule to be switched');
    const switched = await figures();
    await keepNow();
    await visitAgain();
    await shelf()
      .getByRole('button', { name: words('kept.open.label').replace('{name}', NAME) })
      .click();
    await receiptShown(page);
    await panel().getByText(words('kept.sameLine')).waitFor();
    expect(await figures()).toBe(switched);
    expect(await panel().getByText(words('kept.outdated')).count()).toBe(0);
  });

  it('follow when they are loaded in another way, and are told of until then', async () => {
    await zeroAmounts().click();
    await panel()
      .getByRole('button', { name: words('kept.update') })
      .click();
    await until(async () => (await panel().getByText(words('kept.outdated')).count()) === 0, 'the manifest');
    await panel().getByRole('combobox').selectOption('365');
    const year = String(new Date(Date.now() + 365 * 86_400_000).getFullYear());
    await panel()
      .getByText(new RegExp(`Kept until .*${year}, verified`, 'u'))
      .waitFor();
  });

  it('are not opened as if they were whole when a file of theirs is not', async () => {
    await changeManifest('"size": ', '"size": 1');
    await visitAgain();
    await shelf().getByRole('button', { name: /^Open/u }).click();
    await page.getByText('is not on this device any more').waitFor();
    await changeManifest('"size": 1', '"size": ');
  });

  it('are deleted with one click', async () => {
    await page.goto(`${app.url}#/data`);
    await shelf()
      .getByRole('button', { name: /^Delete/u })
      .click();
    await until(async () => (await shelf().count()) === 0, 'the card to go');
    expect(await keptPaths()).toEqual([]);
  });

  it('are deleted by the first visit after their day, which says so', async () => {
    await load(orders(200));
    await keepNow();
    await page.goto(`${app.url}#/data`);
    await changeManifest('"until": "2', '"until": "1');
    await page.reload();
    await page.getByText(/Kept until .+, deleted now: november\.csv/u).waitFor();
    expect(await keptPaths()).toEqual([]);
  });

  it('leave nothing when their writing is stopped', async () => {
    await sealed(page);
    await load(orders(300_000));
    await panel()
      .getByRole('button', { name: /^Keep \d/u })
      .click();
    await panel()
      .getByRole('button', { name: words('kept.stop') })
      .click();
    await panel().getByText(words('kept.stopped')).waitFor();
    expect(await keptPaths()).toEqual([]);
  });

  it('are refused before anything is written where there is no room, and taken back where the disk is full', async () => {
    const keep = panel().getByRole('button', { name: /^Keep \d/u });
    const cdp = await app.context.newCDPSession(page);
    const { origin } = new URL(app.url);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
    await keep.click();
    await panel().getByText('could not be written (QuotaExceededError').waitFor();
    await cdp.send('Storage.overrideQuotaForOrigin', { origin });
    expect(await keptPaths()).toEqual([]);
    await page.evaluate(() => {
      navigator.storage.estimate = () => Promise.resolve({ quota: 30e6, usage: 29e6 });
    });
    await keep.click();
    await panel()
      .getByText(/The files need \d+ MB, and this browser leaves 1 MB/u)
      .waitFor();
    expect(await keptPaths()).toEqual([]);
  });

  it('go with everything else that is forgotten, and what a broken write has left goes by itself', async () => {
    await visitAgain();
    await load(orders(200));
    await keepNow();
    await page.evaluate(async (folderName) => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(folderName);
      await (await folder.getDirectoryHandle('left', { create: true })).getFileHandle('0', { create: true });
    }, KEPT_FOLDER);
    await page.goto(`${app.url}#/settings`);
    await page.reload();
    await shelf()
      .getByRole('button', { name: /^Delete/u })
      .waitFor();
    expect((await keptPaths()).filter((each) => each.startsWith('left'))).toEqual([]);
    expect((await keptPaths()).length).toBeGreaterThan(0);
    await page.getByRole('button', { name: words('forget.ask') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('forget.do') })
      .click();
    await page.getByText(words('forget.done')).waitFor({ timeout: 60_000 });
    expect(await keptPaths()).toEqual([]);
  });

  it('are not offered where the window has no files of its own, and it is said why', async () => {
    await page.addInitScript(() => {
      // Frames that the seal has tried and the browser has blocked have no storage at all.
      if (!('StorageManager' in window)) return;
      Object.defineProperty(StorageManager.prototype, 'getDirectory', {
        value: () => Promise.reject(new DOMException('no storage here', 'SecurityError')),
      });
    });
    await visitAgain();
    await load(orders(200));
    await panel()
      .getByText(/Nothing can be kept in this window \(SecurityError/u)
      .waitFor();
    expect(await panel().getByRole('button').count()).toBe(0);
    expect(app.errors).toEqual([]);
  });

  it('have asked for nothing of another origin', () => {
    expect(app.requests.every((each) => each.startsWith('/tools/cloister/'))).toBe(true);
  });
});
