import type { Value } from '../../contract/result-set.ts';
import type { ColourToken, Label } from '../chart-spec.ts';

/** What is said of a column where it has a declaration; else its name and its values stand as they are. */
export interface ColumnNames {
  readonly label: Label;
  readonly valueLabel?: (value: string) => Label;
  /** Colour of a value, the same on every screen. */
  readonly valueColour?: (value: string) => ColourToken;
  /** What a missing value stands for, such as all of them. */
  readonly nullLabel?: Label;
}

/** What is said of the columns in the places of a chart. */
export type ChartNames = Readonly<Partial<Record<'x' | 'series' | 'y', ColumnNames>>>;

/** Colour that a value has by its declaration; undefined where it has none. */
export function declaredColour(names: ColumnNames | undefined, value: Value): ColourToken | undefined {
  return typeof value === 'string' ? names?.valueColour?.(value) : undefined;
}
