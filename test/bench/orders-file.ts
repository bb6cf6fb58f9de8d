import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { SAMPLE_DEFAULTS } from '../../src/data/sample/options.ts';
import { writeOrders } from '../../workers/cli/generate-files.ts';

/**
 * The file to measure on: one row an order, and no rows that only a careful reader can load, so that everything
 * compared can read it. Generated if it is not there yet.
 *
 * @param orders rows without the header
 * @param customers how many they are of; absent: as many as the usual purchase rates make
 * @returns its absolute path
 */
export async function ordersFile(orders: number, customers?: number): Promise<string> {
  const of = customers === undefined ? '' : `-of-${customers}`;
  const file = path.resolve('.cache', `bench-${orders}${of}.csv`);
  const found = await stat(file).catch(() => null);
  if (found === null) {
    console.error(`generating ${file}`);
    await mkdir(path.dirname(file), { recursive: true });
    const size = customers === undefined ? { orders } : { orders, customers };
    await writeOrders({ ...SAMPLE_DEFAULTS, ...size, mess: null, baskets: false }, file);
  }
  return file;
}
