import type { Hierarchy } from '../../contract/records.ts';
import { ANY } from '../hierarchies/check-hierarchy.ts';
import { numberIn } from '../hierarchies/number-in.ts';

/** The values of a quasi-identifier in a line, and what stretches of it are called and cost. */
export interface MondrianLine {
  /** By code: place on the line, NaN for the empty value. */
  readonly places: Float64Array;
  /**
   * What a stretch is called.
   *
   * @param bounds codes of its least and its greatest value; null for all values with the empty one among them
   * @returns null where it holds the empty value only
   */
  readonly label: (bounds: readonly [number, number] | null) => string | null;
  /** Share of the domain that a stretch covers, 0 to 1: leaves under it, as the loss metric counts them. */
  readonly share: (bounds: readonly [number, number] | null) => number;
}

interface LineInput {
  readonly values: readonly (string | null)[];
  /** Domain in its order. */
  readonly leaves: readonly string[];
  readonly placeOf: (value: string) => number;
  readonly name: (low: string, high: string) => string;
}

/** How many of rising numbers lie in an interval. */
function within(rising: Float64Array, from: number, to: number): number {
  return rising.reduce((count, each) => count + Number(each >= from && each <= to), 0);
}

function line({ values, leaves, placeOf, name }: LineInput): MondrianLine {
  const places = Float64Array.from(values, (value) => (value === null ? Number.NaN : placeOf(value)));
  const domain = Float64Array.from(leaves, placeOf);
  const size = leaves.length + Number(values.includes(null));
  return {
    places,
    label: (bounds) => {
      if (bounds === null) return ANY;
      const [low = null, high = null] = bounds.map((code) => values[code]);
      return low === null || high === null || low === high ? low : name(low, high);
    },
    share: (bounds) => {
      if (bounds === null) return 1;
      const [low = Number.NaN, high = Number.NaN] = bounds.map((code) => places[code]);
      return Math.max(1, within(domain, low, high)) / size;
    },
  };
}

/** Rows of a hierarchy so that values of one group stand together, at every level. */
function inTreeOrder({ rows }: Hierarchy): readonly (readonly string[])[] {
  return rows.toSorted((a, b) => {
    for (let level = a.length - 1; level >= 0; level -= 1) {
      const [one = '', other = ''] = [a[level], b[level]];
      if (one !== other) return one < other ? -1 : 1;
    }
    return 0;
  });
}

/** Values that are listed one by one; more are named by their ends. */
const MOST_LISTED = 3;

/**
 * What a stretch of categories is called: the group that it is, a list of its values, or, where it is neither a group
 * nor short, its ends.
 */
function categoryName(rows: readonly (readonly string[])[], from: number, to: number): string {
  const stretch = rows.slice(from, to + 1);
  const [first = [], last = []] = [stretch[0], stretch.at(-1)];
  const level = first.findIndex((label, each) => label === last[each]);
  const group = first[level];
  if (group !== undefined && rows.filter((row) => row[level] === group).length === stretch.length)
    return group;
  const names = stretch.map(([value = '']) => value);
  return stretch.length <= MOST_LISTED ? names.join(', ') : `${first[0] ?? ''} … ${last[0] ?? ''}`;
}

const ISO_DATE = /^\d{4}-\d{2}(?:-\d{2})?$/u;

/**
 * Puts the values of a quasi-identifier in a line. Numbers stand by size and dates by time; stretches of them are
 * intervals. Other values stand in the order of their hierarchy, so that its groups are stretches; without one, in
 * that of their code points.
 *
 * @param values by code; null for the empty value
 * @param hierarchy whose values are the domain; null: the values themselves
 */
export function mondrianLine(values: readonly (string | null)[], hierarchy: Hierarchy | null): MondrianLine {
  const known = values.filter((value) => value !== null);
  const leaves = hierarchy === null ? known : hierarchy.rows.map(([value = '']) => value);
  const interval = (low: string, high: string): string => `${low}–${high}`;
  if (known.every((value) => !Number.isNaN(numberIn(value)))) {
    return line({ values, leaves, placeOf: numberIn, name: interval });
  }
  if (hierarchy === null || known.every((value) => ISO_DATE.test(value))) {
    const order = new Map(leaves.toSorted().map((value, place) => [value, place]));
    return line({ values, leaves, placeOf: (value) => order.get(value) ?? Number.NaN, name: interval });
  }
  const rows = inTreeOrder(hierarchy);
  const order = new Map(rows.map(([value = ''], place) => [value, place]));
  const placeOf = (value: string): number => order.get(value) ?? Number.NaN;
  return line({
    values,
    leaves,
    placeOf,
    name: (low, high) => categoryName(rows, placeOf(low), placeOf(high)),
  });
}
