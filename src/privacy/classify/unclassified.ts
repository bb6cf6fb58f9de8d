import type { ColumnClassification } from '../../contract/classification.ts';

/** A column nothing is known of yet. */
export function unclassified(column: string): ColumnClassification {
  return {
    column,
    identifier: null,
    legal: [],
    role: 'insensitive',
    confidence: 0,
    evidence: [],
    distinct: 0,
    nullShare: 0,
    distinction: 0,
    separation: 0,
    status: 'suggested',
    reason: null,
    masked: false,
  };
}
