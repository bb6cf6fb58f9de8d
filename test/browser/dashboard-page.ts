import type { Locator, Page } from 'playwright-core';
import type { Selection } from '../../src/contract/dashboard.ts';
import { writeFilters } from '../../src/crossfilter/filter-link.ts';
import { english } from '../../src/i18n/en/index.ts';
import { until, words } from './app-page.ts';

/** Goes to the list of dashboards. */
export async function toDashboards(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/dashboard';
  });
  await page.getByRole('heading', { name: words('dashboardScreen.list.title'), level: 1 }).waitFor();
}

/** Builds the dashboard of the first template and waits for its figures. */
export async function buildFirst(page: Page): Promise<void> {
  await toDashboards(page);
  const name = english['dashboardScreen.templates.use'].replace(
    '{name}',
    words('dashboard.template.executive.title'),
  );
  await page.getByRole('button', { name }).click();
  await figuresShown(page);
}

/** Waits until the figures of a page have come and its charts are drawn. */
export async function figuresShown(page: Page): Promise<void> {
  await page.locator('[data-figure]').first().waitFor({ timeout: 60_000 });
  await page.locator('[data-tile] [role=application] canvas').first().waitFor();
}

/** A tile by its title. */
export function tile(page: Page, title: string): Locator {
  return page.getByRole('article', { name: title, exact: true });
}

/** The figure that a tile of one figure shows. */
export async function figureOf(page: Page, title: string): Promise<string> {
  return (await tile(page, title).locator('[data-figure] b').textContent()) ?? '';
}

/** Waits until a tile shows another figure than one. */
export function figureChanges(page: Page, title: string, from: string): Promise<void> {
  return until(async () => {
    const now = await figureOf(page, title);
    return now !== '' && now !== from;
  }, `another figure of ${title}`);
}

/** Conditions in force, as their chips say them. */
export async function chips(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('.chip .open').allTextContents();
  return texts.map((text) => text.replace(/\s+/gu, ' ').trim());
}

/** Makes a tile higher by the keyboard, and says how it stands. */
export async function arrange(page: Page, title: string): Promise<string> {
  const button = page.getByRole('button', { name: words('dashboardScreen.arrange'), exact: true });
  await button.click();
  await tile(page, title).focus();
  await page.keyboard.press('Shift+ArrowDown');
  const place = page.getByText(
    new RegExp(`^${title}: column \\d+, row \\d+, \\d+ columns wide, \\d+ rows high$`, 'u'),
  );
  await place.waitFor();
  const text = await place.innerText();
  await button.click();
  return text;
}

/** Puts conditions into the address, as a link does. */
export async function followFilters(page: Page, selection: Selection): Promise<void> {
  const { text } = writeFilters(
    selection,
    selection.map(({ dimension }) => dimension),
  );
  await page.evaluate((filters) => {
    location.hash = `${location.hash.split('?')[0] ?? ''}?f=${filters ?? ''}`;
  }, text);
  await until(async () => (await chips(page)).length === selection.length, 'the conditions of the address');
}

/** What the address says of filters. */
export async function filtersInAddress(page: Page): Promise<string> {
  const hash = await page.evaluate(() => location.hash);
  return hash.split('?f=')[1] ?? '';
}

/** Does something with a tile by its menu. */
export async function chooseOfTile(page: Page, title: string, item: string): Promise<void> {
  const name = english['dashboardScreen.tile.menu'].replace('{name}', title);
  await page.getByRole('button', { name, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}
