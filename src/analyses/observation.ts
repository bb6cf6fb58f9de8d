import { appError, type AppError } from '../contract/error.ts';
import type { BoundData } from './analysis.ts';
import { daysAfter } from './calendar-day.ts';

/** How far the orders reach and how far they are known to be complete. */
export interface Observation {
  /** Last day that is looked at, ISO. Later orders are not read. */
  readonly end: string;
  /**
   * Last day that is known to be whole, ISO: the end itself where it was stated. Where it was not, it is the day
   * before the last order: nobody knows how much of that order's day the file covers.
   */
  readonly wholeUntil: string;
}

/**
 * What is observed of orders.
 *
 * @param stated last day observed, inclusive, ISO; null is the day of the last order
 */
export function observationOf(data: Pick<BoundData, 'lastOrder'>, stated: string | null): Observation {
  if (stated !== null) return { end: stated, wholeUntil: stated };
  const end = data.lastOrder ?? '1970-01-01';
  return { end, wholeUntil: daysAfter(end, -1) };
}

/** A check: there are orders, and the first of them is not after the end of observation. */
export function observesOrders(
  data: BoundData,
  { observationEnd }: { readonly observationEnd: string | null },
): AppError | null {
  if (data.firstOrder === null) return appError('analysis.noCustomers', {});
  if (observationEnd === null || observationEnd >= data.firstOrder) return null;
  return appError('analysis.params', {
    path: 'observationEnd',
    detail: `the first order is on ${data.firstOrder}`,
  });
}
