import { createWriteStream } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { generateOrders, type SampleCounts } from '../../src/data/sample/generate-orders.ts';
import type { SampleOptions } from '../../src/data/sample/options.ts';
import { planSample } from '../../src/data/sample/plan.ts';
import { truth, type CustomerTruth } from '../../src/data/sample/truth.ts';

/** How far a file is written. */
export interface Written {
  readonly phase: 'planning' | 'orders' | 'truth';
  readonly bytes: number;
}

/** The columns of the customers' truth, in order. */
const CUSTOMER_COLUMNS = [
  ['customer_id', (customer) => customer.customerId],
  ['lambda_per_day', (customer) => customer.lambda],
  ['p_dropout', (customer) => customer.dropout],
  ['nu', (customer) => customer.nu],
  ['mean_amount', (customer) => customer.meanAmount],
  ['first_order_at', (customer) => customer.firstOrderAt],
  ['last_order_at', (customer) => customer.lastOrderAt],
  ['orders', (customer) => customer.orders],
  ['recency_days', (customer) => customer.recency],
  ['age_days', (customer) => customer.age],
  ['alive_at_end', (customer) => Number(customer.aliveAtEnd)],
] as const satisfies readonly (readonly [string, (customer: CustomerTruth) => string | number])[];

const CHUNK = 256 * 1024;

/**
 * Writes an orders file and its truth. The file appears under its name only once it is complete; memory does
 * not grow with the orders.
 *
 * @param out path of the CSV; the truth goes to `<out>.truth.json` and `<out>.truth.customers.csv`
 * @param report told after every chunk
 * @returns what is in the file
 * @throws RangeError for options that cannot be met, or the error of the file system
 */
export async function writeOrders(
  options: SampleOptions,
  out: string,
  report: (written: Written) => void = () => undefined,
): Promise<SampleCounts> {
  report({ phase: 'planning', bytes: 0 });
  const plan = planSample(options);
  const counts: { value?: SampleCounts } = {};
  await writeChunks(
    out,
    (function* () {
      counts.value = yield* generateOrders(options, plan);
    })(),
    (bytes) => {
      report({ phase: 'orders', bytes });
    },
  );
  const { eachCustomer, ...facts } = truth(options, plan);
  await writeChunks(`${out}.truth.customers.csv`, customerRows(eachCustomer()), (bytes) => {
    report({ phase: 'truth', bytes });
  });
  await writeFile(`${out}.truth.json`, JSON.stringify({ ...facts, counts: counts.value }, null, 2) + '\n');
  if (counts.value === undefined) throw new Error(`${out} was not written to its end`);
  return counts.value;
}

function* customerRows(customers: Iterable<CustomerTruth>): Generator<string> {
  let text = CUSTOMER_COLUMNS.map(([name]) => name).join(',') + '\n';
  for (const customer of customers) {
    text += CUSTOMER_COLUMNS.map(([, read]) => read(customer)).join(',') + '\n';
    if (text.length >= CHUNK) {
      yield text;
      text = '';
    }
  }
  yield text;
}

async function writeChunks(
  out: string,
  chunks: Iterable<string>,
  report: (bytes: number) => void,
): Promise<void> {
  const part = `${out}.part`;
  let bytes = 0;
  function* encoded(): Generator<Buffer> {
    for (const chunk of chunks) {
      const buffer = Buffer.from(chunk);
      bytes += buffer.length;
      report(bytes);
      yield buffer;
    }
  }
  try {
    await pipeline(Readable.from(encoded(), { highWaterMark: 4 }), createWriteStream(part));
    await rename(part, out);
  } catch (thrown) {
    await rm(part, { force: true });
    throw thrown;
  }
}
