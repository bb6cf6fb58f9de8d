import type { ChartSpec } from './chart-spec.ts';
import { isDiscrete } from './labels.ts';

/** Which way the axis of a chart runs that has places in an order; null for a chart without one. */
export function placeAxis({ kind }: ChartSpec): 'across' | 'down' | null {
  switch (kind) {
    case 'line':
    case 'grouped':
    case 'stacked':
    case 'histogram':
      return 'across';
    case 'bar':
      return 'down';
    default:
      return null;
  }
}

function nearest(values: readonly number[], wish: number): number {
  return values.reduce((best, value, at) => {
    const before = values[best] ?? Number.POSITIVE_INFINITY;
    return Math.abs(value - wish) < Math.abs(before - wish) ? at : best;
  }, 0);
}

/** How many places the axis has. */
function placeCount(spec: ChartSpec): number {
  switch (spec.kind) {
    case 'line':
      return spec.x.values.length;
    case 'grouped':
    case 'stacked':
      return spec.x.labels.length;
    case 'histogram':
      return spec.counts.length;
    case 'bar':
      return spec.categories.length;
    default:
      return 0;
  }
}

/**
 * The place of an axis that a value on it belongs to; beyond its ends the first or the last.
 *
 * @param value of the axis as it is drawn: of categories and bins a place counted from 0
 * @returns null where the chart has no places in an order
 */
export function placeOf(spec: ChartSpec, value: number): number | null {
  const last = placeCount(spec) - 1;
  if (last < 0 || placeAxis(spec) === null || Number.isNaN(value)) return null;
  const within = (place: number): number => Math.min(last, Math.max(0, place));
  if (spec.kind === 'histogram') return within(Math.floor(value + (isDiscrete(spec) ? 0.5 : 0)));
  if (spec.kind !== 'line' || spec.x.kind === 'category') return within(Math.round(value));
  return nearest(
    spec.x.values.map((each, at) => (typeof each === 'number' ? each : at)),
    value,
  );
}
