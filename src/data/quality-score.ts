import type { CrossCheck, QualityScore } from '../contract/data-profile.ts';

/** Days after which the timeliness of data is half of what it was. */
const HALF_LIFE_DAYS = 90;

/** What the quality of a table is judged by. */
export interface QualityEvidence {
  readonly rows: number;
  /** Rows with a value, for each column. */
  readonly filled: readonly number[];
  /** Rows, or values of the key, that should differ from all others, and how many of them do; null: nothing says so. */
  readonly unique: { readonly of: number; readonly distinct: number } | null;
  /** Rows of the file, and those that could be cut and whose dates and numbers could be read; null: not known. */
  readonly readable: { readonly of: number; readonly read: number } | null;
  readonly checks: readonly CrossCheck[];
  /** Days since the last row; null without dates. */
  readonly ageDays: number | null;
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : null;
}

function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/**
 * Scores the quality of a table by five of the dimensions that DAMA UK names (The Six Primary Dimensions for Data Quality
 * Assessment, 2013); completeness, consistency and timeliness (there: currentness) are also in ISO/IEC 25012:2008.
 * The sixth, accuracy, needs a truth to compare with.
 *
 * - completeness: mean over columns of the share of rows with a value
 * - uniqueness: share of what should stand once that does
 * - validity: share of the file's rows that could be read
 * - consistency: mean over the checks across columns of the share that passes
 * - timeliness: 1 on the day of the last row, half of it every 90 days (a decline by a constant rate, as Heinrich, Kaiser
 *   and Klier 2007 have it; the rate is ours)
 *
 * All parts weigh the same, which is our choice.
 *
 * @returns the parts, 0 to 1, and their mean, 0 to 100
 */
export function qualityScore(evidence: QualityEvidence): QualityScore {
  const { rows, filled, unique, readable, checks, ageDays } = evidence;
  const parts = {
    completeness: mean(filled.map((count) => share(count, rows))),
    uniqueness: unique === null ? null : share(unique.distinct, unique.of),
    validity: readable === null ? null : share(readable.read, readable.of),
    consistency: mean(checks.map(({ checked, failed }) => share(checked - failed, checked))),
    timeliness: ageDays === null ? null : 2 ** (-Math.max(0, ageDays) / HALF_LIFE_DAYS),
  };
  return { ...parts, score: 100 * (mean(Object.values(parts)) ?? 0) };
}
