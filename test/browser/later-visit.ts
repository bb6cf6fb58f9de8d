import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { OpenApp } from './app-page.ts';
import { sharedBrowser } from './chromium.ts';
import { serve, type Served } from '../serve.ts';

/** Where the built app is served in tests: under a subpath, as on a shared host. */
export const SUBPATH = '/tools/cloister/';

/**
 * Most that a step of a test is waited for, ms: a machine that does something else besides may take several times as long as
 * one that does not, and who waits for a condition goes on as soon as it is met.
 */
export const PATIENCE = 60_000;

/** How a window of the tests looks, with motion or without. */
export function windowOptions(motion: boolean): BrowserContextOptions {
  return {
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    reducedMotion: motion ? 'no-preference' : 'reduce',
    locale: 'en-GB',
    acceptDownloads: true,
  };
}

/** One server and one context of this process, in which the app is fetched once. */
interface Site {
  readonly server: Served;
  readonly browser: Browser;
  readonly context: BrowserContext;
}

let site: Promise<Site> | null = null;

async function openSite(): Promise<Site> {
  const [server, browser] = await Promise.all([serve({ base: SUBPATH }), sharedBrowser('once')]);
  const context = await browser.newContext(windowOptions(false));
  context.setDefaultTimeout(PATIENCE);
  return { server, browser, context };
}

/** What a visit may leave behind; the app itself, which the service worker keeps, is not of it. */
const LEFT = 'cookies,local_storage,indexeddb,file_systems';

/** Ends what the page has running, and deletes what it has kept. */
async function forget({ server, context }: Site, page: Page): Promise<void> {
  await context.setOffline(false);
  await page.goto('about:blank');
  const session = await context.newCDPSession(page);
  const { origin } = new URL(server.url);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: LEFT });
  await page.close();
}

/**
 * Opens the app as somebody finds it who was here before and has kept nothing: the browser has its files. One at a
 * time: a visit begins with what the last one of this process has not deleted.
 */
export async function laterVisit(): Promise<OpenApp> {
  site ??= openSite();
  const opened = await site;
  const { server, browser, context } = opened;
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  server.requests.length = 0;
  await page.goto(server.url);
  return {
    url: server.url,
    requests: server.requests,
    browser,
    context,
    page,
    errors,
    close: () => forget(opened, page),
  };
}
