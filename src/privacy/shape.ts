/** What the gate must know of a table to decide: which column says what. Analyses declare it. */
export interface ReleaseShape {
  readonly kind: 'aggregate' | 'rows';
  readonly columns: readonly {
    readonly name: string;
    /**
     * `contributors` counts the distinct customers behind a row; `identifier` names one of them; `contribution` is
     * what single customers add to a sum, which the gate needs and nobody sees.
     */
    readonly meaning: 'group' | 'contributors' | 'measure' | 'identifier' | 'contribution';
    readonly disclosure?: Disclosure;
  }[];
  /**
   * Group columns in which NULL means "all of them", so that such a row is the total of the others. Absent: the
   * table has no totals of its own, and their total counts as known.
   */
  readonly dimensions?: readonly string[];
  /**
   * True when no customer stands in more than one row, totals left aside. Noise is then as small as one customer's
   * part asks for; absent, a customer may stand in every row.
   */
  readonly disjoint?: boolean;
  /**
   * True when rows stand in the order of a figure, so that the place of a withheld row would tell of it. Tables whose
   * contributors were not counted by the program are taken for ranked, since nobody knows what their order is.
   */
  readonly ranked?: boolean;
  /** How rows stand one inside another. Absent: they are disjoint, or nothing is known of it. */
  readonly nested?: NestedRows;
  /** Who says how many customers stand behind each row. Absent: the analysis, which counts them. */
  readonly provenance?: Provenance;
}

/** Rows of which one is on some of the customers of another, so that their difference is a group of its own. */
export interface NestedRows {
  /** Group columns: rows that agree in them are nested, in the order they stand in. */
  readonly within: readonly string[];
  /** Which rows each row holds all customers of. */
  readonly holds: 'following' | 'preceding';
  /** Columns that count the customers of sets that are nested so: the contributors, or those they are a part of. */
  readonly counts: readonly string[];
  /** Column that counts those of whom the contributors of the row are a part. Absent: no such count is shown. */
  readonly among?: string;
  /**
   * Contribution column: customers who add something to a row and nothing to those it holds, so that differences of
   * sums are on them. Absent: no sum of a nested row is shown.
   */
  readonly adding?: string;
}

/**
 * Who says how many customers stand behind each row: `verified`, the program has counted them; `declared`, whoever
 * wrote the query says that a column does; `unknown`, nobody.
 */
export type Provenance = 'verified' | 'declared' | 'unknown';

/** What a measure can give away besides by the number of customers behind it. Absent: nothing more. */
export type Disclosure =
  /** A sum over customers; `largest` names the columns of their largest contributions, largest first. */
  | { readonly kind: 'sum'; readonly largest: readonly string[] }
  /** A minimum or maximum: always the value of one customer. */
  | { readonly kind: 'extreme' }
  /** A quantile, e.g. 0.5: needs half the threshold of customers on each side. */
  | { readonly kind: 'quantile'; readonly share: number }
  /** How many of the contributors have a property: all or none of them is told of each. */
  | { readonly kind: 'count' }
  /**
   * A running total over the rows that agree in `within`, in the order they stand in, or a ratio of one. `of` is the
   * column that is added up, null where the table has none. `ranked`: that order is one of figures, not of names.
   */
  | {
      readonly kind: 'running';
      readonly of: string | null;
      readonly within: readonly string[];
      readonly ranked?: boolean;
    };
