import type { Tuples } from '../anonymity/tuples.ts';
import { MondrianAxis } from './mondrian-axis.ts';
import { SUPPRESSED, type Recoding } from './recoding.ts';

/** What Mondrian is given. */
export interface MondrianInput {
  readonly tuples: Tuples;
  /**
   * For each quasi-identifier, by code: place of the value on a line, on which values near each other should be near
   * in meaning; NaN for the empty value.
   */
  readonly places: readonly Float64Array[];
  /**
   * Whether the records of some tuples may be a class of their own. It must stay true when a class that meets it is
   * put together with another that does.
   */
  readonly meets: (members: Int32Array) => boolean;
  /** Whether tuples with the median value may go to either side where no cut between values is allowed. */
  readonly relaxed: boolean;
}

type Sides = readonly [Int32Array, Int32Array];

/**
 * Where to cut tuples in the order of an axis: after the median value and before it, whichever leaves the sides more
 * alike first, and at the median record itself.
 */
function medianCuts(
  ordered: Int32Array,
  counts: Float64Array,
  axis: MondrianAxis,
): { readonly strict: readonly number[]; readonly relaxed: number } {
  const passed = new Float64Array(ordered.length + 1);
  ordered.forEach((tuple, place) => {
    passed[place + 1] = (passed[place] ?? 0) + (counts[tuple] ?? 0);
  });
  const half = (passed.at(-1) ?? 0) / 2;
  const middle = passed.findIndex((records) => records >= half);
  const median = ordered[middle - 1] ?? 0;
  let [start, end] = [middle - 1, middle];
  while (start > 0 && axis.same(ordered[start - 1] ?? 0, median)) start -= 1;
  while (end < ordered.length && axis.same(ordered[end] ?? 0, median)) end += 1;
  const apart = (cut: number): number => Math.abs((passed[cut] ?? 0) - half);
  return { strict: apart(start) < apart(end) ? [start, end] : [end, start], relaxed: middle };
}

class Partition {
  readonly #input: MondrianInput;
  readonly #axes: readonly MondrianAxis[];

  constructor(input: MondrianInput) {
    this.#input = input;
    this.#axes = input.places.map(
      (at, attribute) => new MondrianAxis(input.tuples.quasi[attribute] ?? new Int32Array(0), at),
    );
  }

  /** Cuts some tuples in two, along the widest axis on which both sides meet the models; null where none does. */
  cut(members: Int32Array): Sides | null {
    const widest = this.#axes
      .map((axis, place) => ({ axis, place, width: axis.width(members) }))
      .filter(({ width }) => width > 0)
      .sort((a, b) => b.width - a.width || a.place - b.place);
    for (const { axis } of widest) {
      const sides = this.#cutAlong(axis, members);
      if (sides !== null) return sides;
    }
    return null;
  }

  bounds(members: Int32Array): readonly (readonly [number, number] | null)[] {
    return this.#axes.map((axis) => axis.bounds(members));
  }

  #cutAlong(axis: MondrianAxis, members: Int32Array): Sides | null {
    const ordered = axis.ordered(members);
    if (axis.extent(members).mixed) {
      return this.#tryCuts(ordered, [ordered.findIndex((tuple) => axis.isEmpty(tuple))]);
    }
    const { strict, relaxed } = medianCuts(ordered, this.#input.tuples.counts, axis);
    return this.#tryCuts(ordered, this.#input.relaxed ? [...strict, relaxed] : strict);
  }

  #tryCuts(ordered: Int32Array, cuts: readonly number[]): Sides | null {
    const { meets } = this.#input;
    for (const cut of cuts) {
      if (cut <= 0 || cut >= ordered.length) continue;
      const sides = [ordered.slice(0, cut), ordered.slice(cut)] as const;
      if (meets(sides[0]) && meets(sides[1])) return sides;
    }
    return null;
  }
}

/**
 * Mondrian: partitions tuples into regions by cutting at the median of one quasi-identifier after another, as long as
 * both sides meet the models. The quasi-identifier with the widest extent, as a share of its extent in the whole
 * table, is cut first. Empty values are parted from others before anything else; while they cannot be, that
 * quasi-identifier is not cut. A strict cut runs between values; where none is allowed and `relaxed` says so, tuples
 * of the median value are shared out between both sides, so that regions may overlap.
 *
 * Nothing is suppressed unless the table as a whole does not meet the models: then everything is. The same tuples
 * give the same regions.
 *
 * @param tell told the share done, 0 to 1
 * @see LeFevre, DeWitt & Ramakrishnan, Mondrian Multidimensional K-Anonymity, 2006: figure 6 (the algorithm),
 *   definitions of strict and relaxed multidimensional partitioning
 */
export function mondrian(
  input: MondrianInput,
  tell: (share: number) => void = () => undefined,
): Extract<Recoding, { kind: 'regions' }> {
  const { length } = input.tuples.counts;
  const all = Int32Array.from({ length }, (_, tuple) => tuple);
  const regionOf = new Int32Array(length).fill(SUPPRESSED);
  const regions: (readonly (readonly [number, number] | null)[])[] = [];
  if (length === 0 || !input.meets(all)) return { kind: 'regions', regions, regionOf };

  const partition = new Partition(input);
  const waiting: Int32Array[] = [all];
  let settled = 0;
  for (let members = waiting.pop(); members !== undefined; members = waiting.pop()) {
    const sides = partition.cut(members);
    if (sides !== null) {
      waiting.push(sides[1], sides[0]);
      continue;
    }
    for (const tuple of members) regionOf[tuple] = regions.length;
    regions.push(partition.bounds(members));
    settled += members.length;
    tell(settled / length);
  }
  return { kind: 'regions', regions, regionOf };
}
