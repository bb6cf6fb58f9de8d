/**
 * What becomes of each tuple of {@link Tuples}: which generalisation it gets, or that its records are suppressed.
 * It is what a search hands to whoever makes the de-identified table.
 */
export type Recoding =
  /** Levels of hierarchies: one node for plain lattice search, one for each pass of local recoding. */
  | {
      readonly kind: 'levels';
      /** Level of each quasi-identifier, in the order they were named; a row for each node. */
      readonly nodes: readonly (readonly number[])[];
      /** By tuple: place in `nodes`, or {@link SUPPRESSED}. */
      readonly nodeOf: Int32Array;
    }
  /** Regions of Mondrian: values of each quasi-identifier that stand together. */
  | {
      readonly kind: 'regions';
      /**
       * By region and quasi-identifier: codes of the least and the greatest value that occur in it; null where empty
       * values stand among others, so that it is generalised to the top.
       */
      readonly regions: readonly (readonly (readonly [number, number] | null)[])[];
      /** By tuple: place in `regions`, or {@link SUPPRESSED}. */
      readonly regionOf: Int32Array;
    };

/** The tuple's records leave with `*` in place of all quasi-identifiers. */
export const SUPPRESSED = -1;
