/** Place of the release that is being asked for among those it is compared with. */
export const CANDIDATE = -1;

/** A published figure: the number of customers in a set of them. */
export interface ReleasedCell {
  /** Which earlier release it left with, by its place in the register, or {@link CANDIDATE}. */
  readonly release: number;
  /** Row of the table it stood in. */
  readonly row: number;
  readonly customers: number;
}

/** Customers who are in exactly the same cells: nothing that was published tells them apart. */
export interface Atom {
  /** How many they are. */
  readonly customers: number;
  /** Places in the list of cells, ascending. */
  readonly cells: readonly number[];
}

/** What has been published and is asked for, and who is in it. */
export interface Overlap {
  readonly cells: readonly ReleasedCell[];
  readonly atoms: readonly Atom[];
  /** Sets of disjoint cells of a release that are known together, by their places. */
  readonly unions?: readonly { readonly release: number; readonly cells: readonly number[] }[];
}

/** A small group of customers that published figures, added and subtracted, tell of. */
export interface Isolated {
  /** How many they are: more than none, fewer than the threshold. */
  /** Null: nobody knows, as the search had to be given up. */
  readonly customers: number | null;
  /** Earlier releases that are needed to tell, by place. */
  readonly releases: readonly number[];
  /** Rows of the new table that are needed to tell. */
  readonly rows: readonly number[];
}

/** How a release sees customers. */
export interface ReleaseView {
  readonly cells: readonly { readonly row: number; readonly customers: number }[];
  /** By signature: the cells, by place, that customers of the signature are in. The first is that of none. */
  readonly signatures: readonly (readonly number[])[];
  /**
   * Disjoint cells that are known together as a figure, by place: classes of a de-identified table that have a value
   * of one attribute in common.
   */
  readonly unions?: readonly (readonly number[])[];
}

/**
 * All releases together: pieces are customers who have the same signature in each of them. A piece of an atom of the
 * earlier ones is named by that atom and by its signature in the new one.
 */
export interface Crossing {
  readonly earlier: readonly (ReleaseView & {
    /** Signature of each atom. */
    readonly byAtom: Int32Array;
  })[];
  readonly candidate: ReleaseView;
  readonly pieces: {
    readonly customers: Float64Array;
    readonly atom: Float64Array;
    /** Signature in the new release. */
    readonly signature: Float64Array;
  };
}
