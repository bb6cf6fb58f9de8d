import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { SUBPATH, words } from '../browser/app-page.ts';
import { launch } from '../browser/chromium.ts';
import { serve } from '../serve.ts';
import { button, PageDriver } from './page-driver.ts';

/** One import in Chromium, once. */
export interface PageImport {
  /** From the file to its preview, seconds. */
  readonly preview: number;
  /** From the press on Load to the receipt, seconds. */
  readonly seconds: number;
  /** Processor time of the page and its workers meanwhile, seconds. */
  readonly cpu: number;
  /** Largest resident memory of the page's process and its workers', bytes. */
  readonly peak: number;
  /** The same of the browser's own process, which holds what is unpacked, bytes. */
  readonly browserPeak: number;
}

interface Process {
  readonly type: string;
  readonly id: number;
  /** Seconds. */
  readonly cpuTime: number;
}

async function processes(browser: Browser): Promise<readonly Process[]> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo;
  } finally {
    await session.detach();
  }
}

/** Largest resident memory that a process has had, bytes, as the system keeps it. */
async function peakOf({ id }: Process): Promise<number> {
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(?<kib>\d+)/mu.exec(status)?.groups?.['kib'] ?? Number.NaN) * 1024;
}

/** The process of the page: of all that draw pages the one that has worked most. */
function pageAmong(all: readonly Process[]): Process {
  const [busiest] = all.filter(({ type }) => type === 'renderer').toSorted((a, b) => b.cpuTime - a.cpuTime);
  if (busiest === undefined) throw new Error('Chromium has no process for the page');
  return busiest;
}

/**
 * Imports a file with its suggested roles in the built app, in a browser that has never seen it.
 *
 * @param root folder of the built app
 * @param file path
 */
export async function importInPage(root: string, file: string): Promise<PageImport> {
  const server = await serve({ root, base: SUBPATH });
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    const driver = new PageDriver(page, await context.newCDPSession(page));
    await page.goto(server.url, { waitUntil: 'commit' });
    const choose = button(new RegExp(`^${words('home.choose')}$`, 'u'));
    await driver.until(`${choose} !== undefined`, 'the seal');
    const opening = performance.now();
    await driver.chooseFile(file);
    const load = button(/^Load \d+ columns?$/u);
    await driver.until(`${load} !== undefined`, 'the preview of the file');
    const preview = (performance.now() - opening) / 1000;
    const before = pageAmong(await processes(browser));
    const loading = performance.now();
    await driver.click(load);
    const heading = JSON.stringify(words('receipt.title'));
    await driver.until(
      `document.querySelector('h1')?.textContent.trim() === ${heading}`,
      'the cleaning receipt',
    );
    const seconds = (performance.now() - loading) / 1000;
    const after = await processes(browser);
    const ours = pageAmong(after);
    const own = after.find(({ type }) => type === 'browser');
    return {
      preview,
      seconds,
      cpu: ours.cpuTime - before.cpuTime,
      peak: await peakOf(ours),
      browserPeak: own === undefined ? Number.NaN : await peakOf(own),
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
