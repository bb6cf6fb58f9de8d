import { timestamp } from './calendar.ts';
import { KNOWN_AFFINITIES } from './catalogue.ts';
import type { SampleOptions } from './options.ts';
import { planSample, type SamplePlan } from './plan.ts';
import { PurchaseProcess } from './process.ts';

/** What one customer is really like. */
export interface CustomerTruth {
  readonly customerId: string;
  /** Purchases per seasonal day. */
  readonly lambda: number;
  /** Probability of dropping out after a repeat purchase. */
  readonly dropout: number;
  /** Rate of the gamma distribution of the amounts. */
  readonly nu: number;
  /** Mean amount of an order, p / ν. */
  readonly meanAmount: number;
  readonly firstOrderAt: string;
  readonly lastOrderAt: string;
  /** Completed orders in the file, without the mess. */
  readonly orders: number;
  /** Seasonal days from the first order to the last, and to the end of the file: t_x and T of BG/NBD. */
  readonly recency: number;
  readonly age: number;
  /** Whether the customer had not dropped out by the end of the file. */
  readonly aliveAtEnd: boolean;
}

/** What a generated file is made of: what an estimate from it should find. */
export interface SampleTruth {
  readonly synthetic: true;
  readonly note: string;
  /** Options as given, but with the parameters in force. */
  readonly options: SampleOptions;
  readonly customers: number;
  /** When the file ends. */
  readonly endsAt: string;
  /** Days of the period; on the seasonal clock it has as many. */
  readonly days: number;
  readonly affinities: readonly {
    readonly lead: string;
    readonly companion: string;
    readonly chance: number;
  }[];
  /** The customers one by one; worked out again from the seed, so it takes no memory. */
  readonly eachCustomer: () => Generator<CustomerTruth>;
}

/**
 * The truth about a file that {@link generateOrders} makes from the same options.
 *
 * @param options what was generated
 * @param plan the options worked out, where the caller has them already
 * @throws RangeError when an option is wrong or cannot be met
 */
export function truth(options: SampleOptions, plan: SamplePlan = planSample(options)): SampleTruth {
  const { setup, cut } = plan;
  return {
    synthetic: true,
    note: 'Synthetic data: no customer, name, address or number in this file is real.',
    options: { ...options, parameters: setup.parameters },
    customers: setup.customers,
    endsAt: timestamp(setup.calendar, cut),
    days: setup.calendar.days,
    affinities: KNOWN_AFFINITIES,
    eachCustomer: () => eachCustomer(plan),
  };
}

function* eachCustomer({ setup, cut }: SamplePlan): Generator<CustomerTruth> {
  const process = new PurchaseProcess(setup);
  for (let customer = 0; customer < setup.customers; customer += 1) {
    process.begin(customer);
    const first = process.time;
    if (first >= cut) return;
    let last = first;
    let orders = 0;
    while (process.time < cut) {
      last = process.time;
      process.advance(orders > 0);
      orders += 1;
    }
    yield {
      customerId: `C${String(customer + 1).padStart(7, '0')}`,
      lambda: process.lambda,
      dropout: process.dropout,
      nu: process.nu,
      meanAmount: setup.parameters.p / process.nu,
      firstOrderAt: timestamp(setup.calendar, first),
      lastOrderAt: timestamp(setup.calendar, last),
      orders,
      recency: last - first,
      age: cut - first,
      aliveAtEnd: process.time < Infinity,
    };
  }
}
