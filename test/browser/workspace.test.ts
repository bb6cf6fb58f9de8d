import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  columnsShown,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  until,
  words,
  type OpenApp,
  fileLeaving,
} from './app-page.ts';

const LINES = 120;

/** Orders whose amounts stand in a column that no name tells of; `later` shifts their days. */
function orders(lines: number, later = 0): string {
  const rows = Array.from({ length: lines }, (_, line) => {
    const day = new Date(Date.UTC(2024, 0, 1 + later + Math.floor(line / 2))).toISOString().slice(0, 10);
    return `C${line % 40},${day},${10 + (line % 7)}.50,${line % 2 === 0 ? 'web' : 'shop'}`;
  });
  return ['customer_id,order_date,amount,note', ...rows].join('\n');
}

let app: OpenApp;
beforeAll(async () => {
  app = await openApp();
  await sealed(app.page);
});
afterAll(() => app.close());

async function choose(name: string, text: string): Promise<void> {
  await app.page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await columnsShown(app.page);
}

async function closeFile(): Promise<void> {
  await app.page.getByRole('button', { name: words('import.close') }).click();
  await sealed(app.page);
}

const note = (): ReturnType<OpenApp['page']['getByRole']> =>
  app.page.getByRole('checkbox', { name: 'Load note', exact: true });

async function databases(): Promise<readonly string[]> {
  return app.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''));
}

/** What the databases of the workspace hold, as text. */
async function kept(): Promise<string> {
  return app.page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error('no answer'));
        };
      });
    const database = await answer(indexedDB.open('cloister-workspace'));
    const stores = [...database.objectStoreNames].map((name) =>
      answer(database.transaction(name).objectStore(name).getAll()),
    );
    const text = JSON.stringify(await Promise.all(stores));
    database.close();
    return text;
  });
}

describe('the workspace', () => {
  it('offers to read a file as last time, also after a reload, and takes that back', async () => {
    const { page } = app;
    await choose('november.csv', orders(LINES));
    await note().check();
    await pressLoad(page);
    await receiptShown(page);
    await until(async () => (await databases()).includes('cloister-workspace'), 'the recipe to be kept');
    await page.goto(`${app.url}#/data`);
    await page.reload();
    await sealed(page);
    await choose('december.csv', orders(LINES, 30));
    expect(await note().isChecked()).toBe(false);
    const offer = page.getByRole('region', { name: words('recipe.title') });
    expect(await offer.innerText()).toContain('november.csv');
    await offer.getByRole('button', { name: words('recipe.apply') }).click();
    await offer.getByRole('button', { name: words('recipe.undo') }).waitFor();
    expect(await note().isChecked()).toBe(true);
    await offer.getByRole('button', { name: words('recipe.undo') }).click();
    await offer.getByRole('button', { name: words('recipe.apply') }).waitFor();
    expect(await note().isChecked()).toBe(false);
    await closeFile();
  });

  it('offers nothing for a file of another shape', async () => {
    await choose('other.csv', orders(LINES).replace('note', 'channel'));
    await until(async () => (await app.page.getByText('other.csv').count()) > 0, 'the other file');
    expect(await app.page.getByRole('region', { name: words('recipe.title') }).count()).toBe(0);
    await closeFile();
  });

  it('switches the cleaning rules that were switched last time, also by a recipe that was exported and forgotten', async () => {
    const { page } = app;
    const free = orders(LINES).replace('note', 'channel').replaceAll('10.50', '0.00');
    await choose('free.csv', free);
    await pressLoad(page);
    await receiptShown(page);
    await page.getByLabel(/^120 read = 120 loaded \+ 0 set aside/u).waitFor();
    await page.getByRole('switch', { name: words('rule.zeroAmount') }).check();
    await page.getByLabel(/^120 read = 102 loaded \+ 18 set aside/u).waitFor();
    await until(async () => (await kept()).includes('zeroAmount'), 'the switch to be kept');
    await page.goto(`${app.url}#/settings`);
    const waiting = fileLeaving(page);
    await page.getByRole('button', { name: 'Export the recipe of free.csv' }).click();
    const exported = await (await waiting).path();
    await page.getByRole('button', { name: 'Forget the recipe of free.csv' }).click();
    await until(async () => !(await kept()).includes('zeroAmount'), 'the recipe to be forgotten');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: words('recipe.import') }).click();
    await (
      await chooser
    ).setFiles({
      name: 'recipe.json',
      mimeType: 'application/json',
      buffer: await readFile(exported),
    });
    await until(async () => (await kept()).includes('zeroAmount'), 'the recipe to be taken in');
    await page.goto(`${app.url}#/data`);
    await page.reload();
    await sealed(page);
    await choose('free later.csv', free);
    await page.getByRole('button', { name: words('recipe.apply') }).click();
    await page.getByRole('button', { name: words('recipe.undo') }).waitFor();
    await pressLoad(page);
    await receiptShown(page);
    await page.getByLabel(/^120 read = 102 loaded \+ 18 set aside/u).waitFor();
    expect(await page.getByRole('switch', { name: words('rule.zeroAmount') }).isChecked()).toBe(true);
    expect(await page.getByRole('switch', { name: words('rule.negativeAmount') }).isChecked()).toBe(true);
    await page.goto(`${app.url}#/data`);
  });

  it('measures a table and lets its aggregates out through the gate', async () => {
    const { page } = app;
    await choose('november.csv', orders(LINES));
    await page.getByRole('button', { name: words('recipe.apply') }).click();
    await page.getByRole('button', { name: words('recipe.undo') }).waitFor();
    await pressLoad(page);
    await receiptShown(page);
    await page.getByRole('link', { name: words('profile.name'), exact: true }).click();
    await page.getByRole('heading', { name: words('profile.score'), exact: true }).waitFor();
    const text = await page.getByRole('main').innerText();
    expect(text).toContain('Data profile: orders');
    expect(text).toContain(words('profile.gaps.none'));
    expect(await page.getByRole('row', { name: /^note/u }).innerText()).toContain('web');
    expect(await page.getByRole('row', { name: /^customer_key/u }).innerText()).toContain(
      words('profile.masked'),
    );
    const waiting = fileLeaving(page);
    await page.getByRole('button', { name: /Save as CSV/u }).click();
    const csv = await readFile(await (await waiting).path(), 'utf8');
    expect(csv).toContain('Most frequent values of note');
    expect(csv).not.toMatch(/\bC\d/u);
  });

  it('replaces the data with a newer file, under the same recipe, and computes anew what is on the screen', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data/receipt`);
    await receiptShown(page);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: words('replace.button') }).click();
    await (
      await chooser
    ).setFiles({
      name: 'newer.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(orders(2 * LINES, 10)),
    });
    await page.getByText('newer.csv has taken the place').waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: words('profile.name'), exact: true }).click();
    await until(
      async () => (await page.getByRole('main').innerText()).includes(String(2 * LINES)),
      'the profile of the newer file',
    );
    expect(await page.getByRole('row', { name: /^note/u }).count()).toBe(1);
  });

  it('remembers a file that was opened by a handle, and opens it again after a reload', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data`);
    await page.reload();
    await sealed(page);
    await page.evaluate(async (text) => {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle('recent.csv', { create: true });
      const writer = await handle.createWritable();
      await writer.write(text);
      await writer.close();
      Reflect.set(window, 'showOpenFilePicker', () => Promise.resolve([handle]));
    }, orders(LINES));
    await page.getByRole('button', { name: words('home.choose'), exact: true }).click();
    await columnsShown(page);
    await page.goto(`${app.url}#/data`);
    await page.reload();
    await sealed(page);
    await page.getByRole('button', { name: 'Reconnect recent.csv' }).click();
    await columnsShown(page);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('recent.csv');
  });

  it('forgets everything', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/settings`);
    await page.getByRole('radio', { name: 'Dark' }).check();
    expect(await page.getByText('newer.csv').first().isVisible()).toBe(true);
    expect(await page.evaluate(() => localStorage.length)).toBeGreaterThan(0);
    expect((await databases()).length).toBeGreaterThan(0);
    await page.getByRole('button', { name: words('forget.ask') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('forget.do') })
      .click();
    await page.getByText(words('forget.done')).waitFor({ timeout: 60_000 });
    expect(await databases()).toEqual([]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    const files = await page.evaluate(async () => {
      const names: string[] = [];
      for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
      return names;
    });
    expect(files).toEqual([]);
    await page.goto(`${app.url}#/data/profile/orders`);
    await page.getByText(words('profile.none'), { exact: true }).waitFor();
    expect(app.errors).toEqual([]);
  });
});
