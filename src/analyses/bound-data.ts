import type { CleaningReceipt } from '../contract/import.ts';
import type { BoundData } from './analysis.ts';

/**
 * Day of an instant as ISO date, in UTC.
 *
 * @param instant milliseconds since 1970-01-01 UTC
 */
export function isoDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** What an analysis may know of loaded orders, read off their cleaning receipt. */
export function boundDataOf(receipt: CleaningReceipt): BoundData {
  return {
    roles: receipt.roles,
    orderLines: receipt.orderLines,
    firstOrder: receipt.firstOrderAt === null ? null : isoDay(receipt.firstOrderAt),
    lastOrder: receipt.lastOrderAt === null ? null : isoDay(receipt.lastOrderAt),
    currency: receipt.currency,
    extraColumns: receipt.extraColumns,
  };
}
