/** The score of a normal distribution that half of it lies within, in standard deviations. */
const HALF_WITHIN = 0.6745;
/** Standard deviation of a normal distribution by its mean absolute deviation: √(π/2). */
const BY_MEAN_DEVIATION = 1.253314;

/**
 * Median: the middle value, or the mean of the two in the middle.
 *
 * @param values one or more finite numbers, in any order
 * @throws RangeError for none
 */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  if (high === undefined || low === undefined) throw new RangeError('a median needs one value at least');
  return low + (high - low) / 2;
}

/**
 * Modified z-score of a value: 0.6745 (x − median) / MAD, MAD being the median of the absolute deviations from the
 * median (Iglewicz & Hoaglin 1993, "How to Detect and Handle Outliers", who label scores beyond ±3.5). Where more than
 * half of the sample is one value, MAD is 0 and the mean absolute deviation from the median takes its place:
 * (x − median) / (1.253314 MeanAD).
 *
 * @param value what is judged
 * @param sample what it is judged by, one finite number or more
 * @returns 0 for the median itself; ±Infinity for another value where the whole sample is one value
 * @throws RangeError for an empty sample
 */
export function modifiedZScore(value: number, sample: readonly number[]): number {
  const middle = median(sample);
  const deviation = value - middle;
  if (deviation === 0) return 0;
  const deviations = sample.map((each) => Math.abs(each - middle));
  const mad = median(deviations);
  if (mad > 0) return (HALF_WITHIN * deviation) / mad;
  const mean = deviations.reduce((sum, each) => sum + each, 0) / deviations.length;
  return deviation / (BY_MEAN_DEVIATION * mean);
}
