import path from 'node:path';
import type { Selection } from '../../src/contract/dashboard.ts';
import { ordersFile } from './orders-file.ts';
import { readRecorded } from './recorded.ts';

/** Orders of a customer, so that ten million are those of 300,000. */
const ORDERS_OF_A_CUSTOMER = 100 / 3;

/** Where the measurement in the engine leaves its statements and filters for those that follow. */
export const RECORDED = path.resolve('.cache', 'bench-statements-dashboard');

/** The file that dashboards are measured on. */
export function dashboardOrders(orders: number): Promise<string> {
  return ordersFile(orders, Math.round(orders / ORDERS_OF_A_CUSTOMER));
}

/** The filters that the engine was measured with. */
export async function measuredFilters(): Promise<readonly Selection[]> {
  const { selections } = (await readRecorded(RECORDED)) as { readonly selections: readonly Selection[] };
  return selections;
}
