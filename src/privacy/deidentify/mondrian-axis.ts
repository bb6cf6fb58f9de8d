/** What an axis shows of some tuples. */
export interface Extent {
  readonly low: number;
  readonly high: number;
  /** Whether there are empty values among others. */
  readonly mixed: boolean;
}

/** A quasi-identifier as Mondrian sees it: the tuples in a line. */
export class MondrianAxis {
  readonly #places: Float64Array;
  /** Equal places have equal ranks; empty values have the highest. */
  readonly #ranks: Float64Array;
  readonly #codes: Int32Array;
  readonly #whole: Extent;

  /**
   * @param codes value of each tuple
   * @param at by code: its place on the line; NaN for the empty value
   */
  constructor(codes: Int32Array, at: Float64Array) {
    this.#codes = codes;
    this.#places = Float64Array.from(codes, (code) => at[code] ?? Number.NaN);
    const distinct = [...new Set(at)].filter((place) => !Number.isNaN(place)).sort((a, b) => a - b);
    const rank = new Map(distinct.map((place, index) => [place, index]));
    this.#ranks = this.#places.map((place) => rank.get(place) ?? distinct.length);
    this.#whole = this.extent(Int32Array.from(codes.keys()));
  }

  /** The least and the greatest place of some tuples; infinite where all are empty. */
  extent(members: Int32Array): Extent {
    let [low, high, empty] = [Infinity, -Infinity, 0];
    for (const tuple of members) {
      const place = this.#places[tuple] ?? Number.NaN;
      if (Number.isNaN(place)) empty += 1;
      else {
        if (place < low) low = place;
        if (place > high) high = place;
      }
    }
    return { low, high, mixed: empty > 0 && empty < members.length };
  }

  /** How wide some tuples lie as a share of all, 0 to 1; infinite where empty values are among others. */
  width(members: Int32Array): number {
    const { low, high, mixed } = this.extent(members);
    if (mixed) return Infinity;
    const whole = this.#whole.high - this.#whole.low;
    return high > low && whole > 0 ? (high - low) / whole : 0;
  }

  /** Tuples in the order of their places, empty ones last; equal ones by their number. */
  ordered(members: Int32Array): Int32Array {
    const { length } = this.#codes;
    const keys = Float64Array.from(members, (tuple) => (this.#ranks[tuple] ?? 0) * length + tuple).sort();
    return Int32Array.from(keys, (key) => key % length);
  }

  /** Whether two tuples stand at the same place. */
  same(one: number, other: number): boolean {
    return this.#ranks[one] === this.#ranks[other];
  }

  isEmpty(tuple: number): boolean {
    return Number.isNaN(this.#places[tuple]);
  }

  /** Codes of the least and the greatest value of some tuples; null where empty values are among others. */
  bounds(members: Int32Array): readonly [number, number] | null {
    if (this.extent(members).mixed) return null;
    let [low, high] = [members[0] ?? 0, members[0] ?? 0];
    for (const tuple of members) {
      if ((this.#ranks[tuple] ?? 0) < (this.#ranks[low] ?? 0)) low = tuple;
      if ((this.#ranks[tuple] ?? 0) > (this.#ranks[high] ?? 0)) high = tuple;
    }
    return [this.#codes[low] ?? 0, this.#codes[high] ?? 0];
  }
}
