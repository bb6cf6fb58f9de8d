import type { ColumnFormat } from '../contract/import.ts';
import { findDateFormat } from './date-format.ts';
import { findNumberFormat } from './number-format.ts';

/** How a column is read, and whether its dates leave day and month open. */
export interface FormatFinding {
  readonly format: ColumnFormat;
  readonly ambiguousDate: boolean;
  /** A value that proves the order of day and month; null where none does. */
  readonly dateProof: string | null;
  /** Share of the sampled values that the format reads, 0 to 1. */
  readonly share: number;
}

/** Fewest values that must be readable for a column to be taken for dates or numbers. */
const ENOUGH = 0.6;

const TEXT: FormatFinding = { format: { kind: 'text' }, ambiguousDate: false, dateProof: null, share: 1 };

/** Digits with zeros in front are a code, not a quantity. */
function isCode(values: readonly string[]): boolean {
  return values.some((value) => /^0\d+$/u.test(value)) && values.every((value) => /^\d+$/u.test(value));
}

/**
 * Finds how the values of a column are to be read.
 *
 * @param name the column's name
 * @param values texts of the sample, empty ones left out
 */
export function findFormat(name: string, values: readonly string[]): FormatFinding {
  if (values.length === 0) return TEXT;
  const date = findDateFormat(values, name);
  if (date !== null && date.share >= ENOUGH && !isFewCompact(date.format.order, values, date.share)) {
    const { format, ambiguous, proof, share } = date;
    return { format, ambiguousDate: ambiguous, dateProof: proof, share };
  }
  if (isCode(values)) return TEXT;
  const number = findNumberFormat(values);
  return number === null || number.share < ENOUGH
    ? TEXT
    : { format: number.format, ambiguousDate: false, dateProof: null, share: number.share };
}

/** Eight digits are a date only when practically all of them are one; otherwise they are ids. */
function isFewCompact(order: string, values: readonly string[], share: number): boolean {
  return (order === 'compact' && share < 0.98) || (order.startsWith('epoch') && values.length === 0);
}
