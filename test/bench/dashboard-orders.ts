import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Selection } from '../../src/contract/dashboard.ts';
import { ordersFile } from './orders-file.ts';

/** Orders of a customer, so that ten million are those of 300,000. */
const ORDERS_OF_A_CUSTOMER = 100 / 3;

/** Where the measurement in the engine leaves its statements and filters for those that follow. */
export const STATEMENTS = path.resolve('.cache', 'bench-statements-dashboard.json');

/** The file that dashboards are measured on. */
export function dashboardOrders(orders: number): Promise<string> {
  return ordersFile(orders, Math.round(orders / ORDERS_OF_A_CUSTOMER));
}

/** The filters that the engine was measured with. */
export async function measuredFilters(): Promise<readonly Selection[]> {
  const { selections } = JSON.parse(await readFile(STATEMENTS, 'utf8')) as {
    readonly selections: readonly Selection[];
  };
  return selections;
}
