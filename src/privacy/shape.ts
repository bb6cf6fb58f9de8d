/** What the gate must know of a table to decide: which column says what. Analyses declare it. */
export interface ReleaseShape {
  readonly kind: 'aggregate' | 'rows';
  readonly columns: readonly {
    readonly name: string;
    /** `contributors` counts the distinct customers behind a row; `identifier` names one of them. */
    readonly meaning: 'group' | 'contributors' | 'measure' | 'identifier';
  }[];
}
