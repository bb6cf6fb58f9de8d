import type { Isolated } from './released-cells.ts';

/** Buckets that customers of a row are thrown into. */
export const BUCKETS = 512;
/** How often they are thrown, each time in another way. */
export const WAYS = 2;

/** What single customers add to the rows of a release, without saying who adds what. */
export interface ContributionSketch {
  /** Figures that are compared, by name. */
  readonly figures: readonly string[];
  /** Rows of the table, and customers in each. */
  readonly rows: readonly { readonly row: number; readonly customers: number }[];
  /** By row, figure, way and bucket: the exclusive or of 16-bit hashes of (customer, what they add). */
  readonly mixed: Uint16Array;
}

/** Length of the part of {@link ContributionSketch.mixed} that is about one figure of one row. */
export const SKETCH_LENGTH = WAYS * BUCKETS;

/** Where a figure of a row stands in {@link ContributionSketch.mixed}. */
export function sketchOffset(
  { figures }: Pick<ContributionSketch, 'figures'>,
  row: number,
  figure: number,
): number {
  return (row * figures.length + figure) * SKETCH_LENGTH;
}

interface Part {
  readonly mixed: Uint16Array;
  readonly offset: number;
}

/** Buckets that differ between two parts in the way in which more do; it stops counting at `enough`. */
function differingBuckets(one: Part, other: Part, enough: number): number {
  let most = 0;
  for (let way = 0; way < WAYS; way += 1) {
    const [a, b] = [one.offset + way * BUCKETS, other.offset + way * BUCKETS];
    let found = 0;
    for (let bucket = 0; bucket < BUCKETS && found < enough; bucket += 1) {
      if (one.mixed[a + bucket] !== other.mixed[b + bucket]) found += 1;
    }
    most = Math.max(most, found);
  }
  return most;
}

/**
 * Compares what single customers add to the rows of a release with what they added to those of earlier ones: where
 * all but a few add the same to a sum, the difference of the sums tells what those few have done, even when the sets
 * of customers are the same. Each row is held against every earlier row of nearly as many customers, whatever they
 * are called, figure by figure.
 *
 * A row is known by a sketch, as in parity sketches of set differences (Eppstein, Goodrich, Uyeda and Varghese,
 * What's the Difference?, SIGCOMM 2011): customers are thrown into buckets, and a bucket holds the exclusive or of
 * hashes of customer and figure. Two rows to which d customers add something else, or which they are in one of only,
 * differ in at most d buckets; so no difference below the threshold is missed, save where hashes of 16 bits agree by
 * accident in both ways (one in 4 · 10^9 for one customer). The other way round some differences of the threshold or
 * a few more are counted too low, since customers share a bucket (10 are counted as 9 once in 140 cases), which errs on
 * the side of people.
 *
 * @param asked the new release
 * @param earlier by place of the release
 * @param threshold customers that make a group large enough
 * @returns for each release the fewest customers of any pair of rows, and all such rows
 */
export function contributionDifferences(
  asked: ContributionSketch,
  earlier: ReadonlyMap<number, ContributionSketch>,
  threshold: number,
): readonly Isolated[] {
  return [...earlier].flatMap(([release, before]) => {
    const shared = asked.figures.flatMap((name, figure) => {
      const same = before.figures.indexOf(name);
      return same < 0 ? [] : [[figure, same] as const];
    });
    const rows = new Set<number>();
    let fewest = threshold;
    for (const [place, { row, customers }] of asked.rows.entries()) {
      for (const [other, { customers: then }] of before.rows.entries()) {
        if (Math.abs(customers - then) >= threshold) continue;
        for (const [figure, same] of shared) {
          const one = { mixed: asked.mixed, offset: sketchOffset(asked, place, figure) };
          const two = { mixed: before.mixed, offset: sketchOffset(before, other, same) };
          const differing = differingBuckets(one, two, threshold);
          if (differing === 0 || differing >= threshold) continue;
          rows.add(row);
          fewest = Math.min(fewest, differing);
        }
      }
    }
    if (rows.size === 0) return [];
    return [{ customers: fewest, releases: [release], rows: [...rows].sort((a, b) => a - b) }];
  });
}
