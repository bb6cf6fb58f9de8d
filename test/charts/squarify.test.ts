import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { squarify } from '../../src/charts/squarify.ts';

const box = { x: 10, y: 20, width: 600, height: 400 };
const figures = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });

describe('squarified tiles', () => {
  test('are those of the paper: 6, 6, 4, 3, 2, 2, 1 in a box of 6 by 4', () => {
    const tiles = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    const rounded = tiles.map(({ x, y, width, height }) =>
      [x, y, width, height].map((part) => Math.round(part * 100) / 100),
    );
    expect(rounded).toEqual([
      [0, 0, 3, 2],
      [0, 2, 3, 2],
      [3, 0, 1.71, 2.33],
      [4.71, 0, 1.29, 2.33],
      [3, 2.33, 1.2, 1.67],
      [4.2, 2.33, 1.2, 1.67],
      [5.4, 2.33, 0.6, 1.67],
    ]);
  });

  test('have areas in proportion to the figures and stay in the box', () => {
    fc.assert(
      fc.property(figures, (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        squarify(values, box).forEach((tile, index) => {
          const share = (tile.width * tile.height) / (box.width * box.height);
          expect(share).toBeCloseTo((values[index] ?? 0) / total, 6);
          expect(tile.x).toBeGreaterThanOrEqual(box.x - 1e-6);
          expect(tile.y).toBeGreaterThanOrEqual(box.y - 1e-6);
          expect(tile.x + tile.width).toBeLessThanOrEqual(box.x + box.width + 1e-6);
          expect(tile.y + tile.height).toBeLessThanOrEqual(box.y + box.height + 1e-6);
        });
      }),
    );
  });

  test('do not overlap', () => {
    fc.assert(
      fc.property(figures, (values) => {
        const tiles = squarify(values, box);
        tiles.forEach((a, index) => {
          tiles.slice(index + 1).forEach((b) => {
            const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
            const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
            expect(Math.min(across, down)).toBeLessThanOrEqual(1e-6);
          });
        });
      }),
    );
  });

  test('of nothing are none', () => {
    expect(squarify([], box)).toEqual([]);
  });
});
