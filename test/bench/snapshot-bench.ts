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
 * Measures a snapshot of eight tiles under Node: its first preview, for which every tile is computed from the orders, and
 * the release of what was previewed.
 *
 * @param orders in the file, of customers who have placed 33 each
 */
export async function benchSnapshot(orders: number): Promise<Figure[]> {
  const file = await ordersFile(orders, Math.round(orders / ORDERS_OF_A_CUSTOMER));
  const request: SnapshotBenchRequest = { file };
  const failed: SnapshotTimes = { preview: null, build: null, bytes: 0, failure: 'ended without figures' };
  const times = ((await runChild(MEASURE, request)) as SnapshotTimes | null) ?? failed;
  console.error(`snapshot: ${JSON.stringify(times)}`);
  const note = times.failure ?? `${Math.round(times.bytes / 1000)} kB without the viewer`;
  return [
    figure(
      'snapshot: first preview, all tiles from the orders',
      'ms',
      times.preview === null ? [] : [times.preview],
    ),
    figure('snapshot: build of what was previewed', 'ms', times.build === null ? [] : [times.build], {
      goal: GOAL,
      note,
    }),
  ];
}
