import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { loadSample, openApp, sealed, until, words, type OpenApp } from './app-page.ts';
import { buildFirst, chips, chooseOfTile, tile } from './dashboard-page.ts';

const SEGMENTS = 'Active customers by segment';
const ID = /C-?\d{3,}/u;

/** The policy with lists under pseudonyms, which the one that is shipped has not. */
function withLists(name: string, body: Buffer): Buffer | null {
  if (name !== 'policy.json') return null;
  const given = JSON.parse(body.toString('utf8')) as object;
  return Buffer.from(JSON.stringify({ ...given, rows: { lists: { pseudonymised: true } } }));
}

describe('the customers behind a mark', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp({ rewrite: withLists });
    await sealed(app.page);
    await loadSample(app.page);
    await buildFirst(app.page);
  });
  afterAll(async () => {
    expect(app.errors).toEqual([]);
    await app.close();
  });

  const dialog = (): Locator => app.page.getByRole('dialog').first();
  const grid = (): Locator => dialog().getByRole('grid').first();
  const title = (): Promise<string> => dialog().getByRole('heading', { level: 3 }).first().innerText();

  it('are listed, masked, from the menu of a tile once a mark is chosen', async () => {
    const { page } = app;
    const drawing = tile(page, SEGMENTS).getByRole('application');
    await drawing.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(async () => (await chips(page)).join() === 'Segment Champions', 'the condition');
    await chooseOfTile(page, SEGMENTS, words('customer.behind'));
    await grid().getByRole('gridcell', { name: 'Champions' }).first().waitFor();
    const text = await dialog().innerText();
    expect(text).toContain('Segment: Champions');
    expect(text).toContain(words('app.private'));
    expect(text).toMatch(/C•+\d/u);
    expect(text).not.toMatch(ID);
    expect(text).not.toContain('Hibernating');
  });

  it('leave as a list for a purpose, under pseudonyms, as the policy says', async () => {
    const { page } = app;
    const total = /([\d,]+) customers/u.exec(await dialog().getByRole('status').first().innerText())?.[1];
    await dialog()
      .getByRole('button', { name: words('list.button') })
      .click();
    const form = page.getByRole('dialog', { name: words('list.title') });
    const make = form.getByRole('button', { name: /CSV/u });
    await make.click();
    await form.getByText(words('list.purpose.missing')).waitFor();
    await form.getByLabel(words('list.purpose'), { exact: true }).fill('a letter of thanks');
    const download = page.waitForEvent('download');
    await make.click();
    const [head, ...rows] = readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(head).toBe('Pseudonym,Segment,Tier');
    expect(rows.length.toLocaleString('en')).toBe(total);
    expect(rows.every((row) => /^[0-9a-f]{32},Champions,\w+$/u.test(row))).toBe(true);
    await form.getByText(/was released/u).waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
  });

  it('are opened, stepped through and left by the keyboard', async () => {
    const { page } = app;
    await grid().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog()
      .getByText(/^1 of [\d,]+$/u)
      .or(dialog().getByText(/^2 of [\d,]+$/u))
      .waitFor();
    const place = (): Promise<string> =>
      dialog()
        .getByText(/^[\d,]+ of [\d,]+$/u)
        .innerText();
    const before = await place();
    await page.keyboard.press('n');
    await until(async () => (await place()) !== before, 'the next customer');
    await page.keyboard.press('p');
    await until(async () => (await place()) === before, 'the customer before');
    await dialog().getByText(words('customer.scores.note')).waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await until(() => grid().evaluate((each) => each === document.activeElement), 'the focus on the list');
    await page.keyboard.press('Enter');
    await dialog().getByRole('heading', { level: 3 }).waitFor();
  });

  it('show who they are for a reason, which the log keeps', async () => {
    const { page } = app;
    expect(await title()).not.toMatch(ID);
    await dialog()
      .getByRole('button', { name: words('customer.reveal') })
      .click();
    const reason = page.getByLabel(words('customer.reveal.reason'), { exact: true });
    await reason.waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(words('customer.reveal.missing')).waitFor();
    await page.keyboard.type('asked by the customer');
    await page.keyboard.press('Enter');
    await until(async () => ID.test(await title()), 'the id');
    const id = (ID.exec(await title()) ?? [''])[0];
    await page.keyboard.press('Escape');
    await grid().getByText(id).waitFor();
    await page.keyboard.press('Escape');
    await until(async () => (await page.getByRole('dialog').count()) === 0, 'the panel to close');
    expect(page.url()).not.toContain(id);
    await page.evaluate(() => {
      location.hash = '#/privacy/releases';
    });
    await page.getByText('asked by the customer').first().waitFor();
    await page.getByText('a letter of thanks').first().waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain(id);
  });
});
