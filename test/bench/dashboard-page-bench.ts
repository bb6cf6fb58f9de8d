import { existsSync } from 'node:fs';
import { type Selection, TIME_DIMENSION } from '../../src/contract/dashboard.ts';
import { writeFilters } from '../../src/crossfilter/filter-link.ts';
import { SUBPATH } from '../browser/app-page.ts';
import { launch } from '../browser/chromium.ts';
import { serve } from '../serve.ts';
import { busyPage } from './busy-page.ts';
import { measuredDashboard } from './dashboard-document.ts';
import { DashboardInPage } from './dashboard-in-page.ts';
import { dashboardOrders, measuredFilters } from './dashboard-orders.ts';
import { DIMENSIONS } from './dashboard-tiles.ts';
import { figure, percentile, type Figure } from './figures.ts';
import type { LongestTask } from './main-thread-tasks.ts';
import { PageDriver } from './page-driver.ts';

/** Charts among the tiles. */
const CHARTS = 5;
/** Filter changes during which the main thread is watched: watching costs time of its own. */
const WATCHED = 30;
/** How often an empty page is busy for as long. */
const BUSY_TIMES = 100;
/** Most that may pass from a filter to all tiles drawn, and until a dashboard is open, ms. */
const GOAL = 100;
const OPEN_GOAL = 1500;

/** What was measured, milliseconds. */
interface Measured {
  /** Opening straight after the load. */
  readonly cold: number;
  /** How long preparing ahead takes from the receipt on, and opening after it. */
  readonly ahead: number;
  readonly open: number;
  readonly filters: readonly number[];
  /** An empty page that is busy as long as a change usually takes, see {@link busyPage}. */
  readonly busy: readonly number[];
  readonly task: LongestTask;
}

async function measure(file: string, root: string, selections: readonly Selection[]): Promise<Measured> {
  const server = await serve({ root, base: SUBPATH });
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    const dashboard = new DashboardInPage(
      browser,
      page,
      new PageDriver(page, await context.newCDPSession(page)),
    );
    await dashboard.start(server.url);
    const hash = await dashboard.keep(measuredDashboard());
    // An open dashboard would be prepared at once, and not ahead.
    await dashboard.start(server.url);
    await dashboard.load(file);
    const ahead = await dashboard.ahead();
    const open = await dashboard.open(hash, CHARTS);
    console.error(`dashboard in Chromium: ${JSON.stringify({ ahead, open })}`);
    const names = [TIME_DIMENSION, ...DIMENSIONS].sort();
    const places = selections.map((selection) => `${hash}?f=${writeFilters(selection, names).text ?? ''}`);
    const filters: number[] = [];
    for (const place of places) filters.push(await dashboard.filter(place));
    const task = await dashboard.watched(async () => {
      for (const place of places.slice(0, WATCHED)) await dashboard.filter(place);
    });
    console.error(`dashboard in Chromium: ${JSON.stringify({ filters, task })}`);
    await dashboard.start(server.url);
    await dashboard.load(file);
    const cold = await dashboard.open(hash, CHARTS);
    const busy = await busyPage(page, percentile(filters, 0.5), BUSY_TIMES);
    return { cold, ahead, open, filters, busy, task };
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Measures a dashboard of eight tiles in Chromium on the built app: opening it straight after a load and once it has been
 * prepared ahead, and from a change of filters to the frame in which the last tile is drawn.
 *
 * @param options.orders in the file, as for the measurement in the engine, which comes first and leaves its filters
 * @param options.root folder of the built app
 * @throws Error when the app has not been built
 */
export async function benchDashboardInPage({
  orders,
  root,
}: {
  readonly orders: number;
  readonly root: string;
}): Promise<Figure[]> {
  if (!existsSync(`${root}/index.html`)) throw new Error(`${root}/ is missing: run npm run build first`);
  const { cold, ahead, open, filters, busy, task } = await measure(
    await dashboardOrders(orders),
    root,
    await measuredFilters(),
  );
  const note = `longest task of the page: ${task.cpuMs.toFixed(0)} ms of processor time, in ${task.what}`;
  return [
    figure('dashboard in Chromium: filter to 8 tiles drawn, p50', 'ms', [percentile(filters, 0.5)], {
      goal: GOAL,
    }),
    figure('dashboard in Chromium: the same, p95', 'ms', [percentile(filters, 0.95)], { goal: GOAL, note }),
    figure('an empty page that counts as long as that p50, p95', 'ms', [percentile(busy, 0.95)], {
      note: 'what the machine itself makes of even work',
    }),
    figure('dashboard in Chromium: opened straight after the load', 'ms', [cold], { goal: OPEN_GOAL }),
    figure('dashboard in Chromium: opened once prepared ahead', 'ms', [open], {
      goal: OPEN_GOAL,
      note: `preparing ahead ended ${(ahead / 1000).toFixed(1)} s after the receipt`,
    }),
  ];
}
