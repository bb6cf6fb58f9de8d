import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp, receiptShown, sealed, until, words, type OpenApp } from './app-page.ts';

/** More stops than any screen has, so that a walk that never arrives is a trap. */
const MOST_STOPS = 160;

/** What has the focus: its name for messages, and whether anything on screen shows that it has it. */
function focused(page: Page): Promise<{ name: string; onBody: boolean; visible: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { name: 'body', onBody: true, visible: false };
    const marked = (target: Element | null): boolean => {
      if (target === null) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    const { width, height, bottom, right, top, left } = (
      element.closest('label') ?? element
    ).getBoundingClientRect();
    const inView = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    return {
      name: `${element.tagName} ${element.getAttribute('type') ?? ''} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40)}`,
      onBody: false,
      // A field without an outline of its own is shown by the box around it.
      visible: width > 0 && height > 0 && inView && (marked(element) || marked(element.parentElement)),
    };
  });
}

function has(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** Walks with Tab to a control; every stop on the way must show that it has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await has(target)) return;
    await page.keyboard.press(key);
    const { name, onBody, visible } = await focused(page);
    // Between the last control and the first the focus passes through the browser's own frame.
    if (!onBody) expect(visible, `the focus to be seen on ${name}`).toBe(true);
    seen.push(name);
  }
  throw new Error(`not reached with ${key}: ${[...new Set(seen)].slice(-12).join(' · ')}`);
}

/** Waits until a control has the focus. */
function holds(target: Locator, what: string): Promise<void> {
  return until(() => has(target), `the focus on ${what}`, 10_000);
}

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
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const file = await (await download).path();
    expect(readFileSync(file, 'utf8')).toMatch(/Champions/u);
    await holds(csv, 'the button of the file');
    await page.keyboard.press('Escape');
    await holds(menu, 'what opened the dialog');
    expect(app.errors).toEqual([]);
  });
});
