/** A size of class in the sample and how many classes have it. */
export interface ClassCount {
  readonly size: number;
  readonly classes: number;
}

/** Records and classes of a sample. */
export interface SampleClasses {
  readonly counts: readonly ClassCount[];
  readonly records: number;
  readonly classes: number;
  /** Classes of one record, and of two. */
  readonly uniques: number;
  readonly pairs: number;
}

/** Sums up the sizes of the classes of a sample. */
export function sampleClasses(counts: readonly ClassCount[]): SampleClasses {
  const of = (size: number): number => counts.find((each) => each.size === size)?.classes ?? 0;
  return {
    counts,
    records: counts.reduce((sum, { size, classes }) => sum + size * classes, 0),
    classes: counts.reduce((sum, { classes }) => sum + classes, 0),
    uniques: of(1),
    pairs: of(2),
  };
}
