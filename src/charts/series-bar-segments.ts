import type { InferredRange, SeriesBarSpec } from './chart-spec.ts';
import { drawnRange } from './withheld-words.ts';

/** One bar or one segment: which series, and from where to where on the axis of figures. */
export interface Segment {
  readonly series: number;
  readonly from: number;
  readonly to: number;
}

/** The place of a withheld bar or segment whose range is known. */
export interface RangeSegment extends Segment {
  /** Where it ends at the least: below it, something is certain. */
  readonly least: number;
  readonly inferred: InferredRange;
}

/** Segments of one category: side by side from zero, or each on the one before, those below zero downwards. */
export function segments(spec: SeriesBarSpec, at: number): readonly Segment[] {
  let [up, down] = [0, 0];
  return spec.series.flatMap(({ values, withheld }, series): Segment[] => {
    const value = values[at] ?? null;
    if (value === null || withheld[at] === true) return [];
    if (spec.kind === 'grouped') return [{ series, from: 0, to: value }];
    const from = value < 0 ? down : up;
    if (value < 0) down += value;
    else up += value;
    return [{ series, from, to: from + value }];
  });
}

/**
 * Places of the withheld figures of one category whose range is known. Side by side each reaches from its least to its
 * most. In a stack they stand over all that is known, each as high as its most, since where it ends is not known and
 * nothing may seem to stand on it.
 */
export function rangeSegments(spec: SeriesBarSpec, at: number): readonly RangeSegment[] {
  let top = Math.max(0, ...segments(spec, at).map(({ to }) => to));
  return spec.series.flatMap(({ withheld, inferred }, series): RangeSegment[] => {
    const range = withheld[at] === true ? drawnRange(inferred?.[at]) : null;
    if (range === null) return [];
    if (spec.kind === 'grouped') {
      return [{ series, from: range.low, to: range.high, least: range.low, inferred: range }];
    }
    const from = top;
    top += range.high;
    return [{ series, from, to: top, least: from + range.low, inferred: range }];
  });
}

/** Withheld series of one category of which no range can be drawn. */
export function holes(spec: SeriesBarSpec, at: number): readonly number[] {
  return spec.series.flatMap(({ withheld, inferred }, series) =>
    withheld[at] === true && drawnRange(inferred?.[at]) === null ? [series] : [],
  );
}

/**
 * Ghosts of one category: of bars side by side one for each series; of a stack one for the whole of it, since its parts
 * do not stand where those of the ghost would.
 */
export function ghostsAt({ kind, series }: SeriesBarSpec, at: number): readonly Omit<Segment, 'from'>[] {
  const found = series.flatMap(({ ghosts }, place) => {
    const to = ghosts?.[at];
    return typeof to === 'number' ? [{ series: place, to }] : [];
  });
  if (kind === 'grouped' || found.length === 0) return found;
  return [{ series: 0, to: found.reduce((sum, { to }) => sum + to, 0) }];
}

/** As {@link reach}, with what the ghosts of the category reach. */
export function axisReach(spec: SeriesBarSpec, at: number): readonly [number, number] {
  const [low, high] = reach(spec, at);
  const ends = ghostsAt(spec, at).map(({ to }) => to);
  return [Math.min(low, ...ends), Math.max(high, ...ends)];
}

/** Least and largest place of the axis of figures that a category reaches, zero among them. */
export function reach(spec: SeriesBarSpec, at: number): readonly [number, number] {
  const ends = [...segments(spec, at), ...rangeSegments(spec, at)].flatMap(({ from, to }) => [from, to]);
  return [Math.min(0, ...ends), Math.max(0, ...ends)];
}
