import { describe, expect, test } from 'vitest';
import { placeAxis, placeOf } from '../../src/charts/axis-place.ts';
import type { ChartSpec } from '../../src/charts/chart-spec.ts';
import { SERIES_SPECS } from './series-specs.ts';
import { SPECS } from './specs.ts';

function spec(name: string): ChartSpec {
  const found = { ...SPECS, ...SERIES_SPECS }[name];
  if (found === undefined) throw new RangeError(name);
  return found;
}

describe('a place of an axis', () => {
  test('is there where places stand in an order', () => {
    expect(placeAxis(spec('bar'))).toBe('down');
    expect(placeAxis(spec('monthly'))).toBe('across');
    expect(placeAxis(spec('stacked'))).toBe('across');
    expect(placeAxis(spec('recency'))).toBe('across');
    expect(placeAxis(spec('heatmap'))).toBeNull();
    expect(placeOf(spec('heatmap'), 1)).toBeNull();
  });

  test('is the nearest, and beyond the ends the first or the last', () => {
    const bar = spec('bar');
    expect([-3, 0.4, 0.6, 4, 99].map((value) => placeOf(bar, value))).toEqual([0, 0, 1, 4, 9]);
    expect(placeOf(bar, NaN)).toBeNull();
  });

  test('of bins is the bin that a value is in', () => {
    const bins = spec('recency');
    expect([0.1, 0.9, 1, 2.99].map((value) => placeOf(bins, value))).toEqual([0, 0, 1, 2]);
  });

  test('of an axis to scale is the nearest by value', () => {
    const line = spec('tracking');
    if (line.kind !== 'line' || line.x.kind !== 'number') throw new RangeError('tracking');
    const [first = 0, second = 0] = line.x.values.map(Number);
    expect(placeOf(line, first + (second - first) * 0.4)).toBe(0);
    expect(placeOf(line, first + (second - first) * 0.6)).toBe(1);
  });
});
