import type { Browser, Page } from 'playwright-core';
import { SUBPATH, words } from '../browser/app-page.ts';
import { launch } from '../browser/chromium.ts';
import { serve } from '../serve.ts';
import { measureOnce } from './engine-bench.ts';
import { figure, type Figure } from './figures.ts';
import { button, PageDriver } from './page-driver.ts';
import { longestTask, TRACED, type LongestTask } from './main-thread-tasks.ts';

/** How long a page may go on drawing after a step, ms. */
const SETTLE = 1500;

/** Reports paints and slow events of every page as it is loaded, also before a reload. */
const OBSERVE = `(() => {
  const tell = (type, pick) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.benchReport(type, entry.name, pick(entry));
    }).observe({ type, buffered: true, ...(type === 'event' ? { durationThreshold: 16 } : {}) });
  tell('paint', (entry) => entry.startTime);
  tell('event', (entry) => entry.processingEnd - entry.processingStart);
})()`;

type Phase = 'opening the app' | 'reading the file' | 'import' | 'RFM';

interface Visit {
  readonly firstPaint: number;
  readonly ready: number;
  readonly preview: number;
  readonly import: number;
  readonly rfm: number;
  /** Longest task of each phase. */
  readonly tasks: ReadonlyMap<Phase, LongestTask>;
  /** Longest handler of an event, ms. */
  readonly handler: number;
}

class Watch {
  readonly paints: number[] = [];
  readonly tasks = new Map<Phase, LongestTask>();
  handler = 0;
  readonly #browser: Browser;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  async on(page: Page): Promise<void> {
    await page.exposeFunction('benchReport', (type: string, name: string, ms: number) => {
      if (type === 'paint' && name === 'first-contentful-paint') this.paints.push(ms);
      if (type === 'event') this.handler = Math.max(this.handler, ms);
    });
    await page.addInitScript(OBSERVE);
  }

  /** Runs a step and says how long it took, seconds. */
  async step(page: Page, phase: Phase, work: () => Promise<void>): Promise<number> {
    await this.#browser.startTracing(page, { categories: TRACED });
    const started = performance.now();
    await work();
    const seconds = (performance.now() - started) / 1000;
    // What the step has set off (charts, lists) is still part of it.
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    const trace = await this.#browser.stopTracing();
    this.tasks.set(phase, longestTask(trace.toString()));
    return seconds;
  }
}

/** Goes through the whole flow once, in a browser that has never seen the page. */
async function visit(file: string, root: string): Promise<Visit> {
  const server = await serve({ root, base: SUBPATH });
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    const watch = new Watch(browser);
    await watch.on(page);
    const driver = new PageDriver(page, await context.newCDPSession(page));
    const choose = button(new RegExp(`^${words('home.choose')}$`, 'u'));
    const ready = await watch.step(page, 'opening the app', async () => {
      await page.goto(server.url, { waitUntil: 'commit' });
      await driver.until(`${choose} !== undefined`, 'the seal');
    });
    const load = button(/^Load \d+ columns?$/u);
    const preview = await watch.step(page, 'reading the file', async () => {
      await driver.chooseFile(file);
      await driver.until(`${load} !== undefined`, 'the preview of the file');
    });
    const seconds = await watch.step(page, 'import', async () => {
      await driver.click(load);
      const heading = JSON.stringify(words('receipt.title'));
      await driver.until(
        `document.querySelector('h1')?.textContent.trim() === ${heading}`,
        'the cleaning receipt',
      );
    });
    const rfm = await watch.step(page, 'RFM', async () => {
      await driver.evaluate("location.hash = '#/analyses/rfm'");
      await driver.until("document.querySelector('.result[aria-busy=false]') !== null", 'the result of RFM');
    });
    const [firstPaint = Number.NaN] = watch.paints;
    return { firstPaint, ready, preview, import: seconds, rfm, tasks: watch.tasks, handler: watch.handler };
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Measures the whole flow in Chromium on the built app, served as the plainest static host would: first paint,
 * import with the suggested roles and RFM against native DuckDB, and the longest task of the main thread.
 */
export async function benchPage({
  file,
  root,
  repeats,
}: {
  readonly file: string;
  /** Folder of the built app. */
  readonly root: string;
  readonly repeats: number;
}): Promise<Figure[]> {
  const visits: Visit[] = [];
  const nativeImport: number[] = [];
  const nativeRfm: number[] = [];
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    const native = await measureOnce({ kind: 'native', columns: 'roles', file, recorded: '' });
    nativeImport.push(native.importSeconds ?? Number.NaN);
    nativeRfm.push(native.rfmSeconds ?? Number.NaN);
    const seen = await visit(file, root);
    visits.push(seen);
    console.error(
      `in Chromium ${repeat} of ${repeats}: ${JSON.stringify({ ...seen, tasks: Object.fromEntries(seen.tasks), native })}`,
    );
  }
  const of = (read: (each: Visit) => number): number[] => visits.map(read);
  const phases: readonly Phase[] = ['opening the app', 'reading the file', 'import', 'RFM'];
  return [
    figure(
      'in Chromium: first paint',
      'ms',
      of((each) => each.firstPaint),
      { goal: 1000 },
    ),
    figure(
      'in Chromium: ready to open a file',
      's',
      of((each) => each.ready),
    ),
    figure(
      'in Chromium: preview of the file',
      's',
      of((each) => each.preview),
    ),
    figure(
      'in Chromium: import, to native CREATE TABLE AS',
      's',
      of((each) => each.import),
      {
        baselines: nativeImport,
        goal: 1.3,
      },
    ),
    figure(
      'in Chromium: RFM with its screen, to textbook SQL on native',
      's',
      of((each) => each.rfm),
      {
        baselines: nativeRfm,
        goal: 1.5,
      },
    ),
    ...phases.map((phase) => {
      // The longest of all visits: a median would hide it.
      const [longest] = visits.flatMap((each) => each.tasks.get(phase) ?? []).toSorted((a, b) => b.ms - a.ms);
      const note =
        longest === undefined
          ? ''
          : `at most ${longest.cpuMs.toFixed(0)} ms of processor time, in ${longest.what}`;
      return figure(`in Chromium: longest task, ${phase}`, 'ms', [longest?.ms ?? Number.NaN], {
        goal: 50,
        note,
      });
    }),
    figure('in Chromium: longest event handler', 'ms', [Math.max(...of((each) => each.handler))], {
      goal: 50,
    }),
  ];
}
