/** Points of a Lorenz curve: shares of holders, lowest first, and of what they hold; both begin at 0 and end at 1. */
export interface LorenzCurve {
  readonly holders: Float64Array;
  readonly held: Float64Array;
}

function weighted(
  values: Float64Array,
  weights: Float64Array | null,
): { order: Uint32Array; weight: Float64Array } {
  const order = Uint32Array.from(values, (_, index) => index).sort(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0),
  );
  return { order, weight: weights ?? new Float64Array(values.length).fill(1) };
}

/**
 * Lorenz curve (Lorenz 1905, "Methods of measuring the concentration of wealth").
 *
 * @param values what each holds, none below 0
 * @param weights how many hold that much; absent: one each
 * @returns one point more than there are values; the line of equality where nothing is held
 */
export function lorenz(values: Float64Array, weights: Float64Array | null = null): LorenzCurve {
  const { order, weight } = weighted(values, weights);
  const holders = new Float64Array(values.length + 1);
  const held = new Float64Array(values.length + 1);
  for (const [place, index] of order.entries()) {
    const count = weight[index] ?? 0;
    holders[place + 1] = (holders[place] ?? 0) + count;
    held[place + 1] = (held[place] ?? 0) + count * (values[index] ?? 0);
  }
  const all = holders.at(-1) ?? 0;
  const total = held.at(-1) ?? 0;
  const shares = all > 0 ? holders.map((count) => count / all) : holders;
  return { holders: shares, held: total > 0 ? held.map((sum) => sum / total) : shares };
}

/**
 * Gini coefficient (Gini 1912): one less twice the area under the Lorenz curve, which is the mean absolute
 * difference of two holders over twice the mean. Not corrected for the number of holders.
 *
 * @param values what each holds, none below 0
 * @param weights how many hold that much; absent: one each
 * @returns 0 (all alike) to 1 − 1/n; NaN where nothing is held
 */
export function gini(values: Float64Array, weights: Float64Array | null = null): number {
  if (!values.some((value, index) => value > 0 && (weights?.[index] ?? 1) > 0)) return Number.NaN;
  const { holders, held } = lorenz(values, weights);
  let area = 0;
  for (let place = 1; place < holders.length; place += 1) {
    const width = (holders[place] ?? 0) - (holders[place - 1] ?? 0);
    area += (width * ((held[place] ?? 0) + (held[place - 1] ?? 0))) / 2;
  }
  return 1 - 2 * area;
}
