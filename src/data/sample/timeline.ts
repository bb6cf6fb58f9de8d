import { dayOf, secondOfDay, shareOfDay } from './calendar.ts';
import { attemptTime, PurchaseProcess } from './process.ts';
import type { SamplePlan } from './plan.ts';

/** The orders of one day in the order of time. The arrays are filled in again for the next day. */
export interface Day {
  readonly day: number;
  readonly orders: readonly Order[];
}

/** An order as the process gives it, before anything is put into it. */
export interface Order {
  customer: number;
  /** 0 for the customer's first purchase, then 1, 2, … */
  repeat: number;
  /** Second of the day. */
  second: number;
  /** Rate of the customer's order amounts. */
  nu: number;
  /** True for a cancelled attempt. */
  cancelled: boolean;
}

const NONE = -1;
/** Words of a saved random stream. */
const WORDS = 4;
/** Room for the index of an order beside its second in one exactly sortable number. */
const ORDERS_PER_DAY = 2 ** 32;

/** Customers that will buy again before the end, in as little memory as they take (about 64 bytes each). */
class Waiting {
  #room = 1024;
  #used = 0;
  #free = NONE;
  #next = new Int32Array(this.#room);
  #customer = new Uint32Array(this.#room);
  #repeat = new Uint32Array(this.#room);
  #states = new Int32Array(this.#room * WORDS);
  #values = new Float64Array(this.#room * 5);
  readonly #heads: Int32Array;

  constructor(days: number) {
    this.#heads = new Int32Array(days).fill(NONE);
  }

  /** Puts the customer the process is at on the list of a day. */
  put(day: number, process: PurchaseProcess, customer: number, repeat: number): void {
    const slot = this.#take();
    this.#next[slot] = this.#heads[day] ?? NONE;
    this.#heads[day] = slot;
    this.#customer[slot] = customer;
    this.#repeat[slot] = repeat;
    process.random.save(this.#states, slot * WORDS);
    this.#values.set([process.lambda, process.dropout, process.nu, process.time, process.chance], slot * 5);
  }

  /** Takes the customers off the list of a day, one after the other, and sets the process to each. */
  *takeAll(day: number, process: PurchaseProcess): Generator<readonly [customer: number, repeat: number]> {
    let slot = this.#heads[day] ?? NONE;
    this.#heads[day] = NONE;
    while (slot !== NONE) {
      const next = this.#next[slot] ?? NONE;
      process.random.load(this.#states, slot * WORDS);
      process.lambda = this.#values[slot * 5] ?? 0;
      process.dropout = this.#values[slot * 5 + 1] ?? 0;
      process.nu = this.#values[slot * 5 + 2] ?? 0;
      process.time = this.#values[slot * 5 + 3] ?? 0;
      process.chance = this.#values[slot * 5 + 4] ?? 0;
      const found = [this.#customer[slot] ?? 0, this.#repeat[slot] ?? 0] as const;
      this.#next[slot] = this.#free;
      this.#free = slot;
      yield found;
      slot = next;
    }
  }

  #take(): number {
    if (this.#free !== NONE) {
      const slot = this.#free;
      this.#free = this.#next[slot] ?? NONE;
      return slot;
    }
    if (this.#used === this.#room) this.#grow();
    this.#used += 1;
    return this.#used - 1;
  }

  #grow(): void {
    this.#room *= 2;
    this.#next = grown(this.#next, new Int32Array(this.#room));
    this.#customer = grown(this.#customer, new Uint32Array(this.#room));
    this.#repeat = grown(this.#repeat, new Uint32Array(this.#room));
    this.#states = grown(this.#states, new Int32Array(this.#room * WORDS));
    this.#values = grown(this.#values, new Float64Array(this.#room * 5));
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** The orders of one day, kept for the next. */
class DayBook {
  readonly #orders: Order[] = [];
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  add(): Order {
    const order = (this.#orders[this.#count] ??= {
      customer: 0,
      repeat: 0,
      second: 0,
      nu: 0,
      cancelled: false,
    });
    this.#count += 1;
    return order;
  }

  /** The orders in the order of time; of the same second, in the order they were added. */
  sorted(): Order[] {
    const keys = new Float64Array(this.#count);
    for (let index = 0; index < this.#count; index += 1) {
      keys[index] = (this.#orders[index]?.second ?? 0) * ORDERS_PER_DAY + index;
    }
    keys.sort();
    const orders: Order[] = [];
    for (const key of keys) {
      const order = this.#orders[key % ORDERS_PER_DAY];
      if (order !== undefined) orders.push(order);
    }
    return orders;
  }
}

/**
 * Goes through the period day by day and gives every order in the order of time. What is remembered are the
 * customers who will buy again and the orders of one day, so memory grows with the customers, not the orders.
 */
export function* timeline(plan: SamplePlan): Generator<Day> {
  const { calendar, customers, cancelled } = plan.setup;
  const process = new PurchaseProcess(plan.setup);
  const waiting = new Waiting(calendar.days);
  const book = new DayBook();

  const write = (day: number, customer: number, repeat: number, attempt: number | null): void => {
    const time = attempt ?? process.time;
    if (time >= plan.cut) return;
    const order = book.add();
    order.customer = customer;
    order.repeat = repeat;
    order.second = secondOfDay(shareOfDay(calendar, day, time));
    order.nu = process.nu;
    order.cancelled = attempt !== null;
  };
  const follow = (day: number, customer: number, from: number): void => {
    const end = calendar.begins[day + 1] ?? 0;
    let repeat = from;
    for (; process.time < end; repeat += 1) {
      if (process.chance < cancelled) {
        write(day, customer, repeat, attemptTime(calendar, process.time, process.chance / cancelled));
      }
      write(day, customer, repeat, null);
      process.advance(repeat > 0);
    }
    // Also past the cut: a cancelled attempt may lie before it on the same day.
    if (process.time < calendar.days) waiting.put(dayOf(calendar, process.time), process, customer, repeat);
  };

  let newcomer = 0;
  process.begin(newcomer);
  for (let day = 0; day < calendar.days; day += 1) {
    book.clear();
    // Customers are numbered as they come, so the newcomers of a day are the next ones.
    while (newcomer < customers && process.time < (calendar.begins[day + 1] ?? 0)) {
      follow(day, newcomer, 0);
      newcomer += 1;
      if (newcomer < customers) process.begin(newcomer);
    }
    for (const [customer, repeat] of waiting.takeAll(day, process)) follow(day, customer, repeat);
    yield { day, orders: book.sorted() };
    if (newcomer < customers) process.begin(newcomer);
  }
}
