import { describe, expect, it } from 'vitest';
import { rendererFor, type Surface } from '../../src/charts/pixels.ts';
import { SERIES_SPECS } from './series-specs.ts';
import { SPECS } from './specs.ts';

const TILE: Surface = { width: 440, height: 190, pixelRatio: 2, redrawn: 'often' };
const points = Object.values(SPECS).filter(({ kind }) => kind === 'scatter');
const others = [...Object.values(SPECS), ...Object.values(SERIES_SPECS)].filter(
  ({ kind }) => kind !== 'scatter',
);

describe('a chart on the page', () => {
  it('is drawn in pixels where it is redrawn often, as shapes elsewhere', () => {
    expect(others.length).toBeGreaterThan(0);
    for (const spec of others) {
      expect(rendererFor(spec, TILE)).toBe('canvas');
      expect(rendererFor(spec, { ...TILE, redrawn: 'seldom' })).toBe('svg');
    }
  });

  it('is drawn as shapes where it is longer than a canvas may be', () => {
    for (const spec of others) {
      expect(rendererFor(spec, { ...TILE, height: 4096 })).toBe('canvas');
      expect(rendererFor(spec, { ...TILE, height: 4097 })).toBe('svg');
      expect(rendererFor(spec, { ...TILE, height: 4097, pixelRatio: 1 })).toBe('canvas');
    }
  });

  it('is drawn in pixels where it has thousands of points', () => {
    for (const spec of points) expect(rendererFor(spec, { ...TILE, redrawn: 'seldom' })).toBe('canvas');
  });
});
