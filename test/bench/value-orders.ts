import { existsSync } from 'node:fs';
import path from 'node:path';
import { sql } from '../../src/contract/sql.ts';
import { simulate, simulateSpend } from '../../src/stats/btyd/simulate.ts';
import { Random } from '../../src/stats/random/random.ts';
import { AnalysedOrders, newRun, sharedFolder } from '../analyses/orders-in-engine.ts';
import { cdnowRows } from '../golden/cdnow-sample.ts';

/** Which customers are valued: those of the CDNOW sample, or so many simulated ones. */
export type ValuedCustomers = 'cdnow' | number;

/** Parameters of BG/NBD and Gamma-Gamma that customers are drawn from, in days: those of the CDNOW sample. */
const PURCHASES = Float64Array.of(0.2426, 4.4136 * 7, 0.7929, 2.4259);
const SPEND = Float64Array.of(6.25, 3.744, 15.44);
const FIRST_DAY = 9862;
/** Days over which customers arrive, and from the last arrival to the end. */
const ARRIVALS = 365;
const FOLLOWED = 365;
const SEED = 20_261_122;

/** Where the CDNOW sample is, or null. */
export function cdnowFile(): string | null {
  const folder = sharedFolder();
  const file = path.join(folder ?? '', 'data', 'cdnow', 'CDNOW_sample.txt');
  return folder !== null && existsSync(file) ? file : null;
}

/**
 * Loads orders of simulated customers: each arrives on a day, buys by the BG/NBD model, and always for the same
 * amount. Of a customer's purchases the model says when the last one is; the others lie anywhere before it.
 */
async function loadSimulated(orders: AnalysedOrders, customers: number): Promise<void> {
  const random = new Random().seed(SEED, 0, 0);
  const customer = new Float64Array(customers);
  const arrival = new Float64Array(customers);
  const followed = new Float64Array(customers);
  for (let i = 0; i < customers; i += 1) {
    customer[i] = i + 1;
    arrival[i] = Math.floor(random.uniform() * ARRIVALS);
    followed[i] = ARRIVALS + FOLLOWED - (arrival[i] ?? 0);
  }
  const { x, tx } = simulate('bgnbd', PURCHASES, followed, random);
  const drawn = simulateSpend(SPEND, x, random);
  const spend = drawn.map((each) => (Number.isFinite(each) && each > 0 ? each : 30));
  await orders.db.insert('simulated', { customer, arrival, x, tx, spend });
  await orders.load(
    sql`SELECT customer::BIGINT AS customer, round(spend, 2) AS amount,
      (DATE '1970-01-01' + (${FIRST_DAY} + arrival)::INTEGER + CASE WHEN purchase = 0 THEN 0
        WHEN purchase = x THEN round(tx)
        ELSE floor(tx * ((hash(customer, purchase) % 1000000) / 1000000.0)) END::INTEGER) AS ordered_at
    FROM (SELECT *, unnest(range(0, x::BIGINT + 1)) AS purchase FROM memory.main.simulated)`,
    { numericIds: true },
  );
  await orders.db.query(sql`DROP TABLE memory.main.simulated`, newRun());
}

/**
 * The engine with the orders of the customers in it.
 *
 * @throws Error when the CDNOW sample is asked for and not there
 */
export async function loadValued(customers: ValuedCustomers): Promise<AnalysedOrders> {
  const orders = await AnalysedOrders.boot();
  if (customers !== 'cdnow') {
    await loadSimulated(orders, customers);
    return orders;
  }
  const file = cdnowFile();
  if (file === null) throw new Error('the CDNOW sample is not in ../shared');
  await orders.attach('cdnow', file);
  await orders.load(cdnowRows('import/cdnow'), { numericIds: true });
  return orders;
}
