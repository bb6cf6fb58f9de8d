import type { ScatterSpec } from './chart-spec.ts';
import { figureText, figureWithUnit } from './labels.ts';
import type { Language } from './look.ts';
import { periodText } from './period-text.ts';

/** A point that has a place. */
export interface PlacedPoint {
  /** Its index among all points. */
  readonly mark: number;
  readonly x: number;
  readonly y: number;
  readonly group: number;
}

/** Points that have a place: those that are not withheld and have both figures. */
export function placedPoints({ points }: ScatterSpec): readonly PlacedPoint[] {
  return points.flatMap(({ x, value, group, withheld }, mark) =>
    withheld || x === null || value === null ? [] : [{ mark, x, y: value, group }],
  );
}

/** Where a point stands across, in full. */
export function acrossText({ x: axis, currency }: ScatterSpec, x: number | null, language: Language): string {
  if (x === null) return language.translate('chart.none');
  if (axis.kind === 'date') return periodText(x, 'day', language);
  return figureText(x, axis.unit ?? 'number', currency, language);
}

/** Where a point stands across, with its unit. */
export function acrossInWords({ x: axis, currency }: ScatterSpec, x: number, language: Language): string {
  if (axis.kind === 'date') return periodText(x, 'day', language);
  return figureWithUnit(x, axis.unit ?? 'number', currency, language);
}

/**
 * Correlation of both quantities over the points that have a place. (Pearson's product-moment coefficient: K. Pearson
 * 1895, DOI 10.1098/rspl.1895.0041; deviations are taken from the means first, which keeps the digits of large figures.)
 *
 * @returns -1 to 1; null with fewer than three points, or where one quantity does not vary
 */
export function correlation(points: readonly PlacedPoint[]): number | null {
  if (points.length < 3) return null;
  const mean = (of: (point: PlacedPoint) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const { x, y } of points) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  const r = xy / Math.sqrt(xx * yy);
  return Number.isFinite(r) ? Math.min(1, Math.max(-1, r)) : null;
}
