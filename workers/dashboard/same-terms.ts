import type { PrepareRequest } from '../../src/contract/dashboard.ts';

/** Text that is equal for the same grain and days. */
export function termsOf({ grain, days }: PrepareRequest): string {
  return JSON.stringify([grain, days]);
}

/**
 * Whether what is prepared for one request is all that another needs.
 *
 * @param made what has been prepared, or is being prepared
 */
export function servesAlso(made: PrepareRequest, asked: PrepareRequest): boolean {
  return (
    made.datasetId === asked.datasetId &&
    termsOf(made) === termsOf(asked) &&
    asked.dimensions.every((name) => made.dimensions.includes(name))
  );
}
