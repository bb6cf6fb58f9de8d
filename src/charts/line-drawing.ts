import type { LineSeries, LineSpec } from './chart-spec.ts';
import { GHOST_LINE } from './ghost.ts';
import { runs, stepped, stretches } from './line-shapes.ts';
import type { ChartLook } from './look.ts';
import type { Point, Shape } from './shape.ts';
import type { ChartTheme } from './theme.ts';

/** Up to so many places every figure has a dot. */
const MOST_DOTS = 32;

/** Where something of the axes stands, CSS pixels. */
export type Locate = (x: number, figure: number) => Point;

/** A line through points. */
export function line(points: readonly Point[], stroke: string, style: object): Shape {
  return {
    type: 'polyline',
    silent: true,
    shape: { points: points.map(([x, y]) => [x, y]) },
    style: { fill: 'none', stroke, lineWidth: 2, lineJoin: 'round', ...style },
  };
}

/** Dashes of the stretch that leads to a period that is not over. */
export const INCOMPLETE_DASH: readonly number[] = [2, 4];

const PATTERNS = [undefined, [10, 3], [2, 3], [10, 3, 2, 3], [6, 2], [14, 4]] as const;

/**
 * Dashes of a line: its own; where patterns are wanted those of its place among the lines; and another manner for
 * each line in a colour that an earlier one has.
 *
 * @returns lengths drawn and left out, CSS pixels; undefined for a whole line
 */
export function dashes(spec: LineSpec, place: number, look: ChartLook): readonly number[] | undefined {
  const series = spec.series[place];
  if (series === undefined) return undefined;
  if (series.style === 'dashed') return [6, 4];
  const twins = spec.series.slice(0, place).filter(({ colour }) => colour === series.colour).length;
  return PATTERNS[(look.patterns === true ? place : twins) % PATTERNS.length];
}

/** What is left of a line that is not chosen, where others are. */
const FAINT = 0.28;

/** The line of the same figures without conditions, behind the others. */
export function ghostLine(
  { colour, ghosts, step }: LineSeries,
  { xs, locate }: { readonly xs: readonly number[]; readonly locate: Locate },
  theme: ChartTheme,
): Shape[] {
  return runs(ghosts ?? []).map((places) => {
    const points = places.map((at) => locate(xs[at] ?? 0, ghosts?.[at] ?? 0));
    return line(step === true ? stepped(points) : points, theme.colours[colour], GHOST_LINE);
  });
}

/** One line: its band, its area, its stretches, dots where figures stand alone or are few. */
export function lineShapes(
  series: LineSeries,
  dash: readonly number[] | undefined,
  { xs, locate }: { readonly xs: readonly number[]; readonly locate: Locate },
  theme: ChartTheme,
): Shape[] {
  const stroke = theme.colours[series.colour];
  const strength = series.chosen === false ? FAINT : 1;
  const path = (places: readonly number[], figures: readonly (number | null)[]): readonly Point[] => {
    const points = places.map((at) => locate(xs[at] ?? 0, figures[at] ?? 0));
    return series.step === true ? stepped(points) : points;
  };
  const filled = (upper: readonly Point[], lower: readonly Point[], opacity: number): Shape => ({
    type: 'polygon',
    silent: true,
    shape: { points: [...upper, ...lower.toReversed()].map(([x, y]) => [x, y]) },
    style: { fill: stroke, opacity: opacity * strength },
  });
  const { low = [], high = [], values, incomplete } = series;
  const between = xs.map((_, at) => (low[at] == null || high[at] == null ? null : 1));
  const bands = runs(between).map((places) => filled(path(places, high), path(places, low), 0.16));
  const zero = values.map(() => 0);
  const areas = runs(values).map((places) => filled(path(places, values), path(places, zero), 0.14));
  const whole = { opacity: strength, ...(dash === undefined ? {} : { lineDash: [...dash] }) };
  const parts = runs(values).flatMap((places) => {
    const lines = stretches(places, incomplete)
      .filter((stretch) => stretch.places.length > 1)
      .map((stretch) =>
        stretch.incomplete
          ? line(path(stretch.places, values), stroke, {
              opacity: 0.6 * strength,
              lineDash: [...INCOMPLETE_DASH],
            })
          : line(path(stretch.places, values), stroke, whole),
      );
    const dotted = places.length === 1 || (xs.length <= MOST_DOTS && series.step !== true);
    const dots = dotted ? places.map((at) => dot(series, at, xs, locate, theme)) : [];
    return [...lines, ...dots];
  });
  return [...bands, ...(series.area === true ? areas : []), ...parts];
}

/** A dot on a figure; a hollow one where the period is not over. */
function dot(
  series: LineSeries,
  at: number,
  xs: readonly number[],
  locate: Locate,
  theme: ChartTheme,
): Shape {
  const [cx, cy] = locate(xs[at] ?? 0, series.values[at] ?? 0);
  const colour = theme.colours[series.colour];
  const hollow = series.incomplete?.[at] === true;
  return {
    type: 'circle',
    silent: true,
    shape: { cx, cy, r: hollow ? 3 : 2.5 },
    style: {
      ...(hollow ? { fill: theme.surface, stroke: colour, lineWidth: 1.5 } : { fill: colour }),
      opacity: series.chosen === false ? FAINT : 1,
    },
  };
}
