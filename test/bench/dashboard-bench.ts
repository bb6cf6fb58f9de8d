import { fileURLToPath } from 'node:url';
import { dashboardOrders, RECORDED } from './dashboard-orders.ts';
import { figure, percentile, type Figure } from './figures.ts';
import type { DashboardRequest, DashboardTimes } from './measure-dashboard.ts';
import { runChild } from './run-child.ts';

const MEASURE = fileURLToPath(new URL('./measure-dashboard.ts', import.meta.url));

/** Filter changes that are made, and which of them are asked of native DuckDB too: each so-manieth. */
const CHANGES = 200;
const EACH = 20;
/** Most that may pass from a filter to all tiles, and until a dashboard is open, ms. */
const GOAL = 100;
const OPEN_GOAL = 1500;

/**
 * Measures a dashboard of eight cross-filtered tiles in the engine under Node: from a filter to the figures of all of them,
 * against the same tiles by plain SQL on native DuckDB on one thread. Drawing is not in it.
 *
 * @param orders in the file, of customers who have placed 33 each
 */
export async function benchDashboard(orders: number): Promise<Figure[]> {
  const file = await dashboardOrders(orders);
  const measured = async (kind: DashboardRequest['kind']): Promise<DashboardTimes> => {
    const request: DashboardRequest = { kind, file, changes: CHANGES, each: EACH, recorded: RECORDED };
    const failed = { open: null, reopen: null, tiles: [], cpu: [], failure: 'ended without figures' };
    const times = ((await runChild(MEASURE, request)) as DashboardTimes | null) ?? failed;
    console.error(`dashboard, ${kind}: ${JSON.stringify(times)}`);
    return times;
  };
  const app = await measured('app');
  const native = await measured('native');
  const failure = app.failure ?? native.failure;
  const of = `${(app.customers ?? 0).toLocaleString('en')} customers`;
  const sampled = app.tiles.filter((_, index) => index % EACH === 0);
  const inCpu = (share: number): string => `in processor time ${percentile(app.cpu, share).toFixed(0)} ms`;
  return [
    figure(`dashboard: filter to the figures of 8 tiles, p50, ${of}`, 'ms', [percentile(app.tiles, 0.5)], {
      goal: GOAL,
      note: failure ?? inCpu(0.5),
    }),
    figure('dashboard: the same, p95', 'ms', [percentile(app.tiles, 0.95)], {
      goal: GOAL,
      note: inCpu(0.95),
    }),
    figure('dashboard: the same, to plain SQL on native DuckDB', 'ms', sampled, {
      baselines: native.tiles,
      goal: 1,
    }),
    figure('dashboard: open, nothing prepared', 'ms', app.open === null ? [] : [app.open], {
      goal: OPEN_GOAL,
    }),
    figure('dashboard: open again', 'ms', app.reopen === null ? [] : [app.reopen], { goal: OPEN_GOAL }),
  ];
}
