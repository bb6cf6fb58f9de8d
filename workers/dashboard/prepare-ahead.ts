import {
  DASHBOARD_MEASURES,
  type PreparedDashboard,
  type PrepareRequest,
  type TileQuestion,
} from '../../src/contract/dashboard.ts';
import type { Database, Run } from '../engine/database.ts';
import type { LoadedOrders } from '../import/loaded-orders.ts';
import type { PreparedDashboards } from './prepared-dashboards.ts';

/** Bytes that a row takes while it is read: numbered in DuckDB, handed over, and in its cell. */
const BYTES_A_ROW = 80;
/** What may be held then: this share of the machine's memory, and at most what DuckDB can address with some room. */
const SHARE = 0.5;
const MOST_BYTES = 2.5 * 2 ** 30;

/**
 * Whether there is memory to prepare a dashboard that nobody has opened yet.
 *
 * @param rows of the loaded orders
 * @param held bytes that the engine holds already
 * @param machine bytes of memory of the machine
 */
export function hasRoomAhead(rows: number, held: number, machine: number): boolean {
  return held + rows * BYTES_A_ROW <= Math.min(MOST_BYTES, machine * SHARE);
}

/** Questions that make what tiles are read off: all figures by period, and by each dimension. */
function questionsAhead({ dimensions, measures }: PreparedDashboard): readonly TileQuestion[] {
  const known = DASHBOARD_MEASURES.filter((name) => measures.includes(name));
  return [
    { kind: 'figure', tile: 'ahead', measures: known, window: null },
    ...dimensions.map(({ name }): TileQuestion => ({
      kind: 'groups',
      tile: 'ahead',
      dimensions: [name],
      measures: known,
    })),
  ];
}

/** What is prepared ahead. */
export interface AheadBench {
  readonly db: Database;
  readonly prepared: PreparedDashboards;
  readonly loaded: () => LoadedOrders | null;
}

/**
 * Prepares a dashboard that nobody has opened yet, as far as there is memory for it. Stopped at any time, what was finished
 * of the customers stands.
 *
 * @param machine bytes of memory of the machine
 * @returns whether it was prepared
 */
export async function prepareAhead(
  { db, prepared, loaded }: AheadBench,
  run: Run,
  request: PrepareRequest,
  machine: number,
): Promise<boolean> {
  const orders = loaded();
  if (orders?.datasetId !== request.datasetId) return false;
  const held = (await db.memoryBytes()) + prepared.bytes;
  if (!hasRoomAhead(orders.receipt.read, held, machine)) return false;
  const described = await prepared.prepare(run, request);
  run.check();
  const { datasetId } = request;
  for (const question of questionsAhead(described)) {
    await prepared.figures(run, { datasetId, prepare: request, tiles: [question], selection: [] });
    // A question is answered in one go; whoever comes meanwhile waits for this one only.
    await new Promise((resolve) => setTimeout(resolve));
    run.check();
  }
  return true;
}
