import { createCalendar } from './calendar.ts';
import { checkOptions, type ProcessParameters, type SampleOptions } from './options.ts';
import { countOrders, orderTimesFrom, type Setup } from './process.ts';

/** Options worked out: how many customers it takes, and where the file ends. */
export interface SamplePlan {
  readonly options: SampleOptions;
  readonly setup: Setup;
  /** Seasonal time at which the file ends, so that it has exactly the orders asked for. */
  readonly cut: number;
  /** Orders in the file, cancelled ones included, mess not. */
  readonly orders: number;
}

/** Customers that are counted to find out how much an average one buys. */
const PILOT = 20_000;
/** Most orders of an average customer a day, when both sizes are asked for. */
const MOST_A_DAY = 20;

/**
 * Works out how many customers it takes for the orders asked for, by counting and correcting; the last orders
 * in excess are cut off at the end of the period. Takes about a second for a million customers.
 *
 * @throws RangeError when an option is wrong or cannot be met
 */
export function planSample(options: SampleOptions): SamplePlan {
  checkOptions(options);
  const base: Omit<Setup, 'customers'> = {
    seed: options.seed,
    calendar: createCalendar(options.start, options.end, options.seasons),
    parameters: options.parameters,
    growth: options.growth,
    cancelled: options.cancelled,
  };
  const { orders, customers } = options;
  if (orders === undefined) {
    const setup = { ...base, customers: customers ?? 0 };
    return { options, setup, cut: setup.calendar.days, orders: countOrders(setup) };
  }
  const sized = customers === undefined ? withOrders(base, orders) : withBoth(base, orders, customers);
  return { options, setup: sized.setup, cut: cutAt(sized.setup, orders, sized.counted), orders };
}

interface Sized {
  readonly setup: Setup;
  /** Orders up to the end of the period, at least as many as asked for. */
  readonly counted: number;
}

function withOrders(base: Omit<Setup, 'customers'>, orders: number): Sized {
  const pilot = Math.min(PILOT, orders);
  const each = countOrders({ ...base, customers: pilot }) / pilot;
  // A little more than needed, since what is too much can be cut off and what is missing cannot be added.
  const target = orders * 1.0005 + 1;
  let customers = Math.max(1, Math.round(target / each));
  for (let attempt = 1; ; attempt += 1) {
    const setup = { ...base, customers };
    const counted = countOrders(setup);
    const close = counted <= orders * 1.003 + 40 * each || customers === 1 || attempt > 10;
    if (counted >= orders && close) return { setup, counted };
    const step = Math.round((target - counted) / each);
    customers = Math.max(1, customers + (step === 0 ? 1 : step));
  }
}

function withBoth(base: Omit<Setup, 'customers'>, orders: number, customers: number): Sized {
  if (orders < customers) {
    throw new RangeError(`${customers} customers cannot have only ${orders} orders: each has at least one`);
  }
  const most = base.calendar.days * MOST_A_DAY;
  if (orders > customers * most) {
    throw new RangeError(
      `${customers} customers do not place ${orders} orders in ${base.calendar.days} days: at most ` +
        `${most} each can be generated; ask for more customers or a longer period`,
    );
  }
  const at = (speed: number): Setup => ({ ...base, parameters: faster(base.parameters, speed), customers });
  const pilot = Math.min(PILOT, customers);
  let low = -12;
  let high = 12;
  for (let step = 0; step < 24; step += 1) {
    const middle = (low + high) / 2;
    if (countOrders(at(Math.exp(middle)), pilot) / pilot > (orders / customers) * 1.001) high = middle;
    else low = middle;
  }
  for (let step = 0; ; step += 1) {
    const setup = at(Math.exp(high + 0.004 * step));
    const counted = countOrders(setup);
    if (counted >= orders) return { setup, counted };
  }
}

/**
 * The parameters of customers who buy so many times as often. Those who buy more often drop out after a
 * purchase less often, so that they stay as long as before.
 */
function faster(parameters: ProcessParameters, speed: number): ProcessParameters {
  const { a, b, alpha } = parameters;
  return { ...parameters, alpha: alpha / speed, b: speed > 1 ? (a + b) * speed - a : b };
}

function cutAt(setup: Setup, orders: number, counted: number): number {
  const excess = counted - orders;
  if (excess === 0) return setup.calendar.days;
  for (let share = (4 * excess) / counted; ; share *= 2) {
    const from = setup.calendar.days * Math.max(0, 1 - share);
    const times = orderTimesFrom(setup, from);
    const cut = times[excess - 1];
    // A cancelled attempt may lie before `from` on the same day: what is later than the cut must all be known.
    if (cut !== undefined && cut >= from) return cut;
  }
}
