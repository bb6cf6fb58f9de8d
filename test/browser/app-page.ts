import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ENGLISH, type MessageKey } from '../../src/i18n/messages.ts';
import { launch } from './chromium.ts';
import { serve } from '../serve.ts';

/** Where the built app is served in tests: under a subpath, as on a shared host. */
export const SUBPATH = '/tools/cloister/';

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
  /** Takes a guard out: may change a file before it is sent. */
  readonly rewrite?: (name: string, body: Buffer) => Buffer | null;
  readonly args?: readonly string[];
  readonly hash?: string;
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
  readonly locale?: string;
}

/** Serves dist/, starts Chromium and opens the page. Wait for {@link sealed} before using it. */
export async function openApp(options: OpenOptions = {}): Promise<OpenApp> {
  const server = await serve({
    base: SUBPATH,
    ...(options.rewrite === undefined ? {} : { rewrite: options.rewrite }),
  });
  const browser = await launch(options.args ?? []);
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.theme ?? 'light',
    locale: options.locale ?? 'en-GB',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(server.url + (options.hash ?? ''));
  return {
    url: server.url,
    requests: server.requests,
    browser,
    context,
    page,
    errors,
    async close() {
      await browser.close();
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
  timeout = 30_000,
): Promise<void> {
  const end = Date.now() + timeout;
  for (;;) {
    const met = await condition().catch(() => false);
    if (met) return;
    if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until the seal is green and files may be opened. */
export function sealed(page: Page): Promise<void> {
  return until(
    () => page.getByRole('button', { name: words('home.choose') }).isEnabled(),
    'the seal',
    40_000,
  );
}

/** Drops a file through the page's file chooser. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(path);
}
