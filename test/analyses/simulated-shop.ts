import { Random } from '../../src/stats/random/random.ts';
import type { TestOrder } from './orders-in-engine.ts';

/** Who the customers of a made-up shop are. */
export interface Shop {
  readonly customers: number;
  readonly days: number;
  /** Shape of the purchase rate over customers, and its rate in days. */
  readonly r: number;
  readonly alpha: number;
  /** Beta of the probability to drop out after a purchase; null where nobody does. */
  readonly dropout: readonly [a: number, b: number] | null;
  readonly seed: number;
}

/** Orders of a shop whose customers behave as BG/NBD and Gamma-Gamma say, in the order of customers. */
export function simulatedShop({ customers, days, r, alpha, dropout, seed }: Shop): TestOrder[] {
  const random = new Random().seed(seed, 0, 0);
  const orders: TestOrder[] = [];
  for (let index = 0; index < customers; index += 1) {
    const lambda = random.gamma(r) / alpha;
    const leaves = dropout === null ? 0 : random.beta(...dropout);
    const nu = random.gamma(4) / 60;
    let day = Math.floor(random.uniform() * days * 0.5);
    while (day < days) {
      orders.push({
        customer: `c${String(index).padStart(5, '0')}`,
        day: new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
        amount: Math.max(0.01, Math.round((100 * random.gamma(5)) / nu) / 100),
      });
      if (random.uniform() < leaves) break;
      day += Math.max(1, Math.ceil(random.exponential() / lambda));
    }
  }
  return orders;
}
