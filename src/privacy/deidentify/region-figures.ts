import type { Recoding } from './recoding.ts';

/** Classes that regions make. */
export interface RegionFigures {
  readonly classes: number;
  readonly suppressed: number;
  /** Records of the smallest class; 0 where there is none. */
  readonly smallest: number;
}

/**
 * Counts the classes that the regions of a partition make. Regions that overlap can have the same ends, and then bear
 * the same labels: their records are one class.
 *
 * @param counts records by tuple
 */
export function regionFigures(
  { regions, regionOf }: Extract<Recoding, { kind: 'regions' }>,
  counts: Float64Array,
): RegionFigures {
  const names = regions.map((bounds) => JSON.stringify(bounds));
  const sizes = new Map<string, number>();
  let suppressed = 0;
  counts.forEach((records, tuple) => {
    const name = names[regionOf[tuple] ?? -1];
    if (name === undefined) suppressed += records;
    else sizes.set(name, (sizes.get(name) ?? 0) + records);
  });
  const smallest = [...sizes.values()].reduce((least, size) => Math.min(least, size), Infinity);
  return { classes: sizes.size, suppressed, smallest: sizes.size === 0 ? 0 : smallest };
}
