import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  chooseFile,
  columnsShown,
  openApp,
  pressLoad,
  receiptShown,
  sealed,
  until,
  words,
  type OpenApp,
} from './app-page.ts';

const NAMES = ['Anna Becker', 'Ben Costa', 'Clara Evans', 'David Lopez', 'Emma Novak', 'Felix Weber'];
const FILE = [
  'customer_id,customer_name,email,order_date,amount',
  ...Array.from({ length: 60 }, (_, row) => {
    const person = row % NAMES.length;
    const day = String((row % 28) + 1).padStart(2, '0');
    return `C-${1000 + person},${NAMES[person] ?? ''},person${person}@example.org,2024-03-${day},${row}.50`;
  }),
].join('\n');

describe('a file of people', () => {
  let app: OpenApp;
  let folder: string;
  beforeAll(async () => {
    app = await openApp();
    folder = await mkdtemp(path.join(tmpdir(), 'people-'));
    const location = path.join(folder, 'people.csv');
    await writeFile(location, FILE);
    await sealed(app.page);
    await chooseFile(app.page, location);
    await columnsShown(app.page);
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const main = (): Promise<string> => app.page.getByRole('main').innerText();

  it('is shown masked, with what each column is', async () => {
    await app.page.getByRole('button', { name: 'Show the values of email' }).waitFor();
    const text = await main();
    expect(text).not.toMatch(/Anna|person0|C-1000/u);
    expect(text).toMatch(/Direct identifier\s*·\s*E-mail/u);
    expect(await app.page.content()).not.toContain('person0@example.org');
  });

  it('shows one column when asked to, by the keyboard, and notes it', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Show the values of email' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel(words('masking.reason')).waitFor();
    expect(await main()).not.toContain('person0@example.org');
    await page.keyboard.type('check of spelling');
    await page.keyboard.press('Enter');
    await until(async () => (await main()).includes('person0@example.org'), 'the e-mails');
    const text = await main();
    expect(text).toContain(words('masking.revealed'));
    expect(text).not.toContain('Anna');
  });

  it('stays masked when nothing is shown after all', async () => {
    const { page } = app;
    const eye = page.getByRole('button', { name: 'Show the values of customer_name' });
    await eye.click();
    await page.getByLabel(words('masking.reason')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel(words('masking.reason')).waitFor({ state: 'detached' });
    expect(await eye.evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await main()).not.toContain('Anna');
  });

  it('is loaded under pseudonyms once their purpose is said', async () => {
    const { page } = app;
    await page.getByRole('checkbox', { name: 'Replace customer_id by pseudonyms' }).check();
    const load = page.getByRole('button', { name: /^Load \d+ columns?$/u });
    expect(await load.isDisabled()).toBe(true);
    expect(await main()).toContain(words('masking.purpose'));
    await page.getByLabel(words('masking.purpose')).fill('basket study');
    await pressLoad(page);
    await receiptShown(page);
    expect(await main()).toMatch(/\b6\b/u);
    expect(app.errors).toEqual([]);
  });

  it('tells in the log why values were shown', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/privacy/releases`);
    await page.getByText('people.csv: email').waitFor();
    expect(await main()).toContain('check of spelling');
  });
});
