import type { Tuples } from '../anonymity/tuples.ts';
import type { MondrianLine } from './mondrian-line.ts';
import type { Recoding } from './recoding.ts';
import { aggregated } from './utility.ts';

/**
 * The loss metric of a partition, comparable with that of a lattice search: for each attribute Σ share − N/|dom|, over
 * N − N/|dom|, where the share of a stretch is that of the domain's leaves it covers and that of a suppressed record
 * is 1.
 *
 * @param lines of the quasi-identifiers, in their order
 */
export function regionsLoss(
  { regions, regionOf }: Extract<Recoding, { kind: 'regions' }>,
  { counts, quasi }: Tuples,
  lines: readonly MondrianLine[],
  aggregate: 'geometric' | 'arithmetic',
): number {
  const records = counts.reduce((sum, count) => sum + count, 0);
  const sizes = new Float64Array(regions.length);
  let suppressed = 0;
  regionOf.forEach((region, tuple) => {
    if (region < 0) suppressed += counts[tuple] ?? 0;
    else sizes[region] = (sizes[region] ?? 0) + (counts[tuple] ?? 0);
  });
  const parts = lines.map((line, attribute) => {
    const share = regions.reduce(
      (sum, bounds, region) => sum + (sizes[region] ?? 0) * line.share(bounds[attribute] ?? null),
      suppressed,
    );
    const code = quasi[attribute]?.[0] ?? 0;
    const least = records * line.share([code, code]);
    return records > least ? Math.max(0, (share - least) / (records - least)) : 0;
  });
  return aggregated(parts, aggregate);
}
