/** What one level of a hierarchy is, so that a screen can name it in its language. */
export type LevelName =
  | { readonly kind: 'value' | 'month' | 'quarter' | 'year' | 'decade' }
  | { readonly kind: 'county' | 'prefecture' | 'province' | 'region' }
  /** Bins of a width. */
  | { readonly kind: 'width'; readonly width: number }
  /** The first characters of a code. */
  | { readonly kind: 'prefix'; readonly characters: number }
  /** The most common values. */
  | { readonly kind: 'top'; readonly values: number }
  /** A level of a table that somebody has made. */
  | { readonly kind: 'level'; readonly level: number }
  | { readonly kind: 'any' };

/** A value of a column and the records it stands in. */
export interface ValueCount {
  readonly value: string;
  readonly records: number;
}

/** A rule that says what becomes of a value. */
export interface Generaliser {
  /** Of the levels between the value itself and `*`. */
  readonly between: readonly LevelName[];
  /** What becomes of a value at those levels, or null where the rule does not fit it. */
  readonly generalise: (value: string) => readonly string[] | null;
}

const ENGLISH: Readonly<Record<Exclude<LevelName['kind'], 'width' | 'prefix' | 'top' | 'level'>, string>> = {
  value: 'value',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  decade: 'decade',
  county: 'county',
  prefecture: 'prefecture',
  province: 'province',
  region: 'region',
  any: '*',
};

/** The English name of a level, as it stands in a saved hierarchy. */
export function levelText(name: LevelName): string {
  switch (name.kind) {
    case 'width':
      return `width ${name.width}`;
    case 'prefix':
      return `first ${name.characters}`;
    case 'top':
      return `top ${name.values}`;
    case 'level':
      return `level ${name.level}`;
    default:
      return ENGLISH[name.kind];
  }
}
