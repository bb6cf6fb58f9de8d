import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Download, Locator, Page } from 'playwright-core';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import type { MessageKey } from '../../src/i18n/messages.ts';
import { sharedBrowser, type Compiler } from './chromium.ts';
import { laterVisit, PATIENCE, SUBPATH, windowOptions } from './later-visit.ts';
import { serve } from '../serve.ts';

export { SUBPATH } from './later-visit.ts';

/** Shared data sets, or null where this checkout has none beside it. */
export const SHARED = existsSync('../shared/data') ? '../shared' : null;

/** A message of the English interface that has no places. */
export function words(key: MessageKey): string {
  const message = ENGLISH[key];
  return typeof message === 'string' ? message : message.other;
}

/** The built app, served and opened. */
export interface OpenApp {
  readonly url: string;
  readonly requests: string[];
  readonly browser: Browser;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that reached the page's top level. */
  readonly errors: string[];
  close(): Promise<void>;
}

/** How to open it. */
export interface OpenOptions {
  /** Takes a guard out: may change a file before it is sent. The visit is a first one. */
  readonly rewrite?: (name: string, body: Buffer) => Buffer | null;
  /** A first visit with all motion, the engine compiled in this way. Otherwise a later one, see {@link laterVisit}. */
  readonly firstVisit?: Compiler;
  /** A first visit without motion, that shares no storage with the others. */
  readonly ownSite?: boolean;
}

/**
 * Opens the built app. Nothing is kept of earlier tests, but unless a first visit is asked for, the browser has
 * fetched the app before, and nothing moves: both are most of what a start costs. Wait for {@link sealed} before
 * using it.
 */
export async function openApp({ rewrite, firstVisit, ownSite = false }: OpenOptions = {}): Promise<OpenApp> {
  if (rewrite === undefined && firstVisit === undefined && !ownSite) return laterVisit();
  const server = await serve({ base: SUBPATH, ...(rewrite === undefined ? {} : { rewrite }) });
  const browser = await sharedBrowser(firstVisit ?? 'once');
  const context = await browser.newContext(windowOptions(firstVisit !== undefined));
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(server.url);
  return {
    url: server.url,
    requests: server.requests,
    browser,
    context,
    page,
    errors,
    async close() {
      await context.close();
      await server.close();
    },
  };
}

/**
 * Waits until the page says something. The page's policy forbids the evaluated strings that Playwright's own
 * `waitForFunction` uses, and the page reloads once by itself, so this asks again and again.
 */
export async function until(
  condition: () => Promise<boolean>,
  what: string,
  timeout = PATIENCE,
): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    const met = await condition().catch(() => false);
    if (met) return;
    if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until the seal is green and files may be opened. */
export function sealed(page: Page): Promise<void> {
  return until(() => page.getByRole('button', { name: words('home.choose') }).isEnabled(), 'the seal');
}

/** Waits for the next file that leaves; the manifest that follows each may come as late as the next file. */
export function fileLeaving(page: Page, timeout = PATIENCE): Promise<Download> {
  return page.waitForEvent('download', {
    timeout,
    predicate: (download) => !download.suggestedFilename().endsWith('.manifest.json'),
  });
}

/** Drops a file through the page's file chooser. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(path);
}

/** A button or link by the message it shows, in English. */
function named(page: Page, key: MessageKey): Locator {
  const name = words(key);
  return page.getByRole('button', { name }).or(page.getByRole('link', { name })).first();
}

/** Waits for the columns of the file that was chosen. */
export async function columnsShown(page: Page, timeout = PATIENCE): Promise<void> {
  await page.getByRole('heading', { name: words('import.columnsAndRoles') }).waitFor({ timeout });
}

/** Presses "Load N columns". */
export async function pressLoad(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Load \d+ columns?$/u }).click();
}

/** Waits for the cleaning receipt. */
export async function receiptShown(page: Page, timeout = PATIENCE): Promise<void> {
  await page.getByRole('heading', { name: words('receipt.title'), level: 1 }).waitFor({ timeout });
}

/** Loads the synthetic sample from the start screen. */
export async function loadSample(page: Page): Promise<void> {
  await named(page, 'home.sample.load').click();
  await receiptShown(page);
}

/** Goes from the receipt to the RFM screen and waits for its first result. */
export async function toRfm(page: Page): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('link', { name: words('rfm.title') })
    .click();
  await page.getByRole('heading', { name: words('rfmScreen.title'), level: 1 }).waitFor();
  await page
    .getByRole('row', { name: /Champions/u })
    .first()
    .waitFor();
}

/** Opens a file, loads what is suggested, and goes to RFM: the spine. */
export async function fromFileToRfm(page: Page, path: string, timeout?: number): Promise<void> {
  await sealed(page);
  await chooseFile(page, path);
  await columnsShown(page, timeout);
  await pressLoad(page);
  await receiptShown(page, timeout);
  await toRfm(page);
}
