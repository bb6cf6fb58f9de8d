import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { chooseFile, sealed, SUBPATH, until, words } from '../browser/app-page.ts';
import { launch } from '../browser/chromium.ts';
import { serve } from '../serve.ts';
import { measureOnce } from './engine-bench.ts';
import { figure, type Figure } from './figures.ts';

/** Longest a step may take before the measurement is given up, ms. */
const PATIENCE = 600_000;

/** Reports paints, long tasks and slow events of every page as it is loaded, also before a reload. */
const OBSERVE = `(() => {
  const tell = (type, pick) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.benchReport(type, entry.name, pick(entry));
    }).observe({ type, buffered: true, ...(type === 'event' ? { durationThreshold: 16 } : {}) });
  tell('paint', (entry) => entry.startTime);
  tell('longtask', (entry) => entry.duration);
  tell('event', (entry) => entry.processingEnd - entry.processingStart);
})()`;

type Phase = 'opening the app' | 'reading the file' | 'import' | 'RFM';

interface Visit {
  readonly firstPaint: number;
  readonly ready: number;
  readonly preview: number;
  readonly import: number;
  readonly rfm: number;
  /** Longest task of each phase, ms; 0 where none was over 50 ms, which is where browsers begin to tell. */
  readonly tasks: Readonly<Record<Phase, number>>;
  /** Longest handler of an event, ms. */
  readonly handler: number;
}

class Watch {
  phase: Phase = 'opening the app';
  readonly paints: number[] = [];
  readonly tasks: Record<Phase, number> = { 'opening the app': 0, 'reading the file': 0, import: 0, RFM: 0 };
  handler = 0;

  async on(page: Page): Promise<void> {
    await page.exposeFunction('benchReport', (type: string, name: string, ms: number) => {
      if (type === 'paint' && name === 'first-contentful-paint') this.paints.push(ms);
      if (type === 'longtask') this.tasks[this.phase] = Math.max(this.tasks[this.phase], ms);
      if (type === 'event') this.handler = Math.max(this.handler, ms);
    });
    await page.addInitScript(OBSERVE);
  }

  /** Runs a step and says how long it took, seconds. */
  async step(phase: Phase, work: () => Promise<void>): Promise<number> {
    this.phase = phase;
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1000;
  }
}

/** Fails with what the page says went wrong, instead of waiting on. */
async function noError(page: Page): Promise<void> {
  const alert = page.locator('[role=alert]').first();
  if (await alert.isVisible()) throw new Error((await alert.innerText()).replaceAll(/\s+/gu, ' '));
}

async function shows(page: Page, condition: () => Promise<boolean>, what: string): Promise<void> {
  let failure: unknown = null;
  const check = async (): Promise<boolean> => {
    try {
      await noError(page);
    } catch (thrown) {
      failure = thrown;
      return true;
    }
    return condition();
  };
  await until(check, what, PATIENCE);
  if (failure instanceof Error) throw failure;
}

/** Goes through the whole flow once, in a browser that has never seen the page. */
async function visit(file: string, root: string): Promise<Visit> {
  const server = await serve({ root, base: SUBPATH });
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    const watch = new Watch();
    await watch.on(page);
    const ready = await watch.step('opening the app', async () => {
      await page.goto(server.url);
      await sealed(page);
    });
    const load = page.getByRole('button', { name: /^Load \d+ columns?$/u });
    const preview = await watch.step('reading the file', async () => {
      await chooseFile(page, file);
      await shows(page, () => load.isEnabled(), 'the preview of the file');
    });
    const seconds = await watch.step('import', async () => {
      await load.click();
      const heading = page.getByRole('heading', { name: words('receipt.title'), level: 1 });
      await shows(page, () => heading.isVisible(), 'the cleaning receipt');
    });
    const rfm = await watch.step('RFM', async () => {
      await page.evaluate("location.hash = '#/analyses/rfm'");
      const result = page.locator('.result[aria-busy=false]');
      await shows(page, () => result.isVisible(), 'the result of RFM');
    });
    // What the last step has set off (charts, lists) is still part of it.
    await new Promise((resolve) => setTimeout(resolve, 1500));
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
 *
 * @throws Error when the app has not been built
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
  if (!existsSync(`${root}/index.html`)) throw new Error(`${root}/ is missing: run npm run build first`);
  const visits: Visit[] = [];
  const nativeImport: number[] = [];
  const nativeRfm: number[] = [];
  for (let repeat = 1; repeat <= repeats; repeat += 1) {
    const native = await measureOnce({ kind: 'native', columns: 'roles', file, statements: '' });
    nativeImport.push(native.importSeconds ?? Number.NaN);
    nativeRfm.push(native.rfmSeconds ?? Number.NaN);
    const seen = await visit(file, root);
    visits.push(seen);
    console.error(`in Chromium ${repeat} of ${repeats}: ${JSON.stringify({ ...seen, native })}`);
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
      const longest = Math.max(...of((each) => each.tasks[phase]));
      const note = longest === 0 ? { note: 'none over 50 ms' } : {};
      return figure(`in Chromium: longest task, ${phase}`, 'ms', [longest], { goal: 50, ...note });
    }),
    figure('in Chromium: longest event handler', 'ms', [Math.max(...of((each) => each.handler))], {
      goal: 50,
    }),
  ];
}
