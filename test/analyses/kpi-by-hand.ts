import { dayNumber } from '../../src/analyses/calendar-day.ts';
import { isoDay } from '../../src/analyses/bound-data.ts';
import type { KpiGrain } from '../../src/analyses/kpi/period.ts';

/** An order to count by hand; several with one customer and day are several orders. */
export interface CountedOrder {
  readonly customer: string;
  /** ISO date. */
  readonly day: string;
  readonly amount: number;
}

/** Indicators of a period, counted from lists and sets. */
export interface CountedPeriod {
  readonly period: number;
  readonly start: string;
  readonly partial: boolean;
  readonly customers: number;
  readonly orders: number;
  readonly revenue: number;
  readonly new: number;
  readonly returning: number;
  readonly retention: number | null;
  readonly repeat_rate: number | null;
  readonly order_interval: number | null;
  readonly top_share: number | null;
  /** Lost and reactivated after two periods without an order, whatever the data can tell. */
  readonly lost: number;
  readonly reactivated: number;
}

const MS_PER_DAY = 86_400_000;

/** First day of the period a day lies in. */
export function startOf(grain: KpiGrain, day: string): string {
  const [year = 1970, month = 1] = day.split('-').map(Number);
  switch (grain) {
    case 'day':
      return day;
    case 'week':
      return isoDay((dayNumber(day) - ((dayNumber(day) + 3) % 7)) * MS_PER_DAY);
    case 'month':
      return isoDay(Date.UTC(year, month - 1, 1));
    case 'quarter':
      return isoDay(Date.UTC(year, 3 * Math.floor((month - 1) / 3), 1));
    case 'year':
      return isoDay(Date.UTC(year, 0, 1));
  }
}

function startAfter(grain: KpiGrain, start: string): string {
  const longest = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }[grain];
  return startOf(grain, isoDay((dayNumber(start) + longest) * MS_PER_DAY));
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

interface Tally {
  readonly spent: number[];
  orders: number;
  new: number;
  retained: number;
  repeaters: number;
  readonly gaps: number[];
  lost: number;
  reactivated: number;
}

/** Adds one customer's orders, earliest first, to the periods they lie in. */
function tally(
  periods: readonly Tally[],
  own: readonly CountedOrder[],
  placeOf: (day: string) => number,
): void {
  const active = [...new Set(own.map(({ day }) => placeOf(day)))];
  for (const [index, place] of active.entries()) {
    const period = periods[place];
    if (period === undefined) continue;
    const here = own.filter(({ day }) => placeOf(day) === place);
    period.spent.push(here.reduce((sum, { amount }) => sum + amount, 0));
    period.orders += here.length;
    if (here.length > 1) period.repeaters += 1;
    const before = active[index - 1];
    if (before === undefined) period.new += 1;
    else if (before === place - 1) period.retained += 1;
    else if (place - before > 2) period.reactivated += 1;
    const next = active[index + 1] ?? Infinity;
    const gone = periods[place + 2];
    if (gone !== undefined && next - place > 2) gone.lost += 1;
  }
  for (const [index, order] of own.entries()) {
    const before = own[index - 1];
    if (before !== undefined) {
      periods[placeOf(order.day)]?.gaps.push(dayNumber(order.day) - dayNumber(before.day));
    }
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}

/** Counts the indicators of every period from the first order to the last, the plain way. */
export function countByHand(orders: readonly CountedOrder[], grain: KpiGrain): CountedPeriod[] {
  const sorted = orders.toSorted((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
  const [first, last] = [sorted[0]?.day ?? '', sorted.at(-1)?.day ?? ''];
  const starts: string[] = [];
  for (let start = startOf(grain, first); start <= last; start = startAfter(grain, start)) starts.push(start);
  const places = new Map(starts.map((start, index) => [start, index]));
  const periods = starts.map((): Tally => ({
    spent: [],
    orders: 0,
    new: 0,
    retained: 0,
    repeaters: 0,
    gaps: [],
    lost: 0,
    reactivated: 0,
  }));
  const byCustomer = new Map<string, CountedOrder[]>();
  for (const order of sorted) {
    const own = byCustomer.get(order.customer) ?? [];
    own.push(order);
    byCustomer.set(order.customer, own);
  }
  for (const own of byCustomer.values()) tally(periods, own, (day) => places.get(startOf(grain, day)) ?? -1);

  const dayAfterLast = isoDay((dayNumber(last) + 1) * MS_PER_DAY);
  const partial = starts.map((start) => start < first || startAfter(grain, start) > dayAfterLast);
  return periods.map((each, place) => {
    const revenue = sum(each.spent);
    const customers = each.spent.length;
    const top = each.spent.toSorted((a, b) => b - a).slice(0, Math.ceil(customers / 5));
    const whole = partial[place] === false && partial[place - 1] === false;
    const start = starts[place] ?? '';
    return {
      period: dayNumber(start) * MS_PER_DAY,
      start,
      partial: partial[place] === true,
      customers,
      orders: each.orders,
      revenue,
      new: each.new,
      returning: customers - each.new,
      retention: whole ? ratio(each.retained, periods[place - 1]?.spent.length ?? 0) : null,
      repeat_rate: ratio(each.repeaters, customers),
      order_interval: ratio(sum(each.gaps), each.gaps.length),
      top_share: revenue > 0 ? sum(top) / revenue : null,
      lost: each.lost,
      reactivated: each.reactivated,
    };
  });
}
