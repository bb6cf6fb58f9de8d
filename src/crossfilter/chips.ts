import type { Selection } from '../contract/dashboard.ts';
import { normalSelection } from './selection.ts';

/** Words for dimensions and their values, in the reader's language. */
export interface ChipWords {
  dimension(name: string): string;
  value(dimension: string, value: string): string;
}

/** One condition as it stands in the bar of filters. */
export interface Chip {
  readonly dimension: string;
  /** The dimension in words. */
  readonly title: string;
  /** `values`: any of them. `stretch`: from the first to the second, both included; one where they are the same. */
  readonly kind: 'values' | 'stretch';
  /** In words, in the order of the selection. */
  readonly values: readonly { readonly value: string; readonly label: string }[];
  /** Values beyond those that are listed. */
  readonly more: number;
}

/** Values that a chip lists before it counts. */
const MOST_LISTED = 3;

/** The conditions in force, one chip a dimension. */
export function chipsOf(selection: Selection, words: ChipWords, most = MOST_LISTED): readonly Chip[] {
  return normalSelection(selection).map((clause) => {
    const values = clause.op === 'in' ? clause.values : [...new Set([clause.low, clause.high])];
    const listed = clause.op === 'in' ? values.slice(0, most) : values;
    return {
      dimension: clause.dimension,
      title: words.dimension(clause.dimension),
      kind: clause.op === 'in' ? 'values' : 'stretch',
      values: listed.map((value) => ({ value, label: words.value(clause.dimension, value) })),
      more: values.length - listed.length,
    };
  });
}
