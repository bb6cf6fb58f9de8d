import type { PrivacyModel, UtilityMetric } from '../../contract/records.ts';
import type { SensitiveTotals, ValueTree } from '../anonymity/class-measures.ts';
import type { RollUpInput } from './class-roll-up.ts';
import type { LevelBounds } from './lattice.ts';

/** A sensitive attribute on codes. */
export interface SensitiveAttribute {
  readonly name: string;
  readonly totals: SensitiveTotals;
  /** Null where there is no hierarchy over its values. */
  readonly tree: ValueTree | null;
}

/** How loss is measured, and put together from that of attributes where the metric has such parts. */
export interface Utility {
  readonly metric: UtilityMetric;
  readonly aggregate: 'geometric' | 'arithmetic';
}

/** What a search is to solve: the least loss among the generalisations that meet all models. */
export interface SearchProblem extends RollUpInput, Utility {
  /** In the order of `tuples.sensitive`. */
  readonly sensitive: readonly SensitiveAttribute[];
  readonly models: readonly PrivacyModel[];
  /** Most records that may be suppressed. */
  readonly suppressible: number;
  /** For each quasi-identifier. */
  readonly bounds: readonly LevelBounds[];
}

/** Records in all. */
export function recordsOf({ tuples }: Pick<SearchProblem, 'tuples'>): number {
  return tuples.counts.reduce((sum, count) => sum + count, 0);
}
