import type { LoadPart } from '../contract/import.ts';

/** A file as a whole. */
export const WHOLE_FILE: LoadPart = { from: null, to: null, sample: null };
/** The share that is offered where a file is too large, percent. */
export const SMALL_SAMPLE = 10;
const FIRST_SEED = 1;

/** Whether all of a file is wanted. */
export function isWhole({ from, to, sample }: LoadPart): boolean {
  return from === null && to === null && sample === null;
}

/** Whether a range ends before it begins, so that no order can lie in it. */
export function isReversed({ from, to }: LoadPart): boolean {
  return from !== null && to !== null && to < from;
}

/**
 * The same part with another share of the customers. The seed stays, so that a larger share has all customers of a smaller one.
 *
 * @param percent null: all customers
 */
export function withShare(part: LoadPart, percent: number | null): LoadPart {
  const seed = part.sample?.seed ?? FIRST_SEED;
  return { ...part, sample: percent === null ? null : { percent, seed } };
}

/**
 * The day a year before another, ISO 8601.
 *
 * @param time ms since 1970 UTC
 */
export function yearBefore(time: number): string {
  const date = new Date(time);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString().slice(0, 10);
}
