import { clock } from './calendar.ts';
import { CATEGORIES, PRODUCTS } from './catalogue.ts';
import { Basket } from './basket.ts';
import type { Mess, SampleOptions } from './options.ts';
import { drawChannel, inventPerson, nobody, type Person } from './people.ts';
import { planSample, type SamplePlan } from './plan.ts';
import { TOPIC } from './process.ts';
import { Random } from '../../stats/random/random.ts';
import { timeline, type Order } from './timeline.ts';

/** Columns of the file, in order. */
export const SAMPLE_COLUMNS = [
  /** Whole number, rising with time; lines of the same order share it. */
  'order_id',
  /** `C` and the customer's number; empty for guests. */
  'customer_id',
  /** `YYYY-MM-DD HH:MM:SS`, without a time zone. */
  'ordered_at',
  /** `completed` or `cancelled`. */
  'status',
  /** Quantity × unit price, two decimals. */
  'amount',
  'quantity',
  'unit_price',
  'product',
  'category',
  /** `web`, `app`, `store`, `marketplace` or `phone`. */
  'channel',
  /** ISO 3166 code of the customer's country. */
  'country',
  'name',
  'email',
  'phone',
] as const;

/** What a file has in it; each count can be found again in the file. */
export interface SampleCounts {
  /** Rows without the header. */
  rows: number;
  /** Orders, cancelled ones included, without the rows of the mess. */
  orders: number;
  cancelledOrders: number;
  /** Rows of each kind of mess. */
  mess: Record<keyof Mess, number>;
  /** Customers with a completed order. */
  customers: number;
  /** Sum of the amounts of completed orders, without the mess. */
  revenue: number;
}

/** Letters in a chunk, at least; a chunk is written or put into a Blob as it is. */
const CHUNK = 256 * 1024;
/** Guests have persons' numbers above all customers'. */
const GUESTS = 2_147_483_648;

const UNREADABLE_DATES = ['0000-00-00 00:00:00', 'pending', '2024-02-30 10:00:00'] as const;
const UNREADABLE_AMOUNTS = ['n/a', 'tbd'] as const;
const FIRST_ORDER_ID = 100_000_001;

/**
 * Generates an orders file: synthetic, every address under `synthetic.example` or `synthetic.invalid`. Rows
 * stand in the order of time. What stays once cancelled orders and mess have been set aside follows BG/NBD and
 * Gamma-Gamma with the given parameters; all the rest comes on top.
 *
 * The same options give the same text in every engine whose `Math.log`, `exp` and `pow` round alike.
 *
 * @param options what to generate
 * @param plan the options worked out, where the caller has them already
 * @returns chunks of CSV text of at least 64 kB (but the last), and at the end what was in them
 * @throws RangeError when an option is wrong or cannot be met
 */
export function* generateOrders(
  options: SampleOptions,
  plan: SamplePlan = planSample(options),
): Generator<string, SampleCounts, undefined> {
  const writer = new OrderWriter(options);
  let text = SAMPLE_COLUMNS.join(',') + '\n';
  for (const { day, orders } of timeline(plan)) {
    const date = plan.setup.calendar.dates[day] ?? '';
    const month = plan.setup.calendar.months[day] ?? 0;
    for (const order of orders) {
      text += writer.write(order, date, month);
      if (text.length >= CHUNK) {
        yield text;
        text = '';
      }
    }
  }
  yield text;
  return writer.counts;
}

class OrderWriter {
  readonly counts: SampleCounts = {
    rows: 0,
    orders: 0,
    cancelledOrders: 0,
    mess: {
      noCustomer: 0,
      unreadableDate: 0,
      unreadableNumber: 0,
      negativeAmount: 0,
      zeroAmount: 0,
      exactDuplicate: 0,
    },
    customers: 0,
    revenue: 0,
  };
  readonly #options: SampleOptions;
  readonly #random = new Random();
  readonly #basket = new Basket();
  readonly #person = nobody();
  #nextId = FIRST_ORDER_ID;

  constructor(options: SampleOptions) {
    this.#options = options;
  }

  /** Writes an order's lines, and what else comes with it. */
  write(order: Order, date: string, month: number): string {
    const { seed, parameters, baskets } = this.#options;
    inventPerson(
      { seed, number: order.customer + 1, categories: CATEGORIES.length },
      this.#random,
      this.#person,
    );
    const topic = TOPIC.order + order.repeat * 2 + (order.cancelled ? 1 : 0);
    const random = this.#random.seed(seed, order.customer, topic);
    const spent = random.gamma(parameters.p) / order.nu;
    this.#basket.fill(random, { spent, month, favourite: this.#person.favourite, several: baskets });

    const customer = `C${String(order.customer + 1).padStart(7, '0')}`;
    const status = order.cancelled ? 'cancelled' : 'completed';
    const at = `${date} ${clock(order.second)}`;
    const channel = random.uniform() < 0.8 ? this.#person.channel : drawChannel(random);
    const lines = this.#lines(`${customer},${at},${status}`, person(channel, this.#person));
    this.counts.orders += 1;
    if (order.cancelled) {
      this.counts.cancelledOrders += 1;
      return lines;
    }
    if (order.repeat === 0) this.counts.customers += 1;
    for (let line = 0; line < this.#basket.lines; line += 1) this.counts.revenue += this.#cents(line) / 100;
    return lines + this.#mess({ customer, at, channel, order, lines });
  }

  #lines(before: string, after: string): string {
    const id = this.#newId();
    let text = '';
    for (let line = 0; line < this.#basket.lines; line += 1) {
      const product = PRODUCTS[this.#basket.product[line] ?? 0];
      const unit = money(this.#basket.unitCents[line] ?? 0);
      text += `${id},${before},${money(this.#cents(line))},${this.#basket.quantity[line] ?? 1},${unit},`;
      text += `${product?.field ?? ''},${CATEGORIES[product?.category ?? 0] ?? ''},${after}\n`;
    }
    this.counts.rows += this.#basket.lines;
    return text;
  }

  #cents(line: number): number {
    return (this.#basket.unitCents[line] ?? 0) * (this.#basket.quantity[line] ?? 1);
  }

  #newId(): number {
    this.#nextId += 1;
    return this.#nextId - 1;
  }

  /** One row of mess or none, after the purchase it comes with. */
  #mess(purchase: { customer: string; at: string; channel: string; order: Order; lines: string }): string {
    const { mess, seed } = this.#options;
    if (mess === null) return '';
    const kind = chosen(mess, this.#random.uniform());
    if (kind === null) return '';
    this.counts.mess[kind] += 1;
    this.counts.rows += 1;
    if (kind === 'exactDuplicate') return purchase.lines.slice(0, purchase.lines.indexOf('\n') + 1);

    const product = PRODUCTS[this.#random.below(PRODUCTS.length)];
    const price = money(Math.round((product?.price ?? 0) * 100));
    const row: MessRow = {
      customer: purchase.customer,
      at: purchase.at,
      amount: price,
      quantity: '1',
      price,
    };
    SPOIL[kind](row, this.#random);
    if (kind === 'noCustomer') {
      const number = GUESTS + (purchase.order.customer % 1_000_000);
      inventPerson({ seed, number, categories: CATEGORIES.length }, this.#random, this.#person);
    }
    const who = `${this.#newId()},${row.customer},${row.at},completed`;
    const what = `${product?.field ?? ''},${CATEGORIES[product?.category ?? 0] ?? ''}`;
    const after = person(purchase.channel, this.#person);
    return `${who},${row.amount},${row.quantity},${row.price},${what},${after}\n`;
  }
}

/** The fields of a row that mess can spoil. */
interface MessRow {
  customer: string;
  at: string;
  amount: string;
  quantity: string;
  price: string;
}

const SPOIL: Record<keyof Mess, (row: MessRow, random: Random) => void> = {
  noCustomer(row) {
    row.customer = '';
  },
  unreadableDate(row, random) {
    row.at = UNREADABLE_DATES[random.below(UNREADABLE_DATES.length)] ?? '';
  },
  unreadableNumber(row, random) {
    row.amount = UNREADABLE_AMOUNTS[random.below(UNREADABLE_AMOUNTS.length)] ?? '';
  },
  negativeAmount(row) {
    row.amount = `-${row.price}`;
    row.quantity = '-1';
  },
  zeroAmount(row) {
    row.amount = '0.00';
    row.price = '0.00';
  },
  // The row is repeated as it is.
  exactDuplicate: () => undefined,
};

function chosen(mess: Mess, chance: number): keyof Mess | null {
  let sum = 0;
  for (const kind of Object.keys(mess) as (keyof Mess)[]) {
    sum += mess[kind];
    if (chance < sum) return kind;
  }
  return null;
}

function person(channel: string, who: Person): string {
  return `${channel},${who.country},${who.name},${who.email},${who.phone}`;
}

/** Writes hundredths as a number with two decimals. */
function money(cents: number): string {
  const rest = cents % 100;
  return `${Math.floor(cents / 100)}.${rest < 10 ? '0' : ''}${rest}`;
}
