import { fileURLToPath } from 'node:url';
import { figure, type Figure } from './figures.ts';
import type { SnapshotBenchRequest, SnapshotTimes } from './measure-snapshot.ts';
import { ordersFile } from './orders-file.ts';
import { runChild } from './run-child.ts';

const MEASURE = fileURLToPath(new URL('./measure-snapshot.ts', import.meta.url));

/** Orders of a customer, so that ten million are those of 300,000. */
const ORDERS_OF_A_CUSTOMER = 100 / 3;
/** Most that may pass until a snapshot that was previewed is built, ms. */
const GOAL = 3000;

/**
 * Measures a snapshot of eight tiles under Node: its first preview, for which every tile is computed from the orders, the
 * preview after its purpose was changed, and the release of what was previewed.
 *
 * @param orders in the file, of customers who have placed 33 each
 */
export async function benchSnapshot(orders: number): Promise<Figure[]> {
  const file = await ordersFile(orders, Math.round(orders / ORDERS_OF_A_CUSTOMER));
  const request: SnapshotBenchRequest = { file };
  const failed: SnapshotTimes = {
    preview: null,
    again: null,
    build: null,
    cpu: [],
    bytes: 0,
    failure: 'ended without figures',
  };
  const times = ((await runChild(MEASURE, request)) as SnapshotTimes | null) ?? failed;
  console.error(`snapshot: ${JSON.stringify(times)}`);
  const inCpu = (place: number): string => `in processor time ${(times.cpu[place] ?? 0).toFixed(0)} ms`;
  const measured = (ms: number | null): readonly number[] => (ms === null ? [] : [ms]);
  const kB = `${Math.round(times.bytes / 1000)} kB without the viewer`;
  return [
    figure('snapshot: first preview, all tiles from the orders', 'ms', measured(times.preview), {
      note: times.failure ?? inCpu(0),
    }),
    figure('snapshot: preview with another purpose', 'ms', measured(times.again), { note: inCpu(1) }),
    figure('snapshot: build of what was previewed', 'ms', measured(times.build), {
      goal: GOAL,
      note: times.failure ?? `${inCpu(2)}; ${kB}`,
    }),
  ];
}
