import type { Point } from './shape.ts';

/** Parts of a line between gaps: indices of neighbouring places that have a figure. */
export function runs(values: readonly (number | null)[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  values.forEach((value, at) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last?.at(-1) === at - 1) last.push(at);
    else found.push([at]);
  });
  return found;
}

/** Puts a corner between every two points, so that a line keeps its height until the next point. */
export function stepped(points: readonly Point[]): readonly Point[] {
  return points.flatMap((point, index): readonly Point[] => {
    const before = points[index - 1];
    return before === undefined ? [point] : [[point[0], before[1]], point];
  });
}

/** A stretch of a line drawn in one manner. */
export interface Stretch {
  readonly places: readonly number[];
  /** Leads to a figure of a period that is not over. */
  readonly incomplete: boolean;
}

/**
 * Cuts a line into stretches that lead to complete and to incomplete figures; neighbours share the place where
 * they meet.
 *
 * @param places neighbouring places that have a figure
 * @param incomplete for each place of the axis
 */
export function stretches(
  places: readonly number[],
  incomplete: readonly boolean[] | undefined,
): readonly Stretch[] {
  const found: { places: number[]; incomplete: boolean }[] = [];
  places.forEach((at, index) => {
    const is = incomplete?.[at] ?? false;
    const before = places[index - 1];
    const last = found.at(-1);
    if (last?.incomplete === is) last.places.push(at);
    // A line begins complete: the stretch of its first place leads nowhere yet.
    else found.push({ places: before === undefined ? [at] : [before, at], incomplete: is });
  });
  return found;
}
