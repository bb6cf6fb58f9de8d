import type { Label } from '../charts/chart-spec.ts';
import type { PlainKey } from '../i18n/messages.ts';
import type { BoundData } from './analysis.ts';

interface FieldBase {
  /** Name of the parameter it sets. */
  readonly param: string;
  readonly label: PlainKey;
  /** A sentence under the field. */
  readonly help?: PlainKey;
  /** Fields of one group stand together under its name; without one they stand first. */
  readonly group?: PlainKey;
  /** Whether the field means anything under these parameters; absent: always. */
  readonly when?: (params: Readonly<Record<string, unknown>>) => boolean;
}

/** A unit a quantity may be given in. */
export interface UnitChoice {
  readonly value: string;
  readonly label: PlainKey;
}

/** A column that can be chosen. */
export interface ColumnChoice {
  /** What stands for it in the parameter. */
  readonly value: string;
  readonly label: Label;
}

/** What a condition compares by. */
export type FilterOperator = 'in' | 'notIn' | 'atLeast' | 'atMost' | 'between';

/** A column that a condition can be on, and the operators it takes. */
export interface FilterChoice extends ColumnChoice {
  readonly kind: 'text' | 'number' | 'date';
}

/** One condition, as parameters have it. */
export interface FilterDraft {
  readonly column: string;
  readonly op: FilterOperator;
  readonly values: readonly (string | number)[];
}

/** How a parameter is set on screen. The screen draws the fields of an analysis in the order they stand. */
export type FormField =
  /** One of a few values. */
  | (FieldBase & {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string | number | null; readonly label: PlainKey }[];
    })
  /** An ISO day; empty is null, and the placeholder says what that means. */
  | (FieldBase & { readonly kind: 'date'; readonly empty: PlainKey })
  /** A number between limits; empty is null where `empty` says what that means. */
  | (FieldBase & {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit?: PlainKey;
      readonly empty?: PlainKey;
    })
  /** A parameter `{ value, unit }`. */
  | (FieldBase & {
      readonly kind: 'quantity';
      readonly min: number;
      readonly max: number;
      readonly units: readonly UnitChoice[];
    })
  /** A parameter `{ rate, per }`; the rate is a share, shown as per cent. */
  | (FieldBase & { readonly kind: 'rate'; readonly max: number; readonly units: readonly UnitChoice[] })
  | (FieldBase & { readonly kind: 'switch' })
  /** Increasing numbers, written with commas. */
  | (FieldBase & { readonly kind: 'numbers'; readonly example: string })
  /** An attribute of orders: channel, country, category, or another text column; null is none. */
  | (FieldBase & {
      readonly kind: 'attribute';
      readonly none: PlainKey;
      readonly fixed?: readonly UnitChoice[];
    })
  /** Several of a few values, in the order of the options. */
  | (FieldBase & {
      readonly kind: 'choices';
      readonly options: readonly { readonly value: string; readonly label: PlainKey }[];
    })
  /** Up to `most` columns of the data, in order: fixed ones, roles of text, or text columns without one. */
  | (FieldBase & {
      readonly kind: 'columns';
      readonly most: number;
      readonly none: PlainKey;
      readonly choices: (data: BoundData) => readonly ColumnChoice[];
      /** What a column is called, also one that the data do not have. */
      readonly nameOf: (column: string) => Label;
    })
  /** Conditions on columns that all must hold: a list of {@link FilterDraft}. */
  | (FieldBase & {
      readonly kind: 'filters';
      readonly choices: (data: BoundData) => readonly FilterChoice[];
      /** A condition in words. */
      readonly words: (filter: unknown) => Label;
    })
  /**
   * Rows of numbers, one row for each name: a parameter that is a list of objects with `name` and the columns.
   * `nameLabel` translates the names that have a translation.
   */
  | (FieldBase & {
      readonly kind: 'rows';
      readonly nameLabel?: (name: string) => Label;
      readonly columns: readonly {
        readonly name: string;
        readonly label: PlainKey;
        readonly min: number;
        readonly max: number;
        readonly step: number;
        /** A share is shown as per cent. */
        readonly share?: boolean;
      }[];
    });
