import { dayOf, type Calendar } from './calendar.ts';
import type { ProcessParameters } from './options.ts';
import { Random } from '../../stats/random/random.ts';

/** Which of a customer's random streams is for what. */
export const TOPIC = { process: 1, person: 2, order: 3 } as const;

/** All that the times of the purchases depend on. */
export interface Setup {
  readonly seed: number;
  readonly calendar: Calendar;
  readonly parameters: ProcessParameters;
  readonly growth: number;
  /** Cancelled orders per purchase. */
  readonly cancelled: number;
  readonly customers: number;
}

/**
 * One customer's BG/NBD purchase process (Fader, Hardie & Lee 2005, "Counting your customers the easy way"):
 * purchases come at rate λ from the first one on, and after each repeat purchase the customer drops out with
 * probability p, for good. λ, p and the spending rate ν (Fader & Hardie 2013, "The Gamma-Gamma model of
 * monetary value") differ from customer to customer and are independent. Times in seasonal days. The object
 * can be used for one customer after the other.
 */
export class PurchaseProcess {
  readonly #setup: Setup;
  readonly random = new Random();
  /** Purchases per seasonal day. */
  lambda = 0;
  /** Probability of dropping out after a repeat purchase. */
  dropout = 0;
  /** Rate of the gamma distribution of the customer's order amounts. */
  nu = 0;
  /** Time of the next purchase; infinite once the customer has dropped out. */
  time = 0;
  /** Uniform number of the purchase at hand: below the share of cancelled orders, an attempt came before it. */
  chance = 0;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  /** Begins a customer: draws what the customer is like and the time of the first purchase. */
  begin(customer: number): void {
    const { parameters, seed, customers, calendar, growth } = this.#setup;
    this.random.seed(seed, customer, TOPIC.process);
    const place = (customer + this.random.uniform()) / customers;
    this.time = arrival(place, growth) * calendar.days;
    this.lambda = this.random.gamma(parameters.r) / parameters.alpha;
    this.dropout = this.random.beta(parameters.a, parameters.b);
    this.nu = this.random.gamma(parameters.q) / parameters.gamma;
    this.chance = this.random.uniform();
  }

  /** Goes from one purchase to the next, if there is one. */
  advance(repeat: boolean): void {
    const leaves = this.random.uniform() < this.dropout && repeat;
    this.time = leaves ? Infinity : this.time + this.random.exponential() / this.lambda;
    this.chance = this.random.uniform();
  }
}

/** The share of the period that has passed when a share of the customers has come, for linear growth. */
function arrival(place: number, growth: number): number {
  if (growth === 0) return place;
  return (Math.sqrt(1 + growth * (2 + growth) * place) - 1) / growth;
}

/** When the cancelled attempt before a purchase was made: earlier on the same day. */
export function attemptTime(calendar: Calendar, time: number, place: number): number {
  const begin = calendar.begins[dayOf(calendar, time)] ?? 0;
  return begin + (time - begin) * place;
}

/**
 * Counts the orders of some customers, cancelled ones included.
 *
 * @param setup the process
 * @param customers how many of the customers to count, spread over the whole period
 */
export function countOrders(setup: Setup, customers = setup.customers): number {
  const process = new PurchaseProcess({ ...setup, customers });
  let orders = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    process.begin(customer);
    for (let repeat = false; process.time < setup.calendar.days; repeat = true) {
      orders += process.chance < setup.cancelled ? 2 : 1;
      process.advance(repeat);
    }
  }
  return orders;
}

/** Times of all orders from a time on, latest first. */
export function orderTimesFrom(setup: Setup, from: number): Float64Array {
  const process = new PurchaseProcess(setup);
  const times: number[] = [];
  for (let customer = 0; customer < setup.customers; customer += 1) {
    process.begin(customer);
    for (let repeat = false; process.time < setup.calendar.days; repeat = true) {
      if (process.time >= from) {
        times.push(process.time);
        if (process.chance < setup.cancelled) {
          times.push(attemptTime(setup.calendar, process.time, process.chance / setup.cancelled));
        }
      }
      process.advance(repeat);
    }
  }
  return Float64Array.from(times).sort().reverse();
}
