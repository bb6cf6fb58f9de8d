import type { Browser, Page } from 'playwright-core';
import { writeDashboard } from '../../src/dashboard/dashboard-file.ts';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import { words } from '../browser/app-page.ts';
import { longestTask, TRACED, type LongestTask } from './main-thread-tasks.ts';
import { button, type PageDriver } from './page-driver.ts';

/** Nothing more is drawn once the page has rested this long, ms. */
const RESTS = 600;
/** How long the engine may take for a dashboard ahead, ms. */
const PATIENCE = 300_000;

const CHOOSE = button(new RegExp(`^${words('home.choose')}$`, 'u'));
const STATUS = "document.querySelector('footer')?.innerText ?? ''";

/**
 * Goes to an address; until the last tile has changed for it, and the next frame is drawn. A chart of pixels changes an
 * attribute of its element with each drawing: what it says to screen readers.
 *
 * @param met what must be true before the page counts as drawn
 */
function timeToTiles(hash: string, met: string): string {
  return `(async () => {
    const from = performance.now();
    let last = from;
    const watch = new MutationObserver(() => {
      const seen = performance.now();
      last = seen;
      requestAnimationFrame(() => setTimeout(() => { if (last === seen) last = performance.now(); }));
    });
    watch.observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true });
    location.hash = ${JSON.stringify(hash)};
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (performance.now() - last > ${RESTS} && (${met})) break;
    }
    watch.disconnect();
    return last - from;
  })()`;
}

/** A dashboard in the built app, measured step by step. */
export class DashboardInPage {
  readonly #page: Page;
  readonly #driver: PageDriver;
  readonly #browser: Browser;

  constructor(browser: Browser, page: Page, driver: PageDriver) {
    this.#browser = browser;
    this.#page = page;
    this.#driver = driver;
  }

  /** Opens the app afresh: nothing is loaded, and no dashboard is open. */
  async start(url: string): Promise<void> {
    await this.#page.goto('about:blank');
    await this.#page.goto(url, { waitUntil: 'commit' });
    await this.#driver.until(`${CHOOSE} !== undefined`, 'the seal');
  }

  /** Opens a dashboard as a file, which is kept then. Its address. */
  async keep(dashboard: Dashboard): Promise<string> {
    await this.#driver.evaluate("location.hash = '#/dashboard'");
    const open = button(new RegExp(`^${words('dashboardScreen.list.open')}$`, 'u'));
    await this.#driver.until(`${open} !== undefined`, 'the list of dashboards');
    const chosen = this.#page.waitForEvent('filechooser');
    await this.#driver.click(open);
    const buffer = Buffer.from(writeDashboard(dashboard));
    await (await chosen).setFiles({ name: 'dashboard.json', mimeType: 'application/json', buffer });
    await this.#driver.until("location.hash.length > '#/dashboard/'.length", 'the dashboard');
    const hash = String(await this.#driver.evaluate('location.hash'));
    // It is kept a moment after it was opened; the list says when.
    await this.#driver.evaluate("location.hash = '#/dashboard'");
    const listed = JSON.stringify(dashboard.title);
    await this.#driver.until(`document.querySelector('main').innerText.includes(${listed})`, 'it to be kept');
    return hash;
  }

  /** Loads a file with the suggested roles, until its receipt is shown. */
  async load(file: string): Promise<void> {
    await this.#driver.evaluate("location.hash = '#/'");
    await this.#driver.until(`${CHOOSE} !== undefined`, 'the start screen');
    await this.#driver.chooseFile(file);
    const load = button(/^Load \d+ columns?$/u);
    await this.#driver.until(`${load} !== undefined`, 'the preview of the file');
    await this.#driver.click(load);
    const heading = JSON.stringify(words('receipt.title'));
    await this.#driver.until(
      `document.querySelector('h1')?.textContent.trim() === ${heading}`,
      'the receipt',
    );
  }

  /** Waits until the engine has prepared a dashboard ahead, which it says by the memory it holds then; milliseconds. */
  ahead(): Promise<number> {
    return this.#driver.measure(`(async () => {
      const from = performance.now();
      const before = ${STATUS};
      while ((${STATUS}) === before) {
        if (performance.now() - from > ${PATIENCE}) throw new Error('nothing was prepared: ' + before);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return performance.now() - from;
    })()`);
  }

  /** Opens a kept dashboard, until all its tiles are drawn; milliseconds. */
  open(hash: string, charts: number): Promise<number> {
    const drawn = "document.querySelectorAll('[data-tile] [role=application] :is(svg, canvas)').length";
    return this.#driver.measure(timeToTiles(hash, `${drawn} >= ${charts}`));
  }

  /** Changes the filters, until all tiles are drawn; milliseconds. */
  filter(hash: string): Promise<number> {
    return this.#driver.measure(timeToTiles(hash, 'true'));
  }

  /** The longest tasks of the main thread while something is done. */
  async watched(work: () => Promise<void>): Promise<LongestTask> {
    await this.#browser.startTracing(this.#page, { categories: TRACED });
    await work();
    return longestTask((await this.#browser.stopTracing()).toString());
  }
}
