import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, receiptShown, sealed, until, words, type OpenApp, fileLeaving } from './app-page.ts';
import { focused, has, holds, tabTo } from './keyboard-walk.ts';

describe('with the keyboard alone', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
  });
  afterAll(() => app.close());

  it('skips to the main part, and loads the sample', async () => {
    const { page } = app;
    await page.keyboard.press('Tab');
    await holds(page.getByRole('link', { name: words('app.skip') }), 'the skip link');
    await page.keyboard.press('Enter');
    await holds(page.locator('main'), 'the main part');
    await tabTo(page, page.getByRole('button', { name: words('home.sample.load') }));
    await page.keyboard.press('Enter');
    await holds(page.getByRole('button', { name: words('load.stop'), exact: true }), 'Cancel');
    await receiptShown(page);
    await holds(page.locator('main'), 'the main part of the receipt');
  });

  it('switches a cleaning rule, and keeps its place', async () => {
    const { page } = app;
    const rule = page.getByRole('switch', { name: words('rule.exactDuplicate') });
    await tabTo(page, rule);
    const before = await page.locator('main dl').first().innerText();
    await page.keyboard.press('Space');
    await until(
      async () => (await page.locator('main dl').first().innerText()) !== before,
      'another balance',
    );
    await holds(rule, 'the rule');
    await page.keyboard.press('Space');
    await until(
      async () => (await page.locator('main dl').first().innerText()) === before,
      'the balance of before',
    );
  });

  it('turns the pages of rows set aside and comes back', async () => {
    const { page } = app;
    const look = page.getByRole('button', { name: /Look at rows/u }).first();
    const opener = page.locator('main table button').first();
    await tabTo(page, opener, 'Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    const range = dialog.getByRole('status');
    await range.getByText('1 to 50').waitFor();
    const next = dialog.getByRole('button', { name: words('rows.next') });
    const previous = dialog.getByRole('button', { name: words('rows.previous') });
    await tabTo(page, next);
    await page.keyboard.press('Enter');
    await range.getByText('51 to 100').waitFor();
    await holds(next, 'Next');
    await tabTo(page, previous, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await range.getByText('1 to 50').waitFor();
    await holds(previous, 'Previous, though there is no page before');
    await page.keyboard.press('Escape');
    await until(async () => (await dialog.count()) === 0, 'the dialog to close');
    await holds(opener, 'what opened the dialog');
    expect(await look.count()).toBe(1);
  });

  it('goes to RFM with the palette, which gives the focus back when it is left', async () => {
    const { page } = app;
    const opener = page.locator('main table button').first();
    await page.keyboard.press('Control+k');
    await holds(page.getByRole('combobox', { name: words('palette.search') }), 'the search');
    expect((await focused(page)).visible).toBe(true);
    await page.keyboard.press('Escape');
    await holds(opener, 'what had it before');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rfm segments');
    await page.keyboard.press('Enter');
    await page
      .getByRole('row', { name: /Champions/u })
      .first()
      .waitFor();
    expect((await focused(page)).onBody).toBe(false);
  });

  it('changes the tie policy', async () => {
    const { page } = app;
    const ties = page.getByLabel(words('rfmScreen.parameters.ties'), { exact: true });
    await tabTo(page, ties);
    const before = await page.getByRole('row', { name: /Loyal/u }).first().innerText();
    await page.keyboard.press('ArrowDown');
    await until(
      async () => (await page.getByRole('row', { name: /Loyal/u }).first().innerText()) !== before,
      'other figures',
    );
    await holds(ties, 'the tie policy');
  });

  it('opens the customers of a segment and moves in the list', async () => {
    const { page } = app;
    await tabTo(page, page.getByRole('button', { name: 'Loyal', exact: true }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    const grid = page.getByRole('grid', { name: 'Customers of Loyal' });
    await grid.waitFor();
    await tabTo(page, grid);
    const active = () =>
      grid.evaluate((element) => {
        const id = element.getAttribute('aria-activedescendant') ?? '';
        return document.getElementById(id)?.textContent.trim() ?? '';
      });
    await until(async () => (await active()) !== '', 'the first customer');
    const first = await active();
    await page.keyboard.press('ArrowDown');
    await until(async () => (await active()) !== first, 'the second customer');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('PageDown');
    await until(async () => /^[\d,]+$/u.test(await active()), 'days since the last order');
    await page.keyboard.press('Tab');
    expect(await has(grid)).toBe(false);
  });

  it('exports the segment table', async () => {
    const { page } = app;
    const menu = page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true });
    await tabTo(page, menu, 'Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const csv = dialog.getByRole('button', { name: /CSV/u });
    await until(() => csv.isEnabled(), 'the gate to answer');
    await tabTo(page, csv);
    const download = fileLeaving(page);
    await page.keyboard.press('Enter');
    const file = await (await download).path();
    expect(readFileSync(file, 'utf8')).toMatch(/Champions/u);
    await holds(csv, 'the button of the file');
    await page.keyboard.press('Escape');
    await holds(menu, 'what opened the dialog');
    expect(app.errors).toEqual([]);
  });
});
