import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { SigningKeys } from '../../workers/snapshot/signing-keys.ts';
import { snapshotViewerProgram } from '../../vite.snapshot-viewer.ts';
import { sampleContent } from '../snapshot/sample-content.ts';
import { serve } from '../serve.ts';
import { SUBPATH, until } from './app-page.ts';
import { sharedBrowser } from './chromium.ts';

let folder: string;
let file: string;
let fingerprint: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cloister-snapshot-'));
  file = path.join(folder, 'snapshot.html');
  const keys = new SigningKeys();
  ({ fingerprint } = await keys.make());
  const { html } = await writeSnapshot(sampleContent(), await snapshotViewerProgram(), await keys.signer());
  writeFileSync(file, html);
  browser = await sharedBrowser('once');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** What the page asked for besides itself, and what it complained of. */
  readonly asked: string[];
  readonly said: string[];
}

async function open(name: string, javaScriptEnabled = true): Promise<Opened> {
  const context = await browser.newContext({ javaScriptEnabled, locale: 'en-GB' });
  const page = await context.newPage();
  const [asked, said]: [string[], string[]] = [[], []];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  const url = name.startsWith('http') ? name : pathToFileURL(name).href;
  page.on('request', (request) => {
    if (request.url() !== url) asked.push(request.url());
  });
  await page.goto(url);
  return { page, asked, said };
}

describe('a snapshot opened from disk', () => {
  test('shows figures, pictures, tables and provenance with scripts off, in both languages and themes', async () => {
    const { page, asked, said } = await open(file, false);
    expect(await page.locator('article.tile').count()).toBe(8);
    expect(await page.locator('figure.picture svg:visible').count()).toBe(2);
    expect(await page.locator('.band').innerText()).toContain('Monthly review of the board');
    await page.locator('article[data-tile="t5"] summary').first().click();
    expect(await page.locator('article[data-tile="t5"] tbody').innerText()).toContain('84,000.25');
    const background = (): Promise<string> =>
      page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    const light = await background();
    await page.locator('#theme-dark').check();
    expect(await background()).not.toBe(light);
    await page.locator('#lang-zh').check();
    expect(await page.locator('.band').innerText()).toContain('这些数字的来源');
    expect(await page.locator('article[data-tile="t5"] svg:visible text').first().textContent()).toBe(
      '重要价值客户',
    );
    expect([...asked, ...said]).toEqual([]);
    await page.context().close();
  });

  test('sorts, reads row by row and slices over its own cells with scripts on', async () => {
    const { page, asked, said } = await open(file);
    const cross = page.locator('article[data-tile="t6"]');
    await page.locator('#slice-segment').selectOption({ label: 'Loyal' });
    expect(await cross.locator('svg.slice .bar').count()).toBe(4);
    expect(await cross.locator('svg.slice .withheld').count()).toBe(2);
    expect(await cross.locator('tbody tr:not([hidden])').count()).toBe(4);
    await page.locator('#slice-segment').selectOption({ index: 0 });
    await page.getByRole('button', { name: 'Open all tables' }).click();
    const customers = cross.getByRole('button', { name: 'Customers' });
    await customers.click();
    expect(await cross.locator('tbody tr').first().innerText()).toContain('183');
    await customers.click();
    expect(await cross.locator('tbody tr').first().innerText()).toContain('40');
    expect(await cross.locator('tbody tr').last().innerText()).toContain('withheld');
    const reader = page.locator('article[data-tile="t5"] .reader');
    await reader.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await reader.locator('.readout').innerText()).toContain('Segment: Loyal · Customers: 1,310');
    await page.locator('#lang-zh').check();
    expect(await reader.locator('.readout').innerText()).toContain('客户细分: 忠诚客户');
    expect([...asked, ...said]).toEqual([]);
    await page.context().close();
  });

  test('says of a mark under the pointer what it is, in the language of the page, and of a bar of a slice', async () => {
    const { page, asked, said } = await open(file);
    const tile = page.locator('article[data-tile="t5"]');
    const tip = tile.locator('.tip:visible');
    const mark = (place: number) => tile.locator(`svg:visible rect[data-mark="${place}"]`);
    await mark(1).hover();
    expect(await tip.innerText()).toBe('Loyal\nCustomers by segment');
    expect(await mark(1).getAttribute('class')).toBe('lit');
    await mark(0).hover();
    expect(await tip.innerText()).toBe('Champions\nCustomers by segment');
    expect(await mark(1).getAttribute('class')).toBe('');
    // It lies within its picture, and browsers show no title of their own beside it.
    const [tipBox, picture] = [await tip.boundingBox(), await tile.locator('figure.picture').boundingBox()];
    expect(tipBox?.x ?? 0).toBeGreaterThanOrEqual(picture?.x ?? Infinity);
    expect(await tile.locator('svg [data-mark] > title').count()).toBe(0);
    await page.locator('h1').hover();
    expect(await tip.count()).toBe(0);
    await page.locator('#lang-zh').check();
    await mark(0).hover();
    expect(await tip.innerText()).toContain('重要价值客户');
    await page.locator('#slice-segment').selectOption({ index: 2 });
    const cross = page.locator('article[data-tile="t6"]');
    await cross.locator('svg.slice [data-row]').first().hover();
    expect(await cross.locator('.readout').innerText()).toContain('客户细分: 忠诚客户');
    expect(await cross.locator('tbody tr.read').count()).toBe(1);
    expect([...asked, ...said]).toEqual([]);
    await page.context().close();
  });

  test('follows its switches of theme and language with scripts on, and keeps order and slice', async () => {
    const { page, asked, said } = await open(file);
    const cross = page.locator('article[data-tile="t6"]');
    await page.locator('#slice-segment').selectOption({ label: 'Loyal' });
    await cross.locator('summary').first().click();
    await cross.locator('thead button.sort').last().click();
    const rows = cross.locator('tbody tr:not([hidden])');
    const before = await rows.locator('td').allInnerTexts();
    const ink = (): Promise<string> => page.locator('body').evaluate((body) => getComputedStyle(body).color);
    const light = await ink();
    await page.locator('#theme-dark').check();
    expect(await ink()).not.toBe(light);
    await page.locator('#lang-zh').check();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.locator('#slice-segment option:checked').innerText()).toBe('忠诚客户');
    expect(await cross.locator('thead [aria-sort=descending]').count()).toBe(1);
    await page.locator('#lang-en').check();
    expect(await rows.locator('td').allInnerTexts()).toEqual(before);
    expect([...asked, ...said]).toEqual([]);
    await page.context().close();
  });

  test.each([1440, 900, 390])(
    'fills its tiles with their pictures, and no more, %i px wide',
    async (width) => {
      const { page } = await open(file, false);
      await page.setViewportSize({ width, height: 900 });
      const tile = page.locator('article[data-tile="t5"]');
      const [card, picture] = [await tile.boundingBox(), await tile.locator('figure.picture').boundingBox()];
      const drawn = await tile.locator('figure.picture svg:visible').boundingBox();
      expect((card?.width ?? 0) - (picture?.width ?? 0)).toBeLessThan(40);
      expect(drawn?.width ?? 0).toBeGreaterThanOrEqual((picture?.width ?? Infinity) - 1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.context().close();
    },
  );

  test('prints on paper with its tables open and in the light theme', async () => {
    const { page } = await open(file, false);
    await page.locator('#theme-dark').check();
    await page.emulateMedia({ media: 'print' });
    const table = page.locator('article[data-tile="t6"] table');
    expect((await table.boundingBox())?.height ?? 0).toBeGreaterThan(200);
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    const pdf = await page.pdf({ preferCSSPageSize: true });
    // Pages of A4, in points.
    expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/u);
    await page.context().close();
  });
});

describe('the verifier', () => {
  const verifier = path.resolve('dist/verify.html');

  test('works from disk: whole, then with one figure changed', async () => {
    const { page, asked, said } = await open(verifier);
    await page.locator('#file').setInputFiles(file);
    await page.locator('.verdict.unchanged').waitFor();
    await page.locator('#known').fill(fingerprint.toUpperCase().replaceAll(' ', ''));
    expect(await page.locator('.findings').innerText()).toContain('This is the fingerprint you know.');
    const changed = path.join(folder, 'changed.html');
    writeFileSync(changed, readFileSync(file, 'utf8').replace('84000.25', '84000.26'));
    await page.locator('#file').setInputFiles(changed);
    await page.locator('.verdict.changed').waitFor();
    expect(await page.locator('.findings table').first().innerText()).toContain(
      'Data of tile 5 “Customers by segment”',
    );
    await page.locator('#lang-zh').check();
    expect(await page.locator('.findings').innerText()).toContain('卡片 5“各细分客户数”的数据');
    await page.locator('#lang-en').check();
    const text = readFileSync(file, 'utf8');
    const another = new SigningKeys();
    await another.make();
    const signed = await writeSnapshot(
      sampleContent(),
      await snapshotViewerProgram(),
      await another.signer(),
    );
    const log = /id="data-log">([^<]*)</u.exec(text)?.[1] ?? '';
    const [first] = JSON.parse(log) as readonly unknown[];
    const { key, signature } = readSnapshot(text).manifest ?? {};
    for (const [name, forged, finding] of [
      [
        'cut.html',
        text.replace(log, JSON.stringify([first])),
        'Log of decisions: entries are missing or added.',
      ],
      [
        'swapped.html',
        text.replace(String(signature), String(signed.manifest.signature)),
        'The signature does not fit this file.',
      ],
      [
        'manifest.html',
        text.replace(String(key?.publicKey), String(signed.manifest.key?.publicKey)),
        'Manifest\tchanged',
      ],
    ] as const) {
      writeFileSync(path.join(folder, name), forged);
      await page.locator('#file').setInputFiles(path.join(folder, name));
      await page.locator('.findings .hint', { hasText: name }).waitFor();
      await page.locator('.verdict.changed').waitFor();
      expect(await page.locator('.findings').innerText()).toContain(finding);
    }
    expect([...asked, ...said]).toEqual([]);
    await page.context().close();
  });

  test('opens from the built site, first from the host and then through the service worker', async () => {
    const server = await serve({ base: SUBPATH });
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    const said: string[] = [];
    await page.goto(`${server.url}verify.html`);
    expect(await page.locator('h1').innerText()).toBe('Verify a snapshot');
    await page.goto(server.url);
    // The page of the app loads again by itself once the service worker has it, so another one is looked at.
    const later = await context.newPage();
    later.on('console', (message) => said.push(message.text()));
    await until(async () => {
      await later.goto(`${server.url}verify.html`);
      return later.evaluate(() => navigator.serviceWorker.controller !== null);
    }, 'the service worker to answer');
    expect(await later.locator('h1').innerText()).toBe('Verify a snapshot');
    await later.locator('#file').setInputFiles(file);
    await later.locator('.verdict.unchanged').waitFor();
    expect(said).toEqual([]);
    await context.close();
    await server.close();
  });
});
